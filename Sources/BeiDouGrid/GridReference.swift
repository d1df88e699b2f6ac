/// A reference code (参考网格位置码) `C₀-MN`: a cell by its offset from a known one of the same level, level 5 or finer.
///
/// M counts cells eastward, N northward: 0 … 7, or A … G for 1 … 7 to the west or south. In a short code (短码) the name of a place stands
/// for C₀: `地名-MN`. Reference codes exist below 88° only, where cells of a level form a grid.
public struct GridReference: Sendable, Hashable {
  /// The known cell.
  public let base: GridCell
  /// Cells to the east, −7 … 7.
  public let east: Int
  /// Cells to the north, −7 … 7.
  public let north: Int

  /// Nil where the base is coarser than level 5, beyond 88° or has a layer, and for offsets beyond ±7 or across the 88th parallel.
  public init?(base: GridCell, east: Int, north: Int) {
    guard base.level >= .five, base.layer == nil, !base.isPolar, abs(east) <= 7, abs(north) <= 7 else { return nil }
    let y = base.y + north * base.height
    guard y < GridUnits.polarParallel, y >= -GridUnits.polarParallel else { return nil }
    (self.base, self.east, self.north) = (base, east, north)
  }

  /// The reference of a cell from a base of the same level; nil where it is out of reach.
  public init?(of cell: GridCell, from base: GridCell) {
    guard cell.level == base.level, !cell.isPolar else { return nil }
    let half = GridUnits.turn / 2
    // The short way around.
    let across = modulo(cell.x - base.x + half, GridUnits.turn) - half
    self.init(base: base, east: across / base.width, north: (cell.y - base.y) / base.height)
  }

  /// Reads the two characters MN behind a base; nil for anything else.
  public init?(base: GridCell, offset: some StringProtocol) {
    let characters = Array(offset.utf8)
    guard characters.count == 2, let east = Self.value(characters[0]), let north = Self.value(characters[1]) else { return nil }
    self.init(base: base, east: east, north: north)
  }

  /// The cell that is meant.
  public var cell: GridCell {
    GridRow(containing: base.y + north * base.height, level: base.level).cell(containing: base.x + east * base.width, layer: nil)
  }

  /// The two characters MN.
  public var offset: String { String(decoding: [Self.character(east), Self.character(north)], as: UTF8.self) }

  /// `C₀-MN`.
  public var code: String { base.code + "-" + offset }

  private static func character(_ value: Int) -> UInt8 {
    value >= 0 ? UInt8(ascii: "0") + UInt8(value) : UInt8(ascii: "A") + UInt8(-value - 1)
  }

  private static func value(_ character: UInt8) -> Int? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "7"): Int(character) - 0x30
    case UInt8(ascii: "A")...UInt8(ascii: "G"): 0x40 - Int(character)
    case UInt8(ascii: "a")...UInt8(ascii: "g"): 0x60 - Int(character)
    default: nil
    }
  }
}
