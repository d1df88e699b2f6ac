import CRS
import Estimation
import Geodesy
import Glibc

/// Options of a fit beside its model.
struct FitSettings {
  var convention: Helmert.Convention = .coordinateFrame
  var form: Helmert.RotationForm = .smallAngle
  var options: FitOptions
}

/// The estimate of one model, with what a parameter file needs of the model.
struct FitRun {
  /// The models of `Estimation` behind a `FitModel`.
  enum Model {
    case translation(TranslationModel)
    case molodensky(MolodenskyModel)
    case translationScale(TranslationScaleModel)
    case turn(NormalRotationModel, latitude: Double, longitude: Double)
    case similarity(SimilarityModel)
    case plane(PlaneSimilarityModel)
    case ellipsoid(GeodeticSevenModel)
    case polynomial(PlanePolynomialModel)

    var observation: any ObservationModel {
      switch self {
      case .translation(let model): model
      case .molodensky(let model): model
      case .translationScale(let model): model
      case .turn(let model, _, _): model
      case .similarity(let model): model
      case .plane(let model): model
      case .ellipsoid(let model): model
      case .polynomial(let model): model
      }
    }
  }

  let kind: FitModel
  let settings: FitSettings
  let model: Model
  let fit: Fit

  /// Whether the model can be had from systems and coordinates; else why not.
  static func obstacle(_ kind: FitModel, _ source: FitSystem, _ target: FitSystem, dimension: Int) -> String? {
    if kind.isPlane {
      if source.isProjected, target.isProjected { return nil }
      return text(
        zh: "\(kind.word) 只用于平面坐标：--from 和 --to 应为投影坐标系或 local",
        en: "\(kind.word) takes plane coordinates: --from and --to should be projected systems or “local”")
    }
    if source.crs == nil || target.crs == nil {
      return text(
        zh: "\(kind.word) 需要椭球上的坐标系，不能用 local", en: "\(kind.word) needs systems on an ellipsoid; “local” is none")
    }
    if kind.isSpatial, dimension < 3 {
      return text(zh: "\(kind.word) 每侧需要三个坐标（含大地高）", en: "\(kind.word) needs three coordinates on each side, ellipsoidal heights included")
    }
    return nil
  }

  init(_ kind: FitModel, _ raw: [FitPoint], _ source: FitSystem, _ target: FitSystem, _ settings: FitSettings) throws(EstimationError) {
    let points = Self.points(kind, raw, source, target)
    let fitted = points.filter { $0.role == .fitted }
    switch kind {
    case .translation3: model = .translation(TranslationModel())
    case .translationScale4: model = .translationScale(TranslationScaleModel())
    case .geodetic4:
      let middle = raw.reduce(SIMD3<Double>.zero) { $0 + $1.source.geodetic } / Double(max(raw.count, 1)) * (180 / .pi)
      // A hundredth of a degree: the centre is a convention that goes into the file.
      let (latitude, longitude) = ((middle.x * 100).rounded() / 100, (middle.y * 100).rounded() / 100)
      model = .turn(
        NormalRotationModel(centreLatitude: latitude * .pi / 180, centreLongitude: longitude * .pi / 180), latitude: latitude,
        longitude: longitude)
    case .helmert7: model = .similarity(SimilarityModel(convention: settings.convention, form: settings.form))
    case .molodenskyBadekas:
      let pivot = fitted.reduce(SIMD3<Double>.zero) { $0 + $1.source } / Double(max(fitted.count, 1))
      model = .similarity(
        SimilarityModel(convention: settings.convention, form: settings.form, pivot: pivot.rounded(.toNearestOrEven)))
    case .molodensky, .abridgedMolodensky:
      let (from, to) = (source.crs?.datum.ellipsoid ?? .cgcs2000, target.crs?.datum.ellipsoid ?? .cgcs2000)
      model = .molodensky(MolodenskyModel(from: from, to: to, abridged: kind == .abridgedMolodensky))
    case .plane4: model = .plane(PlaneSimilarityModel(centroidOf: fitted))
    case .geodetic7:
      let (from, to) = (source.crs?.datum.ellipsoid ?? .cgcs2000, target.crs?.datum.ellipsoid ?? .cgcs2000)
      model = .ellipsoid(GeodeticSevenModel(from: from, to: to))
    case .polynomial(let degree): model = .polynomial(PlanePolynomialModel(degree: degree, around: fitted))
    }
    self.kind = kind
    self.settings = settings
    fit = try Self.fit(model.observation, points, settings.options)
  }

  private static func fit(_ model: some ObservationModel, _ points: [CommonPoint], _ options: FitOptions) throws(EstimationError) -> Fit {
    try Fit(model, points, options)
  }

  /// The points in the coordinates and axes of a model.
  static func points(_ kind: FitModel, _ raw: [FitPoint], _ source: FitSystem, _ target: FitSystem) -> [CommonPoint] {
    let middle = raw.reduce(SIMD3<Double>.zero) { $0 + $1.target.geodetic } / Double(max(raw.count, 1))
    return raw.map { point in
      let local = kind.isPlane ? Matrix3.identity : point.target.local
      // σ of the file run along X, Y, Z or along north, east, up; the model's residuals too.
      func covariance(_ sigma: SIMD3<Double>?, _ system: FitSystem) -> Matrix3 {
        guard let sigma else { return Matrix3(diagonal: .zero) }
        let own = Matrix3(diagonal: sigma * sigma)
        if kind.isSpatial { return system.isGeocentric ? own : local.transpose * own * local }
        return system.isGeocentric ? local * own * local.transpose : own
      }
      let axes = kind.isSpatial && !target.isGeocentric ? local : .identity
      let (from, to): (SIMD3<Double>, SIMD3<Double>) =
        kind.isSpatial
        ? (point.source.geocentric, point.target.geocentric)
        : kind == .geodetic7 ? (point.source.geodetic, point.target.geodetic) : (point.source.given, point.target.given)
      return CommonPoint(
        name: point.name, source: from, target: to, sourceCovariance: covariance(point.sourceSigma, source),
        targetCovariance: covariance(point.targetSigma ?? .one, target), axes: axes, local: kind.isSpatial ? local : .identity,
        plan: plan(point, target, middle), role: point.isCheck ? .check : .fitted)
    }
  }

  /// North and east of a place near the points, good enough for extents and pictures.
  private static func plan(_ point: FitPoint, _ target: FitSystem, _ middle: SIMD3<Double>) -> SIMD2<Double> {
    if target.isProjected { return [point.target.given.x, point.target.given.y] }
    let d = point.target.geodetic - middle
    return [d.x * 6_371_000, d.y * 6_371_000 * cos(middle.x)]
  }
}
