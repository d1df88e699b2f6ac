import Refinement

/// Maps and the histogram of a report, in SVG that needs nothing else.
struct GeoidMaps {
  let report: GeoidFitReport
  let language: Language

  private static let (width, height, margin) = (760.0, 600.0, 24.0)
  /// Blue over white to red, for values of both signs.
  private static let diverging = ["#2166ac", "#67a9cf", "#d1e5f0", "#f7f7f7", "#fddbc7", "#ef8a62", "#b2182b"]
  /// Light to dark, for values that are more or less.
  private static let sequential = ["#f7fbff", "#deebf7", "#c6dbef", "#9ecae1", "#6baed6", "#3182bd", "#08519c"]

  private func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
  private func n(_ x: Double) -> String { FitReport.fixed(x, 1) }

  /// Longitude, scaled, and latitude to pixels.
  private struct Plane {
    let west: Double, north: Double, scale: Double, shrink: Double, left: Double, top: Double
    func place(_ latitude: Double, _ longitude: Double) -> (x: Double, y: Double) {
      (left + (longitude - west) * shrink * scale, top + (north - latitude) * scale)
    }
  }

  private func plane() -> Plane {
    let all = (report.points.fitted + report.points.checks).map(\.control)
    var (south, north) = (all.map(\.latitudeDegrees).min() ?? 0, all.map(\.latitudeDegrees).max() ?? 1)
    var (west, east) = (all.map(\.longitudeDegrees).min() ?? 0, all.map(\.longitudeDegrees).max() ?? 1)
    if let layout = report.grid?.layout {
      (south, north) = (min(south, layout.latitude(0)), max(north, layout.latitude(layout.rows - 1)))
      (west, east) = (min(west, layout.longitude(0)), max(east, layout.longitude(layout.columns - 1)))
    }
    let shrink = max(
      report.run.corrector.points.reduce(0) { $0 + $1.place.latitude.cosine } / Double(report.run.corrector.points.count), 0.05)
    let (w, h) = (Self.width - 2 * Self.margin, Self.height - 2 * Self.margin - 50)
    let scale = min(w / max((east - west) * shrink, 1e-4), h / max(north - south, 1e-4))
    return Plane(
      west: west, north: north, scale: scale, shrink: shrink, left: (Self.width - (east - west) * shrink * scale) / 2, top: Self.margin)
  }

  private func open(_ label: String) -> String {
    "<svg viewBox=\"0 0 \(Int(Self.width)) \(Int(Self.height))\" role=\"img\" aria-label=\"\(FitReport.escaped(label))\">\n"
      + "<rect width=\"\(Int(Self.width))\" height=\"\(Int(Self.height))\" fill=\"#fff\"/>\n"
  }

  /// The colours with the limits between them, at the foot of a map; mm.
  private func key(_ colours: [String], _ limits: [Double], unit: String = "mm") -> String {
    let y = Self.height - 34
    var svg = ""
    for (i, colour) in colours.enumerated() {
      let x = 30 + Double(i) * 90
      svg += "<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"90\" height=\"12\" fill=\"\(colour)\" stroke=\"#9a9aa6\" stroke-width=\".5\"/>"
      if i < limits.count {
        svg +=
          "<text x=\"\(n(x + 90))\" y=\"\(n(y + 27))\" text-anchor=\"middle\">\(FitReport.fixed(limits[i], limits[i].magnitude < 10 ? 1 : 0))</text>"
      }
    }
    return svg + "<text x=\"\(n(30 + 7 * 90 + 14))\" y=\"\(n(y + 11))\">\(unit)</text>\n"
  }

  /// A bar of round kilometres and the north.
  private func scaleBar(_ plane: Plane) -> String {
    let perKilometre = plane.scale / 111.2
    let length = ResidualPlot.round(below: 130 / perKilometre)
    let y = Self.height - 56
    let w = length * perKilometre
    return "<path d=\"M\(n(Self.width - 30 - w)) \(n(y - 5))v5h\(n(w))v-5\" fill=\"none\" stroke=\"#1c1b1f\" stroke-width=\"1.6\"/>"
      + "<text x=\"\(n(Self.width - 30 - w / 2))\" y=\"\(n(y - 8))\" text-anchor=\"middle\">\(FitReport.fixed(length, length < 1 ? 1 : 0)) km</text>\n"
      + "<path d=\"M\(n(Self.width - 30)) 60V26m-6 12l6 -14 6 14\" fill=\"none\" stroke=\"#1c1b1f\" stroke-width=\"1.6\"/>"
      + "<text x=\"\(n(Self.width - 35))\" y=\"76\">N</text>\n"
  }

