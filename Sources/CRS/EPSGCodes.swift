import Geodesy

/// The codes of EPSG (v11.022) that this module makes from rules: the Chinese geographic, geocentric and Gauss–Krüger systems, and WGS 84
/// with its UTM zones.
///
/// The 256 Gauss–Krüger codes are runs of consecutive codes over consecutive zones: four datums × (6° zones 13…23 and 3° zones 25…45) ×
/// (with and without zone prefix); New Beijing's 3° codes are broken into several runs.
extension CoordinateReferenceSystem {
  /// A run: `count` codes from `first` on belong to the zones from `zone` on.
  struct CodeRun: Sendable {
    let first: Int
    let count: Int
    let datum: GeodeticDatum
    let width: GaussKrugerZone.Width
    let zone: Int
    let prefixed: Bool

    init(_ first: Int, _ count: Int, _ datum: GeodeticDatum, _ width: GaussKrugerZone.Width, zone: Int, prefixed: Bool) {
      self.first = first
      self.count = count
      self.datum = datum
      self.width = width
      self.zone = zone
      self.prefixed = prefixed
    }
  }

  static let runs: [CodeRun] = [
    CodeRun(4491, 11, .cgcs2000, .sixDegrees, zone: 13, prefixed: true),
    CodeRun(4502, 11, .cgcs2000, .sixDegrees, zone: 13, prefixed: false),
    CodeRun(4513, 21, .cgcs2000, .threeDegrees, zone: 25, prefixed: true),
    CodeRun(4534, 21, .cgcs2000, .threeDegrees, zone: 25, prefixed: false),
    CodeRun(21413, 11, .beijing1954, .sixDegrees, zone: 13, prefixed: true),
    CodeRun(21453, 11, .beijing1954, .sixDegrees, zone: 13, prefixed: false),
    CodeRun(2401, 21, .beijing1954, .threeDegrees, zone: 25, prefixed: true),
    CodeRun(2422, 21, .beijing1954, .threeDegrees, zone: 25, prefixed: false),
    CodeRun(2327, 11, .xian1980, .sixDegrees, zone: 13, prefixed: true),
    CodeRun(2338, 11, .xian1980, .sixDegrees, zone: 13, prefixed: false),
    CodeRun(2349, 21, .xian1980, .threeDegrees, zone: 25, prefixed: true),
    CodeRun(2370, 21, .xian1980, .threeDegrees, zone: 25, prefixed: false),
    CodeRun(4568, 11, .newBeijing, .sixDegrees, zone: 13, prefixed: true),
    CodeRun(4579, 11, .newBeijing, .sixDegrees, zone: 13, prefixed: false),
    CodeRun(4652, 5, .newBeijing, .threeDegrees, zone: 25, prefixed: true),
    CodeRun(4766, 16, .newBeijing, .threeDegrees, zone: 30, prefixed: true),
    CodeRun(4782, 19, .newBeijing, .threeDegrees, zone: 25, prefixed: false),
    CodeRun(4812, 1, .newBeijing, .threeDegrees, zone: 44, prefixed: false),
    CodeRun(4822, 1, .newBeijing, .threeDegrees, zone: 45, prefixed: false),
  ]

