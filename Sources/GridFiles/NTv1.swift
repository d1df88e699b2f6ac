/// NTv1, the forerunner of NTv2: one grid of shifts, twelve records of 16 bytes and the nodes, everything big-endian, longitudes *west* positive.
///
/// Records: `HEADER` with the number of records; `S LAT`, `N LAT`, `E LONG`, `W LONG`, `N GRID`, `W GRID` in degrees, f64; `TYPE` (`SECONDS`),
/// `FROM`, `TO`; two without a name, the axes of both ellipsoids. Nodes (shift of latitude, of longitude west positive, seconds of arc, two f64)
/// from the south-east corner westwards, then northwards.
///
/// Source: layout of the Canadian grid NAD27 → NAD83 (1991), *National Transformation* of Geodetic Survey of Canada.
public enum NTv1 {
  private static let headerBytes = 192

  /// True where bytes begin as a file of this format does.
  public static func isNTv1(_ bytes: RawSpan) -> Bool {
    bytes.byteCount >= 12 && text(bytes, 0) == "HEADER"
      && bytes.unsafeLoadUnaligned(fromByteOffset: 8, as: UInt32.self) == UInt32(12).bigEndian
  }

  /// Reads a file.
  /// - Throws: ``GridFileError`` with the byte.
  public static func read(_ bytes: RawSpan) throws(GridFileError) -> ShiftGridSet {
    func failure(_ offset: Int, _ problem: GridFileError.Problem) -> GridFileError {
      GridFileError(format: "NTv1", offset: offset, problem: problem)
    }
    guard bytes.byteCount >= headerBytes else { throw failure(bytes.byteCount, .headerTruncated(expectedBytes: headerBytes)) }
    guard isNTv1(bytes) else { throw failure(0, .headerField(name: "HEADER", expected: "12")) }
    guard text(bytes, 120) == "SECONDS" else { throw failure(112, .headerField(name: "TYPE", expected: "SECONDS")) }
    func degrees(_ record: Int, _ name: String, _ range: ClosedRange<Double>) throws(GridFileError) -> Double {
      let value = double(bytes, 16 * record + 8)
      guard range.contains(value) else {
        throw failure(16 * record, .headerField(name: name, expected: "\(range.lowerBound)…\(range.upperBound)°"))
      }
      return value
    }
    let south = try degrees(1, "S LAT", -90.0001...90.0001)
    let north = try degrees(2, "N LAT", -90.0001...90.0001)
    let east = -(try degrees(3, "E LONG", -540...540))
    let west = -(try degrees(4, "W LONG", -540...540))
    let latitudeStep = try degrees(5, "N GRID", 1e-7...180)
    let longitudeStep = try degrees(6, "W GRID", 1e-7...360)
    // At most 2·10⁹ and 4·10⁹: the products below stay under 2⁶³ only where the file could hold them.
    let rows = ((north - south) / latitudeStep).rounded() + 1
    let columns = ((east - west) / longitudeStep).rounded() + 1
    let length = Double(headerBytes) + rows * columns * 16
    guard rows >= 2, columns >= 2 else {
      throw failure(16, .headerField(name: "S LAT … W GRID", expected: "at least two rows and columns"))
    }
    // A record END may follow.
    guard Double(bytes.byteCount) >= length, Double(bytes.byteCount) <= length + 16 else {
      throw failure(
        min(bytes.byteCount, headerBytes), .length(expectedBytes: length < 9e18 ? Int(length) : Int.max, actualBytes: bytes.byteCount))
    }
    let width = Int(columns)
    var shifts = [SIMD2<Float>](repeating: .zero, count: Int(rows) * width)
    for node in shifts.indices {
      let at = headerBytes + 16 * node
      let (latitude, longitude) = (double(bytes, at), double(bytes, at + 8))
      guard latitude.isNaN || abs(latitude) < 36_000, longitude.isNaN || abs(longitude) < 36_000 else {
        throw failure(at, .implausibleNode)
      }
      // From the east in the file, from the west here.
      shifts[node / width * width + (width - 1 - node % width)] = SIMD2(Float(latitude), Float(-longitude))
    }
    guard
      let grid = ShiftGrid(
        name: text(bytes, 136), south: south, west: west, latitudeStep: latitudeStep, longitudeStep: longitudeStep, rows: Int(rows),
        columns: width, shifts: shifts),
      let set = ShiftGridSet(
        sourceName: text(bytes, 136), targetName: text(bytes, 152),
        axes: SIMD4(double(bytes, 160), double(bytes, 168), double(bytes, 176), double(bytes, 184)), grids: [grid])
    else { throw failure(16, .headerField(name: "S LAT … W GRID", expected: "a grid on the globe")) }
    return set
  }

  private static func double(_ bytes: RawSpan, _ offset: Int) -> Double {
    // Any eight bytes are a UInt64; the load checks the bounds.
    Double(bitPattern: UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)))
  }

  /// Eight characters without the blanks and zeros behind them.
  private static func text(_ bytes: RawSpan, _ offset: Int) -> String {
    var text = ""
    for i in offset..<(offset + 8) {
      guard i < bytes.byteCount else { break }
      let byte = bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self)
      if byte == 0 { break }
      text.unicodeScalars.append((0x20...0x7e).contains(byte) ? Unicode.Scalar(byte) : "?")
    }
    while text.last == " " { text.removeLast() }
    return text
  }
}
