/// A decoded message of any type but MSM, which is decoded column-wise into caller-owned blocks.
///
/// A value of fixed size that never allocates. To add a message type, add a case here and a line in each of the three switches below
/// and in `forEachType`.
public enum Message: Sendable {
  /// 1001: GPS observations on L1.
  case message1001(Message1001)
  /// 1002: GPS observations on L1, extended.
  case message1002(Message1002)
  /// 1003: GPS observations on L1 and L2.
  case message1003(Message1003)
  /// 1004: GPS observations on L1 and L2, extended.
  case message1004(Message1004)
  /// 1005: antenna reference point.
  case message1005(Message1005)
  /// 1006: antenna reference point with antenna height.
  case message1006(Message1006)
  /// 1007: antenna descriptor.
  case message1007(Message1007)
  /// 1008: antenna descriptor and serial number.
  case message1008(Message1008)
  /// 1009: GLONASS observations on L1.
  case message1009(Message1009)
  /// 1010: GLONASS observations on L1, extended.
  case message1010(Message1010)
  /// 1011: GLONASS observations on L1 and L2.
  case message1011(Message1011)
  /// 1012: GLONASS observations on L1 and L2, extended.
  case message1012(Message1012)
  /// 1013: system parameters.
  case message1013(Message1013)
  /// 1014: auxiliary station of a network.
  case message1014(Message1014)
  /// 1015: GPS ionospheric correction differences.
  case message1015(Message1015)
  /// 1016: GPS geometric correction differences.
  case message1016(Message1016)
  /// 1017: GPS geometric and ionospheric correction differences.
  case message1017(Message1017)
  /// 1019: GPS ephemeris.
  case message1019(Message1019)
  /// 1020: GLONASS ephemeris.
  case message1020(Message1020)
  /// 1021: Helmert or abridged Molodensky transformation.
  case message1021(Message1021)
  /// 1022: Molodensky-Badekas transformation.
  case message1022(Message1022)
  /// 1023: grid of residuals in latitude and longitude.
  case message1023(Message1023)
  /// 1024: grid of residuals in the plane.
  case message1024(Message1024)
  /// 1025: map projection.
  case message1025(Message1025)
  /// 1026: Lambert conformal conic projection with two parallels.
  case message1026(Message1026)
  /// 1027: oblique Mercator projection.
  case message1027(Message1027)
  /// 1029: text.
  case message1029(Message1029)
  /// 1030: GPS network RTK residuals.
  case message1030(Message1030)
  /// 1031: GLONASS network RTK residuals.
  case message1031(Message1031)
  /// 1032: physical station behind a computed one.
  case message1032(Message1032)
  /// 1033: antenna and receiver.
  case message1033(Message1033)
  /// 1034: GPS network gradients.
  case message1034(Message1034)
  /// 1035: GLONASS network gradients.
  case message1035(Message1035)
  /// 1037: GLONASS ionospheric correction differences.
  case message1037(Message1037)
  /// 1038: GLONASS geometric correction differences.
  case message1038(Message1038)
  /// 1039: GLONASS geometric and ionospheric correction differences.
  case message1039(Message1039)
  /// 1041: NavIC ephemeris.
  case message1041(Message1041)
  /// 1042: BeiDou ephemeris.
  case message1042(Message1042)
  /// 1043: SBAS ephemeris.
  case message1043(Message1043)
  /// 1044: QZSS ephemeris.
  case message1044(Message1044)
  /// 1045: Galileo F/NAV ephemeris.
  case message1045(Message1045)
  /// 1046: Galileo I/NAV ephemeris.
  case message1046(Message1046)
  /// 1230: GLONASS code-phase biases.
  case message1230(Message1230)
  /// 1300: reference system of the service.
  case message1300(Message1300)
  /// 1301: transformation with fifteen parameters.
  case message1301(Message1301)
  /// 1302: reference system.
  case message1302(Message1302)
  /// 1303: BeiDou network RTK residuals.
  case message1303(Message1303)
  /// 1304: Galileo network RTK residuals.
  case message1304(Message1304)
  /// 1305: QZSS network RTK residuals.
  case message1305(Message1305)
  /// 1057–1068, 1240–1270 and 4076: corrections of the state-space representation, kept as sent and checked; see `SSRMessage`.
  case ssr(SSRMessage)
  /// Any other message, kept as bytes.
  case raw(RawMessage)

