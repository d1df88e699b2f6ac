/// NTv2, the format of shift grids with sub-grids: records of 16 bytes, little- or big-endian, longitudes *west* positive.
///
/// An overview of 11 records (counts, unit, systems, axes); for each grid a header of 11 records and its nodes (shift of latitude, of longitude west
/// positive, accuracies; four f32) from the south-east corner westwards, then northwards; a record `END`.
///
/// Source: *National Transformation Version 2 Developer's Guide*, Geodetic Survey of Canada. Grids without the END record are read too: many are.
public enum NTv2 {
  /// The byte order of a file to be written.
  public enum ByteOrder: Sendable {
    /// As most programs write.
    case little
    /// As the first files were.
    case big
  }

  private static let overviewBytes = 176
  /// More grids than any file has.
  private static let mostGrids = 10_000

  /// Reads a file. Memory stays below three times the length of the file.
  /// - Throws: ``GridFileError`` with the byte.
  public static func read(_ bytes: RawSpan) throws(GridFileError) -> ShiftGridSet {
    let input = try NTv2Input(bytes)
    let file = try headers(input)
    var grids: [ShiftGrid] = []
    for header in file.grids { grids.append(try grid(input, header, file.unit)) }
    let axes = SIMD4(input.double(120), input.double(136), input.double(152), input.double(168))
    guard let set = ShiftGridSet(sourceName: file.sourceName, targetName: file.targetName, axes: axes, grids: grids) else {
      throw parentFailure(input)
    }
    return set
  }

  private static func parentFailure(_ input: NTv2Input) -> GridFileError {
    input.failure(overviewBytes, .headerField(name: "PARENT", expected: "the name of another grid of the file, or NONE"))
  }

  /// The header of a grid.
  struct GridHeader {
    /// The byte where it begins; the nodes follow it.
    let start: Int
    let south: Double
    let west: Double
    let latitudeStep: Double
    let longitudeStep: Double
    let rows: Int
    let columns: Int

    var nodes: Int { start + NTv2.gridHeaderBytes }
  }

  static let gridHeaderBytes = 176

  /// What the file says of its grids. Throws for a header that is none, and for a file that ends before its nodes do.
  static func headers(
    _ input: NTv2Input
  ) throws(GridFileError) -> (unit: Double, sourceName: String, targetName: String, grids: [GridHeader]) {
    let bytes = input.bytes
    guard bytes.byteCount >= overviewBytes else { throw input.failure(bytes.byteCount, .headerTruncated(expectedBytes: overviewBytes)) }
    guard input.integer(16 + 8) == 11 else { throw input.failure(16, .headerField(name: "NUM_SREC", expected: "11")) }
    let count = input.integer(40)
    guard (1...mostGrids).contains(count) else { throw input.failure(32, .headerField(name: "NUM_FILE", expected: "1…\(mostGrids)")) }
    let unit: Double
    switch input.text(56) {
    case "SECONDS": unit = 1
    case "MINUTES": unit = 60
    case "DEGREES": unit = 3600
    default: throw input.failure(48, .headerField(name: "GS_TYPE", expected: "SECONDS, MINUTES, DEGREES"))
    }
    var grids: [GridHeader] = []
    var offset = overviewBytes
    for _ in 0..<count { grids.append(try header(input, &offset, unit)) }
    guard ShiftGridSet.tree(grids.map { (input.text($0.start + 8), input.text($0.start + 24)) }) != nil else { throw parentFailure(input) }
    return (unit, input.text(88), input.text(104), grids)
  }

