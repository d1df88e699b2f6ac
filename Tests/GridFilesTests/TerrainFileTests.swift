import GridFiles
import Testing

/// Formats that terrain comes in.
@Suite("Terrain files")
struct TerrainFileTests {
  /// A tile as NASA describes it: rows from the north, the most significant byte first, −32768 for a void.
  @Test("SRTM's tiles lie where their names say")
  func srtm() throws {
    var bytes = [UInt8](repeating: 0, count: 2 * 1201 * 1201)
    func set(_ row: Int, _ column: Int, _ height: Int16) {
      let raw = UInt16(bitPattern: height)
      bytes[2 * (row * 1201 + column)] = UInt8(raw >> 8)
      bytes[2 * (row * 1201 + column) + 1] = UInt8(raw & 0xFF)
    }
    set(0, 0, 1234)  // the north-west corner
    set(1200, 1200, -27)  // the south-east corner
    set(600, 600, -32768)
    let grid = try SRTMTile.read(bytes.span.bytes, name: "/tiles/n27e110_3sec.hgt")
    #expect(grid.south == 27 && grid.west == 110 && abs(grid.north - 28) < 1e-12 && abs(grid.east - 111) < 1e-12)
    #expect(grid.nodes[1200 * 1201] == 1234 && grid.nodes[1200] == -27)
    #expect(grid.nodes[600 * 1201 + 600].isNaN && grid.nodes.count { $0.isNaN } == 1)
    for (name, place) in [("S01W060.hgt", (-1, -60)), ("N00E000.hgt", (0, 0)), ("s90e179.SRTMGL1.hgt", (-90, 179))] {
      let found = try #require(SRTMTile.southWest(name: name))
      #expect(found == place, "\(name)")
    }
    for name in ["N90E000.hgt", "N27E180.hgt", "27E110.hgt", "dem.hgt", "N2aE110.hgt", ""] {
      #expect(SRTMTile.southWest(name: name) == nil)
    }
    #expect(throws: GridFileError.self) { try SRTMTile.read(bytes.span.bytes, name: "dem.hgt") }
    bytes.removeLast()
    #expect(throws: GridFileError.self) { try SRTMTile.read(bytes.span.bytes, name: "N27E110.hgt") }
  }

  static func read(_ text: String) throws -> HeightModel {
    try ESRIGrid.read(Array(text.utf8).span.bytes, limit: HeightModel.largestHeight)
  }

  @Test("ESRI's grids have corners of cells or centres, and −9999 where no value is named")
  func esri() throws {
    let rows = "1 2 3\n4 -9999 6\n"
    let corner = try Self.read("ncols 3\nnrows 2\nxllcorner 110\nyllcorner 27\ncellsize 0.5\n" + rows).main.anomaly
    #expect(corner.south == 27.25 && corner.west == 110.25 && corner.latitudeStep == 0.5 && corner.rows == 2 && corner.columns == 3)
    #expect(corner.nodes[0] == 4 && corner.nodes[1].isNaN && corner.nodes[3] == 1 && corner.nodes[5] == 3)
    let centre = try Self.read(
      "NCOLS 3\r\nNROWS 2\r\nXLLCENTER 110\r\nYLLCENTER 27\r\nCELLSIZE 0.5\r\nNODATA_value 6\r\n" + rows.replacing("-9999", with: "nan")
    ).main.anomaly
    #expect(centre.south == 27 && centre.west == 110 && centre.nodes[1].isNaN && centre.nodes[2].isNaN)
    for text in [
      "ncols 3\nnrows 2\nxllcorner 110\nyllcorner 27\n" + rows, "ncols 3\nnrows 2\nxllcorner 500000\nyllcorner 27\ncellsize 0.5\n" + rows,
      "ncols 3\nnrows 3\nxllcorner 110\nyllcorner 27\ncellsize 0.5\n" + rows, rows,
      "ncols 3\nnrows 2\nxllcorner 110\nyllcorner 27\ncellsize 0.5\nbyteorder lsbfirst\n" + rows,
      "ncols 3\nnrows 2\nxllcorner 110\nyllcorner 27\ncellsize 0.5\n" + rows + "7\n",
    ] { #expect(throws: GridFileError.self) { try Self.read(text) } }
  }
}
