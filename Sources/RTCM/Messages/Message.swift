/// A decoded message of any type but MSM, which is decoded column-wise into caller-owned blocks.
///
/// A value of fixed size that never allocates. To add a message type, add a case here and a line in each of the three switches below
/// and in `forEachType`.
public enum Message: Sendable {
  /// 1005: antenna reference point.
  case message1005(Message1005)
  /// 1006: antenna reference point with antenna height.
  case message1006(Message1006)
  /// 1007: antenna descriptor.
  case message1007(Message1007)
  /// 1008: antenna descriptor and serial number.
  case message1008(Message1008)
  /// 1013: system parameters.
  case message1013(Message1013)
  /// 1019: GPS ephemeris.
  case message1019(Message1019)
  /// 1020: GLONASS ephemeris.
  case message1020(Message1020)
  /// 1029: text.
  case message1029(Message1029)
  /// 1033: antenna and receiver.
  case message1033(Message1033)
  /// 1041: NavIC ephemeris.
  case message1041(Message1041)
  /// 1042: BeiDou ephemeris.
  case message1042(Message1042)
  /// 1044: QZSS ephemeris.
  case message1044(Message1044)
  /// 1045: Galileo F/NAV ephemeris.
  case message1045(Message1045)
  /// 1046: Galileo I/NAV ephemeris.
  case message1046(Message1046)
  /// 1230: GLONASS code-phase biases.
  case message1230(Message1230)
  /// Any other message, kept as bytes.
  case raw(RawMessage)

  /// Decodes a payload (without frame header and CRC). A type that is not decoded is kept as bytes and is no error.
  public init(payload: RawSpan) throws(DecodeError) {
    switch Self.number(of: payload) {
    case 1005: self = .message1005(try Message1005(payload: payload))
    case 1006: self = .message1006(try Message1006(payload: payload))
    case 1007: self = .message1007(try Message1007(payload: payload))
    case 1008: self = .message1008(try Message1008(payload: payload))
    case 1013: self = .message1013(try Message1013(payload: payload))
    case 1019: self = .message1019(try Message1019(payload: payload))
    case 1020: self = .message1020(try Message1020(payload: payload))
    case 1029: self = .message1029(try Message1029(payload: payload))
    case 1033: self = .message1033(try Message1033(payload: payload))
    case 1041: self = .message1041(try Message1041(payload: payload))
    case 1042: self = .message1042(try Message1042(payload: payload))
    case 1044: self = .message1044(try Message1044(payload: payload))
    case 1045: self = .message1045(try Message1045(payload: payload))
    case 1046: self = .message1046(try Message1046(payload: payload))
    case 1230: self = .message1230(try Message1230(payload: payload))
    default: self = .raw(RawMessage(payload: payload))
    }
  }

  /// The message number (DF002); 0 for bytes too short to have one.
  public var number: UInt16 {
    switch self {
    case .message1005: 1005
    case .message1006: 1006
    case .message1007: 1007
    case .message1008: 1008
    case .message1013: 1013
    case .message1019: 1019
    case .message1020: 1020
    case .message1029: 1029
    case .message1033: 1033
    case .message1041: 1041
    case .message1042: 1042
    case .message1044: 1044
    case .message1045: 1045
    case .message1046: 1046
    case .message1230: 1230
    case .raw(let message): message.number
    }
  }

  /// Goes over the fields after the message number. Bytes of a raw message are not visited.
  public mutating func visitFields<V: FieldVisitor>(_ visitor: inout V) {
    switch self {
    case .message1005(var m):
      Message1005.visit(&m, &visitor)
      self = .message1005(m)
    case .message1006(var m):
      Message1006.visit(&m, &visitor)
      self = .message1006(m)
    case .message1007(var m):
      Message1007.visit(&m, &visitor)
      self = .message1007(m)
    case .message1008(var m):
      Message1008.visit(&m, &visitor)
      self = .message1008(m)
    case .message1013(var m):
      Message1013.visit(&m, &visitor)
      self = .message1013(m)
    case .message1019(var m):
      Message1019.visit(&m, &visitor)
      self = .message1019(m)
    case .message1020(var m):
      Message1020.visit(&m, &visitor)
      self = .message1020(m)
    case .message1029(var m):
      Message1029.visit(&m, &visitor)
      self = .message1029(m)
    case .message1033(var m):
      Message1033.visit(&m, &visitor)
      self = .message1033(m)
    case .message1041(var m):
      Message1041.visit(&m, &visitor)
      self = .message1041(m)
    case .message1042(var m):
      Message1042.visit(&m, &visitor)
      self = .message1042(m)
    case .message1044(var m):
      Message1044.visit(&m, &visitor)
      self = .message1044(m)
    case .message1045(var m):
      Message1045.visit(&m, &visitor)
      self = .message1045(m)
    case .message1046(var m):
      Message1046.visit(&m, &visitor)
      self = .message1046(m)
    case .message1230(var m):
      Message1230.visit(&m, &visitor)
      self = .message1230(m)
    case .raw: break
    }
  }

  /// Hands every message type that is decoded to a visitor, in the order of numbers: for documentation and tests that must miss none.
  public static func forEachType<V: MessageTypeVisitor>(_ visitor: inout V) {
    visitor.visit(Message1005.self, name: "antenna reference point")
    visitor.visit(Message1006.self, name: "antenna reference point with antenna height")
    visitor.visit(Message1007.self, name: "antenna descriptor")
    visitor.visit(Message1008.self, name: "antenna descriptor and serial number")
    visitor.visit(Message1013.self, name: "system parameters")
    visitor.visit(Message1019.self, name: "GPS ephemeris")
    visitor.visit(Message1020.self, name: "GLONASS ephemeris")
    visitor.visit(Message1029.self, name: "text")
    visitor.visit(Message1033.self, name: "antenna and receiver")
    visitor.visit(Message1041.self, name: "NavIC ephemeris")
    visitor.visit(Message1042.self, name: "BeiDou ephemeris")
    visitor.visit(Message1044.self, name: "QZSS ephemeris")
    visitor.visit(Message1045.self, name: "Galileo F/NAV ephemeris")
    visitor.visit(Message1046.self, name: "Galileo I/NAV ephemeris")
    visitor.visit(Message1230.self, name: "GLONASS code-phase biases")
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
    var message = message
    try build(number: message.number, minimumPayload: minimumPayload) { encoder in message.visitFields(&encoder) }
  }
}
