public import Geodesy

/// A table of station velocities as text: docs/velocity-models.md.
///
///     frame = itrf2014
///     reach_km = 200
///     # name  latitude  longitude  east  north  up: degrees, millimetres a year
///     ST01    28.10     112.40     31.5  -11.2  0.4
///
/// Lines `key = value` come before the first station; `#` begins a comment; columns stand between blanks, tabs or commas.
public enum StationVelocityFile {
  private static let mostStations = 100_000
  private static let longestLine = 1000
  private static let keys = ["frame", "reach_km"]

  /// Reads the bytes of a table. `name` is what headers and messages call it.
  /// - Throws: ``StationVelocityFileError`` with the line.
  public static func read(_ bytes: RawSpan, name: String) throws(StationVelocityFileError) -> StationVelocities {
    var frame: TerrestrialFrame?
    var reach = 0.0
    var stations: [StationVelocities.Station] = []
    var position = 0
    var line = 0
    while position < bytes.byteCount {
      line += 1
      var end = position
      while end < bytes.byteCount, bytes.byte(end) != UInt8(ascii: "\n") { end += 1 }
      defer { position = end + 1 }
      func failure(_ problem: StationVelocityFileError.Problem) -> StationVelocityFileError {
        StationVelocityFileError(file: name, line: line, problem: problem)
      }
      guard end - position <= longestLine else { throw failure(.lineTooLong) }
      guard let text = String(validating: (position..<end).map { bytes.byte($0) }, as: UTF8.self) else { throw failure(.notUTF8) }
      let content = text.prefix { $0 != "#" }
      let words = content.split { $0 == " " || $0 == "\t" || $0 == "," || $0 == "\r" || $0 == "\u{FEFF}" }
      guard !words.isEmpty else { continue }
      if let equals = content.firstIndex(of: "=") {
        let key = content[..<equals].split { $0 == " " || $0 == "\t" || $0 == "\u{FEFF}" }.joined(separator: " ")
        let value = content[content.index(after: equals)...].split { $0 == " " || $0 == "\t" || $0 == "\r" }.joined(separator: " ")
        guard stations.isEmpty, keys.contains(key) else { throw failure(.unknownKey(allowed: keys)) }
        if key == "frame" {
          guard let known = TerrestrialFrame(rawValue: value.lowercased()) else { throw failure(.frame) }
          frame = known
        } else {
          guard let kilometres = DecimalText.parse(value), (0...2000).contains(kilometres) else {
            throw failure(.number(column: key, 0...2000))
          }
          reach = kilometres * 1000
        }
        continue
      }
      guard frame != nil else { throw failure(.frameMissing) }
      guard words.count == 6 else { throw failure(.columns) }
      guard stations.count < mostStations else { throw failure(.tooMany(mostStations)) }
      func number(_ index: Int, _ column: String, _ range: ClosedRange<Double>) throws(StationVelocityFileError) -> Double {
        guard let value = DecimalText.parse(String(words[index])), range.contains(value) else {
          throw failure(.number(column: column, range))
        }
        return value
      }
      stations.append(
        StationVelocities.Station(
          latitudeDegrees: try number(1, "latitude", -90...90), longitudeDegrees: try number(2, "longitude", -360...360),
          // No place on Earth moves by a metre a year.
          east_mm: try number(3, "east", -1000...1000), north_mm: try number(4, "north", -1000...1000),
          up_mm: try number(5, "up", -1000...1000)))
    }
    guard let frame, !stations.isEmpty else {
      throw StationVelocityFileError(file: name, line: 0, problem: frame == nil ? .frameMissing : .empty)
    }
    return StationVelocities(name: name, frame: frame, reach: reach, stations: stations)
  }
}

/// Why a table of station velocities cannot be used: the file, the line, and what was expected there.
public struct StationVelocityFileError: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Problem: Sendable, Equatable {
    /// The bytes are no UTF-8.
    case notUTF8
    /// A line longer than any station's.
    case lineTooLong
    /// A key that there is not, or one behind the first station.
    case unknownKey(allowed: [String])
    /// A word that is no frame.
    case frame
    /// Stations without `frame = …` before them.
    case frameMissing
    /// Another number of columns than six.
    case columns
    /// No decimal number within its range.
    case number(column: String, ClosedRange<Double>)
    /// More stations than are read.
    case tooMany(Int)
    /// No station at all.
    case empty
  }

  /// The name of the file as the caller gave it.
  public let file: String
  /// The line, from 1; 0 where the file as a whole is meant.
  public let line: Int
  /// What is wrong.
  public let problem: Problem
}

extension StationVelocityFileError: CustomStringConvertible {
  /// The message in English.
  public var description: String { message(chinese: false) }

  /// The message in Chinese or English.
  public func message(chinese zh: Bool) -> String {
    let place = line == 0 ? "\(file)" : zh ? "\(file) 第 \(line) 行" : "\(file), line \(line)"
    let what: String
    switch problem {
    case .notUTF8: what = zh ? "不是 UTF-8 文本" : "not UTF-8 text"
    case .lineTooLong: what = zh ? "行过长" : "the line is too long"
    case .unknownKey(let allowed):
      what =
        zh
        ? "测站之前可以写 \(allowed.joined(separator: "、"))，其他键不认识"
        : "\(allowed.joined(separator: ", ")) may stand before the stations, and nothing else"
    case .frame: what = zh ? "frame 应为 itrf88 … itrf2020" : "frame should be itrf88 … itrf2020"
    case .frameMissing: what = zh ? "测站之前缺少 frame = itrf2014 一类的行" : "a line such as frame = itrf2014 is missing before the stations"
    case .columns:
      what =
        zh ? "应为六列：点名 纬度 经度 东 北 上（度，毫米/年）" : "six columns are expected: name latitude longitude east north up (degrees, millimetres a year)"
    case .number(let column, let range):
      what =
        zh
        ? "\(column) 应为 \(range.lowerBound)…\(range.upperBound) 的十进制数"
        : "\(column) should be a decimal number from \(range.lowerBound) to \(range.upperBound)"
    case .tooMany(let most): what = zh ? "测站超过 \(most) 个" : "more than \(most) stations"
    case .empty: what = zh ? "没有测站" : "there is no station"
    }
    return place + (zh ? "：" : ": ") + what
  }
}
