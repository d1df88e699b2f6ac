public import GNSS

/// A satellite system as part of a message type: network RTK has the same message for several systems, under other numbers of messages and fields.
///
/// Such a message is declared once, as a generic type, and `Message1030`, `Message1031`, … are its types for the systems. Decode them through
/// `Message`: for a generic type, only this module has machine code of its own.
public protocol MessagesOfSystem: Sendable {
  /// The system.
  static var system: GNSSSystem { get }
}

/// Messages of GPS.
public enum GPSMessages: MessagesOfSystem {
  /// GPS.
  @inline(__always)
  public static var system: GNSSSystem { .gps }
}

/// Messages of GLONASS.
public enum GLONASSMessages: MessagesOfSystem {
  /// GLONASS.
  @inline(__always)
  public static var system: GNSSSystem { .glonass }
}

/// Messages of Galileo.
public enum GalileoMessages: MessagesOfSystem {
  /// Galileo.
  @inline(__always)
  public static var system: GNSSSystem { .galileo }
}

/// Messages of QZSS.
public enum QZSSMessages: MessagesOfSystem {
  /// QZSS.
  @inline(__always)
  public static var system: GNSSSystem { .qzss }
}

/// Messages of BeiDou.
public enum BeiDouMessages: MessagesOfSystem {
  /// BeiDou.
  @inline(__always)
  public static var system: GNSSSystem { .beidou }
}