  private static func header(_ input: NTv2Input, _ offset: inout Int, _ unit: Double) throws(GridFileError) -> GridHeader {
    let start = offset
    let header = gridHeaderBytes
    guard input.bytes.byteCount - start >= header else {
      throw input.failure(input.bytes.byteCount, .headerTruncated(expectedBytes: header))
    }
    guard input.text(start, 8) == "SUB_NAME" else {
      throw input.failure(start, .headerField(name: "SUB_NAME", expected: "the word SUB_NAME"))
    }
    func degrees(_ record: Int, _ name: String, _ range: ClosedRange<Double>) throws(GridFileError) -> Double {
      let value = input.double(start + 16 * record + 8) * unit / 3600
      guard range.contains(value) else {
        throw input.failure(start + 16 * record, .headerField(name: name, expected: "\(range.lowerBound)…\(range.upperBound)°"))
      }
      return value
    }
    let south = try degrees(4, "S_LAT", -90.0001...90.0001)
    let north = try degrees(5, "N_LAT", -90.0001...90.0001)
    let east = -(try degrees(6, "E_LONG", -540...540))
    let west = -(try degrees(7, "W_LONG", -540...540))
    let latitudeStep = try degrees(8, "LAT_INC", 1e-7...180)
    let longitudeStep = try degrees(9, "LONG_INC", 1e-7...360)
    let rows = ((north - south) / latitudeStep).rounded() + 1
    let columns = ((east - west) / longitudeStep).rounded() + 1
    let nodes = input.integer(start + 168)
    guard rows >= 2, columns >= 2, rows * columns == Double(nodes) else {
      throw input.failure(start + 160, .headerField(name: "GS_COUNT", expected: "rows × columns of the limits and steps"))
    }
    let (nodeBytes, overflow) = nodes.multipliedReportingOverflow(by: 16)
    guard !overflow, input.bytes.byteCount - start - header >= nodeBytes else {
      throw input.failure(
        start + header, .length(expectedBytes: overflow ? Int.max : start + header + nodeBytes, actualBytes: input.bytes.byteCount))
    }
    offset = start + header + nodeBytes
    return GridHeader(
      start: start, south: south, west: west, latitudeStep: latitudeStep, longitudeStep: longitudeStep, rows: Int(rows),
      columns: Int(columns))
  }

  private static func grid(_ input: NTv2Input, _ header: GridHeader, _ unit: Double) throws(GridFileError) -> ShiftGrid {
    let (start, width, nodes) = (header.start, header.columns, header.rows * header.columns)
    var shifts = [SIMD2<Float>](repeating: .zero, count: nodes)
    var accuracies = shifts
    for node in 0..<nodes {
      let at = header.nodes + 16 * node
      // From the east in the file, from the west here.
      let index = node / width * width + (width - 1 - node % width)
      let (latitude, longitude) = (Double(input.float(at)) * unit, Double(input.float(at + 4)) * unit)
      // A shift beyond ten degrees is no datum's; NaN marks a node without value.
      guard latitude.isNaN || abs(latitude) < 36_000, longitude.isNaN || abs(longitude) < 36_000 else {
        throw input.failure(at, .implausibleNode)
      }
      shifts[index] = SIMD2(Float(latitude), Float(-longitude))
      accuracies[index] = SIMD2(input.float(at + 8), input.float(at + 12))
    }
    guard
      let grid = ShiftGrid(
        name: input.text(start + 8), parent: input.text(start + 24), created: input.text(start + 40), updated: input.text(start + 56),
        south: header.south, west: header.west, latitudeStep: header.latitudeStep, longitudeStep: header.longitudeStep, rows: header.rows,
        columns: width, shifts: shifts,
        accuracies: accuracies)
    else { throw input.failure(start + 64, .headerField(name: "S_LAT … LONG_INC", expected: "a grid on the globe")) }
    return grid
  }
}

