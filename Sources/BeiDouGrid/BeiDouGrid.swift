/// # BeiDouGrid: BeiDou grid location codes (北斗网格位置码, GB/T 39409-2020)
///
/// What may enter: the partition of the Earth into cells of ten levels, the codes of the cells in two and three dimensions, their
/// neighbours, parents and children, the cells that cover a region. What may not: files, text beyond codes, datums (the standard's
/// coordinates are CGCS2000), Foundation.
///
/// Everything horizontal is integer arithmetic. The unit is 1/2048″, the size of a cell of level 10, of which a degree has
/// 7 372 800; every border of every level is a whole number of units. A position is the unit cell that it lies in, found exactly
/// from decimal text or from a `Double`. What the standard leaves open is decided in docs/grid-codes.md.
///
/// ```swift
/// let position = try GridPosition(latitudeDegrees: 39.99316, longitudeDegrees: 116.3126)
/// GridCell(containing: position, level: .eight).code   // N50J47539B825534
/// ```
enum GridUnits {
  /// Units in a degree: 3600 · 2048.
  static let degree = 7_372_800
  /// Units in a minute.
  static let minute = 122_880
  /// The parallel beyond which the polar codes apply, units: 88°.
  static let polarParallel = 88 * degree
  /// Units from the equator to the pole.
  static let quarter = 90 * degree
  /// Units once around.
  static let turn = 360 * degree

  /// Height (latitude) of a cell below 88°, by level; index 0 is unused.
  static let heights: InlineArray<11, Int> = [
    quarter, 4 * degree, 30 * minute, 10 * minute, minute, 8192, 4096, 512, 64, 8, 1,
  ]
  /// Width (longitude) of a cell below 88°, by level.
  static let widths: InlineArray<11, Int> = [
    turn, 6 * degree, 30 * minute, 15 * minute, minute, 8192, 4096, 512, 64, 8, 1,
  ]
  /// Height of a cell beyond 88°: level 3 halves level 2 here, and level 4 has fifteen rows.
  static let polarHeights: InlineArray<11, Int> = [
    quarter, 2 * degree, 30 * minute, 15 * minute, minute, 8192, 4096, 512, 64, 8, 1,
  ]
  /// Into how many columns a cell beyond 88° is divided to give the cells of a level.
  static let polarColumns: InlineArray<11, Int> = [1, 1, 0, 2, 15, 15, 2, 8, 8, 8, 8]

  /// The width of the cells in a row beyond 88°, units, where `p` counts unit rows from the pole.
  ///
  /// At every level one cell, the cap, surrounds the pole. Around it, sectors: three where the level divides into 2 × 2 (and at level 2),
  /// 15 or 8 where it divides into 15 × 15 or 8 × 8. From there on a sector is divided like any other cell.
  static func polarWidth(_ p: Int, _ level: Int) -> Int {
    guard level >= 2, p >= polarHeights[level] else { return turn }
    // The level at which the row leaves the cap.
    var left = 2
    while p < polarHeights[left] { left += 1 }
    var width: Int
    switch left {
    case 2: width = (p < 2 * polarHeights[2] ? 120 : 60) * degree
    case 3, 6: width = 120 * degree
    case 4, 5: width = 24 * degree
    default: width = 45 * degree
    }
    while left < level {
      left += 1
      width /= polarColumns[left]
    }
    return width
  }
}

/// The level of a cell (网格级别): 1, of 6° × 4°, to 10, of 1/2048″ or about 1.5 cm.
public enum GridLevel: Int, Sendable, CaseIterable, Comparable {
  /// 6° × 4°, 1:1 000 000 map sheets.
  case one = 1
  /// 30′ × 30′.
  case two
  /// 15′ × 10′, 1:50 000 map sheets.
  case three
  /// 1′ × 1′, about 1.8 km.
  case four
  /// 4″, about 124 m.
  case five
  /// 2″, about 62 m.
  case six
  /// 1/4″, about 7.7 m.
  case seven
  /// 1/32″, about 1 m.
  case eight
  /// 1/256″, about 12 cm.
  case nine
  /// 1/2048″, about 1.5 cm.
  case ten

  /// Levels in order of refinement.
  public static func < (a: GridLevel, b: GridLevel) -> Bool { a.rawValue < b.rawValue }

  /// The next coarser level; nil for level 1.
  public var coarser: GridLevel? { GridLevel(rawValue: rawValue - 1) }
  /// The next finer level; nil for level 10.
  public var finer: GridLevel? { GridLevel(rawValue: rawValue + 1) }

  /// Characters of a code of two dimensions: 4 … 20.
  public var codeLength: Int { Self.lengths[rawValue] }
  /// Characters of a code of three dimensions: 7 … 32.
  public var codeLength3D: Int { Self.lengths[rawValue] + 1 + Self.heightLengths[rawValue] }

  private static let lengths: InlineArray<11, Int> = [1, 4, 6, 7, 9, 11, 12, 14, 16, 18, 20]
  private static let heightLengths: InlineArray<11, Int> = [0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
}
