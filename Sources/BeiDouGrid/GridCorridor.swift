#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

import Geodesy

/// Why points and a width make no corridor.
public enum GridCorridorError: Error, Sendable, Equatable {
  /// No point was given.
  case noPoints
  /// The width is not more than 0 and at most 20 km, metres.
  case width(Double)
  /// A point, from 0, is no position, or the corridor comes within reach of the 88th parallel.
  case point(Int)
  /// The line is longer than 10 000 km, or joins points further apart than 5000 km, metres.
  case length(Double)
  /// The heights are outside the grid.
  case heights
}

/// The cells of a level that a corridor touches: everything within half its width of a line whose points are joined by geodesics, with round
/// ends and corners.
///
/// Made one at a time, rows from the south; memory grows with the length of the line (a piece of at most 250 m each 100 bytes), not with the
/// number of cells. No cell that the corridor touches is missing; those within half the width and 2 (w/2 + 250 m) tan φ/R of it more (some 10⁻⁴) may be
/// among them, as distances are taken with the scale of each piece's middle.
public struct GridCorridor: Sequence, Sendable {
  /// The level of the cells.
  public let level: GridLevel
  let layers: Range<Int>?
  /// From the southernmost.
  fileprivate let pieces: [Piece]

  /// A straight piece of the line: ends in units, scales in metres a unit, and what the corridor reaches.
  fileprivate struct Piece: Sendable {
    let x0: Double, y0: Double, x1: Double, y1: Double
    let scaleX: Double, scaleY: Double
    /// Half the width, metres, with what the scale may be wrong by.
    let reach: Double
    var south: Double { Swift.min(y0, y1) - reach / scaleY }
    var north: Double { Swift.max(y0, y1) + reach / scaleY }
  }

  /// The longest piece, metres: its chord in latitude and longitude is within 1 mm of the geodesic.
  private static let pieceLength = 250.0

  /// A corridor along points in degrees, of a width in metres.
  public init(
    along points: [(latitudeDegrees: Double, longitudeDegrees: Double)], width: Double, ellipsoidalHeights: ClosedRange<Double>? = nil,
    level: GridLevel
  ) throws(GridCorridorError) {
    guard !points.isEmpty else { throw .noPoints }
    guard width > 0, width <= 20_000 else { throw .width(width) }
    self.level = level
    if let heights = ellipsoidalHeights {
      guard let bottom = try? GridHeight.layer(ofHeight: heights.lowerBound), let top = try? GridHeight.layer(ofHeight: heights.upperBound)
      else { throw .heights }
      layers = bottom..<top + 1
    } else {
      layers = nil
    }
    let geodesic = Geodesic(.cgcs2000)
    let unit = Double(GridUnits.degree)
    var pieces: [Piece] = []
    var length = 0.0
    // Longitudes go on beyond 180° where the line crosses it.
    var last = (latitude: points[0].latitudeDegrees, longitude: points[0].longitudeDegrees)
    for (index, point) in points.enumerated() {
      guard abs(point.latitudeDegrees) <= 87.8, abs(point.longitudeDegrees) <= 360 else { throw .point(index) }
      let from = last
      guard
        let line = geodesic.inverse(
          latitude1Degrees: from.latitude, longitude1Degrees: from.longitude, latitude2Degrees: point.latitudeDegrees,
          longitude2Degrees: point.longitudeDegrees)
      else { throw .point(index) }
      length += line.distance
      guard line.distance <= 5e6, length <= 1e7 else { throw .length(length) }
      let count = Swift.max(1, Int((line.distance / Self.pieceLength).rounded(.up)))
      for step in 1...count where index > 0 || points.count == 1 {
        var next = (latitude: point.latitudeDegrees, longitude: point.longitudeDegrees)
        if step < count,
          let end = geodesic.direct(
            latitudeDegrees: from.latitude, longitudeDegrees: from.longitude, azimuthDegrees: line.azimuth1Degrees,
            distance: line.distance * Double(step) / Double(count))
        {
          next = (end.latitudeDegrees, end.longitudeDegrees)
        }
        next.longitude = last.longitude + (next.longitude - last.longitude).remainder(dividingBy: 360)
        let middle = (last.latitude + next.latitude) / 2 * .pi / 180
        let ellipsoid = geodesic.ellipsoid
        let spread = 2 * (width / 2 + Self.pieceLength) * tan(abs(middle)) / ellipsoid.semiMajorAxis + 1e-5
        let piece = Piece(
          x0: last.longitude * unit, y0: last.latitude * unit, x1: next.longitude * unit, y1: next.latitude * unit,
          scaleX: ellipsoid.primeVerticalRadius(latitude: middle) * cos(middle) * .pi / 180 / unit,
          scaleY: ellipsoid.meridianRadius(latitude: middle) * .pi / 180 / unit, reach: width / 2 * (1 + spread) + 0.001)
        guard abs(next.latitude) <= 87.9, piece.north < Double(GridUnits.polarParallel), piece.south > -Double(GridUnits.polarParallel)
        else { throw .point(index) }
        pieces.append(piece)
        last = next
      }
    }
    self.pieces = pieces.sorted { $0.south < $1.south }
  }

  /// How many cells there are, or `limit` + 1 as soon as there are more.
  public func count(upTo limit: Int) -> Int {
    var rows = Rows(self)
    let each = layers.map { GridLayers($0, level).count } ?? 1
    var total = 0
    while let row = rows.next() {
      for columns in row.columns {
        total += (columns.upperBound - columns.lowerBound + 1) * each
        if total > limit { return limit + 1 }
      }
    }
    return total
  }

  /// Makes the cells.
  public func makeIterator() -> Iterator { Iterator(self) }

