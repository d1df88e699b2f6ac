/// Golden Software's Surfer grids, three files with the ending `.grd`: text (`DSAA`), binary of Surfer 6 (`DSBB`, 32 bits) and of Surfer 7 (`DSRB`, 64 bits).
/// Rows from the south, each from the west; limits are nodes. No value: 1.70141·10³⁸, in Surfer 7 what its header says.
///
/// Source: *Surfer help*, “Surfer 6 text grid”, “Surfer 6 binary grid”, “Surfer 7 grid file format”.
public enum Surfer {
  /// The three.
  public enum Kind: Sendable, CaseIterable {
    /// `DSAA`
    case text
    /// `DSBB`, at most 32 767 nodes each way.
    case binary6
    /// `DSRB`
    case binary7
  }

  static let missing = 1.70141e38

  /// Reads a file of any of the three.
  /// - Throws: ``GridFileError`` with the byte.
  public static func read(_ bytes: RawSpan, limit: Double = HeightModel.largestAnomaly) throws(GridFileError) -> HeightModel {
    if let layout = try layout(bytes, limit: limit) { return try layout.read(bytes) }
    return try HeightModel.of(try text(bytes, limit: limit), HeightModelProperties(), "Surfer")
  }

  /// Where the nodes of a binary file lie, and what else its header says; nil for a text. Throws for a header that is none, and for a file of another
  /// length than it says.
  static func layout(_ bytes: RawSpan, limit: Double) throws(GridFileError) -> HeightLayout? {
    let input = ByteReader(bytes, format: "Surfer", bigEndian: false)
    try input.requireHeader(4)
    switch input.text(0, 4) {
    case "DSAA": return nil
    case "DSBB": return HeightLayout(parts: [HeightLayout.Part(anomaly: try binary6(input, limit))])
    case "DSRB": return HeightLayout(parts: [HeightLayout.Part(anomaly: try binary7(input, limit))])
    default: throw input.failure(0, .headerField(name: "magic", expected: "DSAA, DSBB, DSRB"))
    }
  }

  private static func text(_ bytes: RawSpan, limit: Double) throws(GridFileError) -> HeightGrid {
    var input = TextTokens(bytes, format: "Surfer", limit: limit)
    _ = input.nextWord()
    let columns = try input.count("columns")
    let rows = try input.count("rows")
    let west = try input.number("xlo", in: -540...900)
    let east = try input.number("xhi", in: -540...900)
    let south = try input.number("ylo", in: -90.001...90.001)
    let north = try input.number("yhi", in: -90.001...90.001)
    for _ in 0..<2 { _ = try input.number("zlo, zhi") }
    let nodes = try input.nodes(rows: rows, columns: columns, fromNorth: false) { $0 >= 1.7e38 }
    try input.requireEnd()
    return try ByteReader(bytes, format: "Surfer", bigEndian: false).grid(
      south: south, west: west, latitudeStep: (north - south) / Double(rows - 1), longitudeStep: (east - west) / Double(columns - 1),
      rows: rows, columns: columns, nodes: nodes)
  }

  private static func binary6(_ input: borrowing ByteReader, _ limit: Double) throws(GridFileError) -> HeightLayout.Band {
    try input.requireHeader(56)
    let (columns, rows) = (input.i16(4), input.i16(6))
    guard columns >= 2, rows >= 2 else { throw input.failure(4, .headerField(name: "nx, ny", expected: "2…32767")) }
    let west = try input.double(8, "xlo", in: -540...900)
    let east = try input.double(16, "xhi", in: -540...900)
    let south = try input.double(24, "ylo", in: -90.001...90.001)
    let north = try input.double(32, "yhi", in: -90.001...90.001)
    try input.requireNodes(at: 56, rows: rows, columns: columns, bytes: 4)
    let places = try input.places(
      south: south, west: west, latitudeStep: (north - south) / Double(rows - 1), longitudeStep: (east - west) / Double(columns - 1),
      rows: rows, columns: columns)
    var nodes = NodeRecords(
      format: "Surfer", .float32, bigEndian: false, at: 56, rows: rows, columns: columns, fromNorth: false, limit: limit)
    nodes.missing = .atLeast(1.7e38)
    return HeightLayout.Band(places: places, nodes: nodes)
  }

