/// How a grid of residuals is to be used, and what it is worth: the end of 1023 and 1024.
public struct ResidualGridUse: Equatable, BitwiseCopyable, Sendable {
  /// 0 bilinear, 1 biquadratic, 2 bispline (DF212).
  public var horizontalInterpolation: UInt8 = 0
  /// 0 bilinear, 1 biquadratic, 2 bispline (DF213).
  public var verticalInterpolation: UInt8 = 0
  /// 0 unknown, then at most 10, 20, 50, 100, 200, 500 mm; 7 more (DF216).
  public var horizontalQuality: UInt8 = 0
  /// 0 unknown, then at most 10, 20, 50, 100, 200, 500 mm; 7 more (DF217).
  public var verticalQuality: UInt8 = 0
  /// Day of the grid, modified Julian day, days (DF051).
  public var modifiedJulianDay: UInt16 = 0

  /// All fields zero.
  public init() {}

  /// The fields in the order of transmission.
  @inline(__always)
  static func visit<V: FieldVisitor>(_ m: inout Self, _ v: inout V) {
    v.field(.df212, &m.horizontalInterpolation)
    v.field(.df213, &m.verticalInterpolation)
    v.field(.df216, &m.horizontalQuality)
    v.field(.df217, &m.verticalQuality)
    v.field(.df051, &m.modifiedJulianDay)
  }
}
