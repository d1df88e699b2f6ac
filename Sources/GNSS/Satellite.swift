/// A satellite by system and RINEX number: `C35`, `J02`, `S37`.
///
/// The number is RINEX's: the PRN or slot, for SBAS PRN − 100, for QZSS PRN − 192.
public struct Satellite: Hashable, Sendable, BitwiseCopyable, Comparable {
  /// System in the high byte, number in the low byte: satellites sort by system, then number.
  public let packed: UInt16

  /// A satellite of `system` with its RINEX number, 1…99.
  @inlinable
  public init(_ system: GNSSSystem, _ number: UInt8) {
    packed = UInt16(system.rawValue) << 8 | UInt16(number)
  }

  /// Reads `C05`, `C5` or `G 5` (RINEX 2 writes the blank); nil for anything else.
  public init?(_ text: some StringProtocol) {
    guard let letter = text.first, let system = GNSSSystem(letter: letter), text.utf8.count <= 3 else { return nil }
    let digits = text.dropFirst().drop { $0 == " " }
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = UInt8(digits), number > 0 else { return nil }
    self.init(system, number)
  }

  /// The system.
  @inlinable
  public var system: GNSSSystem {
    // Only `init(_:_:)` writes `packed`, so the high byte is always a case.
    GNSSSystem(rawValue: UInt8(truncatingIfNeeded: packed >> 8)) ?? .gps
  }

  /// The RINEX number, 1…99.
  @inlinable
  public var number: UInt8 { UInt8(truncatingIfNeeded: packed) }

  /// By system in MSM order, then by number.
  @inlinable
  public static func < (a: Self, b: Self) -> Bool { a.packed < b.packed }
}

extension Satellite: CustomStringConvertible {
  /// The RINEX identifier, three characters: `C05`.
  public var description: String {
    number < 10 ? "\(system.letter)0\(number)" : "\(system.letter)\(number)"
  }
}
