import CPROJ
import Geodesy
import Glibc

/// Two programs' lines of the same points, compared digit by digit.
///
/// Where a last digit differs, both unrounded values are computed anew, ours by `GaussKruger` and the peer's by PROJ: it is a tie when they lie
/// within 10 nm of each other and the end of the digits lies between them, or so near that either rounding is right. Anything else is a
/// disagreement.
struct OutputComparison: CustomStringConvertible {
  private(set) var lines = 0
  /// Lines with a tie.
  private(set) var ties = 0
  /// The largest difference of the unrounded values of those, metres.
  private(set) var largest = 0.0

  var description: String {
    "the same digits but for \(ties) last-digit ties" + (ties > 0 ? ", unrounded values within \(fixed(largest * 1e9, 3)) nm" : "")
  }

  /// Compares the first two columns of both outputs, `ours` of EPSG:4490 → EPSG:4547. Throws ``Disagreement``.
  static func compare(input: String, ours: String, theirs: String) throws -> OutputComparison {
    let readers = try [input, ours, theirs].map(LineReader.init)
    let projection = GaussKruger(ellipsoid: .cgcs2000, centralMeridianDegrees: 114)
    let context = proj_context_create()
    let transformation = proj_create_crs_to_crs(context, "EPSG:4490", "EPSG:4547", nil)
    defer {
      proj_destroy(transformation)
      proj_context_destroy(context)
    }
    var result = OutputComparison()
    while let point = readers[0].next() {
      guard let mine = readers[1].next(), let other = readers[2].next() else { throw Disagreement(description: "an output ends early") }
      result.lines += 1
      if mine[0] == other[0], mine[1] == other[1] { continue }
      let numbers = point.prefix(2).map { Double($0) ?? .nan }
      let place = try projection.forward(latitudeDegrees: numbers[0], longitudeDegrees: numbers[1])
      let theirs = proj_trans(transformation, PJ_FWD, proj_coord(numbers[0], numbers[1], 0, 0)).xy
      for (column, pair) in [(place.northing, theirs.x), (place.easting, theirs.y)].enumerated() where mine[column] != other[column] {
        let apart = abs(pair.0 - pair.1)
        guard apart <= 10e-9, abs((Double(mine[column]) ?? .nan) - (Double(other[column]) ?? .nan)) < 1.5e-4 else {
          throw Disagreement(description: "line \(result.lines): \(mine[column]) and \(other[column]), unrounded \(apart) m apart")
        }
        result.largest = max(result.largest, apart)
      }
      result.ties += 1
    }
    guard readers[1].next() == nil, readers[2].next() == nil else { throw Disagreement(description: "an output is longer than the input") }
    return result
  }

  /// Whether two files have the same bytes.
  static func areSame(_ first: String, _ second: String) throws -> Bool {
    let readers = try [first, second].map(LineReader.init)
    while true {
      let (a, b) = (readers[0].next(), readers[1].next())
      if a != b { return false }
      if a == nil { return true }
    }
  }
}

/// The columns of the lines of a file.
private final class LineReader {
  private let file: UnsafeMutablePointer<FILE>
  private var buffer: UnsafeMutablePointer<CChar>?
  private var capacity = 0

  init(_ path: String) throws {
    guard let file = fopen(path, "r") else { throw TransformBenchmark.Failure(description: "cannot read \(path)") }
    self.file = file
  }

  deinit {
    free(buffer)
    fclose(file)
  }

  /// The next line's columns, at blanks and tabs; nil at the end.
  func next() -> [String]? {
    let length = getline(&buffer, &capacity, file)
    guard length > 0, let buffer else { return nil }
    var columns: [String] = []
    var start: Int?
    for i in 0..<length {
      let isBlank = buffer[i] <= 32
      if !isBlank, start == nil { start = i }
      if isBlank, let first = start {
        columns.append(String(decoding: UnsafeRawBufferPointer(start: buffer + first, count: i - first), as: UTF8.self))
        start = nil
      }
    }
    return columns
  }
}
