/// An angle in whole units of 1/2048″ towards zero, its sign, and whether anything was left.
public struct GridAngle: Sendable, Hashable {
  /// True for south and west.
  public let isNegative: Bool
  /// ⌊|angle|⌋ in units of 1/2048″.
  public let units: Int
  /// True when the angle is exactly that many units.
  public let isExact: Bool

  /// Units in a degree: 3600 · 2048.
  public static let unitsPerDegree = GridUnits.degree

  /// An angle from its parts; `units` up to 400°.
  public init?(isNegative: Bool, units: Int, isExact: Bool) {
    guard units >= 0, units <= 400 * GridUnits.degree else { return nil }
    // Minus zero is zero.
    self.init(negative: isNegative && !(units == 0 && isExact), units, isExact)
  }

  init(negative: Bool, _ units: Int, _ exact: Bool) {
    (isNegative, self.units, isExact) = (negative, units, exact)
  }

  /// The angle that a double is, exactly: its mantissa times 7 372 800 in 128 bits, then a shift. Nil beyond ±400° and for NaN.
  public init?(degrees: Double) {
    guard abs(degrees) <= 400 else { return nil }
    let bits = degrees.bitPattern
    let biased = Int(bits >> 52 & 0x7ff)
    let mantissa = biased == 0 ? bits & 0xf_ffff_ffff_ffff : bits & 0xf_ffff_ffff_ffff | 1 << 52
    let shift = 1075 - max(biased, 1)  // the magnitude is mantissa / 2^shift, and shift ≥ 44 below 512
    let (high, low) = mantissa.multipliedFullWidth(by: UInt64(GridUnits.degree))
    let units: UInt64
    let exact: Bool
    if shift < 64 {
      units = high << UInt64(64 - shift) | low >> UInt64(shift)
      exact = low << UInt64(64 - shift) == 0
    } else if shift < 128 {
      units = high >> UInt64(shift - 64)
      exact = low == 0 && high == units << UInt64(shift - 64)
    } else {
      units = 0
      exact = mantissa == 0
    }
    self.init(isNegative: degrees < 0, units: Int(units), isExact: exact)
  }

  /// The index of the unit cell that holds the angle, borders belonging to the cell further from zero.
  var index: Int { isNegative ? -1 - units : units }
  /// The index of the last unit cell at or below the angle that is more than touched from above.
  var lastIndexBelow: Int { isNegative ? -1 - units : isExact ? units - 1 : units }
  /// The index of the first unit cell at or above the angle.
  var firstIndexAbove: Int { isNegative ? (isExact ? -units : -1 - units) : units }

  /// The angle less a full turn, for longitudes between 180° and 360°; the same with signs changed below −180°.
  var wrapped: GridAngle {
    let half = GridUnits.turn / 2
    guard units > half || (units == half && !isExact) else { return self }
    // ⌊turn − x⌋ = turn − ⌈x⌉
    return GridAngle(negative: !isNegative, abs(GridUnits.turn - units - (isExact ? 0 : 1)), isExact)
  }
}

/// A position as the grid sees it: the cell of 1/2048″ that it lies in.
///
/// A point on a border belongs to the cell further from the equator and from the prime meridian, as the standard measures every level from
/// there outward; the pole to the cap around it; ±180° to zone 01.
public struct GridPosition: Sendable, Hashable {
  /// Unit columns east of the prime meridian, −180° … 180° less one unit.
  let x: Int
  /// Unit rows north of the equator, −90° … 90° less one unit.
  let y: Int

  init(x: Int, y: Int) { (self.x, self.y) = (x, y) }

  /// A position from exact angles: latitude within ±90°, longitude within ±360°.
  public init(latitude: GridAngle, longitude: GridAngle) throws(GridPositionError) {
    let quarter = GridUnits.quarter
    guard latitude.units < quarter || (latitude.units == quarter && latitude.isExact) else { throw .latitudeOutOfRange }
    guard longitude.units < GridUnits.turn || (longitude.units == GridUnits.turn && longitude.isExact) else { throw .longitudeOutOfRange }
    y = min(max(latitude.index, -quarter), quarter - 1)
    let east = longitude.wrapped.index
    let half = GridUnits.turn / 2
    x = east >= half || east < -half ? -half : east
  }

  /// A position from doubles, taken as the exact numbers that they are.
  public init(latitudeDegrees: Double, longitudeDegrees: Double) throws(GridPositionError) {
    guard latitudeDegrees.isFinite, longitudeDegrees.isFinite else { throw .notFinite }
    guard let latitude = GridAngle(degrees: latitudeDegrees) else { throw .latitudeOutOfRange }
    guard let longitude = GridAngle(degrees: longitudeDegrees) else { throw .longitudeOutOfRange }
    try self.init(latitude: latitude, longitude: longitude)
  }
}

/// Why two angles, or a height, are no position of the grid.
public enum GridPositionError: Error, Sendable, Equatable {
  /// NaN or infinite.
  case notFinite
  /// The latitude is beyond ±90°.
  case latitudeOutOfRange
  /// The longitude is beyond ±360°.
  case longitudeOutOfRange
  /// The ellipsoidal height in metres is outside −6302 km … 528 680 km.
  case heightOutOfRange(Double)
}
