/// Plain XYZ: a line `longitude latitude value` for each node in any order, degrees and metres. A node without value may be left
/// out, or have the value `nan`; it is written so, since an edge or a corner that is left out would make the grid another.
///
/// A first line with names (`lon lat zeta`, `x y z`, `lat lon zeta`) tells the order. Without one the order is that in which one column has values
/// beyond ±90; where neither has, nothing tells, and the file is refused.
public enum XYZ {
  /// Reads a file.
  /// - Throws: ``GridFileError`` with byte and line.
  public static func read(_ bytes: RawSpan, limit: Double = HeightModel.largestAnomaly) throws(GridFileError) -> HeightModel {
    var input = TextTokens(bytes, format: "XYZ")
    var longitudeFirst = header(bytes)
    if longitudeFirst != nil || startsWithLetter(bytes) { _ = input.nextLine() }
    var (first, second, values): ([Double], [Double], [Float]) = ([], [], [])
    let expected = "longitude, latitude, value"
    while let a = try input.nextNumber(expected) {
      let (b, z) = (try input.number(expected), try input.number(expected))
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
    for i in values.indices { nodes[try y.index(latitudes[i]) * x.count + (try x.index(longitudes[i]))] = values[i] }
    let grid = try ByteReader(bytes, format: "XYZ", bigEndian: false).grid(
      south: y.first, west: x.first, latitudeStep: y.step, longitudeStep: x.step, rows: y.count, columns: x.count, nodes: nodes)
    return try HeightModel.of(grid, HeightModelProperties(), "XYZ")
  }

  private static func startsWithLetter(_ bytes: RawSpan) -> Bool {
    guard bytes.byteCount > 0 else { return false }
    let c = bytes.unsafeLoad(fromByteOffset: 0, as: UInt8.self)
    return c == 0x23 || (0x41...0x5A).contains(c & 0xDF)
  }

  /// Whether the first line's names put the longitude first; nil without names.
  private static func header(_ bytes: RawSpan) -> Bool? {
    guard startsWithLetter(bytes) else { return nil }
    var input = TextTokens(bytes, format: "XYZ")
    let line = input.nextLine()?.lowercased() ?? ""
    let words = line.split { " \t,;#".contains($0) }
    guard words.count >= 2 else { return nil }
    func isLongitude(_ word: Substring) -> Bool { word == "x" || word.hasPrefix("lon") || word.hasPrefix("east") }
    func isLatitude(_ word: Substring) -> Bool { word == "y" || word.hasPrefix("lat") || word.hasPrefix("north") }
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