  /// Decodes a payload (without frame header and CRC). A type that is not decoded is kept as bytes and is no error.
  public init(payload: RawSpan) throws(DecodeError) {
    switch Self.number(of: payload) {
    case 1001: self = .message1001(try Message1001(payload: payload))
    case 1002: self = .message1002(try Message1002(payload: payload))
    case 1003: self = .message1003(try Message1003(payload: payload))
    case 1004: self = .message1004(try Message1004(payload: payload))
    case 1005: self = .message1005(try Message1005(payload: payload))
    case 1006: self = .message1006(try Message1006(payload: payload))
    case 1007: self = .message1007(try Message1007(payload: payload))
    case 1008: self = .message1008(try Message1008(payload: payload))
    case 1009: self = .message1009(try Message1009(payload: payload))
    case 1010: self = .message1010(try Message1010(payload: payload))
    case 1011: self = .message1011(try Message1011(payload: payload))
    case 1012: self = .message1012(try Message1012(payload: payload))
    case 1013: self = .message1013(try Message1013(payload: payload))
    case 1014: self = .message1014(try Message1014(payload: payload))
    case 1015: self = .message1015(try Message1015(payload: payload))
    case 1016: self = .message1016(try Message1016(payload: payload))
    case 1017: self = .message1017(try Message1017(payload: payload))
    case 1019: self = .message1019(try Message1019(payload: payload))
    case 1020: self = .message1020(try Message1020(payload: payload))
    case 1021: self = .message1021(try Message1021(payload: payload))
    case 1022: self = .message1022(try Message1022(payload: payload))
    case 1023: self = .message1023(try Message1023(payload: payload))
    case 1024: self = .message1024(try Message1024(payload: payload))
    case 1025: self = .message1025(try Message1025(payload: payload))
    case 1026: self = .message1026(try Message1026(payload: payload))
    case 1027: self = .message1027(try Message1027(payload: payload))
    case 1029: self = .message1029(try Message1029(payload: payload))
    case 1030: self = .message1030(try Message1030(payload: payload))
    case 1031: self = .message1031(try Message1031(payload: payload))
    case 1032: self = .message1032(try Message1032(payload: payload))
    case 1033: self = .message1033(try Message1033(payload: payload))
    case 1034: self = .message1034(try Message1034(payload: payload))
    case 1035: self = .message1035(try Message1035(payload: payload))
    case 1037: self = .message1037(try Message1037(payload: payload))
    case 1038: self = .message1038(try Message1038(payload: payload))
    case 1039: self = .message1039(try Message1039(payload: payload))
    case 1041: self = .message1041(try Message1041(payload: payload))
    case 1042: self = .message1042(try Message1042(payload: payload))
    case 1043: self = .message1043(try Message1043(payload: payload))
    case 1044: self = .message1044(try Message1044(payload: payload))
    case 1045: self = .message1045(try Message1045(payload: payload))
    case 1046: self = .message1046(try Message1046(payload: payload))
    case 1230: self = .message1230(try Message1230(payload: payload))
    case 1300: self = .message1300(try Message1300(payload: payload))
    case 1301: self = .message1301(try Message1301(payload: payload))
    case 1302: self = .message1302(try Message1302(tolerant: payload))
    case 1303: self = .message1303(try Message1303(payload: payload))
    case 1304: self = .message1304(try Message1304(payload: payload))
    case 1305: self = .message1305(try Message1305(payload: payload))
    case 1057...1068, 1240...1270, 4076:
      // 4076 has sub-types that are reserved: those are kept as bytes.
      guard let kind = SSRKind(payload: payload) else { self = .raw(RawMessage(payload: payload)); return }
      self = .ssr(try SSRMessage(kind: kind, payload: payload))
    default: self = .raw(RawMessage(payload: payload))
    }
  }

