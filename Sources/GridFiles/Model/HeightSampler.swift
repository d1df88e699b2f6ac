public import Geodesy

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A model made ready to answer: each of its grids with the interpolation of one method. A value, safe to share between threads.
public struct HeightSampler: Sendable {
  /// Why a method serves.
  public enum Choice: Sendable, Equatable {
    /// The caller named it.
    case requested
    /// The model's header asks for it.
    case header
    /// Neither did: the cubic B-spline, which costs least between the nodes.
    case standard
  }

  /// What a model says of a place.
  public struct Sample: Sendable, Equatable {
    /// ζ or N at the reference height of the model, metres.
    public let anomaly: Double
    /// ∂ζ/∂h, metres per metre; 0 for a model without.
    public let heightGradient: Double
    /// σ of the anomaly, metres; nil for a model without.
    public let sigma: Double?
  }

  private struct Layer: Sendable {
    let anomaly: GridInterpolator
    let sigma: GridInterpolator?
    let heightGradient: GridInterpolator?
    /// The smaller goes first.
    let cell: Double
  }

  /// The interpolation of ζ. σ and the height-dependent term vary slowly and are always bilinear.
  public let method: GridInterpolation
  /// Why.
  public let choice: Choice
  /// See ``HeightModel/referenceHeight``.
  public let referenceHeight: Double
  /// Whether the model has a height-dependent term.
  public let hasHeightGradient: Bool
  private let layers: [Layer]

  /// Prepares a model. The spline's coefficients take twice the memory of the nodes.
  /// - Parameter method: nil for what the model's header asks for, else the spline.
  public init(_ model: HeightModel, method: GridInterpolation? = nil) { self.init(HeightModelFile(model), method: method) }

  /// Prepares a file whose nodes are read when a place needs them: the values are those of the whole model, those of the spline to 10⁻¹² m.
  /// - Parameter method: nil for what the model's header asks for, else the spline.
  public init(_ model: HeightModelFile, method: GridInterpolation? = nil) {
    let chosen = method ?? model.properties.interpolation ?? .spline
    self.method = chosen
    choice = method != nil ? .requested : model.properties.interpolation != nil ? .header : .standard
    referenceHeight = model.referenceHeight
    hasHeightGradient = model.parts.contains { $0.heightGradient != nil }
    layers = model.parts.map { part in
      Layer(
        anomaly: part.anomaly.interpolator(chosen), sigma: part.sigma?.interpolator(.bilinear),
        heightGradient: part.heightGradient?.interpolator(.bilinear),
        cell: part.anomaly.places.rowStep * part.anomaly.places.columnStep)
    }.sorted { $0.cell < $1.cell }
  }

  /// What the model says of a place.
  /// - Parameters:
  ///   - latitudeDegrees: −90…90.
  ///   - longitudeDegrees: −360…720: any turn.
  /// - Throws: ``GridAbsence``; nothing is extrapolated.
  public func sample(latitudeDegrees: Double, longitudeDegrees: Double) throws(GridAbsence) -> Sample {
    let (layer, gradient) = try find(latitudeDegrees, longitudeDegrees)
    func value(_ interpolator: GridInterpolator?) throws(GridAbsence) -> Double? {
      guard let interpolator else { return nil }
      return try interpolator.value(latitudeDegrees, longitudeDegrees)
    }
    var sigma: Double?
    do throws(GridAbsence) {
      // A negative one is none.
      sigma = try value(layer.sigma).flatMap { $0 < 0 ? nil : $0 }
    } catch {
      // An anomaly without an accuracy there is still an anomaly, but not in a file that is damaged there.
      if case .unreadable = error { throw error }
    }
    // Without its height-dependent term it would be another.
    return Sample(anomaly: gradient.value, heightGradient: try value(layer.heightGradient) ?? 0, sigma: sigma)
  }

