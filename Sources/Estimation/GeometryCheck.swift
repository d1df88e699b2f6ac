/// Whether common points are enough and well spread for a model.
enum GeometryCheck {
  /// Warnings for points that take part.
  static func warnings(_ points: [CommonPoint], dimension: Int, parameterCount u: Int) -> [FitWarning] {
    var warnings: [FitWarning] = []
    // Observations half as many again as parameters, and two points more than the model needs: then each point is checked by others, and
    // one that fails leaves the rest checked. CH/T 2014-2016 wants six for regional seven parameters; so does this rule.
    let needed = u / dimension + 1
    let recommended = max(needed + 2, (3 * u + 2 * dimension - 1) / (2 * dimension)) + (u == 7 && dimension == 3 ? 1 : 0)
    if points.count < recommended { warnings.append(.fewPoints(given: points.count, recommended: recommended)) }
    guard points.count > 1 else { return warnings }
    let count = Double(points.count)
    let centre = points.reduce(SIMD2<Double>.zero) { $0 + $1.plan } / count
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    var (low, high) = (points[0].plan, points[0].plan)
    for point in points {
      let d = point.plan - centre
      xx += d.x * d.x
      xy += d.x * d.y
      yy += d.y * d.y
      low = pointwiseMin(low, point.plan)
      high = pointwiseMax(high, point.plan)
    }
    // Seven parameters over 30 km: a centimetre tilts the frame by 0.07″, which is 2 m at the centre of the Earth.
    let extent = (high - low).max()
    if u == 7, extent < 30_000 { warnings.append(.smallExtent(metres: extent, recommended: 30_000)) }
    // Axes of the scatter: eigenvalues of its 2 × 2 matrix.
    let mean = (xx + yy) / 2
    let half = ((xx - yy) * (xx - yy) / 4 + xy * xy).squareRoot()
    let ratio = max((mean - half) / max(mean + half, .leastNormalMagnitude), 0).squareRoot()
    // At one to ten, an error along the short axis grows tenfold at the ends of a square region. Translations do not mind.
    if ratio < 0.1, u > 3 { warnings.append(.nearLine(ratio: ratio)) }
    return warnings
  }
}
