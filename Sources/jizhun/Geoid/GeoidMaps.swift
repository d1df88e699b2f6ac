import Glibc
import Refinement

/// Maps and the histogram of a report, in SVG that needs nothing else.
struct GeoidMaps {
  /// A point of a map with a value, metres.
  struct Dot {
    enum Kind {
      /// It takes part.
      case plain
      /// It takes part, and there is something to say of it.
      case marked
      /// It is left out.
      case out
      /// It is held out.
      case check
    }

    let latitude: Double
    let longitude: Double
    let value: Double
    let kind: Kind

    init(_ point: ControlPoint, _ value: Double, _ kind: Kind) {
      (latitude, longitude, self.value, self.kind) = (point.latitudeDegrees, point.longitudeDegrees, value, kind)
    }
  }

  /// An area around a point, its radius in metres.
  struct Circle {
    let latitude: Double
    let longitude: Double
    let radius: Double
    let label: String
  }

  let dots: [Dot]
  /// The nodes of the grids; nil without any.
  let layout: GridLayout?
  let circles: [Circle]
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
    let west: Double, north: Double, south: Double, east: Double, scale: Double, shrink: Double, left: Double, top: Double
    func place(_ latitude: Double, _ longitude: Double) -> (x: Double, y: Double) {
      (left + (longitude - west) * shrink * scale, top + (north - latitude) * scale)
    }
  }

  private func plane() -> Plane {
    var (south, north) = (dots.map(\.latitude).min() ?? 0, dots.map(\.latitude).max() ?? 1)
    var (west, east) = (dots.map(\.longitude).min() ?? 0, dots.map(\.longitude).max() ?? 1)
    let middle = (south + north) / 2
    if let layout {
      // Of a model much larger than the network its surroundings are enough.
      let (high, wide) = (max(north - south, 0.2), max(east - west, 0.2))
      (south, north) = (max(layout.latitude(0), south - high), min(layout.latitude(layout.rows - 1), north + high))
      (west, east) = (max(layout.longitude(0), west - wide), min(layout.longitude(layout.columns - 1), east + wide))
    }
    let shrink = max(SpherePlace(latitudeDegrees: middle, longitudeDegrees: 0).latitude.cosine, 0.05)
    let (w, h) = (Self.width - 2 * Self.margin, Self.height - 2 * Self.margin - 50)
    let scale = min(w / max((east - west) * shrink, 1e-4), h / max(north - south, 1e-4))
    return Plane(
      west: west, north: north, south: south, east: east, scale: scale, shrink: shrink,
      left: (Self.width - (east - west) * shrink * scale) / 2, top: Self.margin)
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

  /// The areas with their labels.
  private func outlines(_ plane: Plane) -> String {
    circles.map { circle in
      let (x, y) = plane.place(circle.latitude, circle.longitude)
      let r = circle.radius / 111_200 * plane.scale
      return
        "<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"\(n(r))\" fill=\"none\" stroke=\"#000\" stroke-width=\"1.6\" stroke-dasharray=\"7 4\"/>"
        + "<text x=\"\(n(x))\" y=\"\(n(max(y - r - 5, 14)))\" text-anchor=\"middle\" font-weight=\"700\">\(FitReport.escaped(circle.label))</text>\n"
    }.joined()
  }

  /// The values as coloured points, in steps of `unit` metres; what was left out or held out has its own mark.
  func points(_ label: String, unit: Double, legend: String) -> String {
    let plane = plane()
    let limits = [-2, -1, -0.33, 0.33, 1, 2].map { $0 * max(unit, 1e-5) * 1000 }
    var svg = open(label)
    func colour(_ metres: Double) -> String { Self.diverging[limits.count { $0 < metres * 1000 }] }
    for dot in dots {
      let (x, y) = plane.place(dot.latitude, dot.longitude)
      switch dot.kind {
      case .out:
        svg +=
          "<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"5.5\" fill=\"\(colour(dot.value))\"/><path d=\"M\(n(x - 5)) \(n(y - 5))l10 10m0 -10l-10 10\" stroke=\"#000\" stroke-width=\"2\"/>"
      case .marked:
        svg += "<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"5.5\" fill=\"\(colour(dot.value))\" stroke=\"#000\" stroke-width=\"2\"/>"
      case .plain:
        svg += "<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"3.6\" fill=\"\(colour(dot.value))\" stroke=\"#55555f\" stroke-width=\".5\"/>"
      case .check:
        svg += "<path d=\"M\(n(x)) \(n(y - 6))l5.5 10h-11z\" fill=\"\(colour(dot.value))\" stroke=\"#000\" stroke-width=\"1.2\"/>"
      }
    }
    svg += outlines(plane) + key(Self.diverging, limits) + scaleBar(plane)
    svg += "<text x=\"30\" y=\"\(n(Self.height - 44))\">\(FitReport.escaped(legend))</text>\n"
    return svg + "</svg>\n"
  }

  /// A grid in seven colours; the nodes are thinned to what a page can show.
  private func raster(_ label: String, _ nodes: [Float], _ colours: [String], _ limits: [Double], unit: String = "mm") -> String {
    guard let layout else { return "" }
    let plane = plane()
    func range(_ count: Int, _ isInside: (Int) -> Bool) -> Range<Int> {
      let inside = (0..<count).filter(isInside)
      return (inside.first ?? 0)..<((inside.last ?? -1) + 1)
    }
    let rows = range(layout.rows) { layout.latitude($0) >= plane.south - 1e-9 && layout.latitude($0) <= plane.north + 1e-9 }
    let columns = range(layout.columns) { layout.longitude($0) >= plane.west - 1e-9 && layout.longitude($0) <= plane.east + 1e-9 }
    let k = max(1, max(rows.count, columns.count) / 130)
    var svg = open(label)
    let halfRow = layout.latitudeMinutes / 120 * Double(k)
    let halfColumn = layout.longitudeMinutes / 120 * Double(k)
    for row in stride(from: rows.lowerBound, to: rows.upperBound, by: k) {
      var column = columns.lowerBound
      while column < columns.upperBound {
        let value = Double(nodes[row * layout.columns + column])
        guard value.isFinite else {
          column += k
          continue
        }
        let level = limits.count { $0 < value * 1000 }
        // Neighbours of one colour are one rectangle.
        var end = column + k
        while end < columns.upperBound {
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
    for dot in dots where dot.kind != .check {
      let (x, y) = plane.place(dot.latitude, dot.longitude)
      svg += "<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"1\" fill=\"#1c1b1f\" opacity=\".6\"/>"
    }
    return svg + outlines(plane) + key(colours, limits, unit: unit) + scaleBar(plane) + "</svg>\n"
  }

  /// Values that are more or less, such as σ, metres: a seventh of the nodes in each colour.
  func magnitudes(_ label: String, _ nodes: [Float]) -> String {
    guard let limits = sevenths(nodes) else { return "" }
    return raster(label, nodes, Self.sequential, limits)
  }

  /// Corrections, metres: a seventh of the nodes in each colour.
  func corrections(_ label: String, _ nodes: [Float]) -> String {
    guard let limits = sevenths(nodes) else { return "" }
    return raster(label, nodes, Self.diverging, limits)
  }

  /// Differences of both signs, metres: white where there is none, the same steps on either side.
  func differences(_ label: String, _ nodes: [Float]) -> String {
    let values = nodes.filter { $0.isFinite }.map { abs(Double($0)) * 1000 }.sorted()
    guard !values.isEmpty else { return "" }
    let unit = max(ErrorStatistics.quantileOfSorted(values, 0.99), 0.1)
    return raster(label, nodes, Self.diverging, [-0.6, -0.3, -0.1, 0.1, 0.3, 0.6].map { $0 * unit })
  }

  /// Differences over their σ: beyond ±2 more than chance.
  func significance(_ label: String, _ ratios: [Float]) -> String {
    // The raster takes metres and shows thousandths.
    raster(label, ratios.map { $0 / 1000 }, Self.diverging, [-3, -2, -1, 1, 2, 3], unit: "Δ/σ")
  }

  private func sevenths(_ nodes: [Float]) -> [Double]? {
    let values = nodes.filter { $0.isFinite }.map { Double($0) * 1000 }.sorted()
    return values.isEmpty ? nil : (1...6).map { ErrorStatistics.quantileOfSorted(values, Double($0) / 7) }
  }

  /// Differences by size, metres, with the normal distribution of the same spread.
  func histogram(_ errors: [Double], rms: Double, label: String) -> String {
    guard rms > 0 else { return "" }
    let bins = 31
    let width = 8 * rms / Double(bins)
    var counts = [Int](repeating: 0, count: bins)
    for e in errors { counts[min(max(Int(((e + 4 * rms) / width).rounded(.down)), 0), bins - 1)] += 1 }
    let (w, h, left, foot) = (Self.width, 320.0, 50.0, 40.0)
    let peak = Double(errors.count) * width / (rms * (2 * Double.pi).squareRoot())
    let tallest = max(Double(counts.max() ?? 1), peak) * 1.08
    let step = (w - 2 * left) / Double(bins)
    func y(_ count: Double) -> Double { h - foot - count / tallest * (h - foot - 20) }
    var svg =
      "<svg viewBox=\"0 0 \(Int(w)) \(Int(h))\" role=\"img\" aria-label=\"\(FitReport.escaped(label))\">\n<rect width=\"\(Int(w))\" height=\"\(Int(h))\" fill=\"#fff\"/>\n"
    for (i, count) in counts.enumerated() where count > 0 {
      svg +=
        "<rect x=\"\(n(left + Double(i) * step + 1))\" y=\"\(n(y(Double(count))))\" width=\"\(n(step - 2))\" height=\"\(n(h - foot - y(Double(count))))\" fill=\"#6baed6\"/>"
    }
    let path = (0...150).map { i -> String in
      let x = -4 + 8 * Double(i) / 150
      return "\(n(left + (x + 4) / 8 * (w - 2 * left))) \(n(y(peak * exp(-x * x / 2))))"
    }
    svg += "\n<path d=\"M\(path.joined(separator: "L"))\" fill=\"none\" stroke=\"#b3261e\" stroke-width=\"2\"/>\n"
    svg += "<path d=\"M\(n(left)) \(n(h - foot))H\(n(w - left))\" stroke=\"#1c1b1f\"/>"
    for x in [-4, -2, 0, 2, 4] {
      svg +=
        "<text x=\"\(n(left + (Double(x) + 4) / 8 * (w - 2 * left)))\" y=\"\(n(h - foot + 18))\" text-anchor=\"middle\">\(FitReport.millimetres(Double(x) * rms))</text>"
    }
    svg += "<text x=\"\(n(w - 30))\" y=\"\(n(h - 6))\" text-anchor=\"end\">mm</text>"
    svg += "<text x=\"\(n(w - 60))\" y=\"36\" text-anchor=\"end\">\(t("红线：同中误差的正态分布", "red: normal distribution of the same RMS"))</text>"
    return svg + "</svg>\n"
  }
}
