import Foundation
import RTCM
import RecordedData
import Testing

/// The synthetic frames of rtcm-rs (Apache-2.0): boundary patterns with the values beside them. They prove lengths, signs and scales, not the
/// order of fields. Its 1230 lacks the three reserved bits and is left out; its floats have 24 bits, so values agree to 1e-6.
@Suite struct RTCMRSTests {
  /// The scaled values of all fields in the order of transmission.
  struct Values: FieldVisitor {
    var values: [(field: StaticString, value: Double)] = []
    mutating func field<Raw: FixedWidthInteger & Sendable>(_ field: DataField, _ value: inout Raw) {
      values.append((field.id, field.value(value)))
    }
    mutating func flag(_ field: DataField, _ value: inout Bool) { values.append((field.id, value ? 1 : 0)) }
    mutating func count<let capacity: Int, Element>(_ field: DataField, of list: inout BoundedArray<capacity, Element>, offset: Int) {}
    mutating func list<let capacity: Int, Element: FieldGroup>(_ name: StaticString, _ list: inout BoundedArray<capacity, Element>) {
      for i in list.indices { Element.visit(&list[i], &self) }
    }
    mutating func text<let capacity: Int>(_ field: DataField, _ text: inout BoundedArray<capacity, UInt8>) {}
    mutating func values<let capacity: Int, Raw: FixedWidthInteger & BitwiseCopyable & Sendable>(
      _ field: DataField, _ values: inout BoundedArray<capacity, Raw>
    ) {}
    mutating func includes(_ condition: Bool, when: StaticString) -> Bool { condition }
    mutating func refuse(_ reason: StaticString) {}
  }

  /// rtcm-rs gives 1020's tk as hours, minutes, seconds, tb in minutes, N4 as a year; 1042's group delays in seconds.
  private func normalised(_ name: Substring, _ value: Double) -> Double {
    switch name {
    case "tb_min": value * 60
    case "glo_m_n4_year": (value - 1996) / 4 + 1
    case "tgd1_s", "tgd2_s": value * 1e9
    default: value
    }
  }

  @Test(.recordedData("data/rtcm/rtcm-rs"), arguments: [1005, 1006, 1019, 1020, 1041, 1042, 1044, 1045, 1046])
  func numbersAgree(type: Int) throws {
    for variant in ["_0", "_1"] {
      let stem = "data/rtcm/rtcm-rs/msg\(type)\(variant)"
      let frame = try RecordedData.bytes(stem + ".rtcm")
      var message = try Message(payload: frame.span.bytes.extracting(3..<(frame.count - 3)))
      var ours = Values()
      message.visitFields(&ours)
      var expected: [(Substring, Double)] = []
      for pair in try RecordedData.text(stem + ".in").matches(of: /([a-z0-9_]+):(-?[0-9][0-9.e+-]*)/) {
        guard let value = Double(pair.output.2) else { continue }
        expected.append((pair.output.1, value))
      }
      if type == 1020, let tk = expected.firstIndex(where: { $0.0 == "tk_h" }) {
        let raw = Double(Int(expected[tk].1) << 7 | Int(expected[tk + 1].1) << 1 | (expected[tk + 2].1 == 30 ? 1 : 0))
        expected.replaceSubrange(tk...(tk + 2), with: [(Substring("tk"), raw)])
      }
      #expect(ours.values.count == expected.count, "\(stem)")
      for (our, their) in zip(ours.values, expected) {
        let value = normalised(their.0, their.1)
        #expect(abs(our.value - value) <= 1e-6 * abs(value), "\(stem): \(our.field) \(our.value), \(their.0) \(their.1)")
      }
    }
  }

  @Test(
    .recordedData("data/rtcm/rtcm-rs"), arguments: [1005, 1006, 1007, 1008, 1013, 1019, 1020, 1029, 1033, 1041, 1042, 1044, 1045, 1046])
  func framesComeBackToTheSameBytes(type: Int) throws {
    for variant in ["_0", "_1"] {
      let frame = try RecordedData.bytes("data/rtcm/rtcm-rs/msg\(type)\(variant).rtcm")
      let payload = frame.span.bytes.extracting(3..<(frame.count - 3))
      let message = try Message(payload: payload)
      var builder = FrameBuilder()
      try builder.build(message, minimumPayload: payload.byteCount)
      #expect(array(builder.payload) == array(payload), "\(type)\(variant)")
    }
  }
}