  /// The cells, one at a time.
  public struct Iterator: IteratorProtocol {
    private var rows: Rows
    private let level: GridLevel
    private let range: Range<Int>?
    private var row: (row: GridRow, columns: [ClosedRange<Int>])?
    private var interval = 0
    private var column = 0
    private var cell: GridCell?
    private var layers: GridLayers.Iterator?

    init(_ corridor: GridCorridor) {
      rows = Rows(corridor)
      level = corridor.level
      range = corridor.layers
      row = rows.next()
      if let row, let first = row.columns.first { column = first.lowerBound }
    }

    /// The next cell; nil after the last.
    public mutating func next() -> GridCell? {
      if let cell, let layer = layers?.next() { return cell.with(layer) }
      while let current = row {
        if interval < current.columns.count {
          let columns = current.columns[interval]
          let found = current.row.cell(containing: column * current.row.width, layer: nil)
          if column < columns.upperBound {
            column += 1
          } else {
            interval += 1
            if interval < current.columns.count { column = current.columns[interval].lowerBound }
          }
          guard let range else { return found }
          cell = found
          layers = GridLayers(range, level).makeIterator()
          return layers?.next().map { found.with($0) }
        }
        row = rows.next()
        interval = 0
        if let row, let first = row.columns.first { column = first.lowerBound }
      }
      return nil
    }
  }

  /// Rows of cells from the south, each with the columns that the corridor touches.
  struct Rows {
    private let pieces: [Piece]
    private let level: GridLevel
    private var y: Int
    private var pending = 0
    private var active: [Piece] = []

    init(_ corridor: GridCorridor) {
      pieces = corridor.pieces
      level = corridor.level
      y = pieces.first.map { Int($0.south.rounded(.down)) } ?? 0
    }

    mutating func next() -> (row: GridRow, columns: [ClosedRange<Int>])? {
      while true {
        if active.isEmpty {
          guard pending < pieces.count else { return nil }
          // A gap between legs of a line that turns back: none is possible, but for rounding.
          y = Swift.max(y, Int(pieces[pending].south.rounded(.down)))
        }
        let row = GridRow(containing: y, level: level)
        let (bottom, top) = (Double(row.y), Double(row.y + row.height))
        while pending < pieces.count, pieces[pending].south <= top {
          active.append(pieces[pending])
          pending += 1
        }
        active.removeAll { $0.north < bottom }
        y = row.y + row.height
        var found: [ClosedRange<Int>] = []
        for piece in active {
          guard let (west, east) = Self.extent(piece, bottom, top) else { continue }
          let width = Double(row.width)
          found.append(Int((west / width).rounded(.down))...Int((east / width).rounded(.down)))
        }
        if found.isEmpty { continue }
        return (row, Self.merged(found, GridUnits.turn / row.width))
      }
    }

    /// Joins columns that overlap or touch, none twice, also where a line crosses 180° and another piece counts from the other side.
    private static func merged(_ found: [ClosedRange<Int>], _ turn: Int) -> [ClosedRange<Int>] {
      let half = turn / 2
      var parts: [ClosedRange<Int>] = []
      for range in found {
        // Into −half ..< half, cut in two at the end.
        let start = modulo(range.lowerBound + half, turn) - half
        let end = start + Swift.min(range.upperBound - range.lowerBound, turn - 1)
        if end < half {
          parts.append(start...end)
        } else {
          parts.append(start...(half - 1))
          parts.append((-half)...(end - turn))
        }
      }
      parts.sort { $0.lowerBound < $1.lowerBound }
      var out: [ClosedRange<Int>] = []
      for range in parts {
        if let last = out.last, range.lowerBound <= last.upperBound + 1 {
          out[out.count - 1] = last.lowerBound...Swift.max(last.upperBound, range.upperBound)
        } else {
          out.append(range)
        }
      }
      return out
    }

    /// The west and east ends of a piece's part of the corridor between two parallels, units; nil where it does not come between them.
    ///
    /// The part is convex. Its easternmost point is that of the whole stadium where that lies between the parallels, else on the nearer one.
    private static func extent(_ piece: Piece, _ bottom: Double, _ top: Double) -> (Double, Double)? {
      guard piece.north >= bottom, piece.south <= top else { return nil }
      // Metres about the first end.
      let dx = (piece.x1 - piece.x0) * piece.scaleX
      let dy = (piece.y1 - piece.y0) * piece.scaleY
      let (low, high) = ((bottom - piece.y0) * piece.scaleY, (top - piece.y0) * piece.scaleY)
      let east = reach(dx, dy, piece.reach, low, high)
      let west = reach(-dx, dy, piece.reach, low, high)
      guard let east, let west else { return nil }
      return (piece.x0 - west / piece.scaleX, piece.x0 + east / piece.scaleX)
    }

    /// The largest x of the stadium of radius r around the line from (0, 0) to (dx, dy), for y between low and high.
    private static func reach(_ dx: Double, _ dy: Double, _ r: Double, _ low: Double, _ high: Double) -> Double? {
      let y = Swift.min(Swift.max(dx > 0 ? dy : 0, low), high)
      var best: Double?
      func take(_ x: Double) { best = best.map { Swift.max($0, x) } ?? x }
      for (cx, cy) in [(0.0, 0.0), (dx, dy)] where abs(y - cy) <= r { take(cx + (r * r - (y - cy) * (y - cy)).squareRoot()) }
      let length = hypot(dx, dy)
      if length > 0, dy != 0 {
        // The edge on the eastern side: the line moved by r along its normal.
        let (nx, ny) = dy > 0 ? (dy / length, -dx / length) : (-dy / length, dx / length)
        let t = (y - r * ny) / dy
        if t >= 0, t <= 1 { take(t * dx + r * nx) }
      }
      return best
    }
  }
}