  /// The anomaly alone, metres, at the reference height.
  /// - Throws: ``GridAbsence``
  public func anomaly(latitudeDegrees: Double, longitudeDegrees: Double) throws(GridAbsence) -> Double {
    try find(latitudeDegrees, longitudeDegrees).gradient.value
  }

  /// The anomaly with its derivatives by latitude and longitude, per degree.
  /// - Throws: ``GridAbsence``
  public func gradient(latitudeDegrees: Double, longitudeDegrees: Double) throws(GridAbsence) -> GridInterpolator.Gradient {
    try find(latitudeDegrees, longitudeDegrees).gradient
  }

  /// The anomalies at many places, metres; NaN where there is none. No allocation; all columns have the same count (a precondition).
  public func anomalies(latitudesDegrees: Span<Double>, longitudesDegrees: Span<Double>, anomalies: inout MutableSpan<Double>) {
    precondition(longitudesDegrees.count == latitudesDegrees.count && anomalies.count == latitudesDegrees.count)
    layers[0].anomaly.values(first: latitudesDegrees, second: longitudesDegrees, results: &anomalies)
    for i in latitudesDegrees.indices {
      let (latitude, longitude) = (latitudesDegrees[i], longitudesDegrees[i])
      if abs(latitude) > 90 || longitude < -360 || longitude > 720 { anomalies[i] = .nan }
      if anomalies[i].isNaN, layers.count > 1 {
        do throws(GridAbsence) {
          anomalies[i] = try anomaly(latitudeDegrees: latitude, longitudeDegrees: longitude)
        } catch {
          anomalies[i] = .nan
        }
      }
    }
  }

  /// The finest grid with a value at a place.
  private func find(_ latitude: Double, _ longitude: Double) throws(GridAbsence) -> (layer: Layer, gradient: GridInterpolator.Gradient) {
    guard abs(latitude) <= 90, longitude >= -360, longitude <= 720 else { throw .notAPosition }
    var reason = GridAbsence.outside
    for layer in layers {
      do throws(GridAbsence) {
        return (layer, try layer.anomaly.gradient(latitude, longitude))
      } catch {
        // A coarser grid does not stand in for a finer one that is damaged.
        if case .unreadable = error { throw error }
        if error == .noData { reason = .noData }
      }
    }
    throw reason
  }
}

extension HeightSampler {
  /// The deflection of the vertical.
  public struct Deflection: Sendable, Equatable {
    /// ξ, the northern component, radians.
    public let xi: Double
    /// η, the eastern component, radians.
    public let eta: Double
  }

  /// The deflection of the vertical that follows from the slope of the surface: ξ = −∂N/(M ∂φ), η = −∂N/(N cos φ ∂λ) (Heiskanen & Moritz, *Physical
  /// Geodesy*, 1967, ch. 2, with the radii of curvature for the sphere's). Of a quasi-geoid it lacks Molodensky's term Δg tan β⁄γ, which is
  /// below 0.1″ per 50 mGal and 10 % of slope.
  /// - Throws: ``GridAbsence``: `noData` also beside a gap, where there is no slope, and at the poles.
  public func deflection(latitudeDegrees: Double, longitudeDegrees: Double, on ellipsoid: Ellipsoid) throws(GridAbsence) -> Deflection {
    let slope = try gradient(latitudeDegrees: latitudeDegrees, longitudeDegrees: longitudeDegrees)
    let latitude = latitudeDegrees * (.pi / 180)
    let degree = 180 / Double.pi
    let meridian = ellipsoid.meridianRadius(latitude: latitude)
    let parallel = ellipsoid.primeVerticalRadius(latitude: latitude) * (90 - abs(latitudeDegrees) < 1e-9 ? 0 : cos(latitude))
    guard parallel > 0, !slope.perFirst.isNaN, !slope.perSecond.isNaN else { throw .noData }
    return Deflection(xi: -slope.perFirst * degree / meridian, eta: -slope.perSecond * degree / parallel)
  }
}
