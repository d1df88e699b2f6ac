import CRS
import Geodesy
import Glibc

/// A scheme, and what it does to the lengths at every point.
struct DistortionScheme {
  var name: String
  var system: String
  var meridian: Double
  /// The height of the compensation plane, metres; nil for none.
  var planeHeight: Double?
  /// (length in the projection − length on the ground)/length, cm/km, at every point.
  var values: [Double]

  var least: Double { values.min() ?? 0 }
  var greatest: Double { values.max() ?? 0 }
  var worst: Double { max(abs(least), abs(greatest)) }
  var rms: Double { (values.reduce(0) { $0 + $1 * $1 } / Double(max(values.count, 1))).squareRoot() }
}

/// The length distortion of projections over the points of a project.
///
/// A length on the ground at height H is R/(R + H) of itself on the ellipsoid and k times that in the projection, whichever its direction, as the
/// projection is conformal; the compensation plane h₀ multiplies by 1 + h₀/R once more.
struct DistortionStudy {
  struct Point {
    var latitudeDegrees: Double
    var longitudeDegrees: Double
    var height: Double
  }

  let points: [Point]
  private let ellipsoid: Ellipsoid
  private let latitudes: [Double]
  private let longitudes: [Double]
  /// R/(R + H).
  private let reductions: [Double]
  private let referenceLatitude: Double

  /// 1 in cm/km.
  private static let unit = 1e5

  init(points: [Point], ellipsoid: Ellipsoid) {
    self.points = points
    self.ellipsoid = ellipsoid
    latitudes = points.map { $0.latitudeDegrees * .pi / 180 }
    longitudes = points.map { $0.longitudeDegrees * .pi / 180 }
    reductions = points.map {
      let latitude = $0.latitudeDegrees * .pi / 180
      let radius = (ellipsoid.meridianRadius(latitude: latitude) * ellipsoid.primeVerticalRadius(latitude: latitude)).squareRoot()
      return radius / (radius + $0.height)
    }
    // The middle of the project, to the minute.
    let sorted = points.map(\.latitudeDegrees)
    referenceLatitude = (((sorted.min() ?? 0) + (sorted.max() ?? 0)) / 2 * 60).rounded() / 60
  }

  /// The scales of a projection at the points.
  private func scales(_ projection: TransverseMercator) -> [Double] {
    var northings = latitudes
    var eastings = latitudes
    var convergences = latitudes
    var scales = latitudes
    var n = northings.mutableSpan
    var e = eastings.mutableSpan
    var c = convergences.mutableSpan
    var k = scales.mutableSpan
    projection.forward(
      latitudes: latitudes.span, longitudes: longitudes.span, northings: &n, eastings: &e, convergences: &c, scales: &k)
    return scales
  }

  /// A scheme by its projection.
  func scheme(_ name: String, _ projection: TransverseMercator, _ system: String, planeHeight: Double? = nil) -> DistortionScheme {
    let scales = scales(projection)
    let values = scales.indices.map { (scales[$0] * reductions[$0] - 1) * Self.unit }
    return DistortionScheme(
      name: name, system: system, meridian: projection.centralMeridianDegrees, planeHeight: planeHeight, values: values)
  }

  private func meridian(_ degrees: Double) -> GaussKruger {
    GaussKruger(ellipsoid: ellipsoid, centralMeridianDegrees: degrees)
  }

  /// Half the spread of the distortion, which the best plane leaves, and the plane's height, to the metre.
  private func plane(_ projection: TransverseMercator) -> (spread: Double, height: Double) {
    let values = scheme("", projection, "").values
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    // h₀/R takes the middle away.
    let radius =
      (ellipsoid.meridianRadius(latitude: referenceLatitude * .pi / 180)
      * ellipsoid.primeVerticalRadius(latitude: referenceLatitude * .pi / 180)).squareRoot()
    return ((high - low) / 2, (-(low + high) / 2 / Self.unit * radius).rounded())
  }