  /// The message number (DF002); 0 for bytes too short to have one.
  public var number: UInt16 {
    switch self {
    case .message1001: 1001
    case .message1002: 1002
    case .message1003: 1003
    case .message1004: 1004
    case .message1005: 1005
    case .message1006: 1006
    case .message1007: 1007
    case .message1008: 1008
    case .message1009: 1009
    case .message1010: 1010
    case .message1011: 1011
    case .message1012: 1012
    case .message1013: 1013
    case .message1014: 1014
    case .message1015: 1015
    case .message1016: 1016
    case .message1017: 1017
    case .message1019: 1019
    case .message1020: 1020
    case .message1021: 1021
    case .message1022: 1022
    case .message1023: 1023
    case .message1024: 1024
    case .message1025: 1025
    case .message1026: 1026
    case .message1027: 1027
    case .message1029: 1029
    case .message1030: 1030
    case .message1031: 1031
    case .message1032: 1032
    case .message1033: 1033
    case .message1034: 1034
    case .message1035: 1035
    case .message1037: 1037
    case .message1038: 1038
    case .message1039: 1039
    case .message1041: 1041
    case .message1042: 1042
    case .message1043: 1043
    case .message1044: 1044
    case .message1045: 1045
    case .message1046: 1046
    case .message1230: 1230
    case .message1300: 1300
    case .message1301: 1301
    case .message1302: 1302
    case .message1303: 1303
    case .message1304: 1304
    case .message1305: 1305
    case .ssr(let message): message.kind.number
    case .raw(let message): message.number
    }
  }

  /// Goes over the fields after the message number. Bytes of a raw message are not visited.
  public mutating func visitFields<V: FieldVisitor>(_ visitor: inout V) {
    switch self {
    case .message1001(var m):
      Self.visit(&m, &visitor)
      self = .message1001(m)
    case .message1002(var m):
      Self.visit(&m, &visitor)
      self = .message1002(m)
    case .message1003(var m):
      Self.visit(&m, &visitor)
      self = .message1003(m)
    case .message1004(var m):
      Self.visit(&m, &visitor)
      self = .message1004(m)
    case .message1005(var m):
      Self.visit(&m, &visitor)
      self = .message1005(m)
    case .message1006(var m):
      Self.visit(&m, &visitor)
      self = .message1006(m)
    case .message1007(var m):
      Self.visit(&m, &visitor)
      self = .message1007(m)
    case .message1008(var m):
      Self.visit(&m, &visitor)
      self = .message1008(m)
    case .message1009(var m):
      Self.visit(&m, &visitor)
      self = .message1009(m)
    case .message1010(var m):
      Self.visit(&m, &visitor)
      self = .message1010(m)
    case .message1011(var m):
      Self.visit(&m, &visitor)
      self = .message1011(m)
    case .message1012(var m):
      Self.visit(&m, &visitor)
      self = .message1012(m)
    case .message1013(var m):
      Self.visit(&m, &visitor)
      self = .message1013(m)
    case .message1014(var m):
      Self.visit(&m, &visitor)
      self = .message1014(m)
    case .message1015(var m):
      Self.visit(&m, &visitor)
      self = .message1015(m)
    case .message1016(var m):
      Self.visit(&m, &visitor)
      self = .message1016(m)
    case .message1017(var m):
      Self.visit(&m, &visitor)
      self = .message1017(m)
    case .message1019(var m):
      Self.visit(&m, &visitor)
      self = .message1019(m)
    case .message1020(var m):
      Self.visit(&m, &visitor)
      self = .message1020(m)
    case .message1021(var m):
      Self.visit(&m, &visitor)
      self = .message1021(m)
    case .message1022(var m):
      Self.visit(&m, &visitor)
      self = .message1022(m)
    case .message1023(var m):
      Self.visit(&m, &visitor)
      self = .message1023(m)
    case .message1024(var m):
      Self.visit(&m, &visitor)
      self = .message1024(m)
    case .message1025(var m):
      Self.visit(&m, &visitor)
      self = .message1025(m)
    case .message1026(var m):
      Self.visit(&m, &visitor)
      self = .message1026(m)
    case .message1027(var m):
      Self.visit(&m, &visitor)
      self = .message1027(m)
    case .message1029(var m):
      Self.visit(&m, &visitor)
      self = .message1029(m)
    case .message1030(var m):
      Self.visit(&m, &visitor)
      self = .message1030(m)
    case .message1031(var m):
      Self.visit(&m, &visitor)
      self = .message1031(m)
    case .message1032(var m):
      Self.visit(&m, &visitor)
      self = .message1032(m)
    case .message1033(var m):
      Self.visit(&m, &visitor)
      self = .message1033(m)
    case .message1034(var m):
      Self.visit(&m, &visitor)
      self = .message1034(m)
    case .message1035(var m):
      Self.visit(&m, &visitor)
      self = .message1035(m)
    case .message1037(var m):
      Self.visit(&m, &visitor)
      self = .message1037(m)
    case .message1038(var m):
      Self.visit(&m, &visitor)
      self = .message1038(m)
    case .message1039(var m):
      Self.visit(&m, &visitor)
      self = .message1039(m)
    case .message1041(var m):
      Self.visit(&m, &visitor)
      self = .message1041(m)
    case .message1042(var m):
      Self.visit(&m, &visitor)
      self = .message1042(m)
    case .message1043(var m):
      Self.visit(&m, &visitor)
      self = .message1043(m)
    case .message1044(var m):
      Self.visit(&m, &visitor)
      self = .message1044(m)
    case .message1045(var m):
      Self.visit(&m, &visitor)
      self = .message1045(m)
    case .message1046(var m):
      Self.visit(&m, &visitor)
      self = .message1046(m)
    case .message1230(var m):
      Self.visit(&m, &visitor)
      self = .message1230(m)
    case .message1300(var m):
      Self.visit(&m, &visitor)
      self = .message1300(m)
    case .message1301(var m):
      Self.visit(&m, &visitor)
      self = .message1301(m)
    case .message1302(var m):
      Self.visit(&m, &visitor)
      self = .message1302(m)
    case .message1303(var m):
      Self.visit(&m, &visitor)
      self = .message1303(m)
    case .message1304(var m):
      Self.visit(&m, &visitor)
      self = .message1304(m)
    case .message1305(var m):
      Self.visit(&m, &visitor)
      self = .message1305(m)
    case .ssr(var m):
      m.visitFields(&visitor)
      self = .ssr(m)
    case .raw: break
    }
  }