  private static func binary7(_ input: borrowing ByteReader, _ limit: Double) throws(GridFileError) -> HeightLayout.Band {
    // Sections: a tag of four characters, a length, the content. GRID describes the DATA behind it; others are passed over.
    var at = 0
    var header: (rows: Int, columns: Int, south: Double, west: Double, dy: Double, dx: Double, missing: Double)?
    while true {
      guard input.bytes.byteCount - at >= 8 else { throw input.failure(input.bytes.byteCount, .headerTruncated(expectedBytes: at + 8)) }
      let tag = input.text(at, 4)
      let length = input.i32(at + 4)
      let start = at + 8
      guard length >= 0 else { throw input.failure(at + 4, .headerField(name: "the length of \(tag)", expected: "0…2³¹−1")) }
      if tag == "DATA", let h = header {
        guard length == h.rows.multipliedReportingOverflow(by: h.columns).partialValue.multipliedReportingOverflow(by: 8).partialValue
        else {
          throw input.failure(at + 4, .headerField(name: "the length of DATA", expected: "8 × rows × columns"))
        }
        try input.requireNodes(at: start, rows: h.rows, columns: h.columns, bytes: 8, slack: Int.max)
        let places = try input.places(
          south: h.south, west: h.west, latitudeStep: h.dy, longitudeStep: h.dx, rows: h.rows, columns: h.columns)
        var nodes = NodeRecords(
          format: "Surfer", .float64, bigEndian: false, at: start, rows: h.rows, columns: h.columns, fromNorth: false, limit: limit)
        nodes.missing = .atLeastOrValue(1.7e38, h.missing)
        return HeightLayout.Band(places: places, nodes: nodes)
      }
      guard input.bytes.byteCount - start >= length else {
        throw input.failure(input.bytes.byteCount, .length(expectedBytes: start + length, actualBytes: input.bytes.byteCount))
      }
      if tag == "GRID" {
        guard length >= 72 else { throw input.failure(at + 4, .headerField(name: "the length of GRID", expected: "72")) }
        let (rows, columns) = (input.i32(start), input.i32(start + 4))
        guard rows >= 2, columns >= 2 else { throw input.failure(start, .headerField(name: "nRow, nCol", expected: "2…2³¹−1")) }
        let west = try input.double(start + 8, "xLL", in: -540...900)
        let south = try input.double(start + 16, "yLL", in: -90.001...90.001)
        let dx = try input.double(start + 24, "xSize", in: 1e-7...180)
        let dy = try input.double(start + 32, "ySize", in: 1e-7...90)
        guard input.double(start + 56) == 0 else { throw input.failure(start + 56, .unsupported(what: "Rotation", known: "0")) }
        header = (rows, columns, south, west, dy, dx, input.double(start + 64))
      } else if at == 0, tag != "DSRB" {
        throw input.failure(0, .headerField(name: "magic", expected: "DSRB"))
      } else if tag == "DATA" {
        throw input.failure(at, .headerField(name: "GRID", expected: "before DATA"))
      }
      at = start + length
    }
  }

  /// The bytes of a file: one grid of ζ in full precision, and nothing else; see ``HeightModelFormat/losses(_:)``.
  /// - Throws: ``HeightModelWriteError`` for more nodes than a binary file of Surfer 6 can count.
  public static func write(_ model: HeightModel, _ kind: Kind) throws(HeightModelWriteError) -> [UInt8] {
    let grid = model.main.anomaly
    var (low, high) = (Float.infinity, -Float.infinity)
    for node in grid.nodes where !node.isNaN { (low, high) = (min(low, node), max(high, node)) }
    if low > high { (low, high) = (0, 0) }
    var out = ByteWriter(bigEndian: false, capacity: 128 + 8 * grid.nodes.count)
    switch kind {
    case .text:
      func number(_ value: Double) -> String { NumberText.shortest(value, places: 1) }
      var text =
        "DSAA\n\(grid.columns) \(grid.rows)\n\(number(grid.west)) \(number(grid.east))\n\(number(grid.south)) \(number(grid.north))\n"
      text += "\(NumberText.shortest(low, places: 1)) \(NumberText.shortest(high, places: 1))\n"
      var bytes = Array(text.utf8)
      for (i, node) in grid.nodes.enumerated() {
        bytes += (node.isNaN ? "1.70141e+38" : NumberText.shortest(node, places: 1)).utf8
        bytes.append((i + 1) % grid.columns == 0 ? 0x0A : 0x20)
      }
      return bytes
    case .binary6:
      guard grid.rows <= 32767, grid.columns <= 32767 else {
        throw HeightModelWriteError(format: .surfer6, problem: .tooManyNodes(most: 32767))
      }
      out.append("DSBB", width: 4)
      out.append(Int16(grid.columns))
      out.append(Int16(grid.rows))
      for value in [grid.west, grid.east, grid.south, grid.north, Double(low), Double(high)] { out.append(value) }
      for node in grid.nodes { out.append(node.isNaN ? Float(missing) : node) }
    case .binary7:
      guard grid.nodes.count <= Int(Int32.max) / 8 else { throw HeightModelWriteError(format: .surfer7, problem: .size) }
      out.append("DSRB", width: 4)
      for value in [4, 1] as [Int32] { out.append(value) }
      out.append("GRID", width: 4)
      for value in [72, Int32(grid.rows), Int32(grid.columns)] { out.append(value) }
      for value in [grid.west, grid.south, grid.longitudeStep, grid.latitudeStep, Double(low), Double(high), 0, missing] {
        out.append(value)
      }
      out.append("DATA", width: 4)
      out.append(Int32(8 * grid.nodes.count))
      for node in grid.nodes { out.append(node.isNaN ? missing : Double(node)) }
    }
    return out.bytes
  }
}
