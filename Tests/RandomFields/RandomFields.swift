public import RTCM

/// SplitMix64 (Steele, Lea, Flood 2014): random numbers that are the same in every run.
public struct SplitMix64: RandomNumberGenerator {
  /// The state, or seed.
  public var state: UInt64

  /// A generator from a seed.
  public init(state: UInt64) { self.state = state }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Fills a message with random values that its fields can hold; one in eight is an end of the range. What it draws fits a frame.
///
/// Most messages get few elements, since a list of five shows what a list of sixty shows; one in 32 gets any number, up to a full frame.
public struct RandomFields: FieldVisitor {
  /// Where the numbers come from.
  public var generator: SplitMix64
  /// Bits that are left in the frame.
  private var bitsLeft = 0
  /// The most elements of a list.
  private var mostElements = Int.max

  /// Values drawn from a seed.
  public init(seed: UInt64) { generator = SplitMix64(state: seed) }

  /// Draws all fields of a message anew.
  public mutating func fill<M: RTCMMessage>(_ message: inout M) {
    begin()
    M.visit(&message, &self)
  }

  /// A new frame: 1023 bytes less the message number, and less what may stand behind a list that was cut off.
  public mutating func begin() {
    bitsLeft = 1023 * 8 - 12 - 64
    mostElements = generator.next() % 32 == 0 ? .max : 4
  }

  /// A random value of the field.
  public mutating func field<Raw: FixedWidthInteger & Sendable>(_ field: DataField, _ value: inout Raw) {
    bitsLeft -= field.width
    if field.width == 64 {
      store(Int64(bitPattern: generator.next()), in: &value)
      return
    }
    let range = field.range ?? field.rawLimits
    switch generator.next() % 16 {
    case 0: store(range.lowerBound, in: &value)
    case 1: store(range.upperBound, in: &value)
    case 2 where field.encoding == .signMagnitude: store(Int64(-1) << Int64(8 * MemoryLayout<Raw>.size - 1), in: &value)  // negative zero
    default: store(number(in: range), in: &value)
    }
  }

  /// Every number of the range; its width is a power of two nearly always, and then all are equally likely.
  private mutating func number(in range: ClosedRange<Int64>) -> Int64 {
    range.lowerBound + Int64(generator.next() % UInt64(range.upperBound - range.lowerBound + 1))
  }

  /// Stores through memory: messages visit this from another module, where nothing is specialised for `Raw` and its conversions are slow.
  private func store<Raw: FixedWidthInteger & Sendable>(_ number: Int64, in value: inout Raw) {
    unsafe withUnsafeMutableBytes(of: &value) { bytes in
      switch bytes.count {
      case 1: unsafe bytes.storeBytes(of: UInt8(truncatingIfNeeded: number), as: UInt8.self)
      case 2: unsafe bytes.storeBytes(of: UInt16(truncatingIfNeeded: number), as: UInt16.self)
      case 4: unsafe bytes.storeBytes(of: UInt32(truncatingIfNeeded: number), as: UInt32.self)
      default: unsafe bytes.storeBytes(of: number, as: Int64.self)
      }
    }
  }

  /// True or false.
  public mutating func flag(_ field: DataField, _ value: inout Bool) {
    bitsLeft -= 1
    value = generator.next() & 1 != 0
  }

  /// A random length that the field can say.
  public mutating func count<let capacity: Int, Element>(_ field: DataField, of list: inout BoundedArray<capacity, Element>, offset: Int) {
    bitsLeft -= field.width
    let most = max(offset, min(capacity, Int(field.range?.upperBound ?? field.rawLimits.upperBound) + offset, mostElements))
    list.resize(to: generator.next() % 8 == 0 ? most : Int(number(in: Int64(offset)...Int64(most))))
  }

  /// Fills the elements.
  public mutating func list<let capacity: Int, Element: FieldGroup>(_ name: StaticString, _ list: inout BoundedArray<capacity, Element>) {
    for i in list.indices {
      Element.visit(&list[i], &self)
      if bitsLeft < 0, i > 0 {
        list.resize(to: i)
        return
      }
    }
  }

  /// Random bytes.
  public mutating func text<let capacity: Int>(_ field: DataField, _ text: inout BoundedArray<capacity, UInt8>) {
    bitsLeft -= 8 * text.count
    for i in text.indices { text[i] = UInt8(truncatingIfNeeded: generator.next()) }
  }

  /// Random values.
  public mutating func values<let capacity: Int, Raw: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ field: DataField, _ values: inout BoundedArray<capacity, Raw>
  ) {
    for i in values.indices { self.field(field, &values[i]) }
  }

  /// By the fields drawn before.
  public mutating func includes(_ condition: Bool, when: StaticString) -> Bool { condition }

  /// Passed over.
  public mutating func refuse(_ reason: StaticString) {}
}
