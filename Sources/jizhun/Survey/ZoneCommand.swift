import ArgumentParser
import CRS
import Geodesy
import SurveyFiles

/// `jizhun zone`: the Gauss–Krüger zones of longitudes or of prefixed eastings.
struct ZoneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "zone",
    abstract: text(
      zh: "投影带：由经度或带号东坐标求 3°、6°、1.5° 带及相邻带、换带", en: "Gauss–Krüger zones of a longitude or a prefixed easting, their neighbours"),
    discussion: text(
      zh: """
        例：jizhun zone 112.95 "113°20′"；jizhun zone 38396908.138（带号 38 的东坐标）
        换带：jizhun transform --from cgcs2000:gk3:zone=37 --to cgcs2000:gk3:zone=38 点.txt
        1.5° 带没有国家标准编号，这里按中央子午线 1.5°·n 给出。
        """,
      en: """
        Examples: jizhun zone 112.95 "113°20′";  jizhun zone 38396908.138 (an easting with the prefix 38)
        From zone to zone: jizhun transform --from cgcs2000:gk3:zone=37 --to cgcs2000:gk3:zone=38 points.txt
        Zones of 1.5° have no national numbering; here their meridians are 1.5°·n.
        """))

  @OptionGroup var angles: AngleOptions

  @Flag(name: .customLong("json"), help: ArgumentHelp(text(zh: "每个经度输出一个 JSON 对象", en: "One JSON object per longitude")))
  var json = false

  @Argument(
    help: ArgumentHelp(
      text(zh: "经度（度）或加带号的东坐标（米）", en: "Longitudes in degrees, or eastings with their zone's prefix in metres"),
      valueName: "longitude|easting"))
  var values: [String]

  @OptionGroup var common: CommonOptions

  func run() throws {
    let places = try values.map { try Self.place($0, angles.input) }
    var output = ByteOutput()
    for (index, place) in places.enumerated() {
      if json {
        try output.write(object(place))
      } else {
        if index > 0 { try output.writeLine("") }
        try output.write(table(place))
      }
    }
    try output.flush()
  }

  /// A longitude, and the zone that an easting's prefix names.
  private struct Place {
    var input: String
    var longitude: Double
    var named: GaussKrugerZone?
  }

  private static func place(_ string: String, _ format: AngleFormat) throws(CommandError) -> Place {
    let bytes = Array(string.utf8)
    // Numbers of metres are eight digits before the stop; degrees three.
    if let metres = DecimalText.parse(bytes.span.bytes, from: 0, to: bytes.count), abs(metres) > 720 {
      let prefix = Int(exactly: (metres / 1_000_000).rounded(.down)) ?? 0
      let width: GaussKrugerZone.Width? = (25...45).contains(prefix) ? .threeDegrees : (13...23).contains(prefix) ? .sixDegrees : nil
      guard metres < 1e8, let width, let zone = GaussKrugerZone(width, prefix) else {
        throw CommandError(
          .usage,
          text(
            zh: "“\(string)”既不是经度，也不是加带号的东坐标（3° 带 25–45、6° 带 13–23，八位整数）",
            en: "“\(string)” is neither a longitude nor an easting with a prefix (3° zones 25–45, 6° zones 13–23, eight digits)"))
      }
      // The longitude near enough for a zone: from the middle latitude of China.
      let projection = GaussKruger(ellipsoid: .cgcs2000, zone: zone, prefixed: true)
      let longitude = (try? projection.inverse(northing: 3_870_000, easting: metres))?.longitudeDegrees
      return Place(input: string, longitude: longitude ?? zone.centralMeridianDegrees, named: zone)
    }
    guard let angle = format.read(bytes.span.bytes, from: 0, to: bytes.count), angle.hemisphere != .northSouth, abs(angle.degrees) <= 360
    else { throw CommandError(.usage, text(zh: "“\(string)”不是经度", en: "“\(string)” is no longitude")) }
    return Place(input: string, longitude: angle.degrees.remainder(dividingBy: 360))
  }

  /// A line of the answer: number, meridian and bounds of a zone, and how far the longitude is from the nearer border, in degrees.
  private struct Zone {
    var width: Double
    var number: Int
    var meridian: Double
    var west: Double
    var east: Double
    var neighbours: (west: (Int, Double), east: (Int, Double))
    var code: (plain: Int?, prefixed: Int?)
  }

  private static func zones(_ longitude: Double) -> [Zone] {
    var zones: [Zone] = []
    for width in [GaussKrugerZone.Width.threeDegrees, .sixDegrees] {
      guard let zone = GaussKrugerZone(width, containingLongitudeDegrees: longitude) else { continue }
      let count = 360 / width.rawValue
      func next(_ step: Int) -> (Int, Double) {
        let number = (zone.number - 1 + step + count) % count + 1
        return (number, GaussKrugerZone(width, number)?.centralMeridianDegrees ?? .nan)
      }
      func code(_ prefixed: Bool) -> Int? {
        // Without prefix some 6° zones are 3° zones too; here their own code is wanted (EPSG:4502 … 4512 for the zones 13 … 23).
        if !prefixed, width == .sixDegrees { return (13...23).contains(zone.number) ? 4489 + zone.number : nil }
        return standardCode(prefixed)
      }
      func standardCode(_ prefixed: Bool) -> Int? {
        CoordinateReferenceSystem(
          datum: .cgcs2000, form: .gaussKruger(GaussKruger(ellipsoid: .cgcs2000, zone: zone, prefixed: prefixed))
        ).epsgCode
      }
      let half = Double(width.rawValue) / 2
      zones.append(
        Zone(
          width: Double(width.rawValue), number: zone.number, meridian: zone.centralMeridianDegrees,
          west: zone.centralMeridianDegrees - half, east: zone.centralMeridianDegrees + half, neighbours: (next(-1), next(1)),
          code: (code(false), code(true))))
    }
    let n = Int(((longitude + 0.75) / 1.5).rounded(.down))
    let meridian = 1.5 * Double(n)
    zones.append(
      Zone(
        width: 1.5, number: n, meridian: meridian, west: meridian - 0.75, east: meridian + 0.75,
        neighbours: ((n - 1, meridian - 1.5), (n + 1, meridian + 1.5)), code: (nil, nil)))
    return zones
  }

  private func degrees(_ value: Double) -> String {
    var text = value.text(4)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text + "°"
  }

  private func table(_ place: Place) -> String {
    var rows = TextTable([
      (text(zh: "带宽", en: "width"), .left), (text(zh: "带号", en: "zone"), .right), (text(zh: "中央子午线", en: "meridian"), .right),
      (text(zh: "范围", en: "range"), .left), (text(zh: "西邻带", en: "west"), .left), (text(zh: "东邻带", en: "east"), .left),
      (text(zh: "距带边", en: "to the border"), .right), ("CGCS2000", .left),
    ])
    for zone in Self.zones(place.longitude) {
      let border = min(place.longitude - zone.west, zone.east - place.longitude)
      let codes =
        zone.code.plain.map { plain in "EPSG:\(plain)" + (zone.code.prefixed.map { " (\($0))" } ?? "") } ?? "gk:cm=\(zone.meridian)"
      rows.add([
        degrees(zone.width), "\(zone.number)", degrees(zone.meridian), "\(degrees(zone.west)) … \(degrees(zone.east))",
        "\(zone.neighbours.west.0) (\(degrees(zone.neighbours.west.1)))", "\(zone.neighbours.east.0) (\(degrees(zone.neighbours.east.1)))",
        degrees(border), codes,
      ])
    }
    let head: String
    if let named = place.named {
      head = text(
        zh:
          "\(place.input)：\(named.width.rawValue)° 带第 \(named.number) 带，中央子午线 \(degrees(named.centralMeridianDegrees))，经度约 \(degrees(place.longitude))（纬度 35° 处）",
        en:
          "\(place.input): \(named.width.rawValue)° zone \(named.number), meridian \(degrees(named.centralMeridianDegrees)), longitude about \(degrees(place.longitude)) (at latitude 35°)"
      )
    } else {
      head = text(zh: "经度 \(degrees(place.longitude))", en: "longitude \(degrees(place.longitude))")
    }
    return head + "\n" + rows.text(indent: 2)
  }

  private func object(_ place: Place) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("input")
    json.string(place.input)
    json.key("longitude")
    json.number(place.longitude)
    if let named = place.named {
      json.key("namedWidth")
      json.integer(named.width.rawValue)
      json.key("namedZone")
      json.integer(named.number)
    }
    json.key("zones")
    json.beginArray()
    for zone in Self.zones(place.longitude) {
      json.beginObject()
      for (key, value) in [("width", zone.width), ("centralMeridian", zone.meridian), ("west", zone.west), ("east", zone.east)] {
        json.key(key)
        json.number(value)
      }
      for (key, value) in [("zone", zone.number), ("westZone", zone.neighbours.west.0), ("eastZone", zone.neighbours.east.0)] {
        json.key(key)
        json.integer(value)
      }
      if let plain = zone.code.plain, let prefixed = zone.code.prefixed {
        json.key("epsg")
        json.integer(plain)
        json.key("epsgPrefixed")
        json.integer(prefixed)
      }
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.newline()
    return json.bytes
  }
}
