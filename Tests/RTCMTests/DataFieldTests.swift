import RTCM
import Testing

/// A message of the test's own making that uses every kind of field.
private struct Sampler: SingleNumberMessage, Equatable {
  static var number: UInt16 { 4001 }
  struct Item: FieldGroup, Equatable {
    var a: Int16 = 0, b: UInt64 = 0
    static func visit<V: FieldVisitor>(_ m: inout Item, _ v: inout V) {
      v.field(.signMagnitude("T1", "sign and magnitude", 11, 0.5, "m"), &m.a)
      v.field(.bits("T2", "mask", 64), &m.b)
    }
  }
  var flag = false
  var wide: Int64 = 0
  var items = BoundedArray<4, Item>()
  var name = BoundedArray<7, UInt8>()
  var plain = BoundedArray<3, Int32>()
  static func visit<V: FieldVisitor>(_ m: inout Sampler, _ v: inout V) {
    v.flag(.flag("T3", "flag"), &m.flag)
    v.field(.signed("T4", "wide", 60), &m.wide)
    v.count(.unsigned("T5", "items minus one", 3), of: &m.items, offset: 1)
    v.list("items", &m.items)
    if v.includes(m.flag, when: "T3 is 1") {
      v.count(.unsigned("T6", "letters", 5), of: &m.name)
      v.text(.character("T7", "letter"), &m.name)
    }
    v.count(.unsigned("T8", "numbers", 2), of: &m.plain)
    v.values(.signed("T9", "number", 20), &m.plain)
  }
}

@Suite struct DataFieldTests {
  @Test func everyKindOfFieldComesBack() throws {
    var message = Sampler()
    message.flag = true
    message.wide = -(1 << 59)
    message.items.append(.init(a: -1023, b: 0x8000_0000_0000_0001))
    message.items.append(.init(a: .min, b: .max))  // negative zero
    message.name = try #require(BoundedArray("Jizhun"))
    for value: Int32 in [-524_288, 524_287, -1] { message.plain.append(value) }
    var builder = FrameBuilder()
    try builder.build(message)
    #expect(builder.payload.byteCount == (12 + 1 + 60 + 3 + 2 * 75 + 5 + 48 + 2 + 60 + 7) / 8)
    #expect(try Sampler(payload: builder.payload) == message)
  }

  @Test func aCountBeyondTheStorageIsRefused() throws {
    var message = Sampler()
    message.flag = true
    message.items.append(.init())
    var builder = FrameBuilder()
    try builder.build(message)
    var bytes = [UInt8]()
    for i in 0..<builder.payload.byteCount { bytes.append(builder.payload.unsafeLoad(fromByteOffset: i, as: UInt8.self)) }
    // The five-bit letter count begins at bit 12 + 1 + 60 + 3 + 75 = 151; 8 letters are one too many.
    bytes[152 / 8] |= 0x80
    #expect(throws: DecodeError.invalid(message: 4001, reason: "more elements than the message can hold")) {
      _ = try Sampler(payload: bytes.span.bytes)
    }
  }

  @Test func valuesAndRawsAgree() {
    let field = DataField.signed("T", "decimal", 20, 0.0001, "m", notAvailable: -524_288)
    #expect(field.value(12_345) == 1.2345)  // the double nearest to the decimal, not 12345 · 0.0001
    #expect(field.value(-524_288).isNaN)
    #expect(field.raw(1.2345, as: Int32.self) == 12_345)
    #expect(field.raw(.nan, as: Int32.self) == -524_288)
    #expect(field.raw(-1e9, as: Int32.self) == -524_287)
    #expect(field.raw(1e9, as: Int32.self) == 524_287)
    #expect(DataField.signMagnitude("T", "", 16).value(Int16.min).sign == .minus)
  }
}
