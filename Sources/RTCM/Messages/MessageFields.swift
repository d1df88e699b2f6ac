extension Message {
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
}
