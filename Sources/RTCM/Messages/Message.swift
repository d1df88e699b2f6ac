/// A decoded message of any type but MSM, which is decoded column-wise into caller-owned blocks.
///
/// A value of fixed size that never allocates. To add a message type, add a case and a number here, and a line in `MessageCoding.swift`,
/// `MessageFields.swift` and `MessageTypes.swift`.
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
}
