import Glibc

/// The distortion over a project as a drawing: a dot a point, its colour the distortion.
struct DistortionMap {
  let points: [DistortionStudy.Point]
  let values: [Double]
  let limit: Double
  let title: String

  /// More dots than this only lie on one another.
  private static let mostDots = 20_000

  /// The drawing as SVG.
  var svg: String {
    let lons = points.map { points[0].longitudeDegrees + ($0.longitudeDegrees - points[0].longitudeDegrees).remainder(dividingBy: 360) }
    let lats = points.map(\.latitudeDegrees)
    let (south, north, west, east) = (lats.min() ?? 0, lats.max() ?? 0, lons.min() ?? 0, lons.max() ?? 0)
    let across = cos((south + north) / 2 * .pi / 180)
    let extent = max((east - west) * across, north - south, 1e-6)
    let side = 640.0
    func x(_ longitude: Double) -> Double { 60 + ((longitude - west) * across / extent) * side }
    func y(_ latitude: Double) -> Double { 60 + (north - latitude) / extent * side }
    let (right, bottom) = (x(east), y(south))
    var out = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(max(right + 60, 420).text(0)) \((bottom + 110).text(0))" font-family="sans-serif" font-size="12">
      <rect width="100%" height="100%" fill="white"/>
      <text x="60" y="24" font-size="15">\(text(zh: "投影长度变形（cm/km）", en: "Length distortion (cm/km)"))</text>
      <text x="60" y="44">\(escaped(title))</text>
      <rect x="54" y="54" width="\((right - 48).text(1))" height="\((bottom - 48).text(1))" fill="none" stroke="#999"/>

      """
    let step = max(1, points.count / Self.mostDots)
    for i in stride(from: 0, to: points.count, by: step) {
      out +=
        "<circle cx=\"\(x(lons[i]).text(1))\" cy=\"\(y(lats[i]).text(1))\" r=\"4\" fill=\"\(colour(values[i]))\"><title>\(values[i].text(2))</title></circle>\n"
    }
    for (label, px, py) in [
      ("\(west.text(4))°", 54.0, bottom + 24), ("\(east.text(4))°", right - 30, bottom + 24), ("\(north.text(4))°", 4.0, 64.0),
      ("\(south.text(4))°", 4.0, bottom),
    ] { out += "<text x=\"\(px.text(1))\" y=\"\(py.text(1))\" fill=\"#555\">\(label)</text>\n" }
    for (index, value) in [-2.0, -1, -0.5, 0, 0.5, 1, 2].enumerated() {
      let left = 60 + Double(index) * 48
      out +=
        "<rect x=\"\(left.text(0))\" y=\"\((bottom + 50).text(1))\" width=\"48\" height=\"14\" fill=\"\(colour(value * limit * 0.999))\"/>"
      out += "<text x=\"\(left.text(0))\" y=\"\((bottom + 80).text(1))\">\((value * limit).text(2))</text>\n"
    }
    return out + "</svg>\n"
  }

  /// Green around zero, yellow up to the limit, then red for too long and blue for too short.
  private func colour(_ value: Double) -> String {
    let t = abs(value) / limit
    if t <= 0.5 { return "#2a9d4a" }
    if t <= 1 { return "#e0c02a" }
    return value > 0 ? (t < 2 ? "#e8702a" : "#c0201a") : (t < 2 ? "#4a90d9" : "#1a3fa0")
  }

  private func escaped(_ text: String) -> String {
    var out = ""
    for character in text {
      switch character {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      default: out.append(character)
      }
    }
    return out
  }
}
