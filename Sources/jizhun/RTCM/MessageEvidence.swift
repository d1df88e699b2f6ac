import RTCM

/// What the decoding and encoding of a message number is tested against, beside the round trip of random values, which every number has.
struct MessageEvidence: OptionSet {
  let rawValue: UInt8

  /// Frames from receivers, networks and casters: each decodes, and gives the same bytes again.
  static let recorded = MessageEvidence(rawValue: 1)
  /// RTKLIB 2.4.3 over the same bytes, value by value.
  static let rtklib = MessageEvidence(rawValue: 2)
  /// pyrtcm 1.2.1, field by field, over random and recorded frames.
  static let pyrtcm = MessageEvidence(rawValue: 4)
  /// The synthetic frames of rtcm-rs: each decodes, and gives the same bytes again.
  static let rtcmRS = MessageEvidence(rawValue: 8)
  /// gpsd's values beside its recordings.
  static let gpsd = MessageEvidence(rawValue: 16)

  /// The evidence of a number; for 4076 of a sub-type. Tests hold the list to the recordings and to the frames of rtcm-rs.
  init(number: UInt16, igsSubtype: UInt8? = nil) {
    self.init(rawValue: 0)
    if let igsSubtype {
      insert(.pyrtcm)
      // RTKLIB 2.4.3 is not compared on the ionosphere.
      if Self.recordedSubtypes.contains(igsSubtype) { formUnion(igsSubtype == 201 ? .recorded : [.recorded, .rtklib]) }
      return
    }
    if Self.recordedNumbers.contains(number) { insert(.recorded) }
    if Self.rtklibNumbers.contains(number) { insert(.rtklib) }
    if [1021, 1023, 1025].contains(number) { insert(.gpsd) }
    if Self.synthetic.contains(where: { $0.contains(number) }) { insert(.rtcmRS) }
    if MSMKind(number: number)?.level != 2, number < 4001, ![1043, 1265, 1266, 1267, 1268, 1269, 1270].contains(number) { insert(.pyrtcm) }
  }

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Numbers of which there are recorded frames; 1300 and 1302 are quoted in the tests, the others stand in recorded streams.
  static let recordedNumbers: Set<UInt16> = [
    1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1019, 1020, 1021, 1023, 1025, 1029, 1030, 1031, 1032,
    1033,
    1041, 1042, 1044, 1045, 1046, 1057, 1058, 1059, 1060, 1063, 1064, 1065, 1066, 1074, 1075, 1076, 1077, 1084, 1085, 1086, 1087, 1094,
    1095,
    1096, 1097, 1104, 1106, 1107, 1114, 1115, 1116, 1117, 1124, 1125, 1126, 1127, 1136, 1137, 1230, 1240, 1241, 1242, 1243, 1260, 1261,
    1264,
    1265, 1266, 1267, 1270, 1300, 1302,
  ]

  static let recordedSubtypes: Set<UInt8> = [23, 25, 43, 45, 63, 65, 103, 201]

  static let rtklibNumbers: Set<UInt16> = [
    1004, 1012, 1019, 1020, 1041, 1042, 1044, 1045, 1046, 1057, 1058, 1059, 1060, 1063, 1064, 1065, 1066, 1240, 1241, 1242, 1243, 1074,
    1075, 1077, 1084, 1085, 1087, 1094, 1097, 1114, 1115, 1117, 1124, 1127, 1137,
  ]

  /// The frames of rtcm-rs but for its 1230, which lacks the reserved bits.
  static let synthetic: [ClosedRange<UInt16>] = [
    1001...1017, 1019...1027, 1029...1035, 1037...1039, 1041...1042, 1044...1046, 1057...1068, 1071...1137, 1300...1304,
  ]

  /// In words, for the table.
  func text(isKept: Bool) -> String {
    if isKept { return contains(.recorded) ? "recorded frames" : "random payloads" }
    var words: [String] = []
    if contains(.recorded) { words.append("recorded frames") }
    if contains(.rtklib) { words.append("RTKLIB") }
    if contains(.pyrtcm) { words.append("pyrtcm") }
    if contains(.rtcmRS) { words.append("rtcm-rs") }
    if contains(.gpsd) { words.append("gpsd") }
    words.append(words.isEmpty ? "random round trip only" : "random round trip")
    return words.joined(separator: ", ")
  }
}
