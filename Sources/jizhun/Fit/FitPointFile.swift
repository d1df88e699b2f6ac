import CRS
import Geodesy
import SurveyFiles

/// A line of a file of common points: `name source target [σ…] [check]`.
struct FitPoint {
  let name: String
  let line: Int
  let source: FitPosition
  let target: FitPosition
  /// Standard deviations along the axes of the file, metres: of the source and of the target; nil where the line has none.
  let sourceSigma: SIMD3<Double>?
  let targetSigma: SIMD3<Double>?
  var isCheck: Bool
}

/// Reads files of common points. Every line that is wrong is reported before the run ends with status 65.
struct FitPointFile {
  let path: String
  let source: FitSystem
  let target: FitSystem
  /// 2 or 3 coordinates on each side.
  let dimension: Int
  /// For lines without σ columns.
  let defaultSigma: SIMD3<Double>?
  let encoding: EncodingChoice
  private var points: [FitPoint] = []
  private var lines: [String: Int] = [:]
  private var errors = 0

  /// More points than any set of parameters has had; beyond, the file is none of common points.
  private static let mostPoints = 100_000
  /// Messages beyond these say nothing new.
  private static let mostMessages = 20

  static func read(
    path: String, source: FitSystem, target: FitSystem, dimension: Int, defaultSigma: SIMD3<Double>?, encoding: EncodingChoice
  ) throws(CommandError) -> [FitPoint] {
    var reader = FitPointFile(
      path: path, source: source, target: target, dimension: dimension, defaultSigma: defaultSigma, encoding: encoding)
    try reader.read()
    return reader.points
  }

  private init(
    path: String, source: FitSystem, target: FitSystem, dimension: Int, defaultSigma: SIMD3<Double>?, encoding: EncodingChoice
  ) {
    self.encoding = encoding
    (self.path, self.source, self.target, self.dimension, self.defaultSigma) = (path, source, target, dimension, defaultSigma)
  }

  private mutating func read() throws(CommandError) {
    var input = try LineInput(path: path, encoding: encoding)
    var bytes: [UInt8] = []
    while try input.nextSoundLine(&bytes) {
      let line = TextLine(bytes)
      if line.isVerbatim { continue }
      do throws(LineProblem) {
        let point = try point(line, input.lineNumber)
        guard points.count < Self.mostPoints else { throw LineProblem(text(zh: "点太多", en: "too many points")) }
        points.append(point)
      } catch {
        report(error.message, input.lineNumber)
      }
    }
    try checkTwins()
    let given = points.count { $0.targetSigma != nil }
    if given > 0, given < points.count, errors == 0, let first = points.first(where: { $0.targetSigma == nil }) {
      report(
        text(
          zh: "此行没有中误差列而其他行有；请补上，或用 --sigma 给出缺省值",
          en: "this line has no σ columns and others have; add them, or give a default with --sigma"),
        first.line)
    }
    if errors > 0 {
      var message = text(zh: "\(place)：\(errors) 行有错，未求参数", en: "\(place): \(errors) lines are wrong; nothing was estimated")
      if dimension == 3, source.isProjected, target.isProjected {
        message += text(
          zh: "。每侧应有北、东、高三个坐标；只有平面坐标时用 plane4（平面四参数）或 polynomial1…4",
          en: ". Each side has three coordinates here: northing, easting, height; for plane coordinates take plane4 or polynomial1…4")
      }
      throw CommandError(.data, message)
    }
    guard !points.isEmpty else {
      throw CommandError(.data, text(zh: "\(place)：没有重合点", en: "\(place): there are no common points"))
    }
  }

  /// The file for messages.
  private var place: String { path == "-" ? text(zh: "标准输入", en: "standard input") : path }

  private mutating func report(_ message: String, _ line: Int) {
    errors += 1
    guard errors <= Self.mostMessages else { return }
    printToStandardError(text(zh: "\(place) 第 \(line) 行：\(message)", en: "\(place), line \(line): \(message)"))
  }

