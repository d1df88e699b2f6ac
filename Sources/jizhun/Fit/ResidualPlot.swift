import Estimation

/// The residuals as vectors on a plan of the points, in SVG. The plan has a length scale and no coordinates.
struct ResidualPlot {
  private let points: [PointResult]
  private let spatial: Bool
  private let language: Language

  private static let (width, height, margin) = (760.0, 560.0, 70.0)

  init(_ fit: Fit, _ language: Language) {
    points = fit.points
    spatial = fit.dimension == 3
    self.language = language
  }

  /// 1, 2 or 5 times a power of ten, not above a length.
  static func round(below length: Double) -> Double {
    guard length > 0, length.isFinite else { return 1 }
    var power = 1.0
    while power > length { power /= 10 }
    while power * 10 <= length { power *= 10 }
    return power * 5 <= length ? power * 5 : power * 2 <= length ? power * 2 : power
  }

  /// A length with its unit.
  static func length(_ metres: Double) -> String {
    if metres >= 1000 { return FitReport.fixed(metres / 1000, 0) + " km" }
    if metres >= 1 { return FitReport.fixed(metres, 0) + " m" }
    return FitReport.fixed(metres * 1000, metres < 0.001 ? 3 : 0) + " mm"
  }

  /// The `<svg>` element.
  func svg() -> String {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    func n(_ x: Double) -> String { FitReport.fixed(x, 1) }
    func line(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double)) -> String {
      "<line x1=\"\(n(a.x))\" y1=\"\(n(a.y))\" x2=\"\(n(b.x))\" y2=\"\(n(b.y))\""
    }
    let (w, h, m) = (Self.width, Self.height, Self.margin)
    var (low, high) = (points.first?.plan ?? .zero, points.first?.plan ?? .zero)
    for point in points {
      low = pointwiseMin(low, point.plan)
      high = pointwiseMax(high, point.plan)
    }
    let span = SIMD2(max(high.x - low.x, 1), max(high.y - low.y, 1))
    let scale = min((w - 2 * m) / span.y, (h - 2 * m - 40) / span.x)
    let middle = (low + high) / 2
    func place(_ p: SIMD2<Double>) -> (x: Double, y: Double) {
      (w / 2 + (p.y - middle.y) * scale, (h - 40) / 2 - (p.x - middle.x) * scale)
    }
    // The longest vector of a sound point gets 60 pixels; others are cut at twice that, and dashed.
    let lengths = points.map { point -> Double in
      let v = point.residual
      return max((v.x * v.x + v.y * v.y).squareRoot(), spatial ? abs(v.z) : 0)
    }
    var anyCut = false
    let sound = zip(points, lengths).filter { $0.0.counts }.map(\.1)
    let longest = max(sound.max() ?? 0, 1e-6)
    let perMetre = 60 / longest
    var svg = "<svg viewBox=\"0 0 \(Int(w)) \(Int(h))\" role=\"img\" aria-label=\"\(t("残差矢量图", "Residual vectors"))\">\n"
    svg += "<defs>"
    for (id, colour) in [("fitted", "#b3261e"), ("out", "#8a8a8a"), ("check", "#00639b")] {
      svg += "<marker id=\"\(id)\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"6\" markerHeight=\"6\" orient=\"auto\">"
      svg += "<path d=\"M0 0 8 4 0 8z\" fill=\"\(colour)\"/></marker>"
    }
    svg += "</defs>\n<rect width=\"\(Int(w))\" height=\"\(Int(h))\" fill=\"#fff\"/>\n"
    for point in points {
      let at = place(point.plan)
      var v = SIMD2(point.residual.x, point.residual.y) * perMetre
      let size = (v.x * v.x + v.y * v.y).squareRoot()
      let dash = size > 120 ? " stroke-dasharray=\"6 4\"" : ""
      if size > 120 { (v, anyCut) = (v * (120 / size), true) }
      let (id, colour): (String, String)
      switch point.state {
      case .fitted: (id, colour) = ("fitted", "#b3261e")
      case .rejected: (id, colour) = ("out", "#8a8a8a")
      case .check: (id, colour) = ("check", "#00639b")
      }
      if spatial {
        let up = min(max(point.residual.z * perMetre, -120), 120)
        svg += line(at, (at.x, at.y - up)) + " stroke=\"#2e7d32\" stroke-width=\"4\" opacity=\".45\"/>\n"
      }
      svg += line(at, (at.x + v.y, at.y - v.x)) + " stroke=\"\(colour)\" stroke-width=\"1.6\"\(dash) marker-end=\"url(#\(id))\"/>\n"
      switch point.state {
      case .fitted: svg += "<circle cx=\"\(n(at.x))\" cy=\"\(n(at.y))\" r=\"3.5\" fill=\"#1c1b1f\"/>"
      case .rejected:
        svg += "<path d=\"M\(n(at.x - 5)) \(n(at.y - 5))l10 10m0 -10l-10 10\" stroke=\"\(colour)\" stroke-width=\"2\"/>"
      case .check:
        svg += "<path d=\"M\(n(at.x)) \(n(at.y - 6))l5.5 10h-11z\" fill=\"#fff\" stroke=\"\(colour)\" stroke-width=\"1.6\"/>"
      }
      // The name stands away from the arrow.
      let right = v.y <= 0
      svg +=
        "<text x=\"\(n(at.x + (right ? 9 : -9)))\" y=\"\(n(at.y + (v.x >= 0 ? 14 : -7)))\" text-anchor=\"\(right ? "start" : "end")\">"
      svg += "\(FitReport.escaped(point.name))</text>\n"
    }
    // Scales: of the plan and of the vectors; north.
    let plan = Self.round(below: 150 / scale)
    let vector = Self.round(below: 80 / perMetre)
    let y = h - 22
    svg += "<g stroke=\"#1c1b1f\" stroke-width=\"1.6\"><path d=\"M30 \(n(y - 5))v5h\(n(plan * scale))v-5\" fill=\"none\"/>"
    svg += "<path d=\"M\(n(w - 40)) 64V26m-6 12l6 -14 6 14\" fill=\"none\"/></g>\n"
    svg += line((330, y), (330 + vector * perMetre, y)) + " stroke=\"#b3261e\" stroke-width=\"1.6\" marker-end=\"url(#fitted)\"/>\n"
    svg += "<text x=\"30\" y=\"\(n(y - 9))\">\(Self.length(plan))</text><text x=\"\(n(w - 45))\" y=\"80\">N</text>"
    svg += "<text x=\"330\" y=\"\(n(y - 9))\">\(t("残差", "residual")) \(Self.length(vector))</text>"
    var key = t("● 计算　× 剔除　△ 检核", "● fitted  × left out  △ check")
    if spatial { key += t("　绿色：高程", "  green: up") }
    if anyCut { key += t("　虚线：截短", "  dashed: cut short") }
    svg += "<text x=\"\(n(w - 20))\" y=\"\(n(y))\" text-anchor=\"end\">\(key)</text>\n</svg>\n"
    return svg
  }
}