  /// One function per type: all in one would be too large for the optimiser, whose time grows with its square.
  @inline(never)
  private static func visit<M: RTCMMessage, V: FieldVisitor>(_ message: inout M, _ visitor: inout V) { M.visit(&message, &visitor) }

  /// Hands every message type that is decoded to a visitor, in the order of numbers: for documentation and tests that must miss none.
  public static func forEachType<V: MessageTypeVisitor>(_ visitor: inout V) {
    visitor.visit(Message1001.self, name: "GPS observations on L1")
    visitor.visit(Message1002.self, name: "GPS observations on L1, extended")
    visitor.visit(Message1003.self, name: "GPS observations on L1 and L2")
    visitor.visit(Message1004.self, name: "GPS observations on L1 and L2, extended")
    visitor.visit(Message1005.self, name: "antenna reference point")
    visitor.visit(Message1006.self, name: "antenna reference point with antenna height")
    visitor.visit(Message1007.self, name: "antenna descriptor")
    visitor.visit(Message1008.self, name: "antenna descriptor and serial number")
    visitor.visit(Message1009.self, name: "GLONASS observations on L1")
    visitor.visit(Message1010.self, name: "GLONASS observations on L1, extended")
    visitor.visit(Message1011.self, name: "GLONASS observations on L1 and L2")
    visitor.visit(Message1012.self, name: "GLONASS observations on L1 and L2, extended")
    visitor.visit(Message1013.self, name: "system parameters")
    visitor.visit(Message1014.self, name: "auxiliary station of a network")
    visitor.visit(Message1015.self, name: "GPS ionospheric correction differences")
    visitor.visit(Message1016.self, name: "GPS geometric correction differences")
    visitor.visit(Message1017.self, name: "GPS geometric and ionospheric correction differences")
    visitor.visit(Message1019.self, name: "GPS ephemeris")
    visitor.visit(Message1020.self, name: "GLONASS ephemeris")
    visitor.visit(Message1021.self, name: "Helmert or abridged Molodensky transformation")
    visitor.visit(Message1022.self, name: "Molodensky-Badekas transformation")
    visitor.visit(Message1023.self, name: "grid of residuals in latitude and longitude")
    visitor.visit(Message1024.self, name: "grid of residuals in the plane")
    visitor.visit(Message1025.self, name: "map projection")
    visitor.visit(Message1026.self, name: "Lambert conformal conic projection with two parallels")
    visitor.visit(Message1027.self, name: "oblique Mercator projection")
    visitor.visit(Message1029.self, name: "text")
    visitor.visit(Message1030.self, name: "GPS network RTK residuals")
    visitor.visit(Message1031.self, name: "GLONASS network RTK residuals")
    visitor.visit(Message1032.self, name: "physical station behind a computed one")
    visitor.visit(Message1033.self, name: "antenna and receiver")
    visitor.visit(Message1034.self, name: "GPS network gradients")
    visitor.visit(Message1035.self, name: "GLONASS network gradients")
    visitor.visit(Message1037.self, name: "GLONASS ionospheric correction differences")
    visitor.visit(Message1038.self, name: "GLONASS geometric correction differences")
    visitor.visit(Message1039.self, name: "GLONASS geometric and ionospheric correction differences")
    visitor.visit(Message1041.self, name: "NavIC ephemeris")
    visitor.visit(Message1042.self, name: "BeiDou ephemeris")
    visitor.visit(Message1043.self, name: "SBAS ephemeris")
    visitor.visit(Message1044.self, name: "QZSS ephemeris")
    visitor.visit(Message1045.self, name: "Galileo F/NAV ephemeris")
    visitor.visit(Message1046.self, name: "Galileo I/NAV ephemeris")
    visitor.visit(Message1230.self, name: "GLONASS code-phase biases")
    visitor.visit(Message1300.self, name: "reference system of the service")
    visitor.visit(Message1301.self, name: "transformation with fifteen parameters")
    visitor.visit(Message1302.self, name: "reference system")
    visitor.visit(Message1303.self, name: "BeiDou network RTK residuals")
    visitor.visit(Message1304.self, name: "Galileo network RTK residuals")
    visitor.visit(Message1305.self, name: "QZSS network RTK residuals")
    visitor.visit(SSROrbits.self, name: "SSR orbit corrections")
    visitor.visit(SSRClocks.self, name: "SSR clock corrections")
    visitor.visit(SSRCodeBiases.self, name: "SSR code biases")
    visitor.visit(SSROrbitsAndClocks.self, name: "SSR orbit and clock corrections")
    visitor.visit(SSRAccuracies.self, name: "SSR user range accuracies")
    visitor.visit(SSRHighRateClocks.self, name: "SSR high-rate clock corrections")
    visitor.visit(SSRPhaseBiases.self, name: "SSR phase biases")
    visitor.visit(SSRIonosphere.self, name: "SSR ionosphere")
  }