  private mutating func point(_ line: TextLine, _ number: Int) throws(LineProblem) -> FitPoint {
    let name = printable(line.text(1))
    guard !name.isEmpty else { throw LineProblem(text(zh: "没有点名", en: "the point has no name")) }
    if let first = lines[name] {
      throw LineProblem(
        text(zh: "点 \(name) 已在第 \(first) 行出现；每点只能有一行", en: "point \(name) is on line \(first) already; a point has one line"))
    }
    lines[name] = number
    let d = dimension
    let a = try coordinates(line, from: 2, source)
    let b = try coordinates(line, from: 2 + d, target)
    var last = line.columns.count
    let isCheck = last > 1 + 2 * d && ["check", "检核"].contains(line.text(last))
    if isCheck { last -= 1 }
    var sigmas: [Double] = []
    for column in (2 + 2 * d)..<max(last + 1, 2 + 2 * d) {
      let name = text(zh: "中误差（米）", en: "a standard deviation in metres")
      let value = try line.number(column, name)
      guard value > 0, value < 1e6 else {
        throw LineProblem(
          text(zh: "第 \(column) 列应为大于 0 的中误差（米）", en: "column \(column) should be a standard deviation above 0, in metres"))
      }
      sigmas.append(value)
    }
    var (sourceSigma, targetSigma): (SIMD3<Double>?, SIMD3<Double>?) = (nil, defaultSigma)
    switch (sigmas.count, d) {
    case (0, _): break
    case (1, _): targetSigma = SIMD3(repeating: sigmas[0])
    case (2, 3): targetSigma = [sigmas[0], sigmas[0], sigmas[1]]
    case (2, 2): targetSigma = [sigmas[0], sigmas[1], 1]
    case (3, 3): targetSigma = [sigmas[0], sigmas[1], sigmas[2]]
    case (4, 2): (sourceSigma, targetSigma) = ([sigmas[0], sigmas[1], 1], [sigmas[2], sigmas[3], 1])
    case (6, 3): (sourceSigma, targetSigma) = ([sigmas[0], sigmas[1], sigmas[2]], [sigmas[3], sigmas[4], sigmas[5]])
    default:
      throw LineProblem(
        text(
          zh: "坐标之后有 \(sigmas.count) 列数；中误差应为 \(d == 3 ? "1（各坐标）、2（平面、高程）、3（目标各坐标）或 6（源、目标）" : "1（各坐标）、2（目标各坐标）或 4（源、目标）") 列；"
            + "每侧坐标列数见 --dimension（现为 \(d)）",
          en:
            "\(sigmas.count) numbers follow the coordinates; expected \(d == 3 ? "1 (all), 2 (plane, height), 3 (target) or 6 (source, target)" : "1 (all), 2 (target) or 4 (source, target)") "
            + "standard deviations. --dimension says how many coordinates each side has (\(d) now)"))
    }
    let (from, to) = try positions(a, b)
    return FitPoint(
      name: name, line: number, source: from, target: to, sourceSigma: sourceSigma, targetSigma: targetSigma, isCheck: isCheck)
  }

  private func coordinates(_ line: TextLine, from first: Int, _ system: FitSystem) throws(LineProblem) -> SIMD3<Double> {
    var result = SIMD3<Double>.zero
    let names = system.coordinateNames
    for k in 0..<dimension {
      if k < 2, system.isGeographic {
        let piece = try line.piece(first + k, names[k])
        if let value = DecimalText.parse(line.bytes.span.bytes, from: piece.start, to: piece.end) {
          result[k] = value
        } else if let angle = AngleText.parse(line.bytes.span.bytes, from: piece.start, to: piece.end) {
          guard angle.hemisphere == nil || angle.hemisphere == (k == 0 ? .northSouth : .eastWest) else { throw Self.swapped(nil) }
          result[k] = angle.degrees
        } else {
          throw line.notANumber(first + k, names[k])
        }
      } else {
        result[k] = try line.number(first + k, names[k])
      }
    }
    return result
  }

