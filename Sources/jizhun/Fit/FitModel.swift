import ArgumentParser
import SurveyFiles

/// The models that `jizhun fit` estimates, by the words of its first argument.
enum FitModel: Hashable {
  case translation3
  case translationScale4
  case geodetic4
  case helmert7
  case molodenskyBadekas
  case molodensky
  case abridgedMolodensky
  case plane4
  case geodetic7
  case polynomial(Int)

  /// The first word is the usual one; the others are those of parameter files.
  private static let words: [(FitModel, [String])] = [
    (.translation3, ["helmert3", "translation3"]), (.translationScale4, ["helmert4", "translation-scale4"]),
    (.geodetic4, ["geodetic4"]), (.helmert7, ["helmert7"]), (.molodenskyBadekas, ["molodensky-badekas"]),
    (.molodensky, ["molodensky"]), (.abridgedMolodensky, ["abridged-molodensky"]),
    (.plane4, ["plane4"]), (.geodetic7, ["geodetic7"]), (.polynomial(1), ["polynomial1"]), (.polynomial(2), ["polynomial2"]),
    (.polynomial(3), ["polynomial3"]), (.polynomial(4), ["polynomial4"]),
  ]

  /// All models, the simplest of each kind first.
  static let all = words.map(\.0)

  static let names = words.flatMap(\.1)

  init?(word: String) {
    guard let found = Self.words.first(where: { $0.1.contains(word) }) else { return nil }
    self = found.0
  }

  var word: String { Self.words.first { $0.0 == self }?.1.first ?? "" }

  /// The word of a parameter file.
  var parameterModel: ParameterModel {
    switch self {
    case .translation3: .translation3
    case .translationScale4: .translationScale4
    case .geodetic4: .geodetic4
    case .helmert7: .helmert7
    case .molodenskyBadekas: .molodenskyBadekas
    case .molodensky: .molodensky
    case .abridgedMolodensky: .abridgedMolodensky
    case .plane4: .plane4
    case .geodetic7: .geodetic7
    case .polynomial: .polynomial
    }
  }

  /// The name for people.
  func name(_ language: Language) -> String {
    let zh = language == .zh
    switch self {
    case .translation3: return zh ? "三参数" : "three translations"
    case .translationScale4: return zh ? "空间四参数（平移、尺度）" : "three translations and scale"
    case .geodetic4: return zh ? "三维四参数" : "three translations and a rotation about the normal"
    case .helmert7: return zh ? "布尔莎七参数" : "seven parameters (Bursa–Wolf)"
    case .molodenskyBadekas: return zh ? "莫洛金斯基–巴德卡斯" : "Molodensky–Badekas"
    case .molodensky: return zh ? "莫洛金斯基（标准）" : "Molodensky, standard"
    case .abridgedMolodensky: return zh ? "莫洛金斯基（简化）" : "Molodensky, abridged"
    case .plane4: return zh ? "平面四参数" : "plane similarity, four parameters"
    case .geodetic7: return zh ? "二维七参数" : "seven parameters in latitude and longitude"
    case .polynomial(let degree): return zh ? "\(degree) 次多项式" : "polynomial of degree \(degree)"
    }
  }

  /// True where heights take part.
  var isSpatial: Bool {
    switch self {
    case .translation3, .translationScale4, .geodetic4, .helmert7, .molodenskyBadekas, .molodensky, .abridgedMolodensky: true
    case .plane4, .geodetic7, .polynomial: false
    }
  }

  /// True for models of northing and easting.
  var isPlane: Bool { parameterModel.isPlane }
}

/// The first argument: a model, or `auto`.
enum FitChoice: ExpressibleByArgument {
  case model(FitModel)
  case auto

  init?(argument: String) {
    if argument == "auto" {
      self = .auto
    } else if let model = FitModel(word: argument) {
      self = .model(model)
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] { FitModel.names + ["auto"] }
}