  /// The leave-one-out differences as coloured points; what was left out or held out has its own mark.
  func points() -> String {
    let run = report.run
    let plane = plane()
    let unit = max(run.validation.statistics?.rms ?? 0.01, 1e-5) * 1000
    let limits = [-2, -1, -0.33, 0.33, 1, 2].map { $0 * unit }
    var svg = open(t("留一差值分布图", "Leave-one-out differences"))
    func colour(_ metres: Double) -> String { Self.diverging[limits.count { $0 < metres * 1000 }] }
    for (i, point) in report.points.fitted.enumerated() {
      let (x, y) = plane.place(point.control.latitudeDegrees, point.control.longitudeDegrees)
      switch report.verdict(i) {
      case .leftOut:
        svg += "<path d=\"M\(n(x - 5)) \(n(y - 5))l10 10m0 -10l-10 10\" stroke=\"#000\" stroke-width=\"2\"/>"
      case .suspected:
        svg += "<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"5.5\" fill=\"\(colour(run.differences[i]))\" stroke=\"#000\" stroke-width=\"2\"/>"
      case .sound:
        svg +=
          "<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"3.6\" fill=\"\(colour(run.differences[i]))\" stroke=\"#55555f\" stroke-width=\".5\"/>"
      }
    }
    for (point, out) in zip(report.points.checks, report.outer) {
      let (x, y) = plane.place(point.control.latitudeDegrees, point.control.longitudeDegrees)
      svg += "<path d=\"M\(n(x)) \(n(y - 6))l5.5 10h-11z\" fill=\"\(colour(out.difference))\" stroke=\"#000\" stroke-width=\"1.2\"/>"
    }
    svg += key(Self.diverging, limits) + scaleBar(plane)
    svg +=
      "<text x=\"30\" y=\"\(n(Self.height - 44))\">\(t("○ 参与　◉ 可疑　× 剔除　△ 检核", "○ fitted  ◉ suspected  × left out  △ held out"))</text>\n"
    return svg + "</svg>\n"
  }

  /// A grid in seven colours; the nodes are thinned to what a page can show.
  private func raster(_ label: String, _ nodes: [Float], _ colours: [String], _ limits: [Double], unit: String = "mm") -> String {
    guard let layout = report.grid?.layout else { return "" }
    let plane = plane()
    let k = max(1, max(layout.rows, layout.columns) / 130)
    var svg = open(label)
    let halfRow = layout.latitudeMinutes / 120 * Double(k)
    let halfColumn = layout.longitudeMinutes / 120 * Double(k)
    for row in stride(from: 0, to: layout.rows, by: k) {
      var column = 0
      while column < layout.columns {
        let value = Double(nodes[row * layout.columns + column])
        guard value.isFinite else {
          column += k
          continue
        }
        let level = limits.count { $0 < value * 1000 }
        // Neighbours of one colour are one rectangle.
        var end = column + k
        while end < layout.columns {
          let next = Double(nodes[row * layout.columns + end])
          guard next.isFinite, limits.count(where: { $0 < next * 1000 }) == level else { break }
          end += k
        }
        let a = plane.place(layout.latitude(row) + halfRow, layout.longitude(column) - halfColumn)
        let b = plane.place(layout.latitude(row) - halfRow, layout.longitude(end - k) + halfColumn)
        svg +=
          "<path d=\"M\(n(a.x)) \(n(a.y))H\(n(b.x))V\(n(b.y))H\(n(a.x))z\" fill=\"\(colours[level])\" stroke=\"\(colours[level])\" stroke-width=\".4\"/>"
        column = end
      }
      svg += "\n"
    }
    for point in report.points.fitted {
      let (x, y) = plane.place(point.control.latitudeDegrees, point.control.longitudeDegrees)
      svg += "<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"1\" fill=\"#1c1b1f\" opacity=\".6\"/>"
    }
    return svg + key(colours, limits, unit: unit) + scaleBar(plane) + "</svg>\n"
  }

