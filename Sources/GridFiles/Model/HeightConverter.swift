public import Geodesy
import GravityField

/// Ellipsoidal heights H to normal heights h and back with a model: h = H − ζ.
///
/// What is added to the model's value is named, never taken for granted: the height-dependent term of the model, the difference of geoid and
/// quasi-geoid, another height datum, the permanent tide. All are linear in h, so both ways are closed and each other's inverse.
public struct HeightConverter: Sendable {
  /// A quantity that is the same everywhere or varies over a grid.
  public enum Quantity: Sendable {
    /// The same everywhere.
    case constant(Double)
    /// From a grid.
    case grid(HeightSampler)

    /// The quantity at a place.
    /// - Throws: ``GridAbsence`` of the grid.
    public func value(latitudeDegrees: Double, longitudeDegrees: Double) throws(GridAbsence) -> Double {
      switch self {
      case .constant(let value): value
      case .grid(let sampler): try sampler.anomaly(latitudeDegrees: latitudeDegrees, longitudeDegrees: longitudeDegrees)
      }
    }
  }

  /// The model.
  public let sampler: HeightSampler
  /// For a model of the geoid: the Bouguer anomaly, mGal (10⁻⁵ m/s²), by which ζ = N − Δg_B h ⁄ γ̄. Nil: the model's values are ζ.
  public var bouguerAnomaly: Quantity?
  /// What is added to normal heights of the model's datum to have those of another, metres; nil for nothing.
  public var datumOffset: Quantity?
  /// From the permanent-tide system of the model to that of the normal heights.
  public var geoidTide: (from: PermanentTide, to: PermanentTide)?
  /// From the permanent-tide system of the ellipsoidal heights to that of the normal heights.
  public var crustTide: (from: PermanentTide, to: PermanentTide)?

  /// A converter with the model alone.
  public init(_ sampler: HeightSampler) { self.sampler = sampler }

  /// True where the model's value alone counts, so that ``HeightSampler/anomalies(latitudesDegrees:longitudesDegrees:anomalies:)`` serves for many.
  public var isPlain: Bool {
    bouguerAnomaly == nil && datumOffset == nil && geoidTide == nil && crustTide == nil && !sampler.hasHeightGradient
  }

  /// H − h is c + s h.
  private struct Line {
    var c: Double
    var s: Double
  }

  private func line(_ latitude: Double, _ longitude: Double, _ height: Double) throws(GridAbsence) -> Line {
    let sample = try sampler.sample(latitudeDegrees: latitude, longitudeDegrees: longitude)
    var line = Line(c: sample.anomaly - sample.heightGradient * sampler.referenceHeight, s: sample.heightGradient)
    let radians = latitude * (.pi / 180)
    if let bouguerAnomaly {
      let anomaly = try bouguerAnomaly.value(latitudeDegrees: latitude, longitudeDegrees: longitude)
      // Heiskanen & Moritz, Physical Geodesy, 1967, ch. 8: N − ζ = Δg_B h ⁄ γ̄ to the second order, with mean normal gravity along the plumb line;
      // half the height is known well enough from either.
      let gravity = NormalField.cgcs2000.value(latitude: radians, ellipsoidalHeight: height / 2).magnitude
      line.s -= anomaly * 1e-5 / gravity
    }
    if let (from, to) = geoidTide { line.c += from.geoidCorrection(to: to, latitude: radians) }
    // H as given is H in the other system less the correction.
    if let (from, to) = crustTide { line.c -= from.crustCorrection(to: to, latitude: radians) }
    if let datumOffset {
      // h of the model's datum is h less the offset: H − h = c + s (h − d) − d.
      let offset = try datumOffset.value(latitudeDegrees: latitude, longitudeDegrees: longitude)
      line.c -= offset * (1 + line.s)
    }
    return line
  }

  /// The normal height of an ellipsoidal height, metres.
  /// - Throws: ``GridAbsence``; nothing is extrapolated.
  public func normalHeight(latitudeDegrees: Double, longitudeDegrees: Double, ellipsoidalHeight: Double) throws(GridAbsence) -> Double {
    let line = try line(latitudeDegrees, longitudeDegrees, ellipsoidalHeight)
    return (ellipsoidalHeight - line.c) / (1 + line.s)
  }

  /// The ellipsoidal height of a normal height, metres.
  /// - Throws: ``GridAbsence``; nothing is extrapolated.
  public func ellipsoidalHeight(latitudeDegrees: Double, longitudeDegrees: Double, normalHeight: Double) throws(GridAbsence) -> Double {
    let line = try line(latitudeDegrees, longitudeDegrees, normalHeight)
    return normalHeight + line.c + line.s * normalHeight
  }

  /// σ of the model at a place, metres; nil where the model states none.
  /// - Throws: ``GridAbsence``
  public func sigma(latitudeDegrees: Double, longitudeDegrees: Double) throws(GridAbsence) -> Double? {
    try sampler.sample(latitudeDegrees: latitudeDegrees, longitudeDegrees: longitudeDegrees).sigma
  }
}
