import Foundation
import GNSS
import RTCM
import RecordedData
import Testing

/// The synthetic frames of rtcm-rs (Apache-2.0): boundary patterns with the values beside them. They prove lengths, signs, scales and what is
/// not available, not the order of fields. Its floats have 24 bits, so values agree to 1e-6.
///
/// What it does otherwise:
/// - 1230 lacks its three reserved bits; they are put in before the comparison.
/// - More fields have a "not available" in it: all ones, or zero, such as DF011, DF041 and DF057.
/// - Biases of 1059 and 1065 stand in one list, each with its satellite and its signal as a RINEX code; the text of 1029 has no lengths.
/// - BeiDou's B1I and B1Q (MSM signals 2–4) stand as 2I, 2Q, 2X, as in RINEX 3.03 and later, in both.
@Suite struct RTCMRSTests {
  /// A name and its value, nil where it is not available.
  typealias Value = (name: Substring, number: Double?)

  static func values(_ text: String) -> [Value] {
    text.matches(of: /([a-z0-9_]+): ?(?:Some\()?(None|-?[0-9][0-9.e+-]*)/).map { match in
      (match.output.1, match.output.2 == "None" ? nil : Double(match.output.2))
    }
  }

  /// rtcm-rs gives the frequency channel of GLONASS in MSM without the offset 7, 1020's tk as hours, minutes, seconds, tb in minutes, N4 as a year; 1042's group delays in seconds.
  private func normalised(_ name: Substring, _ value: Double) -> Double {
    switch name {
    case "glonass_satellite_frequency_channel_number": value + 7
    case "tb_min": value * 60
    case "glo_m_n4_year": (value - 1996) / 4 + 1
    case "tgd1_s", "tgd2_s": value * 1e9
    case "s_oc_mm", "s_ic_mm": value / 1000
    case let name where name.hasSuffix("_ms") && name.contains("epoch"): value / 1000
    default: value
    }
  }

  /// Values agree to the 24 bits of rtcm-rs's floats; what is not available in it is in ours, or has all bits set or none.
  private func expectSame(_ ours: some Collection<FieldTrace.Entry>, _ expected: [Value], _ stem: String) {
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
      expectSame(ours, expected, stem)
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

  /// The elements of a list in rtcm-rs's source form: what stands in braces behind a name.
  private func elements(_ text: String, _ element: Regex<(Substring, Substring)>) -> [String] {
    text.matches(of: element).map { String($0.output.1) }
  }

  /// Satellites and signals as RINEX has them, such as ("45", "2S").
  private func signal(_ element: String) -> String? {
    element.firstMatch(of: /SigId::new\((\d),'(.)'\)/).map { String($0.output.1) + $0.output.2 }
  }

  static let multipleSignalTypes = (0..<7).flatMap { system in (1...7).map { 1070 + 10 * system + $0 } }

  @Test(.recordedData("data/rtcm/rtcm-rs"), arguments: multipleSignalTypes)
  func multipleSignalMessagesAgree(type: Int) throws {
    let kind = try #require(MSMKind(number: UInt16(type)))
    for variant in ["_0", "_1"] {
      let stem = "data/rtcm/rtcm-rs/msg\(type)\(variant)"
      let frame = try RecordedData.bytes(stem + ".rtcm")
      let trace = try FieldTrace(frame.span.bytes.extracting(3..<(frame.count - 3)))
      let text = try RecordedData.text(stem + ".in")
      let header = try #require(text.firstRange(of: "data_segment"))
      let satellites = elements(text, /Msm\d+\w*Sat\s*{([^}]*)}/)
      let cells = elements(text, /Msg\d+Sig\s*{([^}]*)}/)
      #expect(satellites.count + 2 * cells.count == trace.labels.count && !cells.isEmpty, "\(stem)")
      // The masks say which satellites and signals there are.
      for (label, satellite) in zip(trace.labels, satellites) {
        let id = try #require(Self.values(satellite).first?.number)
        #expect(Satellite(label).map { kind.maskPosition(of: $0) } == Int(id), "\(stem): \(label), \(id)")
      }
      for (i, cell) in cells.enumerated() {
        let id = try #require(Self.values(cell).first?.number)
        let place = satellites.count + 2 * i
        #expect(Satellite(trace.labels[place]).map { kind.maskPosition(of: $0) } == Int(id), "\(stem): cell \(i)")
        #expect(trace.labels[place + 1] == signal(cell), "\(stem): cell \(i)")
      }
      // Field by field, as they are sent, instead of element by element.
      var expected = Self.values(String(text[..<header.lowerBound]))
      for list in [satellites, cells] {
        let rows = list.map { Self.values($0.replacing(/signal_id:[^)]*\)/, with: "")).dropFirst() }
        for column in rows[0].indices { expected += rows.map { $0[column] } }
      }
      let ours = trace.entries.dropFirst().filter { !["DF394", "DF395", "DF396"].contains($0.id) }
      expectSame(ours, expected, stem)
    }
  }

  @Test(.recordedData("data/rtcm/rtcm-rs"), arguments: [1059, 1065])
  func codeBiasesAgree(type: Int) throws {
    for variant in ["_0", "_1"] {
      let stem = "data/rtcm/rtcm-rs/msg\(type)\(variant)"
      let frame = try RecordedData.bytes(stem + ".rtcm")
      let text = try RecordedData.text(stem + ".in")
      var message = SSRCodeBiases()
      try SSRCodeBiases.decode(frame.span.bytes.extracting(3..<(frame.count - 3)), into: &message)
      let expected = elements(text, /Msg\d+CodeBias\s*{([^}]*)}/)
      var i = 0
      for satellite in message.satellites.indices.map({ message.satellites[$0] }) {
        for bias in satellite.biases.indices.map({ satellite.biases[$0] }) {
          let numbers = Self.values(expected[i]).compactMap(\.number)
          #expect(Double(satellite.satelliteID) == numbers[0] && abs(bias.bias - numbers[1]) < 1e-6, "\(stem): bias \(i)")
          #expect(bias.signal?.description == signal(expected[i]), "\(stem): bias \(i)")
          i += 1
        }
      }
      #expect(i == expected.count && i > 0, "\(stem)")
    }
  }

  @Test(.recordedData("data/rtcm/rtcm-rs"), arguments: ["_0", "_1"])
  func textsAgree(variant: String) throws {
    let frame = try RecordedData.bytes("data/rtcm/rtcm-rs/msg1029\(variant).rtcm")
    let text = try RecordedData.text("data/rtcm/rtcm-rs/msg1029\(variant).in")
    var message = Message1029()
    try Message1029.decode(frame.span.bytes.extracting(3..<(frame.count - 3)), into: &message)
    let expected = Self.values(text).prefix(3).compactMap(\.number)
    #expect([Double(message.stationID), Double(message.modifiedJulianDay), Double(message.secondsOfDay)] == expected)
    let words = try #require(text.firstMatch(of: /from\("(.*)"\)/)).output.1
    #expect(message.text == words && Int(message.characterCount) == words.unicodeScalars.count)
  }

  @Test(.recordedData("data/rtcm/rtcm-rs"), arguments: ["_0", "_1"])
  func glonassBiasesAgreeOnceTheReservedBitsAreThere(variant: String) throws {
    let frame = try RecordedData.bytes("data/rtcm/rtcm-rs/msg1230\(variant).rtcm")
    let text = try RecordedData.text("data/rtcm/rtcm-rs/msg1230\(variant).in")
    // Message number, station and flag are 25 bits; the three reserved ones follow.
    var bits = frame[3..<(frame.count - 3)].flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
    bits.insert(contentsOf: [0, 0, 0], at: 25)
    let payload = stride(from: 0, to: bits.count - 7, by: 8).map { start in bits[start..<(start + 8)].reduce(0) { $0 << 1 | $1 } }
    var message = Message1230()
    try Message1230.decode(payload.span.bytes, into: &message)
    let expected = elements(text, /Msg1230CodePhaseBias\s*{([^}]*)}/)
    #expect(expected.map(signal) == ["1C", "1P", "2C", "2P"])
    #expect(message.mask == 15)
    let header = Self.values(text).compactMap(\.number)
    #expect(Double(message.stationID) == header[0] && (message.aligned ? 1 : 0) == header[1])
    for (ours, their) in zip([message.l1CA, message.l1P, message.l2CA, message.l2P], expected) {
      #expect(abs(ours - (Self.values(their).first?.number ?? .nan)) < 1e-6)
    }
  }
}
