/// ESRI's ASCII grid, `.asc`: a header of names and values — `ncols`, `nrows`, `xllcorner` and `yllcorner` or `xllcenter` and `yllcenter`, `cellsize`,
/// `NODATA_value` — and the values row by row from the north, each from the west, in free format. Corners are those of cells, nodes their middles. Cells that
/// are no squares have `dx` and `dy` in the place of `cellsize`, as GDAL writes them. No value: −9999 where the header names none.
///
/// Source: *ArcGIS Pro help*, “Esri ASCII raster format”.
public enum ESRIGrid {
  private static let missing = -9999.0

  /// Reads a file in geographic coordinates, degrees.
  /// - Throws: ``GridFileError`` with byte and line.
  public static func read(_ bytes: RawSpan, limit: Double = HeightModel.largestAnomaly) throws(GridFileError) -> HeightModel {
    var input = TextTokens(bytes, format: "ESRI ASCII grid", limit: limit)
    var (rows, columns): (Int?, Int?)
    var (x, y): ((value: Double, isCorner: Bool)?, (value: Double, isCorner: Bool)?)
    var (dx, dy): (Double?, Double?)
    var noData = missing
    while input.isAtName {
      let name = (input.nextWord() ?? "").lowercased()
      switch name {
      case "ncols": columns = try input.count("ncols")
      case "nrows": rows = try input.count("nrows")
      case "xllcorner", "xllcenter":
        x = (try input.number("\(name), degrees (projected grids are not read)", in: -540...900), name == "xllcorner")
      case "yllcorner", "yllcenter":
        y = (try input.number("\(name), degrees (projected grids are not read)", in: -91...91), name == "yllcorner")
      case "cellsize":
        dx = try input.number("cellsize, degrees", in: 1e-7...90)
        dy = dx
      case "dx": dx = try input.number("dx, degrees", in: 1e-7...180)
      case "dy": dy = try input.number("dy, degrees", in: 1e-7...90)
      case "nodata_value": noData = try input.number("NODATA_value")
      default: throw input.failure("ncols, nrows, xllcorner, yllcorner, cellsize, NODATA_value")
      }
    }
    guard let rows, let columns, let x, let y, let dx, let dy else {
      throw input.failure("ncols, nrows, xllcorner, yllcorner, cellsize before the values")
    }
    let nodes = try input.nodes(rows: rows, columns: columns, fromNorth: true) { $0 == noData || Float($0) == Float(noData) }
    try input.requireEnd()
    let grid = try ByteReader(bytes, format: "ESRI ASCII grid", bigEndian: false).grid(
      south: y.value + (y.isCorner ? dy / 2 : 0), west: x.value + (x.isCorner ? dx / 2 : 0), latitudeStep: dy, longitudeStep: dx,
      rows: rows,
      columns: columns, nodes: nodes)
    return try HeightModel.of(grid, HeightModelProperties(), "ESRI ASCII grid")
  }

  /// The bytes of a file: one grid of ζ in full precision, and nothing else; see ``HeightModelFormat/losses(_:)``.
  public static func write(_ model: HeightModel) -> [UInt8] {
    let grid = model.main.anomaly
    func number(_ value: Double) -> String { NumberText.shortest(value, places: 1) }
    var text = "ncols \(grid.columns)\nnrows \(grid.rows)\nxllcenter \(number(grid.west))\nyllcenter \(number(grid.south))\n"
    text +=
      grid.latitudeStep == grid.longitudeStep
      ? "cellsize \(number(grid.latitudeStep))\n" : "dx \(number(grid.longitudeStep))\ndy \(number(grid.latitudeStep))\n"
    text += "NODATA_value -9999\n"
    var bytes = Array(text.utf8)
    for (i, node) in grid.nodesFromNorth.enumerated() {
      bytes += (node.isNaN ? "-9999" : NumberText.shortest(node, places: 1)).utf8
      bytes.append((i + 1) % grid.columns == 0 ? 0x0A : 0x20)
    }
    return bytes
  }
}
