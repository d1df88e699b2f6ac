/// Where a neighbour lies.
public struct GridDirection: Sendable, Hashable {
  /// −1 south, 0 beside, 1 north.
  public let north: Int
  /// −1 west, 0 above or below on the map, 1 east.
  public let east: Int
  /// −1 lower, 0 level, 1 higher.
  public let up: Int

  /// `N`, `NE`, … and `U` or `D` for a layer above or below: `NEU`; `-` for the cell itself.
  public var name: String {
    let name = (north > 0 ? "N" : north < 0 ? "S" : "") + (east > 0 ? "E" : east < 0 ? "W" : "") + (up > 0 ? "U" : up < 0 ? "D" : "")
    return name.isEmpty ? "-" : name
  }
}

extension GridCell {
  /// The cells of the same level that share a border or a corner with this one: eight in the plane, 26 with height.
  ///
  /// Across the borders of zones and hemispheres and the meridian of 180° as anywhere else. Where the width of cells changes, beyond 88°, a
  /// cell has more neighbours or fewer (three around the pole at level 2); a cell at the top or bottom of the grid has none beyond.
  /// From the north, in a row from the west, upper layers first.
  public var neighbours: [(direction: GridDirection, cell: GridCell)] {
    var found: [(direction: GridDirection, cell: GridCell)] = []
    let layers: [(Int, GridLayer?)]
    if let layer {
      layers = [(1, layer.above), (0, layer), (-1, layer.below)].filter { $0.1 != nil }
    } else {
      layers = [(0, nil)]
    }
    for (up, layer) in layers {
      for north in [1, 0, -1] {
        let y = north > 0 ? y + height : north < 0 ? y - 1 : y
        guard y < GridUnits.quarter, y >= -GridUnits.quarter else { continue }
        let row = GridRow(containing: y, level: level)
        for (east, cell) in row.cells(from: x - 1, to: x + width, around: x..<(x + width), layer: layer)
        where !(up == 0 && north == 0 && east == 0) {
          found.append((GridDirection(north: north, east: east, up: up), cell))
        }
      }
    }
    return found
  }
}

extension GridRow {
  /// The cells that hold the unit columns from `start` to `end`, none twice, each with its side of `middle`.
  fileprivate func cells(from start: Int, to end: Int, around middle: Range<Int>, layer: GridLayer?) -> [(Int, GridCell)] {
    var cells: [(Int, GridCell)] = []
    let first = start - modulo(start, width)
    let count = min((end - first) / width + 1, GridUnits.turn / width)
    for k in 0..<count {
      let x = first + k * width
      let side = width == GridUnits.turn ? 0 : x + width <= middle.lowerBound ? -1 : x >= middle.upperBound ? 1 : 0
      cells.append((side, cell(containing: x, layer: layer)))
    }
    return cells
  }
}
