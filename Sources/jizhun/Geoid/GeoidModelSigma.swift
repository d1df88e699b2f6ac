import Geodesy
import GridFiles
import Refinement
import SurveyFiles

/// σ of a model to be updated: its own band, or what the user says.
struct GeoidModelSigma {
  /// Where σ comes from.
  enum Source {
    /// The model's band.
    case band
    /// A number of metres.
    case constant(Double)
    /// A grid.
    case file(String)
    /// Nowhere: it is estimated from the differences, the same everywhere.
    case none
  }

  let source: Source
  private let model: HeightModel?
  private let sampler: HeightSampler?

  /// - Parameter option: Metres, or the path of a grid; nil for the model's own.
  init(_ option: String?, base: HeightModel) throws(CommandError) {
    guard let option else {
      source = base.hasSigma ? .band : .none
      (model, sampler) = (base, base.hasSigma ? HeightSampler(base) : nil)
      return
    }
    if let metres = DecimalText.parse(option) {
      guard metres >= 0.0005, metres <= 100 else {
        throw CommandError(
          .usage, text(zh: "--model-sigma 应为 0.0005–100 的米数，或格网文件", en: "--model-sigma should be metres, 0.0005 to 100, or a grid file"))
      }
      source = .constant(metres)
      (model, sampler) = (nil, nil)
      return
    }
    source = .file(option)
    let grid = try ModelFile.readHeights(path: option, limit: 100)
    (model, sampler) = (grid, HeightSampler(grid, method: .bilinear))
  }

  /// False where the model states no σ and nobody else does.
  var isKnown: Bool { if case .none = source { false } else { true } }

  /// σ at a place, metres; nil where there is none, or one that is not above 0.
  func value(_ latitude: Double, _ longitude: Double) -> Double? {
    if case .constant(let metres) = source { return metres }
    let sample = try? sampler?.sample(latitudeDegrees: latitude, longitudeDegrees: longitude)
    let sigma: Double? = if case .file = source { sample?.anomaly } else { sample?.sigma }
    return sigma.flatMap { $0 > 0 ? $0 : nil }
  }

  func description(_ language: Language) -> String {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    return switch source {
    case .band: t("模型自带的 σ 波段", "the model's own band of σ")
    case .constant(let metres): FitReport.millimetres(metres) + t(" mm，用户给定（--model-sigma）", " mm, given (--model-sigma)")
    case .file(let path): t("格网 \(path)（--model-sigma）", "the grid \(path) (--model-sigma)")
    case .none: t("模型未给出；由新点的差值估计，处处相同", "stated nowhere; estimated from the differences, the same everywhere")
    }
  }

  /// The word in JSON.
  var word: String {
    switch source {
    case .band: "band"
    case .constant: "constant"
    case .file: "file"
    case .none: "estimated"
    }
  }
}
