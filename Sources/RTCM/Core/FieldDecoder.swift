/// Why a payload is not the message it claims to be.
public enum DecodeError: Error, Equatable, Sendable {
  /// The payload ends before the fields do.
  case truncated(message: UInt16, payloadBytes: Int, neededBits: Int)
  /// The message number is not one of the type decoded.
  case wrongNumber(found: UInt16)
  /// The contents contradict the standard; the reason says how.
  case invalid(message: UInt16, reason: String)
  /// The payload is shorter than a message number.
  case empty
}

extension DecodeError: CustomStringConvertible {
  /// What was read, what was expected.
  public var description: String {
    switch self {
    case .truncated(let message, let bytes, let bits):
      "message \(message): payload of \(bytes) bytes is too short, its fields take at least \(bits) bits"
    case .wrongNumber(let found): "message number \(found) is not one of this message type"
    case .invalid(let message, let reason): "message \(message): \(reason)"
    case .empty: "payload is shorter than a message number (12 bits)"
    }
  }
}

/// The visitor that fills a message from bits. Bits beyond the end of the payload read as zero and mark the message truncated.
struct FieldDecoder: FieldVisitor {
  var reader: BitReader
  var refusal: StaticString?

  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer) { reader = BitReader(bytes) }

  @inline(__always)
  init(_ reader: BitReader) { self.reader = reader }

  /// True when the fields visited so far were all in the payload.
  @inline(__always)
  var isComplete: Bool { reader.position <= reader.bitCount }

  /// The next `width` bits, left-aligned and followed by zeros. What lies beyond the end of the payload is zero.
  @inline(__always)
  private mutating func take(_ width: Int) -> UInt64 {
    guard width > 57 else { return takeNarrow(width) }
    let high = takeNarrow(32)
    return high | takeNarrow(width &- 32) &>> 32
  }

  /// `take` for at most 57 bits.
  @inline(__always)
  private mutating func takeNarrow(_ width: Int) -> UInt64 {
    let start = reader.position
    reader.position = start &+ width
    // One check for most fields: where eight bytes can be loaded, all bits of the field are in the payload.
    let bits = start &>> 3 <= reader.lastLoad ? reader.word(at: start) : Self.wordNearEnd(reader, start)
    return width == 0 ? 0 : bits & (UInt64.max &<< UInt64(truncatingIfNeeded: 64 &- width))
  }

  /// The bits from a position on, of which the last eight bytes have the first, or none. A function of values alone: so a decoder need not stand in
  /// memory because of it.
  @inline(never)
  private static func wordNearEnd(_ reader: BitReader, _ start: Int) -> UInt64 {
    guard start < reader.bitCount else { return 0 }
    var reader = reader
    reader.position = start
    return reader.window()
  }

  @inline(__always)
  mutating func field<Raw: FixedWidthInteger & Sendable>(_ field: DataField, _ value: inout Raw) {
    let bits = take(field.width)
    let unused = 64 &- field.width
    switch field.encoding {
    case .signed:
      value = Raw(truncatingIfNeeded: Int64(bitPattern: bits) &>> Int64(unused))
    case .signMagnitude:
      let magnitude = Raw(truncatingIfNeeded: (bits &<< 1) &>> UInt64(unused &+ 1))
      value = bits &>> 63 != 0 ? (magnitude == 0 ? Raw.min : 0 &- magnitude) : magnitude
    default:
      value = Raw(truncatingIfNeeded: bits &>> UInt64(unused))
    }
  }

  @inline(__always)
  mutating func flag(_ field: DataField, _ value: inout Bool) { value = take(1) != 0 }

  @inline(__always)
  mutating func count<let capacity: Int, Element>(_ field: DataField, of list: inout BoundedArray<capacity, Element>, offset: Int) {
    var value = 0
    self.field(field, &value)
    if !list.resize(to: value &+ offset) {
      list.removeAll()
      refuse("more elements than the message can hold")
    }
  }

  @inline(__always)
  mutating func list<let capacity: Int, Element: FieldGroup>(_ name: StaticString, _ list: inout BoundedArray<capacity, Element>) {
    for i in 0..<list.count {
      if !isComplete { break }
      Element.visit(&list[i], &self)
    }
  }

  @inline(__always)
  mutating func text<let capacity: Int>(_ field: DataField, _ text: inout BoundedArray<capacity, UInt8>) {
    for i in 0..<text.count { self.field(field, &text[i]) }
  }

  @inline(__always)
  mutating func values<let capacity: Int, Raw: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ field: DataField, _ values: inout BoundedArray<capacity, Raw>
  ) {
    for i in 0..<values.count { self.field(field, &values[i]) }
  }

  @inline(__always)
  mutating func includes(_ condition: Bool, when: StaticString) -> Bool { condition }

  @inline(__always)
  mutating func refuse(_ reason: StaticString) {
    if refusal == nil { refusal = reason }
  }
}

extension RTCMMessage {
  /// Reads a payload (without frame header and CRC) into caller-owned storage. Bytes after the last field are accepted.
  ///
  /// Does not allocate. On an error the contents of `message` have no meaning.
  @inlinable
  public static func decode(_ payload: RawSpan, into message: inout Self) throws(DecodeError) {
    if let failure = read(payload, into: &message) { throw failure }
  }

  /// A message from a payload (without frame header and CRC).
  @inlinable
  public init(payload: RawSpan) throws(DecodeError) {
    self.init()
    try Self.decode(payload, into: &self)
  }

  /// The generic form of every type's own.
  public static func read(_ payload: RawSpan, into message: inout Self) -> DecodeError? {
    // The decoder holds the span's pointer only within this call.
    unsafe payload.withUnsafeBytes { bytes in
      guard bytes.count >= 2 else { return .empty }
      var decoder = FieldDecoder(bytes)
      var number: UInt16 = 0
      decoder.field(.df002, &number)
      if message.number != number, !message.adopt(number: number) { return .wrongNumber(found: number) }
      visit(&message, &decoder)
      if decoder.reader.position > decoder.reader.bitCount + missingBitsTolerated {
        return .truncated(message: number, payloadBytes: bytes.count, neededBits: decoder.reader.position)
      }
      if let refusal = decoder.refusal { return .invalid(message: number, reason: refusal.description) }
      return nil
    }
  }
}
