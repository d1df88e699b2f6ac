extension Message {
  /// Decodes a payload (without frame header and CRC). A type that is not decoded is kept as bytes and is no error.
  public init(payload: RawSpan) throws(DecodeError) {
    self = .message1005(Message1005())
    try Self.decode(payload, into: &self)
  }

  /// Reads the payload of a frame into storage of the caller: `init(payload:)` without copies of the largest message there is.
  ///
  /// On an error `message` keeps its value.
  public static func decode(_ payload: RawSpan, into message: inout Message) throws(DecodeError) {
    switch Self.number(of: payload) {
    case 1001: message = .message1001(try Message1001(payload: payload))
    case 1002: message = .message1002(try Message1002(payload: payload))
    case 1003: message = .message1003(try Message1003(payload: payload))
    case 1004: message = .message1004(try Message1004(payload: payload))
    case 1005: message = .message1005(try Message1005(payload: payload))
    case 1006: message = .message1006(try Message1006(payload: payload))
    case 1007: message = .message1007(try Message1007(payload: payload))
    case 1008: message = .message1008(try Message1008(payload: payload))
    case 1009: message = .message1009(try Message1009(payload: payload))
    case 1010: message = .message1010(try Message1010(payload: payload))
    case 1011: message = .message1011(try Message1011(payload: payload))
    case 1012: message = .message1012(try Message1012(payload: payload))
    case 1013: message = .message1013(try Message1013(payload: payload))
    case 1014: message = .message1014(try Message1014(payload: payload))
    case 1015: message = .message1015(try Message1015(payload: payload))
    case 1016: message = .message1016(try Message1016(payload: payload))
    case 1017: message = .message1017(try Message1017(payload: payload))
    case 1019: message = .message1019(try Message1019(payload: payload))
    case 1020: message = .message1020(try Message1020(payload: payload))
    case 1021: message = .message1021(try Message1021(payload: payload))
    case 1022: message = .message1022(try Message1022(payload: payload))
    case 1023: message = .message1023(try Message1023(payload: payload))
    case 1024: message = .message1024(try Message1024(payload: payload))
    case 1025: message = .message1025(try Message1025(payload: payload))
    case 1026: message = .message1026(try Message1026(payload: payload))
    case 1027: message = .message1027(try Message1027(payload: payload))
    case 1029: message = .message1029(try Message1029(payload: payload))
    case 1030: message = .message1030(try Message1030(payload: payload))
    case 1031: message = .message1031(try Message1031(payload: payload))
    case 1032: message = .message1032(try Message1032(payload: payload))
    case 1033: message = .message1033(try Message1033(payload: payload))
    case 1034: message = .message1034(try Message1034(payload: payload))
    case 1035: message = .message1035(try Message1035(payload: payload))
    case 1037: message = .message1037(try Message1037(payload: payload))
    case 1038: message = .message1038(try Message1038(payload: payload))
    case 1039: message = .message1039(try Message1039(payload: payload))
    case 1041: message = .message1041(try Message1041(payload: payload))
    case 1042: message = .message1042(try Message1042(payload: payload))
    case 1043: message = .message1043(try Message1043(payload: payload))
    case 1044: message = .message1044(try Message1044(payload: payload))
    case 1045: message = .message1045(try Message1045(payload: payload))
    case 1046: message = .message1046(try Message1046(payload: payload))
    case 1230: message = .message1230(try Message1230(payload: payload))
    case 1300: message = .message1300(try Message1300(payload: payload))
    case 1301: message = .message1301(try Message1301(payload: payload))
    case 1302: message = .message1302(try Message1302(tolerant: payload))
    case 1303: message = .message1303(try Message1303(payload: payload))
    case 1304: message = .message1304(try Message1304(payload: payload))
    case 1305: message = .message1305(try Message1305(payload: payload))
    case 1057...1068, 1240...1270, 4076:
      // 4076 has sub-types that are reserved: those are kept as bytes.
      guard let kind = SSRKind(payload: payload) else { message = .raw(RawMessage(payload: payload)); return }
      message = .ssr(try SSRMessage(kind: kind, payload: payload))
    default: message = .raw(RawMessage(payload: payload))
    }
  }

  /// DF002 of a payload; 0 when it is shorter than two bytes.
  @inlinable @inline(__always)
  public static func number(of payload: RawSpan) -> UInt16 {
    guard payload.byteCount >= 2 else { return 0 }
    // Both bytes were checked to exist.
    let high = unsafe payload.unsafeLoad(fromByteOffset: 0, as: UInt8.self)
    let low = unsafe payload.unsafeLoad(fromByteOffset: 1, as: UInt8.self)
    return UInt16(high) << 4 | UInt16(low) >> 4
  }
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
    try buildFromFields(message, minimumPayload: minimumPayload)
  }

  /// Encodes a message from its fields, also a state-space one, which `build` writes as it came: bytes behind its last field are left out.
  /// A raw message has no fields and gives its number alone.
  public mutating func buildFromFields(_ message: Message, minimumPayload: Int = 0) throws(EncodeError) {
    var message = message
    try build(number: message.number, minimumPayload: minimumPayload) { encoder in message.visitFields(&encoder) }
  }
}
