import Geodesy

/// Trimble's GGF: a header of 146 bytes, little-endian, 32-bit floats row by row from the south, each from the west, and the range of the values.
///
/// | bytes | field |
/// |---|---|
/// | 0–1 | version, 1 |
/// | 2–15 | `TNL GRID FILE` |
/// | 16–47 | name |
/// | 48–95 | south, north, west, east (0…540°), step in latitude, in longitude; degrees, f64 |
/// | 96–103 | rows, columns, i32 |
/// | 104–135 | values at the north and south pole, mark of a node without value (0: none), factor (0: 1), f64 |
/// | 136–145 | nodes in a row of the interpolation's stencil (2 bilinear, 3 biquadratic, 4 cubic), i16; flags |
/// | 146– | nodes, metres, f32 |
/// | end | smallest and largest value, f64 |
///
/// The maker publishes no description: this one is read off published files, and bears out the values published for them.
public enum GGF {
  private static let headerBytes = 146
  private static let magic = "TNL GRID FILE"

  /// Reads a file.
  /// - Throws: ``GridFileError`` with the byte.
  public static func read(_ bytes: RawSpan, limit: Double = HeightModel.largestAnomaly) throws(GridFileError) -> HeightModel {
    try layout(bytes, limit: limit).read(bytes)
  }

  /// Where the nodes lie, and what else the header says. Throws for a header that is none, and for a file of another length than it says.
  static func layout(_ bytes: RawSpan, limit: Double) throws(GridFileError) -> HeightLayout {
    let input = ByteReader(bytes, format: "GGF", bigEndian: false)
    try input.requireHeader(headerBytes)
    guard input.text(2, 14) == magic else { throw input.failure(2, .headerField(name: "magic", expected: magic)) }
    let south = try input.double(48, "latitude of the south", in: -90...90)
    let north = try input.double(56, "latitude of the north", in: -90...90.000001)
    let west = try input.double(64, "longitude of the west", in: -360...540)
    let east = try input.double(72, "longitude of the east", in: -360...900)
    let latitudeStep = try input.double(80, "latitude step", in: 1e-7...90)
    let longitudeStep = try input.double(88, "longitude step", in: 1e-7...180)
    let (rows, columns) = (input.i32(96), input.i32(100))
    guard rows >= 2, abs((north - south) / latitudeStep - Double(rows - 1)) < 0.01 else {
      throw input.failure(96, .headerField(name: "rows", expected: "as limits and step of latitude give"))
    }
    guard columns >= 2, abs((east - west) / longitudeStep - Double(columns - 1)) < 0.01 else {
      throw input.failure(100, .headerField(name: "columns", expected: "as limits and step of longitude give"))
    }
    // Some files have the range of the values behind the nodes, some nothing.
    try input.requireNodes(at: headerBytes, rows: rows, columns: columns, bytes: 4, slack: 16)
    let missing = input.double(120)
    let factor = input.double(128)
    guard factor.isFinite, abs(factor) <= 1e6 else { throw input.failure(128, .headerField(name: "factor", expected: "a finite number")) }
    let places = try input.places(
      south: south, west: west, latitudeStep: (north - south) / Double(rows - 1), longitudeStep: (east - west) / Double(columns - 1),
      rows: rows, columns: columns, at: 48)
    var nodes = NodeRecords(
      format: "GGF", .float32, bigEndian: false, at: headerBytes, rows: rows, columns: columns, fromNorth: false, limit: limit)
    if missing != 0 { nodes.missing = .value(missing) }
    if factor != 0, factor != 1 { nodes.scaling = .times(factor) }
    var properties = HeightModelProperties()
    properties.label = input.text(16, 32)
    properties.interpolation = [2: .bilinear, 3: .biquadratic, 4: .bicubic][input.i16(136)]
    return HeightLayout(parts: [HeightLayout.Part(anomaly: HeightLayout.Band(places: places, nodes: nodes))], properties: properties)
  }

  /// The bytes of a file: one grid of ζ, its name and interpolation; see ``HeightModelFormat/losses(_:)``.
  public static func write(_ model: HeightModel) -> [UInt8] {
    let grid = model.main.anomaly
    let missing = -9999.0
    let hasGaps = grid.nodes.contains { $0.isNaN }
    var out = ByteWriter(bigEndian: false, capacity: headerBytes + 4 * grid.nodes.count + 16)
    out.append(Int16(1))
    out.append(magic, width: 14, fill: 0)
    out.append(model.properties.label, width: 32)
    for value in [grid.south, grid.north, grid.west, grid.east, grid.latitudeStep, grid.longitudeStep] { out.append(value) }
    out.append(Int32(grid.rows))
    out.append(Int32(grid.columns))
    for value in [0, 0, hasGaps ? missing : 0, 1.0] { out.append(value) }
    let window: [Int16] = model.properties.interpolation == .biquadratic ? [3] : model.properties.interpolation == .bicubic ? [4] : [2]
    out.append(window[0])
    // The flags as in the published files.
    for flag in [0x80, 0x00, 0x02, 0x08, 0x01, 0x01, 0x00, 0x00] as [UInt8] { out.append(flag) }
    var (low, high) = (Double.infinity, -Double.infinity)
    for node in grid.nodes {
      out.append(node.isNaN ? Float(missing) : node)
      if !node.isNaN { (low, high) = (min(low, Double(node)), max(high, Double(node))) }
    }
    out.append(low <= high ? low : 0)
    out.append(low <= high ? high : 0)
    return out.bytes
  }
}

extension HeightModel {
  /// A model of one grid out of a file. Never throws for a finite reference height: the sign of an error in a reader.
  static func of(_ grid: HeightGrid, _ properties: HeightModelProperties, _ format: String) throws(GridFileError) -> HeightModel {
    guard let part = Part(name: "", anomaly: grid), let model = HeightModel(parts: [part], properties: properties) else {
      throw GridFileError(format: format, offset: 0, problem: .headerField(name: "the header", expected: "a grid"))
    }
    return model
  }
}
