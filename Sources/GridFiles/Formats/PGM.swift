import Geodesy

/// GeographicLib's PGM: a grey picture of 16 bits, big-endian, of the whole globe row by row from the north pole, each from 0° eastwards; metres are
/// Offset + Scale · value, both in comment lines of the header.
///
/// Source: *GeographicLib* documentation, “The geoid: file format”.
public enum PGM {
  /// Reads a file.
  /// - Throws: ``GridFileError`` with the byte.
  public static func read(_ bytes: RawSpan, limit: Double = HeightModel.largestAnomaly) throws(GridFileError) -> HeightModel {
    try layout(bytes, limit: limit).read(bytes)
  }

  /// Where the nodes lie, and what else the header says. Throws for a header that is none, and for a file of another length than it says.
  static func layout(_ bytes: RawSpan, limit: Double) throws(GridFileError) -> HeightLayout {
    var header = PGMHeader()
    let start = try header.read(bytes)
    let input = ByteReader(bytes, format: "PGM", bigEndian: true)
    let (rows, columns) = (header.rows, header.columns)
    guard let offset = header.offset, let scale = header.scale else {
      throw input.failure(0, .headerField(name: "# Offset, # Scale", expected: "numbers (the picture is no geoid)"))
    }
    guard rows % 2 == 1, columns % 2 == 0 else {
      throw input.failure(0, .headerField(name: "width, height", expected: "even and odd, for the whole globe"))
    }
    try input.requireNodes(at: start, rows: rows, columns: columns, bytes: 2)
    let places = try input.places(
      south: -90, west: 0, latitudeStep: 180 / Double(rows - 1), longitudeStep: 360 / Double(columns), rows: rows, columns: columns)
    var nodes = NodeRecords(
      format: "PGM", .uint16, bigEndian: true, at: start, rows: rows, columns: columns, fromNorth: true, limit: limit)
    nodes.scaling = .affine(offset: offset, scale: scale)
    var properties = HeightModelProperties()
    properties.label = header.description
    properties.ellipsoid = header.verticalDatum
    properties.date = header.date
    return HeightLayout(parts: [HeightLayout.Part(anomaly: HeightLayout.Band(places: places, nodes: nodes))], properties: properties)
  }

  /// The bytes of a file: one grid of ζ, rounded to steps of 1, 2 or 5 units of a decimal, the smallest that the range of the values allows.
  /// - Throws: ``HeightModelWriteError`` for grids that do not span the globe, and for gaps, which the format cannot mark.
  public static func write(_ model: HeightModel) throws(HeightModelWriteError) -> [UInt8] {
    let grid = model.main.anomaly
    // The first column again at the end is left out; the other columns must be the globe's.
    let columns = grid.closes ? grid.columns : grid.columns - 1
    let rows = grid.rows
    guard columns % 2 == 0, rows % 2 == 1, abs(grid.longitudeStep * Double(columns) - 360) < 1e-6, abs(grid.south + 90) < 1e-6,
      abs(grid.north - 90) < 1e-6,
      // 0° must be a column.
      case let shift = -grid.west / grid.longitudeStep, abs(shift - shift.rounded()) < 1e-6
    else { throw HeightModelWriteError(format: .pgm, problem: .notGlobal) }
    guard !grid.nodes.contains(where: { $0.isNaN }) else { throw HeightModelWriteError(format: .pgm, problem: .gaps) }
    let first = ((Int(shift.rounded()) % columns) + columns) % columns
    let (offset, scale) = quantisation(grid)
    var out = ByteWriter(bigEndian: true, capacity: 512 + 2 * rows * columns)
    var text = "P5\n"
    func comment(_ key: String, _ value: String) {
      if !value.isEmpty { text += "# \(key) \(String(value.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) }))\n" }
    }
    comment("Description", model.properties.label)
    comment("DateTime", model.properties.date)
    comment("Offset", NumberText.shortest(offset, places: 0))
    comment("Scale", NumberText.shortest(scale, places: 0))
    comment("Origin", "90N 0E")
    comment("AREA_OR_POINT", "Point")
    comment("Vertical_Datum", model.properties.ellipsoid)
    text += "\(columns) \(rows)\n65535\n"
    for byte in text.utf8 { out.append(byte) }
    for row in (0..<rows).reversed() {
      for column in 0..<columns {
        let node = Double(grid.nodes[row * grid.columns + (first + column) % columns])
        // Within 0…65535: the scale was chosen for the range.
        out.append(UInt16(min(max(((node - offset) / scale).rounded(), 0), 65535)))
      }
    }
    return out.bytes
  }

