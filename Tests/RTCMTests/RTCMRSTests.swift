import Foundation
import RTCM
import RecordedData
import Testing

/// The synthetic frames of rtcm-rs (Apache-2.0): boundary patterns with the values beside them. They prove lengths, signs, scales and what is
/// not available, not the order of fields. Its floats have 24 bits, so values agree to 1e-6.
///
/// What it does otherwise:
/// - 1230 lacks its three reserved bits, and is left out.
/// - More fields have a "not available" in it: all ones, or zero, such as DF011, DF041 and DF057.
/// - Signals of 1059 and 1065 stand as RINEX codes, the text of 1029 without its lengths: those three are compared elsewhere.
@Suite struct RTCMRSTests {
  /// A name and its value, nil where it is not available.
  typealias Value = (name: Substring, number: Double?)

  static func values(_ text: String) -> [Value] {
    text.matches(of: /([a-z0-9_]+):(?:Some\()?(None|-?[0-9][0-9.e+-]*)/).map { match in
      (match.output.1, match.output.2 == "None" ? nil : Double(match.output.2))
    }
  }

  /// rtcm-rs gives 1020's tk as hours, minutes, seconds, tb in minutes, N4 as a year; 1042's group delays in seconds.
  private func normalised(_ name: Substring, _ value: Double) -> Double {
    switch name {
    case "tb_min": value * 60
    case "glo_m_n4_year": (value - 1996) / 4 + 1
    case "tgd1_s", "tgd2_s": value * 1e9
    case "s_oc_mm", "s_ic_mm": value / 1000
    case let name where name.hasSuffix("_ms") && name.contains("epoch"): value / 1000
    default: value
    }
  }

  static let types: [Int] =
    [1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015, 1016, 1017, 1019, 1020, 1021, 1022, 1023]
    + [1024, 1025, 1026, 1027, 1030, 1031, 1032, 1033, 1034, 1035, 1037, 1038, 1039, 1041, 1042, 1044, 1045, 1046, 1057, 1058, 1060]
    + [1061, 1062, 1063, 1064, 1066, 1067, 1068, 1300, 1301, 1302, 1303, 1304]

  @Test(.recordedData("data/rtcm/rtcm-rs"), arguments: types)
  func numbersAgree(type: Int) throws {
    for variant in ["_0", "_1"] {
      let stem = "data/rtcm/rtcm-rs/msg\(type)\(variant)"
      let frame = try RecordedData.bytes(stem + ".rtcm")
      let trace = try FieldTrace(frame.span.bytes.extracting(3..<(frame.count - 3)))
      // Neither counts nor texts stand among its numbers.
      let ours = trace.entries.dropFirst().filter { !$0.isCount && $0.field.encoding != .character }
      var expected = Self.values(try RecordedData.text(stem + ".in"))
      if type == 1020, let tk = expected.firstIndex(where: { $0.name == "tk_h" }) {
        let parts = expected[tk...(tk + 2)].map { Int($0.number ?? 0) }
        let tkRaw = parts[0] << 7 | parts[1] << 1 | parts[2] / 30
        expected.replaceSubrange(tk...(tk + 2), with: [(Substring("tk"), Double(tkRaw))])
      }
      // The accuracy of 1061 and 1067, one field of class and value.
      while let index = expected.firstIndex(where: { $0.name == "ssr_ura_class" }) {
        let parts = expected[index...(index + 1)].map { Int($0.number ?? 0) }
        expected.replaceSubrange(index...(index + 1), with: [(Substring("ura"), Double(parts[0] << 3 | parts[1]))])
      }
      #expect(ours.count == expected.count, "\(stem)")
      for (our, their) in zip(ours, expected) {
        if let number = their.number {
          let value = normalised(their.name, number)
          #expect(abs(our.number - value) <= 1e-6 * abs(value), "\(stem): \(our.id) \(our.number), \(their.name) \(value)")
        } else {
          let isOurs = our.field.notAvailable == our.raw
          let isAll = our.raw == our.field.rawLimits.upperBound || our.raw == -1 || our.raw == 0
          #expect(isOurs || isAll, "\(stem): \(our.id) \(our.raw), \(their.name) not available")
        }
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
