/// A way to make a corrector surface.
public struct RefinementMethod: Sendable, Hashable {
  /// How the height of a place enters.
  public enum HeightTerm: String, Sendable, CaseIterable {
    /// Not at all: a plain grid holds the model.
    case none
    /// ∂ζ/∂H is one number.
    case constant
    /// ∂ζ/∂H varies from place to place.
    case varying
  }

  /// The trend.
  public var trend: TrendSurface
  /// The covariance of the signal on top; nil: the trend alone.
  public var shape: CovarianceShape?
  /// The height term.
  public var height: HeightTerm
  /// Whether the covariance may reach farther in one direction than across it; see ``CovarianceStretch``.
  public var isDirectional: Bool

  /// A method.
  public init(trend: TrendSurface, shape: CovarianceShape? = nil, height: HeightTerm = .none, isDirectional: Bool = false) {
    (self.trend, self.shape, self.height, self.isDirectional) = (trend, shape, height, isDirectional)
  }

  /// Those that `auto` chooses from, without height terms, the simpler ones first.
  public static let candidates: [RefinementMethod] =
    [.plane, .quadratic, .cubic, .fourParameter, .fiveParameter, .sevenParameter].map { RefinementMethod(trend: $0) } + [
      RefinementMethod(trend: .constant, shape: .multiquadric), .kriging, .collocation(.gaussMarkov2), .collocation(.hirvonen),
      .collocation(.gaussian), .collocation(.exponential),
    ]

  /// Ordinary kriging with the exponential covariance.
  public static let kriging = RefinementMethod(trend: .constant, shape: .exponential)

  /// Least-squares collocation on top of a plane.
  public static func collocation(_ shape: CovarianceShape) -> RefinementMethod { RefinementMethod(trend: .plane, shape: shape) }

  /// The same with another height term.
  public func with(_ height: HeightTerm) -> RefinementMethod {
    var method = self
    method.height = height
    return method
  }

  /// The same with a covariance that has a direction.
  public var directional: RefinementMethod {
    var method = self
    method.isDirectional = true
    return method
  }

  /// Fits it: estimates the covariance, then the corrector.
  /// - Parameter isotropic: The covariance that was estimated for the same method without a direction, where it is known.
  public func corrector(_ points: [ControlPoint], isotropic: CovarianceModel? = nil) throws(RefinementError) -> Corrector {
    let covariance = try CovarianceEstimation.reml(
      points, trend: trend, hasHeight: height != .none, shape: shape, variesSlope: height == .varying && shape != nil,
      isDirectional: isDirectional, isotropic: isotropic)
    return try Corrector(points, trend: trend, hasHeight: height != .none, covariance: covariance)
  }
}
