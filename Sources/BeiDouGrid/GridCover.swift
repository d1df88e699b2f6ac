/// The cells of a level that cover a region, made one at a time: memory does not grow with their number.
///
/// In rows from the south, in a row from the west, over a place from the lowest layer.
public struct GridCover: Sequence, Sendable {
  /// The level of the cells.
  public let level: GridLevel
  /// Unit rows.
  let rows: ClosedRange<Int>
  /// Unit columns; the end may lie up to a turn beyond 180°.
  let columns: ClosedRange<Int>
  /// Layers of level 10; nil in two dimensions.
  let layers: Range<Int>?

  init(level: GridLevel, rows: ClosedRange<Int>, columns: ClosedRange<Int>, layers: Range<Int>?) {
    (self.level, self.rows, self.columns, self.layers) = (level, rows, columns, layers)
  }

  /// The cells that a box of latitude and longitude shares an area with; for a box without area, those that hold it.
  ///
  /// - Parameters:
  ///   - west, east: A box whose east is less than its west crosses the meridian of 180°.
  ///   - ellipsoidalHeights: In three dimensions, the heights in metres between which the box lies.
  public init(
    south: GridAngle, west: GridAngle, north: GridAngle, east: GridAngle, ellipsoidalHeights: ClosedRange<Double>? = nil, level: GridLevel
  ) throws(GridPositionError) {
    // The corners as positions: checks their ranges.
    let first = try GridPosition(latitude: south, longitude: west)
    let last = try GridPosition(latitude: north, longitude: east)
    guard first.y <= last.y else { throw .latitudeOutOfRange }
    let low = Swift.min(south.firstIndexAbove, GridUnits.quarter - 1)
    rows = low...Swift.max(low, Swift.min(north.lastIndexBelow, GridUnits.quarter - 1))
    let (w, e) = (west.wrapped, east.wrapped)
    let left = w.firstIndexAbove
    var right = e.lastIndexBelow
    // East of the meridian of 180°; a box of no width is where its meridian is.
    if right < left { right = w == e ? left : right + GridUnits.turn }
    columns = left...Swift.min(right, left + GridUnits.turn - 1)
    self.level = level
    if let heights = ellipsoidalHeights {
      let bottom = try GridHeight.layer(ofHeight: heights.lowerBound)
      layers = bottom..<(try GridHeight.layer(ofHeight: heights.upperBound)) + 1
    } else {
      layers = nil
    }
  }

  /// How many cells there are, in constant time but for the rows beyond 88°.
  public var count: Int {
    var total = 0
    var y = rows.lowerBound
    let polar = GridUnits.polarParallel
    while y <= rows.upperBound {
      let row = GridRow(containing: y, level: level)
      var alike = 1
      // Rows between the 88th parallels are all alike.
      if row.y >= -polar, row.y < polar {
        alike = (Swift.min(rows.upperBound, polar - 1) - row.y) / row.height + 1
        // The equator divides no row, so the rows of both hemispheres follow one another without a gap.
      }
      total += alike * cells(in: row)
      y = row.y + alike * row.height
    }
    return total * (layers.map { GridLayers($0, level).count } ?? 1)
  }

  private func cells(in row: GridRow) -> Int {
    let first = columns.lowerBound - modulo(columns.lowerBound, row.width)
    return Swift.min((columns.upperBound - first) / row.width + 1, GridUnits.turn / row.width)
  }

  /// Makes the cells.
  public func makeIterator() -> Iterator { Iterator(self) }

  /// The cells, one at a time.
  public struct Iterator: IteratorProtocol {
    private let cover: GridCover
    private var row: GridRow
    private var remaining: Int
    private var x: Int
    private var layers: GridLayers.Iterator?
    private var cell: GridCell?

    init(_ cover: GridCover) {
      self.cover = cover
      row = GridRow(containing: cover.rows.lowerBound, level: cover.level)
      x = cover.columns.lowerBound
      remaining = cover.cells(in: row)
    }

    /// The next cell; nil after the last.
    public mutating func next() -> GridCell? {
      if let cell, let layer = layers?.next() { return cell.with(layer) }
      if remaining == 0 {
        let y = row.y + row.height
        guard y <= cover.rows.upperBound else { return nil }
        row = GridRow(containing: y, level: cover.level)
        x = cover.columns.lowerBound
        remaining = cover.cells(in: row)
      }
      let cell = row.cell(containing: x, layer: nil)
      x += row.width
      remaining -= 1
      guard let range = cover.layers else { return cell }
      self.cell = cell
      layers = GridLayers(range, cover.level).makeIterator()
      return layers?.next().map { cell.with($0) }
    }
  }
}

/// The layers of a level that share a layer of level 10 with a range.
struct GridLayers: Sequence {
  private let range: Range<Int>
  private let level: GridLevel

  init(_ range: Range<Int>, _ level: GridLevel) { (self.range, self.level) = (range, level) }

  var count: Int {
    guard !range.isEmpty else { return 0 }
    let first = GridLayer(layer: range.lowerBound, level: level)
    let last = GridLayer(layer: range.upperBound - 1, level: level)
    // Level 10 has no layer 0 below the ellipsoid.
    if first.isBelow, !last.isBelow { return first.index + last.index + (level == .ten ? 1 : 2) }
    return abs(last.index - first.index) + 1
  }

  func makeIterator() -> Iterator { Iterator(range: range, level: level, position: range.lowerBound) }

  struct Iterator: IteratorProtocol {
    let range: Range<Int>
    let level: GridLevel
    var position: Int

    mutating func next() -> GridLayer? {
      guard position < range.upperBound else { return nil }
      let layer = GridLayer(layer: position, level: level)
      position = layer.layers.upperBound
      return layer
    }
  }
}
