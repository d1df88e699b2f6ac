/// BYN, the format of Natural Resources Canada: a header of 80 bytes, little-endian, and integers row by row from the north, each from the west.
///
/// | bytes | field |
/// |---|---|
/// | 0–15 | south, north, west, east, i32, seconds of arc (thousandths where `Scale` is 1) |
/// | 16–19 | steps in latitude and longitude, i16, the same unit |
/// | 20–23 | Global, Type, i16 |
/// | 24–31 | Factor, f64: metres are values ⁄ Factor |
/// | 32–33 | SizeOf, i16: bytes of a value, 2 or 4 |
/// | 34–45 | VDatum, Descrip, SubType, Datum, Ellipsoid, ByteOrder, i16; ByteOrder 0 big-, 1 little-endian, of the values |
/// | 46–47 | Scale, i16 |
/// | 48–79 | Wo, GM f64; TideSys, RefRealization i16; Epoch f32; PtType i16; unused |
///
/// No value: 32767 in two bytes, 9999 · Factor in four. PtType 1: values belong to the middle of cells whose limits the header has; else: to the nodes.
///
/// Source: *GPS·H user's guide*, appendix on the BYN format, Natural Resources Canada.
public enum BYN {
  static let headerBytes = 80
  private static let missingMetres = 9999.0
  /// What is written: 10 µm, beyond which 9999 · Factor leaves four bytes.
  private static let factor = 100_000.0

  /// Reads a file.
  /// - Throws: ``GridFileError`` with the byte.
  public static func read(_ bytes: RawSpan, limit: Double = HeightModel.largestAnomaly) throws(GridFileError) -> HeightModel {
    try layout(bytes, limit: limit).read(bytes)
  }

  /// Where the nodes lie, and what else the header says. Throws for a header that is none, and for a file of another length than it says.
  static func layout(_ bytes: RawSpan, limit: Double) throws(GridFileError) -> HeightLayout {
    let header = ByteReader(bytes, format: "BYN", bigEndian: false)
    try header.requireHeader(headerBytes)
    func oneOf(_ offset: Int, _ name: String, _ allowed: [Int]) throws(GridFileError) -> Int {
      let value = header.i16(offset)
      guard allowed.contains(value) else {
        throw header.failure(offset, .headerField(name: name, expected: allowed.map { "\($0)" }.joined(separator: ", ")))
      }
      return value
    }
    let order = try oneOf(44, "ByteOrder", [0, 1])
    let scale = try oneOf(46, "Scale", [0, 1])
    let size = try oneOf(32, "SizeOf", [2, 4])
    // Older files leave the end of the header to chance; their values belong to nodes.
    let type = header.i16(72)
    let factor = try header.double(24, "Factor", in: 1e-6...1e9)
    let unit = scale == 1 ? 3_600_000.0 : 3600.0
    func degrees(_ offset: Int) -> Double { Double(header.i32(offset)) / unit }
    let (south, north, west, east) = (header.i32(0), header.i32(4), header.i32(8), header.i32(12))
    let (latitudeStep, longitudeStep) = (header.i16(16), header.i16(18))
    guard latitudeStep > 0, longitudeStep > 0 else { throw header.failure(16, .headerField(name: "DLat, DLon", expected: "more than 0")) }
    guard north > south, abs(degrees(0)) <= 90, abs(degrees(4)) <= 90 else {
      throw header.failure(0, .headerField(name: "South, North", expected: "−90…90°, in this order"))
    }
    guard east > west, abs(degrees(8)) <= 540, abs(degrees(12)) <= 540 else {
      throw header.failure(8, .headerField(name: "West, East", expected: "−540…540°, in this order"))
    }
    let extra = type == 1 ? 0 : 1
    let (rows, columns) = ((north - south) / latitudeStep + extra, (east - west) / longitudeStep + extra)
    try header.requireNodes(at: headerBytes, rows: rows, columns: columns, bytes: size)
    let half = type == 1 ? 0.5 : 0
    let places = try header.places(
      south: degrees(0) + half * Double(latitudeStep) / unit, west: degrees(8) + half * Double(longitudeStep) / unit,
      latitudeStep: Double(latitudeStep) / unit, longitudeStep: Double(longitudeStep) / unit, rows: rows, columns: columns)
    var nodes = NodeRecords(
      format: "BYN", size == 2 ? .int16 : .int32, bigEndian: order == 0, at: headerBytes, rows: rows, columns: columns, fromNorth: true,
      limit: limit)
    nodes.missing = size == 2 ? .value(32767) : .atLeast(missingMetres * factor)
    nodes.scaling = .divided(by: factor)
    var properties = HeightModelProperties()
    properties.ellipsoid = [0: "GRS80", 1: "WGS84"][header.i16(42)] ?? ""
    return HeightLayout(parts: [HeightLayout.Part(anomaly: HeightLayout.Band(places: places, nodes: nodes))], properties: properties)
  }

  /// The bytes of a file: one grid of ζ, rounded to 0.01 mm; see ``HeightModelFormat/losses(_:)``.
  /// - Throws: ``HeightModelWriteError`` where limits or steps are no whole thousandths of a second of arc, or beyond what the fields hold.
  public static func write(_ model: HeightModel) throws(HeightModelWriteError) -> [UInt8] {
    let grid = model.main.anomaly
    let limits = [grid.south, grid.north, grid.west, grid.east, grid.latitudeStep, grid.longitudeStep]
    /// Whole units, and steps that fit into two bytes.
    func whole(_ unit: Double) -> [Int]? {
      let values = limits.map { ($0 * unit).rounded() }
      let errors = zip(values, limits).map { abs($0 - $1 * unit) }
      // The steps must keep to the unit over the whole grid.
      guard errors.allSatisfy({ $0 < 1e-3 }), errors[4] * Double(grid.rows) < 1e-3, errors[5] * Double(grid.columns) < 1e-3 else {
        return nil
      }
      guard values.allSatisfy({ abs($0) < 2_147_483_647 }), values[4] <= 32767, values[5] <= 32767 else { return nil }
      return values.map { Int($0) }
    }
    let (seconds, thousandths) = (whole(3600), whole(3_600_000))
    guard let values = seconds ?? thousandths else {
      throw HeightModelWriteError(format: .byn, problem: .notWholeThousandthsOfASecond)
    }
    var out = ByteWriter(bigEndian: false, capacity: headerBytes + 4 * grid.nodes.count)
    for value in values[0..<4] { out.append(Int32(value)) }
    for value in values[4..<6] { out.append(Int16(value)) }
    out.append(Int16(grid.closes ? 1 : 0))
    out.append(Int16(1))
    out.append(factor)
    out.append(Int16(4))
    for value in [0, 0, 0, 0, model.properties.ellipsoid == "WGS84" ? 1 : 0, 0, seconds == nil ? 1 : 0] as [Int16] { out.append(value) }
    for value in [0.0, 0.0] { out.append(value) }
    for value in [0, 0] as [Int16] { out.append(value) }
    out.append(Float(0))
    for value in [0, 0, 0, 0] as [Int16] { out.append(value) }
    // Big-endian, as the published models are: GDAL reads nothing else, whatever ByteOrder says.
    for node in grid.nodesFromNorth {
      out.append(Int32((node.isNaN ? missingMetres * factor : Double(node) * factor).rounded()).byteSwapped)
    }
    return out.bytes
  }
}
