/// 1300: the reference system of the service (33 + 8·N bits).
///
/// Recorded frames prove the layout.
public struct Message1300: SingleNumberMessage, Equatable {
  /// 1300.
  @inline(__always)
  public static var number: UInt16 { 1300 }

  /// Name of the reference system (DF562, DF563).
  public var name = CRSText()
  /// Epoch of the coordinates, 0.01 years (DF564).
  public var coordinateEpochRaw: UInt16 = 0

  /// All fields zero, all lists empty.
  public init() {}

  /// Epoch of the coordinates, years; NaN where not available.
  public var coordinateEpoch: Double { DataField.df564.value(coordinateEpochRaw) }

  /// The fields in the order of transmission.
  @inline(__always)
  public static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.count(.df562, of: &m.name)
    v.text(.df563, &m.name)
    v.field(.df564, &m.coordinateEpochRaw)
  }
}
