/// A signal as RINEX writes it in the last two characters of an observation code: band and attribute, `2I`, `5P`, `1C`.
///
/// What a code means depends on the system: `2I` of BeiDou is B1I at 1561.098 MHz. RINEX 3.03 and later write B1I as band 2.
public struct Signal: Hashable, Sendable, BitwiseCopyable, Comparable {
  /// The band digit in the high byte and the attribute letter in the low byte, both ASCII.
  public let packed: UInt16

  /// A signal from the ASCII codes of its band digit and attribute letter.
  @inlinable
  public init(band: UInt8, attribute: UInt8) {
    packed = UInt16(band) << 8 | UInt16(attribute)
  }

  /// Reads two characters, a digit and a letter: `5P`. Nil for anything else.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 2, (48...57).contains(bytes[0]), (65...90).contains(bytes[1]) else { return nil }
    self.init(band: bytes[0], attribute: bytes[1])
  }

  /// The RINEX band, 0…9.
  @inlinable
  public var band: UInt8 { UInt8(truncatingIfNeeded: packed >> 8) &- 48 }

  /// The ASCII code of the RINEX attribute letter.
  @inlinable
  public var attribute: UInt8 { UInt8(truncatingIfNeeded: packed) }

  /// By band, then by attribute.
  @inlinable
  public static func < (a: Self, b: Self) -> Bool { a.packed < b.packed }
}

extension Signal: CustomStringConvertible {
  /// Two characters: `2I`.
  public var description: String {
    String(decoding: [UInt8(truncatingIfNeeded: packed >> 8), attribute], as: UTF8.self)
  }
}