  /// The stated σ of the model.
  func accuracy() -> String {
    guard let grid = report.grid else { return "" }
    let values = grid.sigma.filter { $0.isFinite }.map { Double($0) * 1000 }.sorted()
    guard !values.isEmpty else { return "" }
    let limits = (1...6).map { ErrorStatistics.quantileOfSorted(values, Double($0) / 7) }
    return raster(t("精度图", "Accuracy"), grid.sigma, Self.sequential, limits)
  }

  /// The correction over its own σ: beyond ±2 the model has changed by more than chance.
  func significance() -> String {
    guard let grid = report.grid, report.title == .update else { return "" }
    // The raster takes metres and shows thousandths.
    let ratios = zip(grid.correction, report.correctionSigma ?? grid.sigma).map { $0 / $1 / 1000 }
    return raster(t("显著性", "Significance"), ratios, Self.diverging, [-3, -2, -1, 1, 2, 3], unit: "Δ/σ")
  }

  /// The correction that the points bring to the base.
  func correction() -> String {
    guard let grid = report.grid, !report.base.isNone else { return "" }
    let values = grid.correction.filter { $0.isFinite }.map { Double($0) * 1000 }.sorted()
    guard !values.isEmpty else { return "" }
    let limits = (1...6).map { ErrorStatistics.quantileOfSorted(values, Double($0) / 7) }
    return raster(t("改正图", "Corrections"), grid.correction, Self.diverging, limits)
  }

  /// The leave-one-out differences by size, with the normal distribution of the same spread.
  func histogram() -> String {
    guard let s = report.run.validation.statistics, s.rms > 0 else { return "" }
    let errors = report.run.validation.leaveOneOut
    let bins = 31
    let width = 8 * s.rms / Double(bins)
    var counts = [Int](repeating: 0, count: bins)
    for e in errors { counts[min(max(Int(((e + 4 * s.rms) / width).rounded(.down)), 0), bins - 1)] += 1 }
    let (w, h, left, foot) = (Self.width, 320.0, 50.0, 40.0)
    let peak = Double(errors.count) * width / (s.rms * (2 * Double.pi).squareRoot())
    let tallest = max(Double(counts.max() ?? 1), peak) * 1.08
    let step = (w - 2 * left) / Double(bins)
    func y(_ count: Double) -> Double { h - foot - count / tallest * (h - foot - 20) }
    var svg =
      "<svg viewBox=\"0 0 \(Int(w)) \(Int(h))\" role=\"img\" aria-label=\"\(t("留一差值直方图", "Histogram of leave-one-out differences"))\">\n<rect width=\"\(Int(w))\" height=\"\(Int(h))\" fill=\"#fff\"/>\n"
    for (i, count) in counts.enumerated() where count > 0 {
      svg +=
        "<rect x=\"\(n(left + Double(i) * step + 1))\" y=\"\(n(y(Double(count))))\" width=\"\(n(step - 2))\" height=\"\(n(h - foot - y(Double(count))))\" fill=\"#6baed6\"/>"
    }
    // Bell curve by its series of halves: e^(−x²⁄2) at steps of a pixel.
    let path = (0...150).map { i -> String in
      let x = -4 + 8 * Double(i) / 150
      return "\(n(left + (x + 4) / 8 * (w - 2 * left))) \(n(y(peak * GeoidMaps.bell(x))))"
    }
    svg += "\n<path d=\"M\(path.joined(separator: "L"))\" fill=\"none\" stroke=\"#b3261e\" stroke-width=\"2\"/>\n"
    svg += "<path d=\"M\(n(left)) \(n(h - foot))H\(n(w - left))\" stroke=\"#1c1b1f\"/>"
    for x in [-4, -2, 0, 2, 4] {
      svg +=
        "<text x=\"\(n(left + (Double(x) + 4) / 8 * (w - 2 * left)))\" y=\"\(n(h - foot + 18))\" text-anchor=\"middle\">\(GeoidFitReport.mm(Double(x) * s.rms))</text>"
    }
    svg += "<text x=\"\(n(w - 30))\" y=\"\(n(h - 6))\" text-anchor=\"end\">mm</text>"
    svg += "<text x=\"\(n(w - 60))\" y=\"36\" text-anchor=\"end\">\(t("红线：同中误差的正态分布", "red: normal distribution of the same RMS"))</text>"
    return svg + "</svg>\n"
  }
}
