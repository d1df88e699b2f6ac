import GridFiles
import RegionalGravity

#if canImport(Glibc)
  import Glibc
#endif

/// Terrain as users have it: one grid or the tiles of a province — GeoTIFF, SRTM's `.hgt`, ESRI's `.asc`, any grid that is read — joined around an area.
///
/// Tiles have the same steps and the same places of nodes; where they overlap, heights are averaged. Where there would be more nodes than memory should hold,
/// squares of 2 × 2, 3 × 3 … nodes are joined as they are read, so that no more than one tile is in memory in full.
struct TerrainFiles {
  /// An area in degrees.
  typealias Area = (south: Double, west: Double, north: Double, east: Double)

  /// The ground; NaN where no tile has a height.
  let grid: TerrainGrid
  /// Nodes of the files along the sides of one of the grid.
  let thinning: Int

  /// More nodes take more than a gigabyte with all that is made of them.
  static let mostNodes = 25_000_000
  /// Of `.hgt` and `.bil` files: no height.
  private static let void: Float = -32768
  /// Files may have it undeclared: what is read is judged when it is joined.
  private static let largestRaw = 40_000.0

  /// What is read of a file, and where its nodes lie.
  private struct Tile {
    let path: String
    let grid: HeightGrid
    /// Turns that bring its longitudes to the area's, degrees.
    let turn: Double
  }

  /// Reads files, and folders of them.
  init(_ given: [String], area: Area) throws(CommandError) {
    let paths = try Self.paths(given)
    var joined: Mosaic?
    let progress = ProgressLine(total: paths.count)
    for path in paths {
      defer { progress.add(1) }
      // A tile elsewhere need not be read.
      if let place = Self.isSRTM(path) ? SRTMTile.southWest(name: path) : nil {
        let (south, west) = (Double(place.latitude), Double(place.longitude))
        let turn = Self.turn(west + 0.5, area)
        if south > area.north || south + 1 < area.south || west + turn > area.east || west + 1 + turn < area.west { continue }
      }
      let grid = try Self.read(path)
      let tile = Tile(path: path, grid: grid, turn: Self.turn((grid.west + grid.east) / 2, area))
      if joined == nil { joined = Mosaic(tile, area) }
      try joined?.add(tile)
    }
    progress.finish()
    guard let joined, let grid = joined.grid else {
      throw CommandError(
        .data, text(zh: "\(given[0])：地形不在点所在的区域", en: "\(given[0]): the terrain lies elsewhere than the points"))
    }
    (self.grid, thinning) = (grid, joined.thinning)
  }

  private static func isSRTM(_ path: String) -> Bool { path.lowercased().hasSuffix(".hgt") }

  /// The longitudes of the area as those of the grid.
  private static func turn(_ middle: Double, _ area: Area) -> Double { 360 * (((area.west + area.east) / 2 - middle) / 360).rounded() }

  private static func read(_ path: String) throws(CommandError) -> HeightGrid {
    guard isSRTM(path) else { return try ModelFile.readHeights(path: path, limit: largestRaw).main.anomaly }
    let file = try MappedFile(path: path, atMost: 1 << 30)
    do {
      return try SRTMTile.read(file.bytes, name: path)
    } catch {
      throw CommandError(.configuration, "\(path): " + error.message(chinese: Language.current == .zh))
    }
  }

  /// Files as they are, and those in folders that are grids by their endings, in the order of their names.
  private static func paths(_ given: [String]) throws(CommandError) -> [String] {
    var paths: [String] = []
    for path in given {
      guard let names = names(folder: path) else {
        paths.append(path)
        continue
      }
      let found = names.filter { isSRTM($0) || HeightModelFormat(path: $0) != nil }.sorted()
      guard !found.isEmpty else {
        throw CommandError(.noInput, text(zh: "\(path)：目录中没有地形格网", en: "\(path): there are no grids of terrain in this folder"))
      }
      paths += found.map { path + "/" + $0 }
    }
    return paths
  }

  /// The names in a folder; nil where the path is none.
  private static func names(folder: String) -> [String]? {
    // The handle is used here alone; an entry's name ends with a zero inside the entry.
    guard let handle = unsafe opendir(folder) else { return nil }
    defer { unsafe closedir(handle) }
    var names: [String] = []
    while let entry = unsafe readdir(handle) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }

