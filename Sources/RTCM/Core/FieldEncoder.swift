/// Why a message cannot be written.
public enum EncodeError: Error, Equatable, Sendable {
  /// A raw value does not fit the field.
  case valueOutOfRange(message: UInt16, field: String, value: Int64)
  /// The payload would be longer than a frame can carry (1023 bytes).
  case tooLong(message: UInt16, bits: Int)
  /// The contents contradict the standard; the reason says how.
  case invalid(message: UInt16, reason: String)
}

extension EncodeError: CustomStringConvertible {
  /// What was to be written, and why it cannot be.
  public var description: String {
    switch self {
    case .valueOutOfRange(let message, let field, let value): "message \(message): \(field) cannot hold \(value)"
    case .tooLong(let message, let bits): "message \(message) takes \(bits) bits; a frame carries at most 1023 bytes"
    case .invalid(let message, let reason): "message \(message): \(reason)"
    }
  }
}

/// The visitor that writes a message as bits.
struct FieldEncoder: FieldVisitor {
  var writer: BitWriter
  var refusal: StaticString?
  var misfit: (field: StaticString, value: Int64)?

  @inline(__always)
  init(_ bytes: UnsafeMutableRawBufferPointer) { writer = BitWriter(bytes) }

  // Encoding is not inlined into the descriptions: that would take the compiler minutes and bring the caller nothing he could measure.
  @inline(__always)
  mutating func field<Raw: FixedWidthInteger & Sendable>(_ field: DataField, _ value: inout Raw) {
    let limits = field.rawLimits
    if field.encoding == .signMagnitude {
      writeSignMagnitude(Int64(truncatingIfNeeded: value), isNegativeZero: value == Raw.min, field.width, limits.upperBound, field.id)
    } else {
      write(Int64(truncatingIfNeeded: value), field.width, limits.lowerBound, limits.upperBound, field.id)
    }
  }

  @inline(never)
  private mutating func write(_ number: Int64, _ width: Int, _ lower: Int64, _ upper: Int64, _ id: StaticString) {
    if number < lower || number > upper, misfit == nil { misfit = (id, number) }
    writer.write(UInt64(bitPattern: number), width)
  }

  @inline(never)
  private mutating func writeSignMagnitude(_ number: Int64, isNegativeZero: Bool, _ width: Int, _ limit: Int64, _ id: StaticString) {
    let sign = UInt64(1) &<< UInt64(width &- 1)
    if isNegativeZero {
      writer.write(sign, width)
    } else {
      if number.magnitude > limit.magnitude, misfit == nil { misfit = (id, number) }
      writer.write(number < 0 ? sign | UInt64(bitPattern: 0 &- number) : UInt64(bitPattern: number), width)
    }
  }

  @inline(__always)
  mutating func flag(_ field: DataField, _ value: inout Bool) { write(value ? 1 : 0, 1, 0, 1, field.id) }

  @inline(__always)
  mutating func count<let capacity: Int, Element>(_ field: DataField, of list: inout BoundedArray<capacity, Element>, offset: Int) {
    var value = list.count - offset
    self.field(field, &value)
  }

  @inline(__always)
  mutating func list<let capacity: Int, Element: FieldGroup>(_ name: StaticString, _ list: inout BoundedArray<capacity, Element>) {
    for i in 0..<list.count { Element.visit(&list[i], &self) }
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
