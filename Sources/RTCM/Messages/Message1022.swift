/// 1022: Molodensky-Badekas transformation (517 + 8·(N + M) bits).
///
/// Source of the layout: public decoders that agree (pyrtcm, rtcm-rs, gpsd); what it shares with 1021 is proven by recorded frames.
public struct Message1022: SingleNumberMessage, Equatable {
  /// 1022.
  @inline(__always)
  public static var number: UInt16 { 1022 }

  /// Systems, kind and area.
  public var header = TransformationHeader()
  /// Seven parameters.
  public var parameters = TransformationParameters()
  /// X of the point of rotation, 0.001 m (DF163).
  public var xPRaw: Int64 = 0
  /// Y of the point of rotation, 0.001 m (DF164).
  public var yPRaw: Int64 = 0
  /// Z of the point of rotation, 0.001 m (DF165).
  public var zPRaw: Int64 = 0
  /// Ellipsoids and quality.
  public var ellipsoids = TransformationEllipsoids()

  /// All fields zero.
  public init() {}

  /// X of the point of rotation, m.
  public var xP: Double { DataField.df163.value(xPRaw) }
  /// Y of the point of rotation, m.
  public var yP: Double { DataField.df164.value(yPRaw) }
  /// Z of the point of rotation, m.
  public var zP: Double { DataField.df165.value(zPRaw) }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    TransformationHeader.visit(&m.header, &v)
    TransformationParameters.visit(&m.parameters, &v)
    v.field(.df163, &m.xPRaw)
    v.field(.df164, &m.yPRaw)
    v.field(.df165, &m.zPRaw)
    TransformationEllipsoids.visit(&m.ellipsoids, &v)
  }
}
