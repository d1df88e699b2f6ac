/// 1021: Helmert or abridged Molodensky transformation (412 + 8·(N + M) bits).
///
/// Recorded frames prove the layout.
public struct Message1021: SingleNumberMessage, Equatable {
  /// 1021.
  @inline(__always)
  public static var number: UInt16 { 1021 }

  /// Systems, kind and area.
  public var header = TransformationHeader()
  /// Seven parameters.
  public var parameters = TransformationParameters()
  /// Ellipsoids and quality.
  public var ellipsoids = TransformationEllipsoids()

  /// All fields zero.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    TransformationHeader.visit(&m.header, &v)
    TransformationParameters.visit(&m.parameters, &v)
    TransformationEllipsoids.visit(&m.ellipsoids, &v)
  }
}
