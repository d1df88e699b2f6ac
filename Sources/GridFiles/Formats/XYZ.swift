/// Plain XYZ: a line `longitude latitude value` for each node in any order, degrees and metres. A node without value may be left
/// out, or have the value `nan`; it is written so, since an edge or a corner that is left out would make the grid another.
///
/// A line with names before the first node (`lon lat zeta`, `x y z`, `lat lon zeta`, `B L ζ`, `经度 纬度`) tells the order; other such lines are comments. Without
/// names the order is that in which one column has values beyond ±90; where neither has, nothing tells, and the file is refused.
public enum XYZ {
  /// Reads a file.
  /// - Throws: ``GridFileError`` with byte and line.
  public static func read(_ bytes: RawSpan, limit: Double = HeightModel.largestAnomaly) throws(GridFileError) -> HeightModel {
    var input = TextTokens(bytes, format: "XYZ")
    var longitudeFirst: Bool?
    while startsWithText(bytes, at: input.position), let line = input.nextLine() { longitudeFirst = order(of: line) ?? longitudeFirst }
    var (first, second, values): ([Double], [Double], [Float]) = ([], [], [])
    let expected = "longitude, latitude, value, a node a line"
    var lastLine = 0
    while let a = try input.nextNumber(expected) {
      let line = input.line
      let (b, z) = (try input.number(expected), try input.number(expected))
      guard line > lastLine, input.line == line else { throw input.failure(expected) }
      lastLine = line
      guard abs(a) <= 900, abs(b) <= 900 else { throw input.failure("\(expected) in degrees and metres") }
      guard z.isNaN || abs(z) <= limit else { throw GridFileError(format: "XYZ", offset: input.position, problem: .implausibleNode) }
      first.append(a)
      second.append(b)
      values.append(Float(z))
    }
    guard first.count >= 4 else { throw input.failure("at least four nodes") }
    if longitudeFirst == nil {
      let beyond = (first.contains { abs($0) > 90 }, second.contains { abs($0) > 90 })
      guard beyond.0 != beyond.1 else {
        throw GridFileError(
          format: "XYZ", offset: 0,
          problem: .line(number: 1, expected: "names such as “lon lat zeta” or “lat lon zeta”: the order cannot be told"))
      }
      longitudeFirst = beyond.0
    }
    let (longitudes, latitudes) = longitudeFirst == true ? (first, second) : (second, first)
    let x = try XYZAxis(longitudes, "longitudes", turns: true)
    let y = try XYZAxis(latitudes, "latitudes", turns: false)
    let (count, overflow) = x.count.multipliedReportingOverflow(by: y.count)
    // Gaps are allowed, a cloud of points is no grid; and memory stays with the length of the file.
    guard !overflow, count <= 4 * values.count + 64 else {
      throw GridFileError(format: "XYZ", offset: bytes.byteCount, problem: .notRegular(expected: "\(x.count) × \(y.count) nodes"))
    }
    var nodes = [Float](repeating: .nan, count: count)
    var isTaken = [Bool](repeating: false, count: count)
    for i in values.indices {
      let node = try y.index(latitudes[i]) * x.count + (try x.index(longitudes[i]))
      // The same node again, as at ±180°, with the same value, or not at all.
      guard !isTaken[node] || nodes[node] == values[i] || (nodes[node].isNaN && values[i].isNaN) else {
        throw GridFileError(format: "XYZ", offset: 0, problem: .notRegular(expected: "one value for each node"))
      }
      (nodes[node], isTaken[node]) = (values[i], true)
    }
    let grid = try ByteReader(bytes, format: "XYZ", bigEndian: false).grid(
      south: y.first, west: x.first, latitudeStep: y.step, longitudeStep: x.step, rows: y.count, columns: x.count, nodes: nodes)
    return try HeightModel.of(grid, HeightModelProperties(), "XYZ")
  }

