#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Ground and reference surface in squares of 2ᵏ × 2ᵏ nodes: their means, and where the middles of the squares lie. All levels follow one another in one
/// array, the nodes themselves first.
struct TerrainPyramid: Sendable {
  /// A level: how many squares, and where its rows, columns and squares begin in the arrays of all levels.
  struct Level: Sendable {
    let rows: Int, columns: Int
    let firstRow: Int, firstColumn: Int, first: Int
  }

  /// The levels; the last has one square.
  private(set) var levels: [Level] = []
  /// Mean ground and mean reference, metres.
  private(set) var ground: [Float], reference: [Float]
  /// Of the rows' latitudes: sine, cosine; and the extent in metres.
  private(set) var rowSine: [Double] = [], rowCosine: [Double] = [], rowExtent: [Double] = []
  /// Of the columns' longitudes; the extent in metres at the equator.
  private(set) var columnSine: [Double] = [], columnCosine: [Double] = [], columnExtent: [Double] = []

  /// A pyramid over nodes.
  init(_ terrain: TerrainGrid, _ smooth: TerrainGrid) {
    (ground, reference) = (terrain.heights, smooth.heights)
    // A third more for the squares of all levels, and what odd edges add.
    let capacity = terrain.heights.count / 3 * 4 + 4 * (terrain.rows + terrain.columns) + 64
    ground.reserveCapacity(capacity)
    reference.reserveCapacity(capacity)
    var latitudes = (0..<terrain.rows).map { (middle: terrain.latitude($0), extent: terrain.latitudeStep) }
    var longitudes = (0..<terrain.columns).map { (middle: terrain.longitude($0), extent: terrain.longitudeStep) }
    add(latitudes, longitudes, first: 0)
    while let last = levels.last, last.rows > 1 || last.columns > 1 {
      let first = ground.count
      Self.appendMeans(&ground, last, latitudes.map(\.extent), longitudes.map(\.extent))
      Self.appendMeans(&reference, last, latitudes.map(\.extent), longitudes.map(\.extent))
      (latitudes, longitudes) = (Self.joined(latitudes), Self.joined(longitudes))
      add(latitudes, longitudes, first: first)
    }
  }

  private mutating func add(_ latitudes: [(middle: Double, extent: Double)], _ longitudes: [(middle: Double, extent: Double)], first: Int) {
    let metre = StokesIntegration.radius * .pi / 180
    levels.append(
      Level(rows: latitudes.count, columns: longitudes.count, firstRow: rowSine.count, firstColumn: columnSine.count, first: first))
    for (middle, extent) in latitudes {
      rowSine.append(sin(middle * .pi / 180))
      rowCosine.append(cos(middle * .pi / 180))
      rowExtent.append(extent * metre)
    }
    for (middle, extent) in longitudes {
      columnSine.append(sin(middle * .pi / 180))
      columnCosine.append(cos(middle * .pi / 180))
      columnExtent.append(extent * metre)
    }
  }

  private static func joined(_ parts: [(middle: Double, extent: Double)]) -> [(middle: Double, extent: Double)] {
    stride(from: 0, to: parts.count, by: 2).map { i in
      guard i + 1 < parts.count else { return parts[i] }
      let (a, b) = (parts[i], parts[i + 1])
      return (a.middle - a.extent / 2 + (a.extent + b.extent) / 2, a.extent + b.extent)
    }
  }

  /// The means of 2 × 2 squares of a level, weighted by their extents.
  private static func appendMeans(_ values: inout [Float], _ level: Level, _ heights: [Double], _ widths: [Double]) {
    for row in stride(from: 0, to: level.rows, by: 2) {
      for column in stride(from: 0, to: level.columns, by: 2) {
        var (sum, weight) = (0.0, 0.0)
        for r in row...min(row + 1, level.rows - 1) {
          for c in column...min(column + 1, level.columns - 1) {
            let w = heights[r] * widths[c]
            sum += w * Double(values[level.first + r * level.columns + c])
            weight += w
          }
        }
        values.append(Float(sum / weight))
      }
    }
  }

  /// Towards the middle of a square.
  @inline(__always)
  func direction(_ level: Level, _ row: Int, _ column: Int) -> SIMD3<Double> {
    let (r, c) = (level.firstRow + row, level.firstColumn + column)
    return [rowCosine[r] * columnCosine[c], rowCosine[r] * columnSine[c], rowSine[r]]
  }

  /// Its sides, metres.
  @inline(__always)
  func size(_ level: Level, _ row: Int, _ column: Int) -> (north: Double, east: Double) {
    (rowExtent[level.firstRow + row], columnExtent[level.firstColumn + column] * rowCosine[level.firstRow + row])
  }
}
