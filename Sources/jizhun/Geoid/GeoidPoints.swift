import GridFiles
import Refinement
import SurveyFiles

/// GNSS/levelling points of a file, held against a base model.
struct GeoidPoints {
  /// A point with what it says of the base.
  struct Point {
    let given: LevellingPoint
    let control: ControlPoint
    /// The name for pages and tables; bytes without a meaning in the encoding of the file show as U+FFFD.
    var name: String { printable(String(decoding: given.name, as: UTF8.self)) }
  }

  let path: String
  /// Those that take part in the fit.
  let fitted: [Point]
  /// Those held out.
  let checks: [Point]
  /// Points where the base has no value.
  let outside: [LevellingPoint]

  /// More bytes than any file of points has.
  private static let mostBytes = 64 << 20
  private static let mostMessages = 20

  private static func place(_ path: String) -> String { path == "-" ? text(zh: "标准输入", en: "standard input") : path }

  /// Reads a file. Every line that is wrong is reported before it ends with status 65.
  static func read(path: String, columns: LevellingColumns, encoding: EncodingChoice) throws(CommandError) -> [LevellingPoint] {
    let bytes = try bytes(path, encoding)
    let file = LevellingPoints(bytes.span.bytes, columns: columns)
    try refuse(file.problems, file.problemCount, path, option: "--columns")
    return file.points
  }

  /// The bytes of a file of points.
  static func bytes(_ path: String, _ encoding: EncodingChoice) throws(CommandError) -> [UInt8] {
    let place = place(path)
    let input = try DecodedFile(
      path: path, atMost: mostBytes, encoding: encoding,
      tooLong: text(zh: "\(place)：超过 64 MiB，不是点文件", en: "\(place): more than 64 MiB is no file of points"))
    return input.bytes
  }

  /// Reports lines that are no points, and ends with status 65 where there are any.
  static func refuse(_ problems: [LevellingLineProblem], _ count: Int, _ path: String, option: String) throws(CommandError) {
    let place = place(path)
    for problem in problems.prefix(mostMessages) {
      printToStandardError(
        text(zh: "\(place) 第 \(problem.line) 行：", en: "\(place), line \(problem.line): ") + message(problem))
    }
    guard count == 0 else {
      throw CommandError(
        .data,
        text(
          zh: "\(place)：\(count) 行有错，未作拟合。各列次序可用 \(option) 指定",
          en: "\(place): \(count) lines are wrong; nothing was fitted. \(option) says which column holds what"))
    }
  }

  /// Holds the points of the file `path` against a base.
  init(_ file: [LevellingPoint], path: String, defaultSigma: Double?, base: GeoidBase) throws(CommandError) {
    self.path = path
    let place = Self.place(path)
    var (fitted, checks, outside) = ([Point](), [Point](), [LevellingPoint]())
    var (straight, turned) = ([Double](), [Double]())
    for (point, zeta) in zip(file, base.anomalies(file)) {
      guard let zeta else {
        outside.append(point)
        continue
      }
      let difference = point.ellipsoidalHeight - point.normalHeight
      straight.append(abs(difference - zeta))
      turned.append(abs(-difference - zeta))
      let control = ControlPoint(
        latitudeDegrees: point.latitudeDegrees, longitudeDegrees: point.longitudeDegrees, normalHeight: point.normalHeight,
        discrepancy: difference - zeta, sigma: point.sigma ?? defaultSigma)
      if point.isCheck {
        checks.append(Point(given: point, control: control))
      } else {
        fitted.append(Point(given: point, control: control))
      }
    }
    (self.fitted, self.checks, self.outside) = (fitted, checks, outside)
    guard !fitted.isEmpty else {
      throw CommandError(
        .data,
        outside.isEmpty
          ? text(zh: "\(place)：没有点", en: "\(place): there are no points")
          : text(zh: "\(place)：没有点在基础模型范围内", en: "\(place): no point lies within the base model"))
    }
    straight.sort()
    turned.sort()
    // With a base the sign of H − h tells which column is which: medians, so that gross errors have no say.
    if !base.isNone, straight[straight.count / 2] > 5, turned[turned.count / 2] < straight[straight.count / 2] / 5 {
      throw CommandError(
        .data,
        text(
          zh: "\(place)：大地高与正常高两列似乎颠倒（h − H 与基础模型相符，H − h 不符）；次序用 --columns 指定，如 1,2,3,5,4",
          en:
            "\(place): the columns of ellipsoidal and normal heights seem to be exchanged (h − H agrees with the base, H − h does not); say "
            + "which is which with --columns, such as 1,2,3,5,4"))
    }
  }

  /// What is wrong with a line, in the user's language.
  static func message(_ problem: LevellingLineProblem) -> String {
    let wanted =
      switch problem.expected {
      case .name: text(zh: "点名", en: "a name")
      case .latitude: text(zh: "纬度（度，±90 以内）", en: "a latitude in degrees, within ±90")
      case .longitude: text(zh: "经度（度，±360 以内）", en: "a longitude in degrees, within ±360")
      case .height: text(zh: "高（米，±10000 以内）", en: "a height in metres, within ±10000")
      case .sigma: text(zh: "中误差（米，大于 0，不超过 10）", en: "a standard deviation in metres, above 0, not above 10")
      case .gravity:
        text(
          zh: "重力异常（mGal，±1000 以内）或重力值（mGal，970000–990000）",
          en: "a gravity anomaly within ±1000 mGal, or gravity from 970000 to 990000 mGal")
      case .gravitySigma: text(zh: "中误差（mGal，大于 0，不超过 1000）", en: "a standard deviation in mGal, above 0, not above 1000")
      }
    return problem.isMissing
      ? text(zh: "没有第 \(problem.column) 列；应为\(wanted)", en: "there is no column \(problem.column); expected \(wanted)")
      : text(zh: "第 \(problem.column) 列应为\(wanted)", en: "column \(problem.column) should be \(wanted)")
  }
}
