public import Geodesy

/// Molodensky's formulas (莫洛金斯基): three translations that act on latitude, longitude and height. Source: EPSG methods 9604 (standard) and 9605
/// (abridged). Parameters: T in metres.
///
/// The derivatives are those of the translation that the formulas approximate: to 10⁻⁴ in the standard form, 10⁻³ in the abridged, which
/// costs the adjustment a step or two and σ of the parameters as much.
public struct MolodenskyModel: ObservationModel {
  /// The ellipsoid of the source.
  public let source: Ellipsoid
  /// The ellipsoid of the target.
  public let target: Ellipsoid
  /// True for the abridged formulas.
  public let abridged: Bool

  /// The model between two ellipsoids.
  public init(from source: Ellipsoid, to target: Ellipsoid, abridged: Bool) {
    (self.source, self.target, self.abridged) = (source, target, abridged)
  }

  /// Three.
  public var dimension: Int { 3 }
  /// Three.
  public var parameterCount: Int { 3 }

  /// Target minus source, X, Y, Z.
  public func observation(of point: CommonPoint) -> SIMD3<Double> { point.target - point.source }

  /// What the formulas add to X, Y, Z; NaN for a source that is no position near the Earth.
  public func prediction(at position: SIMD3<Double>, _ p: [Double], partials: inout [SIMD3<Double>]) -> SIMD3<Double> {
    for axis in 0..<3 {
      partials[axis] = .zero
      partials[axis][axis] = 1
    }
    let formulas = Molodensky(
      translation: GeocentricPosition(x: p[0], y: p[1], z: p[2]), from: source, to: target, abridged: abridged)
    guard let place = try? source.geodetic(GeocentricPosition(x: position.x, y: position.y, z: position.z)),
      let moved = try? target.geocentric(formulas.forward(place))
    else { return SIMD3(repeating: .nan) }
    return SIMD3(moved.x, moved.y, moved.z) - position
  }
}
