/// A cell of the grid, with or without height.
public struct GridCell: Sendable, Hashable {
  /// The level of the cell.
  public let level: GridLevel
  /// The height layer of a cell of three dimensions; nil in two.
  public let layer: GridLayer?
  /// The first unit column, −180° … 180°.
  let x: Int
  /// The first unit row, −90° … 90°.
  let y: Int
  /// Unit columns: a whole turn for the cell at a pole.
  let width: Int
  /// Unit rows.
  let height: Int

  init(level: GridLevel, layer: GridLayer?, x: Int, y: Int, width: Int, height: Int) {
    (self.level, self.layer, self.x, self.y, self.width, self.height) = (level, layer, x, y, width, height)
  }

  /// The cell of a level that holds a position.
  public init(containing position: GridPosition, level: GridLevel) {
    let row = GridRow(containing: position.y, level: level)
    self = row.cell(containing: position.x, layer: nil)
  }

  /// The cell of a level that holds a position at an ellipsoidal height in metres.
  public init(containing position: GridPosition, ellipsoidalHeight: Double, level: GridLevel) throws(GridPositionError) {
    let layer = try GridLayer(containingHeight: ellipsoidalHeight, level: level)
    self = GridRow(containing: position.y, level: level).cell(containing: position.x, layer: layer)
  }

  /// The same cell with another height layer of its level, or with none.
  func with(_ layer: GridLayer?) -> GridCell { GridCell(level: level, layer: layer, x: x, y: y, width: width, height: height) }
}

extension GridCell {
  /// The bounds in units of 1/2048″: south, north within ±90°; west within −180° … 180°, east up to a turn further.
  public var unitBounds: (south: Int, west: Int, north: Int, east: Int) { (y, x, y + height, x + width) }

  /// The bounds in degrees; east is more than 180 where the cell crosses that meridian.
  public var bounds: (southDegrees: Double, westDegrees: Double, northDegrees: Double, eastDegrees: Double) {
    let unit = Double(GridUnits.degree)
    return (Double(y) / unit, Double(x) / unit, Double(y + height) / unit, Double(x + width) / unit)
  }

  /// The centre in degrees, longitude −180 … 180; the pole for the cell around it.
  public var center: (latitudeDegrees: Double, longitudeDegrees: Double) {
    if width == GridUnits.turn { return (y < 0 ? -90 : 90, 0) }
    let unit = Double(2 * GridUnits.degree)
    let east = 2 * x + width
    return (Double(2 * y + height) / unit, Double(east > GridUnits.turn ? east - 2 * GridUnits.turn : east) / unit)
  }

  /// The corner nearest the equator and the prime meridian (定位角点), from which the standard counts, in degrees.
  public var anchor: (latitudeDegrees: Double, longitudeDegrees: Double) {
    let unit = Double(GridUnits.degree)
    return (Double(y < 0 ? y + height : y) / unit, Double(x < 0 && !isPolar ? x + width : x) / unit)
  }

  /// True beyond 88°, where cells widen towards the pole.
  public var isPolar: Bool { y >= GridUnits.polarParallel || y < -GridUnits.polarParallel }

  /// The cell of the next coarser level, with the layer of that level where there is one; nil at level 1.
  public var parent: GridCell? { level.coarser.map(ancestor) }

  /// The cell of a level that contains this one, or for a finer level the cell in its south-west corner and lowest layer.
  public func ancestor(_ level: GridLevel) -> GridCell {
    GridRow(containing: y, level: level).cell(containing: x, layer: layer.map { GridLayer(layer: $0.layers.lowerBound, level: level) })
  }

  /// The cells of the next finer level, from the south-west, rows upward, then layers upward; none at level 10.
  public var children: GridCover? { level.finer.flatMap { descendants($0) } }

  /// The cells of a finer level inside this one.
  public func descendants(_ level: GridLevel) -> GridCover? {
    guard level > self.level else { return nil }
    return GridCover(level: level, rows: y...(y + height - 1), columns: x...(x + width - 1), layers: layer?.layers)
  }
}

/// A row of cells of one level around the globe: all have the same size.
struct GridRow {
  let level: GridLevel
  let y: Int
  let height: Int
  let width: Int

  /// The row that holds a unit row.
  init(containing y: Int, level: GridLevel) {
    self.level = level
    let outward = y < 0 ? -1 - y : y
    if outward < GridUnits.polarParallel {
      height = GridUnits.heights[level.rawValue]
      width = GridUnits.widths[level.rawValue]
      let low = outward - outward % height
      self.y = y < 0 ? -low - height : low
    } else {
      let p = GridUnits.quarter - 1 - outward
      height = GridUnits.polarHeights[level.rawValue]
      width = GridUnits.polarWidth(p, level.rawValue)
      let low = GridUnits.quarter - (p - p % height) - height
      self.y = y < 0 ? -low - height : low
    }
  }

  /// The cell that holds a unit column, any number of turns away.
  func cell(containing x: Int, layer: GridLayer?) -> GridCell {
    let half = GridUnits.turn / 2
    var start = x - modulo(x, width)
    // 180° is a border but for the widest polar cells, which begin on this side of it.
    if start < -half || start >= half { start = modulo(start + half, GridUnits.turn) - half }
    return GridCell(level: level, layer: layer, x: start, y: y, width: width, height: height)
  }
}

/// a mod b in 0 ..< b.
func modulo(_ a: Int, _ b: Int) -> Int {
  let r = a % b
  return r < 0 ? r + b : r
}