  /// The geographic and geocentric codes.
  static let unprojected: [(code: Int, datum: GeodeticDatum, form: Form)] = [
    (4490, .cgcs2000, .geographic2D), (4480, .cgcs2000, .geographic3D), (4479, .cgcs2000, .geocentric),
    (4214, .beijing1954, .geographic2D), (4610, .xian1980, .geographic2D), (4555, .newBeijing, .geographic2D),
    (4326, .wgs84, .geographic2D), (4979, .wgs84, .geographic3D), (4978, .wgs84, .geocentric),
    (8988, .itrf88, .geographic2D), (7900, .itrf88, .geographic3D), (4910, .itrf88, .geocentric),
    (8989, .itrf89, .geographic2D), (7901, .itrf89, .geographic3D), (4911, .itrf89, .geocentric),
    (8990, .itrf90, .geographic2D), (7902, .itrf90, .geographic3D), (4912, .itrf90, .geocentric),
    (8991, .itrf91, .geographic2D), (7903, .itrf91, .geographic3D), (4913, .itrf91, .geocentric),
    (8992, .itrf92, .geographic2D), (7904, .itrf92, .geographic3D), (4914, .itrf92, .geocentric),
    (8993, .itrf93, .geographic2D), (7905, .itrf93, .geographic3D), (4915, .itrf93, .geocentric),
    (8994, .itrf94, .geographic2D), (7906, .itrf94, .geographic3D), (4916, .itrf94, .geocentric),
    (8995, .itrf96, .geographic2D), (7907, .itrf96, .geographic3D), (4917, .itrf96, .geocentric),
    (8996, .itrf97, .geographic2D), (7908, .itrf97, .geographic3D), (4918, .itrf97, .geocentric),
    (8997, .itrf2000, .geographic2D), (7909, .itrf2000, .geographic3D), (4919, .itrf2000, .geocentric),
    (8998, .itrf2005, .geographic2D), (7910, .itrf2005, .geographic3D), (4896, .itrf2005, .geocentric),
    (8999, .itrf2008, .geographic2D), (7911, .itrf2008, .geographic3D), (5332, .itrf2008, .geocentric),
    (9000, .itrf2014, .geographic2D), (7912, .itrf2014, .geographic3D), (7789, .itrf2014, .geocentric),
    (9990, .itrf2020, .geographic2D), (9989, .itrf2020, .geographic3D), (9988, .itrf2020, .geocentric),
    (9055, .wgs84G1150, .geographic2D), (7661, .wgs84G1150, .geographic3D), (7660, .wgs84G1150, .geocentric),
    (9056, .wgs84G1674, .geographic2D), (7663, .wgs84G1674, .geographic3D), (7662, .wgs84G1674, .geocentric),
    (9057, .wgs84G1762, .geographic2D), (7665, .wgs84G1762, .geographic3D), (7664, .wgs84G1762, .geocentric),
    (9755, .wgs84G2139, .geographic2D), (9754, .wgs84G2139, .geographic3D), (9753, .wgs84G2139, .geocentric),
    (10606, .wgs84G2296, .geographic2D), (10605, .wgs84G2296, .geographic3D), (10604, .wgs84G2296, .geocentric),
  ]

  /// The system of an EPSG code; nil when the code is not made here.
  public init?(epsg code: Int) {
    if let known = Self.unprojected.first(where: { $0.code == code }) {
      self.init(datum: known.datum, form: known.form)
      return
    }
    if let run = Self.runs.first(where: { code >= $0.first && code < $0.first + $0.count }),
      let zone = GaussKrugerZone(run.width, run.zone + code - run.first)
    {
      self.init(datum: run.datum, form: .gaussKruger(GaussKruger(ellipsoid: run.datum.ellipsoid, zone: zone, prefixed: run.prefixed)))
      return
    }
    // 326zz north, 327zz south.
    let hemisphere: UTMZone.Hemisphere = code / 100 == 326 ? .north : .south
    guard code / 100 == 326 || code / 100 == 327, let zone = UTMZone(code % 100, hemisphere) else { return nil }
    self.init(datum: .wgs84, form: .utm(zone))
  }

  /// The EPSG code of the system; nil when EPSG has none among those made here. A Gauss–Krüger system without prefix on a meridian that
  /// is of both a 3° and a 6° zone has two codes; this is the 3° one.
  public var epsgCode: Int? {
    switch form {
    case .geographic2D, .geographic3D, .geocentric:
      return Self.unprojected.first { $0.datum == datum && $0.form == form }?.code
    case .conformal: return nil
    case .utm(let zone):
      return datum == .wgs84 ? (zone.hemisphere == .north ? 32600 : 32700) + zone.number : nil
    case .gaussKruger(let projection):
      guard let zone = standardZone else { return nil }
      let prefixed = projection.zonePrefix != nil
      // Of a prefixed system, the width is known by the number: 3° zones of China are 25 … 45, 6° zones 13 … 23.
      return Self.runs.first {
        $0.datum == datum && $0.width == zone.width && $0.prefixed == prefixed && zone.number >= $0.zone && zone.number < $0.zone + $0.count
      }.map { $0.first + zone.number - $0.zone }
    }
  }

  /// The codes of vertical systems that users try here: heights go through a quasi-geoid model, not through a coordinate operation.
  static func isVertical(code: Int) -> Bool { [5736, 5737, 5704, 5735, 3855, 5773].contains(code) }

  /// For a deprecated Chinese code the one that EPSG put in its place.
  static func replacement(ofDeprecated code: Int) -> Int? { (21473...21483).contains(code) ? code - 20 : nil }
}
