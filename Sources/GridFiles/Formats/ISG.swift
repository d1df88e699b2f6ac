import Geodesy

/// ISG 1.0, 1.01 and 2.0, the text format of the International Service for the Geoid: free text, a header of `key : value` or `key = value` lines between
/// `begin_of_head` and `end_of_head`, then the values row by row from the north, each from the west.
///
/// The limits of formats 1.x are those of cells, whose middles have the values; the limits of 2.0 are nodes. A file whose counts fit only the other is
/// read so, since many are. Steps are taken from limits and counts, which have more digits; a step in the header that differs by more than one of
/// its last digits is an error. Grids in geodetic coordinates, in degrees or `d°mm'ss"`.
///
/// Source: *ISG format description* 1.01 and 2.0, isgeoid.polimi.it.
public enum ISG {
  /// Versions that can be written.
  public enum Version: Sendable {
    /// 1.01: limits are those of cells; less is said of the model.
    case v1_01
    /// 2.0
    case v2
  }

  /// Reads a file.
  /// - Throws: ``GridFileError`` with byte and line.
  public static func read(_ bytes: RawSpan, limit: Double = HeightModel.largestAnomaly) throws(GridFileError) -> HeightModel {
    var input = TextTokens(bytes, format: "ISG", limit: limit)
    let header = try ISGHeader(&input)
    let (rows, columns) = (header.rows, header.columns)
    let missing = header.missing
    let factor = header.metres
    var nodes = try input.nodes(rows: rows, columns: columns, fromNorth: true) { $0 == missing }
    try input.requireEnd()
    if factor != 1 { for i in nodes.indices { nodes[i] = Float(Double(nodes[i]) * factor) } }
    guard
      let grid = HeightGrid(
        south: header.latitudes.first, west: header.longitudes.first, latitudeStep: header.latitudes.step,
        longitudeStep: header.longitudes.step, rows: rows, columns: columns, nodes: nodes)
    else {
      throw GridFileError(
        format: "ISG", offset: 0, problem: .headerField(name: "lat min … ncols", expected: "a grid on the globe, at least 2 × 2"))
    }
    return try HeightModel.of(grid, header.properties, "ISG")
  }

  /// The bytes of a file: one grid of ζ in full precision; see ``HeightModelFormat/losses(_:)``.
  public static func write(_ model: HeightModel, version: Version = .v2) -> [UInt8] {
    let grid = model.main.anomaly
    let properties = model.properties
    // 1.x has the limits of cells.
    let half = version == .v2 ? 0.0 : 0.5
    func degrees(_ value: Double) -> String { NumberText.right(NumberText.shortest(value, places: 6), 12) }
    func known(_ text: String) -> String {
      let line = String(text.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) }.prefix(80))
      return line.isEmpty ? "---" : line
    }
    let limits = [
      ("lat min", degrees(grid.south - half * grid.latitudeStep)), ("lat max", degrees(grid.north + half * grid.latitudeStep)),
      ("lon min", degrees(grid.west - half * grid.longitudeStep)), ("lon max", degrees(grid.east + half * grid.longitudeStep)),
      ("delta lat", degrees(grid.latitudeStep)), ("delta lon", degrees(grid.longitudeStep)),
      ("nrows", NumberText.right("\(grid.rows)", 12)),
      ("ncols", NumberText.right("\(grid.columns)", 12)), ("nodata", "  -9999.0000"),
    ]
    var fields: [(String, String)]
    switch version {
    case .v1_01:
      fields = [
        ("model name", known(properties.label)), ("model type", "---"), ("units", "meters"), ("reference", known(properties.ellipsoid)),
      ]
    case .v2:
      let tide = [PermanentTide.tideFree: "tide-free", .zero: "zero-tide", .mean: "mean-tide"]
      fields = [
        ("model name", known(properties.label)), ("model year", known(properties.date)), ("model type", "---"),
        ("data type", properties.surface == .quasiGeoid ? "quasi-geoid" : properties.surface == .geoid ? "geoid" : "---"),
        ("data units", "meters"), ("data format", "grid"), ("data ordering", "N-to-S, W-to-E"),
        ("ref ellipsoid", known(properties.ellipsoid)),
        ("ref frame", known(properties.frame)), ("height datum", known(properties.heightDatum)),
        ("tide system", properties.tideSystem.flatMap { tide[$0] } ?? "---"), ("coord type", "geodetic"), ("coord units", "deg"),
        ("map projection", "---"), ("EPSG code", properties.geographicCRS.map { "\($0)" } ?? "---"),
      ]
    }
    var text = properties.comment
    if !text.isEmpty, text.last != "\n" { text += "\n" }
    text += "begin_of_head ================================================\n"
    for (key, value) in fields { text += key + String(repeating: " ", count: 15 - key.utf8.count) + ": " + value + "\n" }
    for (key, value) in limits { text += key + String(repeating: " ", count: 15 - key.utf8.count) + "= " + value + "\n" }
    if version == .v2 { text += "creation date  = ---\n" }
    text += "ISG format     = \(version == .v2 ? "2.0" : "1.01")\n"
    text += "end_of_head ==================================================\n"
    var bytes = Array(text.utf8)
    bytes.reserveCapacity(bytes.count + 11 * grid.nodes.count)
    let nodes = grid.nodesFromNorth
    for (i, node) in nodes.enumerated() {
      bytes += NumberText.right(node.isNaN ? "-9999.0000" : NumberText.shortest(node, places: 4), 10).utf8
      bytes.append((i + 1) % grid.columns == 0 ? 0x0A : 0x20)
    }
    return bytes
  }
}
