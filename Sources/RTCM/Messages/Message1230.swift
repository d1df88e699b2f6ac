/// 1230: GLONASS L1 and L2 code-phase biases (32 + 16·n bits).
///
/// DF422 is a mask of the biases that follow, not their count, and three reserved bits stand before it: recorded frames fit only so.
public struct Message1230: SingleNumberMessage, Equatable {
  /// 1230.
  @inline(__always)
  public static var number: UInt16 { 1230 }

  /// The raw value that means "not available".
  public static let notAvailable: Int16 = -32768

  /// Reference-station number (DF003).
  public var stationID: UInt16 = 0
  /// The observations are already aligned (DF421).
  public var aligned = false
  /// Reserved bits.
  public var reserved: UInt8 = 0
  /// Which biases are there: 8 L1 C/A, 4 L1 P, 2 L2 C/A, 1 L2 P (DF422).
  public var mask: UInt8 = 0
  /// L1 C/A bias, 0.02 m (DF423).
  public var l1CARaw = notAvailable
  /// L1 P bias, 0.02 m (DF424).
  public var l1PRaw = notAvailable
  /// L2 C/A bias, 0.02 m (DF425).
  public var l2CARaw = notAvailable
  /// L2 P bias, 0.02 m (DF426).
  public var l2PRaw = notAvailable

  /// No biases.
  public init() {}

  /// L1 C/A pseudorange minus phase range, m; NaN where not sent.
  public var l1CA: Double { DataField.df423.value(l1CARaw) }
  /// L1 P pseudorange minus phase range, m; NaN where not sent.
  public var l1P: Double { DataField.df424.value(l1PRaw) }
  /// L2 C/A pseudorange minus phase range, m; NaN where not sent.
  public var l2CA: Double { DataField.df425.value(l2CARaw) }
  /// L2 P pseudorange minus phase range, m; NaN where not sent.
  public var l2P: Double { DataField.df426.value(l2PRaw) }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df003, &m.stationID)
    v.flag(.df421, &m.aligned)
    v.field(.df001Bias, &m.reserved)
    v.field(.df422, &m.mask)
    // What the mask leaves out must not keep a value of the message decoded before into the same storage.
    if v.includes(m.mask & 8 != 0, when: "first bit of DF422") { v.field(.df423, &m.l1CARaw) } else { m.l1CARaw = notAvailable }
    if v.includes(m.mask & 4 != 0, when: "second bit of DF422") { v.field(.df424, &m.l1PRaw) } else { m.l1PRaw = notAvailable }
    if v.includes(m.mask & 2 != 0, when: "third bit of DF422") { v.field(.df425, &m.l2CARaw) } else { m.l2CARaw = notAvailable }
    if v.includes(m.mask & 1 != 0, when: "fourth bit of DF422") { v.field(.df426, &m.l2PRaw) } else { m.l2PRaw = notAvailable }
  }
}