  // MARK: Sides that belong together

  /// Datums used in China lie within 200 m of each other: sides farther apart than this, in metres, are not the same point.
  private static let farthest = 2000.0

  private func positions(_ a: SIMD3<Double>, _ b: SIMD3<Double>) throws(LineProblem) -> (FitPosition, FitPosition) {
    func turned(_ v: SIMD3<Double>) -> SIMD3<Double> { [v.y, v.x, v.z] }
    func attempt(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> (FitPosition, FitPosition)? {
      guard let from = try? FitPosition(a, source), let to = try? FitPosition(b, target) else { return nil }
      return isPlausible(from, source) && isPlausible(to, target) && distance(from, to) <= Self.farthest ? (from, to) : nil
    }
    if let pair = attempt(a, b) { return pair }
    if attempt(turned(a), b) != nil { throw Self.swapped(text(zh: "源", en: "source")) }
    if attempt(a, turned(b)) != nil { throw Self.swapped(text(zh: "目标", en: "target")) }
    if attempt(turned(a), turned(b)) != nil { throw Self.swapped(text(zh: "两侧", en: "both")) }
    let from: FitPosition
    let to: FitPosition
    do {
      from = try FitPosition(a, source)
    } catch {
      throw LineProblem(text(zh: "源坐标：\(error.message)", en: "source: \(error.message)"))
    }
    do {
      to = try FitPosition(b, target)
    } catch {
      throw LineProblem(text(zh: "目标坐标：\(error.message)", en: "target: \(error.message)"))
    }
    let apart = distance(from, to)
    guard apart <= Self.farthest else {
      let km = Int((apart / 1000).rounded())
      throw LineProblem(
        text(
          zh: "两侧坐标相距约 \(km) km，不是同一点：请检查坐标系、带号（中央子午线）和坐标次序；独立坐标系请用 local",
          en:
            "both sides are about \(km) km apart and cannot be the same point: check the systems, their zones and the order of coordinates; "
            + "an independent system is “local”"))
    }
    return (from, to)
  }

  private static func swapped(_ side: String?) -> LineProblem {
    LineProblem(
      text(
        zh: "\(side ?? "")坐标的次序颠倒：应为先北（X、纬度）后东（Y、经度）",
        en: "the \(side ?? "") coordinates are swapped: northing (X, latitude) comes first, easting (Y, longitude) second"))
  }

  /// Chinese datums hold in China: what lies far outside is plausible only where nothing better is.
  private func isPlausible(_ position: FitPosition, _ system: FitSystem) -> Bool {
    guard let crs = system.crs, crs.datum != .wgs84 else { return true }
    let (b, l) = (position.geodetic.x * 180 / .pi, position.geodetic.y * 180 / .pi)
    return b > 0 && b < 60 && l > 65 && l < 145
  }

  private func distance(_ a: FitPosition, _ b: FitPosition) -> Double {
    guard source.crs != nil, target.crs != nil else { return 0 }
    let north = (a.geodetic.x - b.geodetic.x) * 6_371_000
    let east = (a.geodetic.y - b.geodetic.y) * 6_371_000
    return (north * north + east * east).squareRoot()
  }

  /// Two names for one position count twice and say nothing new.
  private mutating func checkTwins() throws(CommandError) {
    var seen: [SIMD3<Double>: FitPoint] = [:]
    for point in points {
      if let first = seen[point.source.given] {
        report(
          text(
            zh: "点 \(point.name) 与第 \(first.line) 行的点 \(first.name) 源坐标完全相同；同一点只能用一次",
            en: "point \(point.name) has the source coordinates of \(first.name) on line \(first.line); a point counts once"),
          point.line)
      } else {
        seen[point.source.given] = point
      }
    }
  }
}
