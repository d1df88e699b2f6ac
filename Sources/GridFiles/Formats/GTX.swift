import Geodesy

/// GTX, the grid format of NOAA's VDatum: 40 bytes of header and the nodes, everything big-endian.
///
/// | bytes | field |
/// |---|---|
/// | 0–7 | latitude of the south-west node, degrees, f64 |
/// | 8–15 | longitude of it, degrees, f64 |
/// | 16–23 | step in latitude, degrees, f64 |
/// | 24–31 | step in longitude, degrees, f64 |
/// | 32–35 | number of rows, i32 |
/// | 36–39 | number of columns, i32 |
/// | 40– | nodes, metres, f32, rows from south to north, each from west to east; −88.8888: no value |
///
/// Source: the VDatum user guide, *Vertical Datum Transformation: grid formats* (vdatum.noaa.gov).
public enum GTX {
  static let headerBytes = 40
  /// The mark of a node without value.
  static let noValue: Float = -88.8888

  /// Reads a file. Memory stays below the length of the file: nothing is reserved on the word of a header that the file does not bear out.
  /// - Throws: ``GridFileError`` with the byte.
  public static func read(_ bytes: RawSpan, limit: Double = HeightModel.largestAnomaly) throws(GridFileError) -> HeightGrid {
    try layout(bytes, limit: limit).grid(bytes)
  }

  /// Where the nodes lie. Throws for a header that is none, and for a file of another length than it says.
  static func layout(_ bytes: RawSpan, limit: Double) throws(GridFileError) -> HeightLayout.Band {
    guard bytes.byteCount >= headerBytes else {
      throw GridFileError(format: "GTX", offset: bytes.byteCount, problem: .headerTruncated(expectedBytes: headerBytes))
    }
    let south = try field(bytes, 0, "latitude", -90...90)
    let west = try field(bytes, 8, "longitude", -360...360)
    // Steps down to 0.4″⁄1000 would mean files beyond any disk; up to 90° and 180° two rows and two columns still make a grid.
    let latitudeStep = try field(bytes, 16, "latitude step", 1e-7...90)
    let longitudeStep = try field(bytes, 24, "longitude step", 1e-7...180)
    let rows = try count(bytes, 32, "number of rows")
    let columns = try count(bytes, 36, "number of columns")
    guard south + Double(rows - 1) * latitudeStep <= 90 + HeightGrid.slack else {
      throw GridFileError(
        format: "GTX", offset: 32, problem: .headerField(name: "number of rows", expected: "such that the last row is not beyond 90°"))
    }
    guard Double(columns - 1) * longitudeStep <= 360 + HeightGrid.slack else {
      throw GridFileError(
        format: "GTX", offset: 36, problem: .headerField(name: "number of columns", expected: "such that the grid is not wider than 360°"))
    }
    // Both counts are below 2³¹: the product is below 2⁶⁴, but not below 2⁶³ when multiplied by four.
    let nodeCount = rows.multipliedReportingOverflow(by: columns)
    let nodeBytes = nodeCount.partialValue.multipliedReportingOverflow(by: 4)
    let expected = nodeBytes.partialValue.addingReportingOverflow(headerBytes)
    guard !nodeCount.overflow, !nodeBytes.overflow, !expected.overflow, expected.partialValue == bytes.byteCount else {
      let wanted = nodeCount.overflow || nodeBytes.overflow || expected.overflow ? Int.max : expected.partialValue
      throw GridFileError(
        format: "GTX", offset: min(bytes.byteCount, wanted), problem: .length(expectedBytes: wanted, actualBytes: bytes.byteCount))
    }
    guard
      let places = HeightGrid.places(
        south: south, west: west, latitudeStep: latitudeStep, longitudeStep: longitudeStep, rows: rows, columns: columns)
    else { throw GridFileError(format: "GTX", offset: 0, problem: .headerField(name: "the header", expected: "a grid on the globe")) }
    var nodes = NodeRecords(
      format: "GTX", .float32, bigEndian: true, at: headerBytes, rows: rows, columns: columns, fromNorth: false, limit: limit)
    nodes.missing = .near(noValue)
    return HeightLayout.Band(places: places, nodes: nodes)
  }

  /// The bytes of a file. Everything but the first grid of ζ is left out; see ``HeightModelFormat/losses(_:)``.
  public static func write(_ grid: HeightGrid) -> [UInt8] {
    var out = ByteWriter(bigEndian: true, capacity: headerBytes + 4 * grid.nodes.count)
    for value in [grid.south, grid.west, grid.latitudeStep, grid.longitudeStep] { out.append(value) }
    out.append(Int32(grid.rows))
    out.append(Int32(grid.columns))
    for node in grid.nodes { out.append(node.isNaN ? noValue : node) }
    return out.bytes
  }

  private static func field(_ bytes: RawSpan, _ offset: Int, _ name: String, _ range: ClosedRange<Double>) throws(GridFileError) -> Double {
    let value = Double(bitPattern: UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)))
    guard range.contains(value) else {  // NaN is in no range
      throw GridFileError(
        format: "GTX", offset: offset, problem: .headerField(name: name, expected: "\(range.lowerBound)…\(range.upperBound)°"))
    }
    return value
  }

  private static func count(_ bytes: RawSpan, _ offset: Int, _ name: String) throws(GridFileError) -> Int {
    let value = Int32(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Int32.self))
    guard value >= 2 else {
      throw GridFileError(format: "GTX", offset: offset, problem: .headerField(name: name, expected: "2…\(Int32.max)"))
    }
    return Int(value)
  }
}
