/// CTable2, PROJ's own format of one shift grid: 160 bytes of header and the nodes, everything little-endian.
///
/// | bytes | field |
/// |---|---|
/// | 0–15 | `CTABLE V2.0` and blanks |
/// | 16–95 | a description |
/// | 96, 104 | longitude and latitude of the south-west node, radians, f64 |
/// | 112, 120 | step in longitude and in latitude, radians, f64 |
/// | 128, 132 | number of columns and of rows, i32 |
/// | 160– | nodes, from the south, each row from the west: shift of longitude, *west* positive, and of latitude, radians, f32 |
///
/// The same layout carries velocities (`+proj=deformation +xy_grids`): east and north, millimetres a year.
///
/// Source: layout measured on files that PROJ ships; the sign and units by its documentation of `hgridshift` and `deformation`.
public enum CTable2 {
  private static let headerBytes = 160
  private static let signature: [UInt8] = Array("CTABLE V2".utf8)

  /// True where bytes begin as a file of this format does.
  public static func isCTable2(_ bytes: RawSpan) -> Bool {
    guard bytes.byteCount >= signature.count else { return false }
    for (i, byte) in signature.enumerated() where bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self) != byte { return false }
    return true
  }

  /// Reads shifts.
  /// - Throws: ``GridFileError`` with the byte.
  public static func read(_ bytes: RawSpan) throws(GridFileError) -> ShiftGridSet {
    let frame = try Frame(bytes)
    let seconds = Float(648_000 / Double.pi)
    var shifts = [SIMD2<Float>](repeating: .zero, count: frame.rows * frame.columns)
    for i in shifts.indices {
      let (longitude, latitude) = frame.node(bytes, i)
      // A shift beyond ten degrees is no datum's.
      guard longitude.isNaN || abs(longitude) < 0.17453, latitude.isNaN || abs(latitude) < 0.17453 else {
        throw GridFileError(format: "CTable2", offset: headerBytes + 8 * i, problem: .implausibleNode)
      }
      shifts[i] = SIMD2(latitude * seconds, -longitude * seconds)
    }
    guard
      let grid = ShiftGrid(
        name: frame.name, south: frame.south, west: frame.west, latitudeStep: frame.latitudeStep, longitudeStep: frame.longitudeStep,
        rows: frame.rows, columns: frame.columns, shifts: shifts),
      let set = ShiftGridSet(sourceName: "", targetName: "", axes: .zero, grids: [grid])
    else { throw GridFileError(format: "CTable2", offset: 96, problem: .headerField(name: "limits", expected: "a grid on the globe")) }
    return set
  }

  /// Reads velocities: the layer of east and north.
  /// - Throws: ``GridFileError`` with the byte.
  public static func readVelocities(_ bytes: RawSpan) throws(GridFileError) -> VelocityLayer {
    let frame = try Frame(bytes)
    var nodes = [SIMD3<Float>](repeating: .zero, count: frame.rows * frame.columns)
    for i in nodes.indices {
      let (east, north) = frame.node(bytes, i)
      // No place on Earth moves by a metre a year.
      guard abs(east) <= 1000, abs(north) <= 1000 else {
        throw GridFileError(format: "CTable2", offset: headerBytes + 8 * i, problem: .implausibleNode)
      }
      nodes[i] = SIMD3(east, north, .nan)
    }
    guard
      let layer = VelocityLayer(
        south: frame.south, west: frame.west, latitudeStep: frame.latitudeStep, longitudeStep: frame.longitudeStep, rows: frame.rows,
        columns: frame.columns, nodes: nodes)
    else { throw GridFileError(format: "CTable2", offset: 96, problem: .headerField(name: "limits", expected: "a grid on the globe")) }
    return layer
  }

  /// The header: where the nodes are, in degrees.
  private struct Frame {
    let name: String
    let south: Double, west: Double
    let latitudeStep: Double, longitudeStep: Double
    let rows: Int, columns: Int

    init(_ bytes: RawSpan) throws(GridFileError) {
      func failure(_ offset: Int, _ name: String, _ expected: String) -> GridFileError {
        GridFileError(format: "CTable2", offset: offset, problem: .headerField(name: name, expected: expected))
      }
      guard bytes.byteCount >= headerBytes else {
        throw GridFileError(format: "CTable2", offset: bytes.byteCount, problem: .headerTruncated(expectedBytes: headerBytes))
      }
      guard isCTable2(bytes) else { throw failure(0, "CTABLE V2.0", "these words") }
      func degrees(_ offset: Int, _ name: String, _ range: ClosedRange<Double>) throws(GridFileError) -> Double {
        let raw = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
        let value = Double(bitPattern: raw) * (180 / .pi)
        guard range.contains(value) else { throw failure(offset, name, "\(range.lowerBound)…\(range.upperBound)°, in radians") }
        return value
      }
      func count(_ offset: Int, _ name: String) throws(GridFileError) -> Int {
        let value = Int32(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Int32.self))
        guard value >= 2 else { throw failure(offset, name, "2…\(Int32.max)") }
        return Int(value)
      }
      west = try degrees(96, "longitude", -540...540)
      south = try degrees(104, "latitude", -90.0001...90.0001)
      longitudeStep = try degrees(112, "longitude step", 1e-7...180)
      latitudeStep = try degrees(120, "latitude step", 1e-7...90)
      columns = try count(128, "number of columns")
      rows = try count(132, "number of rows")
      // Both counts are below 2³¹: eight times their product may pass 2⁶³.
      let (nodes, first) = rows.multipliedReportingOverflow(by: columns)
      let (length, second) = nodes.multipliedReportingOverflow(by: 8)
      guard !first, !second, length == bytes.byteCount - headerBytes else {
        let expected = first || second || length > Int.max - headerBytes ? Int.max : length + headerBytes
        throw GridFileError(
          format: "CTable2", offset: min(bytes.byteCount, expected), problem: .length(expectedBytes: expected, actualBytes: bytes.byteCount)
        )
      }
      var text = ""
      for i in 16..<96 {
        let byte = bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self)
        if !(0x20...0x7e).contains(byte) { break }
        text.unicodeScalars.append(Unicode.Scalar(byte))
      }
      name = text
    }

    /// The two values of a node.
    func node(_ bytes: RawSpan, _ index: Int) -> (Float, Float) {
      func value(_ offset: Int) -> Float {
        Float(bitPattern: UInt32(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)))
      }
      return (value(headerBytes + 8 * index), value(headerBytes + 8 * index + 4))
    }
  }
}