  /// DF002 of a payload; 0 when it is shorter than two bytes.
  public static func number(of payload: RawSpan) -> UInt16 {
    guard payload.byteCount >= 2 else { return 0 }
    // Both bytes were checked to exist.
    let high = unsafe payload.unsafeLoad(fromByteOffset: 0, as: UInt8.self)
    let low = unsafe payload.unsafeLoad(fromByteOffset: 1, as: UInt8.self)
    return UInt16(high) << 4 | UInt16(low) >> 4
  }
}

/// Receives message types; see `Message.forEachType`.
public protocol MessageTypeVisitor {
  /// Called for each type with its name in English.
  mutating func visit<M: RTCMMessage & Equatable>(_ type: M.Type, name: StaticString)
}

extension FrameBuilder {
  /// Encodes a message of any type; a raw one as it came.
  /// - Parameter minimumPayload: Zero bytes are added up to this payload length.
  public mutating func build(_ message: Message, minimumPayload: Int = 0) throws(EncodeError) {
    if case .raw(let raw) = message {
      raw.payload.withBytes { build(payload: $0) }
      return
    }
    if case .ssr(let ssr) = message {
      ssr.payload.withBytes { build(payload: $0) }
      return
    }
    var message = message
    try build(number: message.number, minimumPayload: minimumPayload) { encoder in message.visitFields(&encoder) }
  }
}
