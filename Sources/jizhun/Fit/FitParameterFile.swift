import CRS
import Estimation
import Geodesy
import SurveyFiles

/// The parameter file of a fit.
extension FitRun {
  /// What the file says beside numbers.
  struct Labels {
    var name: String
    var label: String?
    var classification: ParameterFile.Classification
  }

  /// The estimated set, ready to be used by `transform --parameters`.
  func parameterFile(
    _ points: [FitPoint], from source: FitSystem, to target: FitSystem, area: ParameterFile.Area?, labels: Labels
  ) throws(CommandError) -> ParameterFile {
    let arcSecond = Double.pi / 648_000
    let p = fit.adjustment.parameters
    var values: [ParameterKey: Double] = [:]
    var keys: [ParameterKey] = []
    var units: [Double] = []
    func add(_ key: ParameterKey, _ value: Double, unit: Double = 1) {
      values[key] = value / unit
      keys.append(key)
      units.append(unit)
    }
    var covariance = fit.covariance
    switch model {
    case .translation, .molodensky, .translationScale, .turn:
      for (i, key) in [ParameterKey.tx, .ty, .tz].enumerated() { add(key, p[i]) }
      if case .translationScale = model { add(.scale, p[3], unit: 1e-6) }
      if case .turn(_, let latitude, let longitude) = model {
        add(.rotation, p[3], unit: arcSecond)
        values[.originLatitude] = latitude
        values[.originLongitude] = longitude
      }
    case .similarity, .ellipsoid:
      for (i, key) in [ParameterKey.tx, .ty, .tz].enumerated() { add(key, p[i]) }
      for (i, key) in [ParameterKey.rx, .ry, .rz].enumerated() { add(key, p[3 + i], unit: arcSecond) }
      add(.scale, p[6], unit: 1e-6)
      if case .similarity(let similarity) = model, kind == .molodenskyBadekas {
        values[.px] = similarity.pivot.x
        values[.py] = similarity.pivot.y
        values[.pz] = similarity.pivot.z
      }
    case .plane(let plane):
      let origin = plane.aboutOrigin(p)
      add(.tNorth, origin.translation.x)
      add(.tEast, origin.translation.y)
      add(.rotation, p[2], unit: arcSecond)
      add(.scale, p[3], unit: 1e-6)
      covariance = DenseMatrix.propagated(covariance, through: origin.derivatives)
    case .polynomial(let polynomial):
      values[.degree] = Double(polynomial.degree)
      values[.originNorth] = polynomial.centre.x
      values[.originEast] = polynomial.centre.y
      values[.unit] = polynomial.length
      for (i, e) in polynomial.exponents.enumerated() { add(.north(e.u, e.v), p[i]) }
      for (i, e) in polynomial.exponents.enumerated() { add(.east(e.u, e.v), p[polynomial.termCount + i]) }
    }
    var triangle: [Double] = []
    for i in keys.indices {
      for j in 0...i { triangle.append(covariance[i, j] / (units[i] * units[j])) }
    }
    let quality = fit.crossValidation ?? fit.inner
    let similar = kind == .helmert7 || kind == .molodenskyBadekas
    let file = ParameterFile(
      name: labels.name, model: kind.parameterModel, source: source.description(plane: kind.isPlane),
      target: target.description(plane: kind.isPlane),
      convention: similar ? (settings.convention == .positionVector ? .positionVector : .coordinateFrame) : nil,
      rotationForm: similar ? (settings.form == .exact ? .exact : .smallAngle) : nil, values: values,
      area: area ?? Self.area(trusted(points), source, plane: kind.isPlane),
      accuracy: ParameterFile.Accuracy(horizontal: quality.horizontal, vertical: kind.isSpatial ? quality.axes.z : nil),
      covariance: ParameterFile.Covariance(keys: keys, lowerTriangle: triangle), label: labels.label, classification: labels.classification)
    do {
      try file.check(file: labels.name)
    } catch {
      throw CommandError(.data, error.message(chinese: Language.current == .zh))
    }
    return file
  }

  /// The points that fit or check the parameters, without those left out.
  func trusted(_ points: [FitPoint]) -> [FitPoint] {
    zip(points, fit.points).filter { pair in
      pair.1.counts || pair.1.state == .check
    }.map(\.0)
  }

  /// The rectangle of the points, wider by a tenth of its larger side: the parameters interpolate, and hardly extrapolate.
  static func area(_ points: [FitPoint], _ source: FitSystem, plane: Bool) -> ParameterFile.Area {
    let isPlane = plane && source.crs == nil
    let places = points.map { isPlane ? $0.source.given : $0.source.geodetic * (180 / .pi) }
    var (low, high) = (places.first ?? .zero, places.first ?? .zero)
    for place in places {
      low = pointwiseMin(low, place)
      high = pointwiseMax(high, place)
    }
    let margin = 0.1 * max(high.x - low.x, high.y - low.y)
    if isPlane {
      return .plane(
        minNorth: (low.x - margin).rounded(.down), minEast: (low.y - margin).rounded(.down), maxNorth: (high.x + margin).rounded(.up),
        maxEast: (high.y + margin).rounded(.up))
    }
    func down(_ x: Double) -> Double { ((x - margin) * 1e4).rounded(.down) / 1e4 }
    func up(_ x: Double) -> Double { ((x + margin) * 1e4).rounded(.up) / 1e4 }
    return .geographic(south: max(down(low.x), -90), west: down(low.y), north: min(up(high.x), 90), east: up(high.y))
  }
}
