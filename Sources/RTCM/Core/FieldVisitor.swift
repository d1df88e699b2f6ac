/// Goes over the fields of a message in the order of transmission. One description of a message serves every visitor:
/// the decoder fills the fields, the encoder reads them, dump prints them, tests draw random values, the documentation lists them.
public protocol FieldVisitor {
  /// A number, code, mask or reserved field, as the raw integer. `Raw` must hold the width.
  mutating func field<Raw: FixedWidthInteger & Sendable>(_ field: DataField, _ value: inout Raw)

  /// A one-bit flag.
  mutating func flag(_ field: DataField, _ value: inout Bool)

  /// The number of elements of a list that follows, at once or later. `offset` is what must be added to the sent value
  /// (1 where the standard sends the count minus one).
  mutating func count<let capacity: Int, Element>(_ field: DataField, of list: inout BoundedArray<capacity, Element>, offset: Int)

  /// The elements of a list whose count was visited before.
  mutating func list<let capacity: Int, Element: FieldGroup>(_ name: StaticString, _ list: inout BoundedArray<capacity, Element>)

  /// The bytes of a text or byte string whose count was visited before.
  mutating func text<let capacity: Int>(_ field: DataField, _ text: inout BoundedArray<capacity, UInt8>)

  /// A list of plain integers of one field whose count was visited before (spherical-harmonic coefficients).
  mutating func values<let capacity: Int, Raw: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ field: DataField, _ values: inout BoundedArray<capacity, Raw>)

  /// Whether a part of the message is there, by the value of fields before it. `when` says the condition in words for the
  /// documentation, whose visitor answers true.
  mutating func includes(_ condition: Bool, when: StaticString) -> Bool

  /// Reports a content that cannot be coded (a count beyond what the message can hold, an impossible mask).
  mutating func refuse(_ reason: StaticString)
}

extension FieldVisitor {
  /// The number of elements of a list that follows.
  @inline(__always)
  public mutating func count<let capacity: Int, Element>(_ field: DataField, of list: inout BoundedArray<capacity, Element>) {
    count(field, of: &list, offset: 0)
  }
}

/// A run of fields: a message without its number, or one element of a repeated group.
public protocol FieldGroup: BitwiseCopyable, Sendable {
  /// All fields zero, all lists empty.
  init()

  /// The fields in the order of transmission.
  static func visit<V: FieldVisitor>(_ group: inout Self, _ visitor: inout V)
}

/// A message: raw integers as sent, with computed properties in SI units beside them.
///
/// The description, `visit`, starts after the message number (DF002), which the codec handles.
public protocol RTCMMessage: FieldGroup {
  /// Every message number that this type stands for.
  static var numbers: [UInt16] { get }

  /// The number of this value.
  var number: UInt16 { get }

  /// An empty message of a number; nil when the number is not one of `numbers`.
  init?(number: UInt16)

  /// Makes this value a message of a number, whatever its other fields hold; false for a foreign number.
  mutating func adopt(number: UInt16) -> Bool

  /// What `decode(_:into:)` does. A requirement, though nobody writes his own: so every type has its own machine code of it in this module, and
  /// programs of other modules call that instead of the generic form, which is twenty times slower.
  static func read(_ payload: RawSpan, into message: inout Self) -> DecodeError?

  /// Bits that may be missing at the end of a payload and are then read as zero (0 for nearly every message).
  static var missingBitsTolerated: Int { get }
}

extension RTCMMessage {
  /// Becomes an empty message of the number.
  @inline(__always)
  public mutating func adopt(number: UInt16) -> Bool {
    guard let fresh = Self(number: number) else { return false }
    self = fresh
    return true
  }

  /// No missing bits.
  @inline(__always)
  public static var missingBitsTolerated: Int { 0 }
}

/// A message type with a single number.
public protocol SingleNumberMessage: RTCMMessage {
  /// The message number.
  static var number: UInt16 { get }
}

extension SingleNumberMessage {
  /// The one number.
  public static var numbers: [UInt16] { [Self.number] }

  /// The number of the type.
  @inline(__always)
  public var number: UInt16 { Self.number }

  /// An empty message; nil for a foreign number.
  @inline(__always)
  public init?(number: UInt16) {
    guard number == Self.number else { return nil }
    self.init()
  }
}
