/// A point known in both systems (重合点, common point), in the coordinates of the model that is to be estimated.
public struct CommonPoint: Sendable {
  /// What the point is for.
  public enum Role: Sendable {
    /// It takes part in the estimation.
    case fitted
    /// It is held out, to check the result (外部检核点).
    case check
  }

  /// The name of the point.
  public let name: String
  /// Coordinates in the source system: what the model takes (X, Y, Z; northing, easting; B, L in radians).
  public let source: SIMD3<Double>
  /// Coordinates in the target system.
  public let target: SIMD3<Double>
  /// Covariance of the source coordinates along the axes of the model's residuals, m².
  public var sourceCovariance: Matrix3
  /// Covariance of the target coordinates along the axes of the model's residuals, m².
  public var targetCovariance: Matrix3
  /// Rows: the directions, in the axes of the model's residuals, that the coordinates of the file point to. Gross errors are looked for
  /// along them.
  public let axes: Matrix3
  /// Rows: north, east and up at the point, in the axes of the model's residuals.
  public let local: Matrix3
  /// North and east of some fixed place, metres, good to a part in 1000: for the extent of the points and for pictures.
  public let plan: SIMD2<Double>
  /// What the point is for.
  public var role: Role

  /// A common point.
  public init(
    name: String, source: SIMD3<Double>, target: SIMD3<Double>, sourceCovariance: Matrix3, targetCovariance: Matrix3,
    axes: Matrix3 = .identity, local: Matrix3 = .identity, plan: SIMD2<Double>, role: Role = .fitted
  ) {
    self.name = name
    self.source = source
    self.target = target
    self.sourceCovariance = sourceCovariance
    self.targetCovariance = targetCovariance
    self.axes = axes
    self.local = local
    self.plan = plan
    self.role = role
  }
}