  /// Sums of heights in squares, and how many there are.
  private struct Mosaic {
    let thinning: Int
    private let south: Double, west: Double, latitudeStep: Double, longitudeStep: Double
    private let rows: Int, columns: Int
    private var sums: [Float], counts: [UInt16]

    /// The part of the area that could be tiled on the nodes of a first tile.
    init?(_ tile: Tile, _ area: Area) {
      let grid = tile.grid
      (latitudeStep, longitudeStep) = (grid.latitudeStep, grid.longitudeStep)
      let firstRow = ((area.south - grid.south) / latitudeStep).rounded(.down)
      let firstColumn = ((area.west - grid.west - tile.turn) / longitudeStep).rounded(.down)
      south = grid.south + firstRow * latitudeStep
      west = grid.west + tile.turn + firstColumn * longitudeStep
      let high = Int(((area.north - south) / latitudeStep).rounded(.up)) + 1
      let wide = Int(((area.east - west) / longitudeStep).rounded(.up)) + 1
      var count = 1
      while (high / count + 1) * (wide / count + 1) > TerrainFiles.mostNodes { count += 1 }
      thinning = count
      (rows, columns) = ((high + count - 1) / count, (wide + count - 1) / count)
      sums = Array(repeating: 0, count: rows * columns)
      counts = Array(repeating: 0, count: rows * columns)
    }

    mutating func add(_ tile: Tile) throws(CommandError) {
      let grid = tile.grid
      let row = (grid.south - south) / latitudeStep
      let column = (grid.west + tile.turn - west) / longitudeStep
      let size = Double(max(grid.rows, grid.columns))
      guard abs(grid.latitudeStep / latitudeStep - 1) * size < 0.05, abs(grid.longitudeStep / longitudeStep - 1) * size < 0.05,
        abs(row - row.rounded()) < 0.05, abs(column - column.rounded()) < 0.05
      else {
        throw CommandError(
          .data,
          text(
            zh: "\(tile.path)：间隔或结点位置与其他地形文件不同；请先重采样到同一格网",
            en: "\(tile.path): its steps or the places of its nodes differ from those of the other tiles; resample them to one grid first"))
      }
      let (firstRow, firstColumn) = (Int(row.rounded()), Int(column.rounded()))
      let most = (rows * thinning, columns * thinning)
      for r in max(0, -firstRow)..<max(max(0, -firstRow), min(grid.rows, most.0 - firstRow)) {
        let target = (firstRow + r) / thinning * columns
        let source = r * grid.columns
        for c in max(0, -firstColumn)..<max(max(0, -firstColumn), min(grid.columns, most.1 - firstColumn)) {
          let height = grid.nodes[source + c]
          guard height.isFinite, height != TerrainFiles.void else { continue }
          guard abs(height) <= Float(HeightModel.largestHeight) else {
            throw CommandError(
              .data,
              text(
                zh: "\(tile.path)：有超过 ±\(Int(HeightModel.largestHeight)) m 的高程：无效值没有标明，或单位不是米",
                en: "\(tile.path): a height beyond ±\(Int(HeightModel.largestHeight)) m: a void that is not declared, or not in metres"))
          }
          let i = target + (firstColumn + c) / thinning
          sums[i] += height
          counts[i] &+= 1
        }
      }
    }

    /// The means, cut to the rows and columns that have heights; nil without any.
    var grid: TerrainGrid? {
      var (low, high, left, right) = (rows, -1, columns, -1)
      for row in 0..<rows {
        for column in 0..<columns where counts[row * columns + column] > 0 {
          (low, high, left, right) = (min(low, row), max(high, row), min(left, column), max(right, column))
        }
      }
      guard high > low, right > left else { return nil }
      var heights: [Float] = []
      heights.reserveCapacity((high - low + 1) * (right - left + 1))
      for row in low...high {
        for i in row * columns + left...row * columns + right { heights.append(counts[i] > 0 ? sums[i] / Float(counts[i]) : .nan) }
      }
      let (step, shift) = (Double(thinning), Double(thinning - 1) / 2)
      return TerrainGrid(
        south: south + (Double(low) * step + shift) * latitudeStep, west: west + (Double(left) * step + shift) * longitudeStep,
        latitudeStep: latitudeStep * step, longitudeStep: longitudeStep * step, rows: high - low + 1, columns: right - left + 1,
        heights: heights)
    }
  }
}
