public import Geodesy

/// Shifts of latitude and longitude at the nodes of a grid regular in both; one of the sub-grids of a ``ShiftGridSet``.
public struct ShiftGrid: Sendable, Equatable {
  /// The name, at most eight characters in NTv2.
  public let name: String
  /// The name of the grid that this one refines; `NONE` for none.
  public let parent: String
  /// When it was made and changed, as the file has it.
  public let created: String
  /// See ``created``.
  public let updated: String
  /// Latitude of the first row, degrees.
  public let south: Double
  /// Longitude of the first column, degrees, east positive.
  public let west: Double
  /// From row to row, degrees, more than 0.
  public let latitudeStep: Double
  /// From column to column, degrees, more than 0.
  public let longitudeStep: Double
  /// The number of rows, at least 2.
  public let rows: Int
  /// The number of columns, at least 2.
  public let columns: Int
  /// Row by row from the south, each from the west: shift of latitude, shift of longitude (east positive), seconds of arc.
  public let shifts: [SIMD2<Float>]
  /// The accuracies of the shifts in the same order, metres; −1 where unknown.
  public let accuracies: [SIMD2<Float>]

  /// The latitude of the last row, degrees.
  public var north: Double { south + Double(rows - 1) * latitudeStep }
  /// The longitude of the last column, degrees.
  public var east: Double { west + Double(columns - 1) * longitudeStep }

  /// A grid; nil where counts, steps or places make none.
  public init?(
    name: String, parent: String = "NONE", created: String = "", updated: String = "", south: Double, west: Double, latitudeStep: Double,
    longitudeStep: Double, rows: Int, columns: Int, shifts: [SIMD2<Float>], accuracies: [SIMD2<Float>] = []
  ) {
    guard rows >= 2, columns >= 2, latitudeStep > 0, longitudeStep > 0, abs(south) <= 90 + 1e-6, abs(west) <= 540 else { return nil }
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard !overflow, shifts.count == count, accuracies.isEmpty || accuracies.count == count else { return nil }
    guard south + Double(rows - 1) * latitudeStep <= 90 + 1e-6, Double(columns - 1) * longitudeStep <= 360 + 1e-6 else { return nil }
    self.name = name
    self.parent = parent
    self.created = created
    self.updated = updated
    self.south = south
    self.west = west
    self.latitudeStep = latitudeStep
    self.longitudeStep = longitudeStep
    self.rows = rows
    self.columns = columns
    self.shifts = shifts
    self.accuracies = accuracies.isEmpty ? Array(repeating: SIMD2(-1, -1), count: count) : accuracies
  }

  /// The longitude brought to the turn of the grid; nil outside. An edge reaches 10⁻⁹ of a step further, for the rounding of the header.
  func place(_ latitude: Double, _ longitude: Double) -> (row: Double, column: Double)? {
    let row = (latitude - south) / latitudeStep
    var x = longitude - west
    x -= 360 * (x / 360).rounded(.down)
    if x > 360 - 1e-9 { x -= 360 }
    let column = x / longitudeStep
    let (lastRow, lastColumn) = (Double(rows - 1), Double(columns - 1))
    guard row >= -1e-9, row <= lastRow + 1e-9, column >= -1e-9, column <= lastColumn + 1e-9 else { return nil }
    return (min(max(row, 0), lastRow), min(max(column, 0), lastColumn))
  }

  /// The shift in seconds of arc at a place of the grid, bilinear; not finite where a node is not.
  func shift(_ row: Double, _ column: Double) -> SIMD2<Double> {
    let r = min(Int(row), rows - 2)
    let c = min(Int(column), columns - 2)
    let (t, u) = (row - Double(r), column - Double(c))
    let i = r * columns + c
    let a = SIMD2<Double>(shifts[i]), b = SIMD2<Double>(shifts[i + 1])
    let d = SIMD2<Double>(shifts[i + columns]), e = SIMD2<Double>(shifts[i + columns + 1])
    return (1 - t) * ((1 - u) * a + u * b) + t * ((1 - u) * d + u * e)
  }
}