/// The bytes of a file with their order.
struct NTv2Input: ~Escapable {
  let bytes: RawSpan
  let isBig: Bool

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan) throws(GridFileError) {
    self.bytes = bytes
    guard bytes.byteCount >= 16 else {
      throw GridFileError(format: "NTv2", offset: bytes.byteCount, problem: .headerTruncated(expectedBytes: 176))
    }
    // Any four bytes are a UInt32; the load checks the bounds.
    switch bytes.unsafeLoadUnaligned(fromByteOffset: 8, as: UInt32.self) {
    case UInt32(11).littleEndian: isBig = false
    case UInt32(11).bigEndian: isBig = true
    default: throw GridFileError(format: "NTv2", offset: 8, problem: .headerField(name: "NUM_OREC", expected: "11"))
    }
  }

  func failure(_ offset: Int, _ problem: GridFileError.Problem) -> GridFileError {
    GridFileError(format: "NTv2", offset: offset, problem: problem)
  }

  func integer(_ offset: Int) -> Int {
    let raw = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
    return Int(Int32(bitPattern: isBig ? UInt32(bigEndian: raw) : UInt32(littleEndian: raw)))
  }

  func double(_ offset: Int) -> Double {
    let raw = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    return Double(bitPattern: isBig ? UInt64(bigEndian: raw) : UInt64(littleEndian: raw))
  }

  func float(_ offset: Int) -> Float {
    let raw = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
    return Float(bitPattern: isBig ? UInt32(bigEndian: raw) : UInt32(littleEndian: raw))
  }

  /// Eight characters without the blanks and zeros behind them; what is not ASCII shows as `?`.
  func text(_ offset: Int, _ count: Int = 8) -> String {
    var text = ""
    for i in offset..<(offset + count) {
      let byte = bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self)
      if byte == 0 { break }
      text.unicodeScalars.append((0x20...0x7e).contains(byte) ? Unicode.Scalar(byte) : "?")
    }
    while text.last == " " { text.removeLast() }
    return text
  }
}

extension NTv2 {
  /// The bytes of a file; reading them back gives the same set where names have at most eight ASCII characters.
  public static func write(_ set: ShiftGridSet, order: ByteOrder = .little) -> [UInt8] {
    var out = NTv2Output(order: order)
    out.record("NUM_OREC", Int32(11))
    out.record("NUM_SREC", Int32(11))
    out.record("NUM_FILE", Int32(set.grids.count))
    out.record("GS_TYPE", "SECONDS")
    out.record("VERSION", "NTv2.0")
    out.record("SYSTEM_F", set.sourceName)
    out.record("SYSTEM_T", set.targetName)
    out.record("MAJOR_F", set.axes[0])
    out.record("MINOR_F", set.axes[1])
    out.record("MAJOR_T", set.axes[2])
    out.record("MINOR_T", set.axes[3])
    for grid in set.grids {
      out.record("SUB_NAME", grid.name)
      out.record("PARENT", grid.parent.isEmpty ? "NONE" : grid.parent)
      out.record("CREATED", grid.created)
      out.record("UPDATED", grid.updated)
      out.record("S_LAT", grid.south * 3600)
      out.record("N_LAT", grid.north * 3600)
      out.record("E_LONG", -grid.east * 3600)
      out.record("W_LONG", -grid.west * 3600)
      out.record("LAT_INC", grid.latitudeStep * 3600)
      out.record("LONG_INC", grid.longitudeStep * 3600)
      out.record("GS_COUNT", Int32(grid.rows * grid.columns))
      for row in 0..<grid.rows {
        for column in (0..<grid.columns).reversed() {
          let index = row * grid.columns + column
          for value in [grid.shifts[index].x, -grid.shifts[index].y, grid.accuracies[index].x, grid.accuracies[index].y] {
            out.append(value)
          }
        }
      }
    }
    out.record("END", Double.zero)
    return out.bytes
  }
}

/// Records of 16 bytes: a name of eight characters and a value of eight bytes.
private struct NTv2Output {
  let order: NTv2.ByteOrder
  var bytes: [UInt8] = []

  private mutating func name(_ text: String) {
    let characters = Array(text.utf8.prefix(8))
    bytes += characters + Array(repeating: 0x20, count: 8 - characters.count)
  }

  private mutating func append<Value: FixedWidthInteger>(integer value: Value) {
    let ordered = order == .big ? value.bigEndian : value.littleEndian
    withUnsafeBytes(of: ordered) { bytes += $0 }
  }

  mutating func append(_ value: Float) { append(integer: value.bitPattern) }

  mutating func record(_ key: String, _ value: Int32) {
    name(key)
    append(integer: value)
    append(integer: Int32(0))
  }

  mutating func record(_ key: String, _ value: Double) {
    name(key)
    append(integer: value.bitPattern)
  }

  mutating func record(_ key: String, _ value: String) {
    name(key)
    name(value)
  }
}