  /// The usual schemes from the plainest: standard zones, the best meridian, planes on both.
  func schemes(datum: GeodeticDatum) -> [DistortionScheme] {
    var out: [DistortionScheme] = []
    let east = points.map { points[0].longitudeDegrees + ($0.longitudeDegrees - points[0].longitudeDegrees).remainder(dividingBy: 360) }
    let (west, eastern) = (east.min() ?? 0, east.max() ?? 0)
    let middle = (west + eastern) / 2
    func system(_ degrees: Double, _ plane: Double?) -> (GaussKruger, String) {
      var string = "\(datum.rawValue):gk:cm=\(degrees)"
      var projection = meridian(degrees)
      if let plane {
        string += ",h0=\(plane),plane=scale,b0=\(referenceLatitude)"
        projection = projection.scaled(toHeight: plane, latitudeDegrees: referenceLatitude)
      }
      return (projection, string)
    }
    func add(_ name: String, _ degrees: Double, _ plane: Double?) {
      let (projection, string) = system(degrees, plane)
      out.append(scheme(name, projection.projection, string, planeHeight: plane))
    }
    let standard = 3 * (middle / 3).rounded()
    let narrow = 1.5 * (middle / 1.5).rounded()
    add(text(zh: "3° 带", en: "3° zone"), standard, nil)
    if narrow != standard { add(text(zh: "1.5° 带", en: "1.5° zone"), narrow, nil) }
    let alone = best(west - 2, eastern + 2) { scheme("", meridian($0).projection, "").worst }
    add(text(zh: "任意带", en: "best meridian"), alone, nil)
    let height = plane(meridian(standard).projection).height
    if height != 0 { add(text(zh: "3° 带 + 抵偿面", en: "3° zone, plane"), standard, height) }
    let both = best(west - 2, eastern + 2) { plane(meridian($0).projection).spread }
    let planeHeight = plane(meridian(both).projection).height
    if planeHeight != 0 { add(text(zh: "任意带 + 抵偿面", en: "best meridian, plane"), both, planeHeight) }
    return out
  }

  /// The meridian of least cost, to the minute: every 6′, then every minute around the best.
  private func best(_ west: Double, _ east: Double, _ cost: (Double) -> Double) -> Double {
    func search(_ from: Int, _ to: Int, _ step: Int) -> Int {
      var least = (cost: Double.infinity, minute: from)
      for minute in stride(from: from, through: to, by: step) {
        let value = cost(Double(minute) / 60)
        if value < least.cost { least = (value, minute) }
      }
      return least.minute
    }
    let coarse = search(Int((west * 60).rounded()), Int((east * 60).rounded()), 6)
    return Double(search(coarse - 6, coarse + 6, 1)) / 60
  }

  /// The largest distortion in each cell of the project's rectangle, north up, as a table.
  func map(_ values: [Double], columns: Int, rows: Int) -> String {
    let lats = points.map(\.latitudeDegrees)
    let lons = points.map { points[0].longitudeDegrees + ($0.longitudeDegrees - points[0].longitudeDegrees).remainder(dividingBy: 360) }
    let (south, north, west, east) = (lats.min() ?? 0, lats.max() ?? 0, lons.min() ?? 0, lons.max() ?? 0)
    func index(_ value: Double, _ low: Double, _ high: Double, _ count: Int) -> Int {
      high > low ? min(count - 1, Int((value - low) / (high - low) * Double(count))) : 0
    }
    var cells = [Double?](repeating: nil, count: columns * rows)
    for i in points.indices {
      let cell = index(lats[i], south, north, rows) * columns + index(lons[i], west, east, columns)
      if abs(values[i]) >= abs(cells[cell] ?? 0) { cells[cell] = values[i] }
    }
    var header: [(title: String, alignment: TextTable.Alignment)] = [("", .right)]
    for column in 0..<columns { header.append(((west + (Double(column) + 0.5) * (east - west) / Double(columns)).text(3) + "°", .right)) }
    var table = TextTable(header)
    for row in stride(from: rows - 1, through: 0, by: -1) {
      let line = (0..<columns).map { cells[row * columns + $0].map { $0.text(2) } ?? "·" }
      table.add([(south + (Double(row) + 0.5) * (north - south) / Double(rows)).text(3) + "°"] + line)
    }
    return table.text(indent: 2)
  }
}
