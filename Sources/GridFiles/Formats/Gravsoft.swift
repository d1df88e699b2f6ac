/// GRAVSOFT's `.gri`: south, north, west, east, step in latitude and in longitude, degrees, then the values row by row from the north, each from the
/// west, free format. No value: 9999.
///
/// Source: Forsberg & Tscherning, *An overview manual for the GRAVSOFT geodetic gravity field modelling programs*, DTU 2008, “Grid format”.
public enum Gravsoft {
  /// Reads a file in geographic coordinates.
  /// - Throws: ``GridFileError`` with byte and line.
  public static func read(_ bytes: RawSpan, limit: Double = HeightModel.largestAnomaly) throws(GridFileError) -> HeightModel {
    var input = TextTokens(bytes, format: "GRAVSOFT", limit: limit)
    let south = try input.number("latitude of the south, degrees (grids in UTM are not read)", in: -90.001...90.001)
    let north = try input.number("latitude of the north, degrees", in: -90.001...90.001)
    let west = try input.number("longitude of the west, degrees", in: -540...900)
    let east = try input.number("longitude of the east, degrees", in: -540...900)
    let latitudeStep = try input.number("step in latitude, degrees", in: 1e-6...90)
    let longitudeStep = try input.number("step in longitude, degrees", in: 1e-6...180)
    func steps(_ span: Double, _ step: Double) -> Int? {
      // The decimals of the header may be short: to a tenth of a step over the whole grid.
      let steps = (span / step).rounded()
      return steps >= 1 && steps < 1e9 && abs(span - steps * step) < 0.1 * step ? Int(steps) : nil
    }
    guard let rowSteps = steps(north - south, latitudeStep), let columnSteps = steps(east - west, longitudeStep) else {
      throw input.failure("limits that are whole steps apart")
    }
    let nodes = try input.nodes(rows: rowSteps + 1, columns: columnSteps + 1, fromNorth: true) { $0 >= 9990 }
    try input.requireEnd()
    let grid = try ByteReader(bytes, format: "GRAVSOFT", bigEndian: false).grid(
      south: south, west: west, latitudeStep: (north - south) / Double(rowSteps), longitudeStep: (east - west) / Double(columnSteps),
      rows: rowSteps + 1, columns: columnSteps + 1, nodes: nodes)
    return try HeightModel.of(grid, HeightModelProperties(), "GRAVSOFT")
  }

  /// The bytes of a file: one grid of ζ in full precision, and nothing else; see ``HeightModelFormat/losses(_:)``.
  public static func write(_ model: HeightModel) -> [UInt8] {
    let grid = model.main.anomaly
    let header = [grid.south, grid.north, grid.west, grid.east, grid.latitudeStep, grid.longitudeStep]
    var bytes = Array((header.map { NumberText.shortest($0, places: 6) }.joined(separator: " ") + "\n\n").utf8)
    let nodes = grid.nodesFromNorth
    for (i, node) in nodes.enumerated() {
      let column = i % grid.columns
      bytes += NumberText.right(node.isNaN ? "9999.000" : NumberText.shortest(node, places: 3), 10).utf8
      // Eight in a line; a row starts a line, and a blank line ends it, as the programs write.
      if column + 1 == grid.columns { bytes += [0x0A, 0x0A] } else { bytes.append(column % 8 == 7 ? 0x0A : 0x20) }
    }
    return bytes
  }
}