  /// Whether a line at a place is no node: it begins with a letter, a mark of a comment or a quotation.
  private static func startsWithText(_ bytes: RawSpan, at position: Int) -> Bool {
    var position = position
    func byte() -> UInt8 { position < bytes.byteCount ? bytes.unsafeLoad(fromByteOffset: position, as: UInt8.self) : 0x30 }
    while byte() == 0x20 || byte() == 0x09 { position += 1 }
    let c = byte()
    return c >= 0x80 || (0x21...0x27).contains(c) || c == 0x2A || c == 0x2F || (0x41...0x5A).contains(c & 0xDF)
  }

  /// Whether the names of a line put the longitude first; nil without names.
  private static func order(of line: String) -> Bool? {
    let words = line.lowercased().split { " \t,;#!%*/\"'".contains($0) }
    guard words.count >= 2 else { return nil }
    func isLongitude(_ word: Substring) -> Bool {
      ["x", "l"].contains(word) || ["lon", "lng", "east", "经度"].contains { word.hasPrefix($0) }
    }
    func isLatitude(_ word: Substring) -> Bool { ["y", "b"].contains(word) || ["lat", "north", "纬度"].contains { word.hasPrefix($0) } }
    if isLongitude(words[0]), isLatitude(words[1]) { return true }
    return isLatitude(words[0]) && isLongitude(words[1]) ? false : nil
  }

  /// The bytes of a file: one grid of ζ in full precision; see ``HeightModelFormat/losses(_:)``.
  public static func write(_ model: HeightModel) -> [UInt8] {
    let grid = model.main.anomaly
    var bytes = Array("lon lat zeta\n".utf8)
    for row in (0..<grid.rows).reversed() {
      let latitude = NumberText.shortest(grid.south + Double(row) * grid.latitudeStep, places: 6)
      for column in 0..<grid.columns {
        let node = grid.nodes[row * grid.columns + column]
        let longitude = NumberText.shortest(grid.west + Double(column) * grid.longitudeStep, places: 6)
        bytes += "\(longitude) \(latitude) \(node.isNaN ? "nan" : NumberText.shortest(node, places: 4))\n".utf8
      }
    }
    return bytes
  }
}

/// The regular positions that a column of coordinates takes.
private struct XYZAxis {
  let first: Double
  let step: Double
  let count: Int
  private let name: String
  /// Decimals of positions may be short: how far from its place one may be, in steps.
  private static let shortDecimals = 0.02

  /// The positions of a column; with `turns` they may begin anew on the way, at ±180° or at 360°.
  init(_ values: [Double], _ name: String, turns: Bool) throws(GridFileError) {
    self.name = name
    // Closer ones differ by rounding.
    func distinct(_ sorted: [Double]) -> [Double] {
      sorted.reduce(into: []) { places, value in if places.last.map({ value - $0 > 1e-6 }) ?? true { places.append(value) } }
    }
    var places = distinct(values.sorted())
    if turns, let seam = zip(places, places.dropFirst()).first(where: { $1 - $0 > 180 }), places.count > 2 {
      places = distinct(places.map { $0 < seam.1 ? $0 + 360 : $0 }.sorted())
    }
    let (low, high) = (places[0], places[places.count - 1])
    let complete = (high - low) / Double(max(places.count - 1, 1))
    var steps = Double(places.count - 1)
    if !places.indices.allSatisfy({ abs(places[$0] - low - Double($0) * complete) <= Self.shortDecimals * complete }) {
      // Some are missing: the smallest distance is the step.
      let least = zip(places, places.dropFirst()).reduce(Double.infinity) { min($0, $1.1 - $1.0) }
      steps = ((high - low) / least).rounded()
    }
    guard steps >= 1, steps <= Double(values.count) else {
      throw GridFileError(format: "XYZ", offset: 0, problem: .notRegular(expected: "\(name) at equal distances"))
    }
    first = low
    step = (high - low) / steps
    count = Int(steps) + 1
  }

  func index(_ value: Double) throws(GridFileError) -> Int {
    // Behind the seam of ±180° or 360°; only longitudes can lie before the first.
    let position = ((value < first - 1e-6 ? value + 360 : value) - first) / step
    let index = position.rounded()
    guard abs(position - index) <= Self.shortDecimals, index >= 0, index < Double(count) else {
      throw GridFileError(format: "XYZ", offset: 0, problem: .notRegular(expected: "\(name) at equal distances"))
    }
    return Int(index)
  }
}
