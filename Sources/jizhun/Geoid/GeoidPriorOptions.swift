import ArgumentParser
import Refinement
import SurveyFiles

/// Options on what is known of a model before new points come in.
struct GeoidPriorOptions: ParsableArguments {
  @Option(
    name: .customLong("old-points"),
    help: ArgumentHelp(
      text(
        zh: "建模时用的点（格式相同）：两者都有的点直接比较，其余检查是否被改动",
        en: "The points that the model was made with: marks in both are compared, the others checked to have stayed"), valueName: "file"))
  var oldPoints: String?

  @Option(
    name: .customLong("model-sigma"),
    help: ArgumentHelp(
      text(
        zh: "模型的 σ：米数或格网文件；缺省为模型的 σ 波段，没有时由差值估计",
        en: "σ of the model: metres, or a grid file; default: its own band, without one estimated from the differences"),
      valueName: "m|file"))
  var modelSigma: String?

  @Option(
    name: .customLong("correlation-length"),
    help: ArgumentHelp(
      text(
        zh: "模型误差的相关减半的距离（千米）；缺省由差值估计",
        en: "Where the correlation of the model's errors is one half, km; default: estimated from the differences"), valueName: "km"))
  var correlationLength: Double?

  @Option(
    name: .customLong("covariance"),
    help: ArgumentHelp(text(zh: "模型误差的协方差函数，缺省 auto", en: "Covariance of the model's errors, default auto"), valueName: "name"))
  var covariance: CovarianceWord = .auto

  func validate() throws {
    if let correlationLength, !(correlationLength >= 0.1 && correlationLength <= 5000) {
      throw ValidationError(text(zh: "--correlation-length 应为 0.1–5000 千米", en: "--correlation-length should be 0.1 to 5000 km"))
    }
  }

  /// The points that the model was made with; nil where they are not named.
  func readOldMarks(_ input: GeoidPointOptions, base: GeoidBase) throws -> GeoidOldMarks? {
    guard let oldPoints else { return nil }
    let file = try GeoidPoints.read(path: oldPoints, columns: try input.levellingColumns(), encoding: input.encoding.choice)
    return GeoidOldMarks(try GeoidPoints(file, path: oldPoints, defaultSigma: input.sigma, base: base))
  }

  /// Points for the update. Where some come with σ and some without, these get the median of the others, because a part of the points cannot
  /// tell what is theirs and what is the model's.
  func observed(
    _ points: GeoidPoints, old: GeoidOldMarks?, sigma: GeoidModelSigma, path: String
  ) throws(CommandError) -> (points: [ModelPoint], medianSigma: Double?) {
    let stated = points.fitted.compactMap(\.control.sigma).sorted()
    let median = stated.isEmpty ? nil : stated[stated.count / 2]
    var (observed, missing) = ([ModelPoint](), [Int]())
    for point in points.fitted {
      let c = point.control
      let model = sigma.value(c.latitudeDegrees, c.longitudeDegrees)
      if sigma.isKnown, model == nil { missing.append(point.given.line) }
      let earlier = old.flatMap { old in
        old.mark(at: c.place).map { i in
          ModelPoint.Earlier(difference: old.points[i].control.discrepancy, sigma: old.points[i].control.sigma ?? median)
        }
      }
      observed.append(
        ModelPoint(
          latitudeDegrees: c.latitudeDegrees, longitudeDegrees: c.longitudeDegrees, difference: c.discrepancy, sigma: c.sigma ?? median,
          modelSigma: model, earlier: earlier))
    }
    if let first = missing.first {
      throw CommandError(
        .data,
        text(
          zh: "\(path)：\(missing.count) 个点处没有大于 0 的模型 σ（第一个在第 \(first) 行）；请用 --model-sigma 给出",
          en: "\(path): no σ of the model above 0 at \(missing.count) points (the first on line \(first)); say --model-sigma"))
    }
    return (observed, median != nil && stated.count < points.fitted.count ? median : nil)
  }
}

/// The points of a file that bring something new.
struct GeoidFreshPoints {
  /// Each once.
  let points: [LevellingPoint]
  /// Lines that are another line again, to the digit.
  let repeated: Int
  /// Lines that are those of the old file, to the digit: the model knows them already.
  let known: Int

  private struct Values: Hashable {
    let latitude: Double, longitude: Double, ellipsoidal: Double, normal: Double

    init(_ point: LevellingPoint) {
      (latitude, longitude) = (point.latitudeDegrees, point.longitudeDegrees)
      (ellipsoidal, normal) = (point.ellipsoidalHeight, point.normalHeight)
    }
  }

  init(_ file: [LevellingPoint], old: GeoidOldMarks?) {
    let before = Set(old?.points.map { Values($0.given) } ?? [])
    var seen: Set<Values> = []
    var (points, repeated, known) = ([LevellingPoint](), 0, 0)
    for point in file {
      let values = Values(point)
      if before.contains(values) {
        known += 1
      } else if seen.insert(values).inserted {
        points.append(point)
      } else {
        repeated += 1
      }
    }
    (self.points, self.repeated, self.known) = (points, repeated, known)
  }
}