  /// The step of the values that ``write(_:)`` chooses, metres.
  static func step(_ grid: HeightGrid) -> Double { quantisation(grid).scale }

  private static func quantisation(_ grid: HeightGrid) -> (offset: Double, scale: Double) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for node in grid.nodes where !node.isNaN { (low, high) = (min(low, Double(node)), max(high, Double(node))) }
    guard low <= high else { return (0, 0.001) }
    let offset = low.rounded(.down)
    let least = (high - offset) / 65535
    // 10⁻⁶ m is below the rounding of the nodes; 1 ⁄ n keeps the decimals short.
    for scale in [1e-6, 2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02] where scale >= least {
      return (offset, scale)
    }
    return (offset, 0.05)  // beyond every range: nodes are within ±1000 m
  }
}

/// The header of a PGM file: `P5`, comments, width, height, largest value, one byte of white space.
private struct PGMHeader {
  var rows = 0
  var columns = 0
  var offset: Double?
  var scale: Double?
  var description = ""
  var date = ""
  var verticalDatum = ""

  /// Returns where the picture starts.
  mutating func read(_ bytes: RawSpan) throws(GridFileError) -> Int {
    let input = ByteReader(bytes, format: "PGM", bigEndian: true)
    try input.requireHeader(3)
    guard input.u8(0) == 0x50, input.u8(1) == 0x35 else { throw input.failure(0, .headerField(name: "magic", expected: "P5")) }
    var at = 2
    var numbers: [Int] = []
    while numbers.count < 3 {
      guard at < min(bytes.byteCount, 65536) else { throw input.failure(at, .headerTruncated(expectedBytes: at + 1)) }
      let c = input.u8(at)
      if c == 0x23 {
        let start = at + 1
        while at < bytes.byteCount, input.u8(at) != 0x0A { at += 1 }
        comment(input.text(start, min(at - start, 512)))
      } else if (0x30...0x39).contains(c) {
        var value = 0
        while at < bytes.byteCount, case let d = input.u8(at), (0x30...0x39).contains(d) {
          value = min(value * 10 + Int(d - 0x30), 1 << 30)
          at += 1
        }
        numbers.append(value)
      } else if c <= 0x20 {
        at += 1
      } else {
        throw input.failure(at, .headerField(name: "width, height, largest value", expected: "whole numbers"))
      }
    }
    (columns, rows) = (numbers[0], numbers[1])
    guard rows >= 2, columns >= 2, numbers[2] == 65535 else {
      throw input.failure(at, .headerField(name: "width, height, largest value", expected: "at least 2, at least 2, 65535"))
    }
    return at + 1
  }

  private mutating func comment(_ line: String) {
    let text = line.drop { $0 == " " }
    let key = text.prefix { $0 != " " }
    let value = String(text.dropFirst(key.count).drop { $0 == " " })
    func number(_ limit: Double) -> Double? { Double(value).flatMap { abs($0) <= limit ? $0 : nil } }
    switch key {
    case "Offset": offset = number(1e6)
    case "Scale": scale = number(1e3)
    case "Description": description = value
    case "DateTime": date = value
    case "Vertical_Datum": verticalDatum = value
    default: break
    }
  }
}