/// Grids of shifts with their sub-grids, the content of an NTv2 file; EPSG method 9615.
///
/// At a place the finest grid that covers it is taken. Nothing is extrapolated. A value, safe to share between threads.
public struct ShiftGridSet: Sendable, Equatable, GeodeticShift {
  /// The name of the source system in the file.
  public let sourceName: String
  /// The name of the target system.
  public let targetName: String
  /// Semi-major and semi-minor axes of source and target, metres, as the file has them.
  public let axes: SIMD4<Double>
  /// The grids, in the order of the file.
  public let grids: [ShiftGrid]
  /// Indices of the grids without parent, and of each grid's children.
  private let roots: [Int]
  private let children: [[Int]]

  /// A set; nil without grids, with a parent that there is not, or with a circle of parents.
  public init?(sourceName: String, targetName: String, axes: SIMD4<Double>, grids: [ShiftGrid]) {
    guard let tree = Self.tree(grids.map { ($0.name, $0.parent) }) else { return nil }
    self.sourceName = sourceName
    self.targetName = targetName
    self.axes = axes
    self.grids = grids
    (roots, children) = tree
  }

  /// The indices of the grids without parent, and of each grid's children; nil without grids, with a parent that there is not, or with a circle of
  /// parents.
  static func tree(_ grids: [(name: String, parent: String)]) -> (roots: [Int], children: [[Int]])? {
    guard !grids.isEmpty else { return nil }
    var children = [[Int]](repeating: [], count: grids.count)
    var roots: [Int] = []
    for (index, grid) in grids.enumerated() {
      if grid.parent == "NONE" || grid.parent.isEmpty {
        roots.append(index)
      } else if let parent = grids.firstIndex(where: { $0.name == grid.parent }), parent != index {
        children[parent].append(index)
      } else {
        return nil
      }
    }
    // A tree reaches every grid from its roots; what it does not reach is a circle.
    var reached = 0
    var open = roots
    while let next = open.popLast() {
      reached += 1
      open += children[next]
    }
    return reached == grids.count ? (roots, children) : nil
  }

  /// The finest grid at a place, with the position in it.
  private func find(_ latitude: Double, _ longitude: Double) -> (grid: Int, row: Double, column: Double)? {
    var level = roots
    var found: (Int, Double, Double)?
    while true {
      guard let (index, place) = Self.first(level, grids, latitude, longitude) else { return found }
      found = (index, place.row, place.column)
      level = children[index]
    }
  }

  private static func first(_ level: [Int], _ grids: [ShiftGrid], _ latitude: Double, _ longitude: Double)
    -> (Int, (row: Double, column: Double))?
  {
    for index in level {
      if let place = grids[index].place(latitude, longitude) { return (index, place) }
    }
    return nil
  }

  /// The shift in radians at a position in radians.
  private func shift(_ latitude: Double, _ longitude: Double) throws(CoordinateError) -> SIMD2<Double> {
    guard latitude.isFinite, abs(longitude) <= 4 * .pi else { throw .notFinite }
    guard let (grid, row, column) = find(latitude * (180 / .pi), longitude * (180 / .pi)) else { throw .outsideGrid }
    let shift = grids[grid].shift(row, column) * (.pi / 648_000)
    guard (shift.x + shift.y).isFinite else { throw .outsideGrid }
    return shift
  }

  /// The position in the target system, radians; the height stays.
  public func forward(_ position: GeodeticPosition) throws(CoordinateError) -> GeodeticPosition {
    let d = try shift(position.latitude, position.longitude)
    return GeodeticPosition(
      latitude: position.latitude + d.x, longitude: position.longitude + d.y, ellipsoidalHeight: position.ellipsoidalHeight)
  }

  /// The position in the source system, radians, by iteration to 10⁻¹³ rad; the height stays.
  public func inverse(_ position: GeodeticPosition) throws(CoordinateError) -> GeodeticPosition {
    var q = position
    // The shift changes by its gradient, 10⁻⁴ and less, from step to step; where grids of two levels meet it may jump for ever.
    for _ in 0..<20 {
      let d = try shift(q.latitude, q.longitude)
      let (latitude, longitude) = (position.latitude - d.x, position.longitude - d.y)
      let step = max(abs(latitude - q.latitude), abs(longitude - q.longitude))
      (q.latitude, q.longitude) = (latitude, longitude)
      if step < 1e-13 { return q }
    }
    throw .notInvertible
  }
}
