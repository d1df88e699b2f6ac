import CRS
import Geodesy
import Glibc
import SurveyFiles

/// How a point of one system becomes one of another, with what is needed to carry metres through it.
///
/// A coordinate operation is one; so is a plane model between planes without a place on the Earth (`local`).
struct PointMap {
  /// A side of the map.
  struct Side {
    /// The ellipsoid where the first two coordinates are degrees on it; nil where they are metres.
    let degreesOn: Ellipsoid?
    /// Keys in JSON and names in messages.
    let keys: [String]
    let names: [String]

    init(_ crs: CoordinateReferenceSystem) {
      degreesOn = crs.isGeographic ? crs.datum.ellipsoid : nil
      let system = FitSystem.crs(crs)
      names = system.coordinateNames
      keys = crs.isGeographic ? ["lat", "lon", "h"] : crs.form == .geocentric ? ["x", "y", "z"] : ["north", "east", "h"]
    }

    /// A plane of its own.
    static let local = Side()
    private init() {
      (degreesOn, keys, names) = (nil, ["north", "east", "h"], FitSystem.planeNames)
    }

    /// Metres for a unit of each coordinate near a point: north and east where they are degrees.
    func metres(at p: SIMD3<Double>) -> SIMD3<Double> {
      guard let ellipsoid = degreesOn else { return .one }
      let latitude = p.x * .pi / 180
      let parallel = (ellipsoid.primeVerticalRadius(latitude: latitude) + p.z) * cos(latitude)
      // At a pole a metre has no longitude: a centimetre from it stands for it.
      return [(ellipsoid.meridianRadius(latitude: latitude) + p.z) * .pi / 180, max(parallel, 0.01) * .pi / 180, 1]
    }
  }

  let source: Side
  let target: Side
  /// True where the third coordinate takes part.
  let usesThird: Bool
  /// True where a point brings its own epoch.
  let takesEpochs: Bool
  private let apply: (SIMD3<Double>, Double) throws(CoordinateError) -> SIMD3<Double>

  /// The map of a coordinate operation.
  init(_ operation: CoordinateOperation) {
    source = Side(operation.source)
    target = Side(operation.target)
    usesThird = operation.needsThirdCoordinate
    takesEpochs = operation.takesEpochs
    apply = { p, epoch throws(CoordinateError) in
      let q = try operation.apply(p.x, p.y, p.z, epoch: epoch)
      return [q.0, q.1, q.2]
    }
  }

  /// The map of a plane model, in either direction. `area` is in coordinates of the model's source, a plane.
  init(plane transformation: DatumTransformation, inverse: Bool, from source: Side, to target: Side, area: AreaOfValidity?) {
    self.source = source
    self.target = target
    usesThird = false
    takesEpochs = false
    apply = { p, _ throws(CoordinateError) in
      let q = try transformation.apply(p.x, p.y, p.z, inverse: inverse)
      let place = inverse ? (q.0, q.1) : (p.x, p.y)
      if let area, !area.contains(place.0, place.1) { throw .outsideArea }
      return [q.0, q.1, q.2]
    }
  }

  /// The point in the target system; with its epoch, decimal year, where the map takes one.
  func callAsFunction(_ p: SIMD3<Double>, epoch: Double) throws(CoordinateError) -> SIMD3<Double> { try apply(p, epoch) }
}
