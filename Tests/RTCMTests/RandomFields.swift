import RTCM

/// SplitMix64 (Steele, Lea, Flood 2014): random numbers that are the same in every run.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Fills a message with random values that its fields can hold; one in eight is an end of the range.
struct RandomFields: FieldVisitor {
  var generator: SplitMix64

  init(seed: UInt64) { generator = SplitMix64(state: seed) }

  mutating func field<Raw: FixedWidthInteger & Sendable>(_ field: DataField, _ value: inout Raw) {
    if field.width == 64 {
      value = Raw(truncatingIfNeeded: generator.next())
      return
    }
    let range = field.range ?? field.rawLimits
    switch generator.next() % 16 {
    case 0: value = Raw(truncatingIfNeeded: range.lowerBound)
    case 1: value = Raw(truncatingIfNeeded: range.upperBound)
    case 2 where field.encoding == .signMagnitude: value = .min  // negative zero
    default: value = Raw(truncatingIfNeeded: Int64.random(in: range, using: &generator))
    }
  }

  mutating func flag(_ field: DataField, _ value: inout Bool) { value = generator.next() & 1 != 0 }

  mutating func count<let capacity: Int, Element>(_ field: DataField, of list: inout BoundedArray<capacity, Element>, offset: Int) {
    let most = min(capacity, Int(field.range?.upperBound ?? field.rawLimits.upperBound) + offset)
    let drawn = generator.next() % 8 == 0 ? most : Int.random(in: offset...most, using: &generator)
    list.resize(to: drawn)
  }

  mutating func list<let capacity: Int, Element: FieldGroup>(_ name: StaticString, _ list: inout BoundedArray<capacity, Element>) {
    for i in list.indices { Element.visit(&list[i], &self) }
  }

  mutating func text<let capacity: Int>(_ field: DataField, _ text: inout BoundedArray<capacity, UInt8>) {
    for i in text.indices { text[i] = UInt8(truncatingIfNeeded: generator.next()) }
  }

  mutating func values<let capacity: Int, Raw: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ field: DataField, _ values: inout BoundedArray<capacity, Raw>
  ) {
    for i in values.indices { self.field(field, &values[i]) }
  }

  mutating func includes(_ condition: Bool, when: StaticString) -> Bool { condition }

  mutating func refuse(_ reason: StaticString) {}
}
