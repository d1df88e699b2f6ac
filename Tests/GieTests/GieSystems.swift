import Foundation
import RecordedData

/// What `+init=FILE:CODE` stands for.
///
/// The files of `test/gigs` name systems by EPSG's codes. Their parameters are written out here, from EPSG's dataset, in PROJ's words; systems
/// whose method is none of the operators in scope have the method alone, so that their operations are counted as out of scope.
enum GieSystems {
  /// EPSG codes of the files. Shifts to WGS 84 are written only where a test is about one: elsewhere both sides are on one datum.
  private static let epsg: [Int: String] = [
    // WGS 84 and systems on it.
    4326: "proj=longlat datum=WGS84", 4978: "proj=geocent datum=WGS84 units=m", 32631: "proj=utm zone=31 datum=WGS84 units=m",
    4148: "proj=longlat ellps=WGS84", 2049: "proj=tmerc axis=wsu lat_0=0 lon_0=21 k=1 x_0=0 y_0=0 ellps=WGS84 units=m",
    3857: "proj=merc a=6378137 b=6378137 lat_ts=0 lon_0=0 x_0=0 y_0=0 k=1 units=m nadgrids=@null",
    // GRS 1980.
    4283: "proj=longlat ellps=GRS80", 28354: "proj=utm zone=54 south ellps=GRS80 units=m", 4190: "proj=longlat ellps=GRS80",
    22175: "proj=tmerc lat_0=-90 lon_0=-60 k=1 x_0=5500000 y_0=0 ellps=GRS80 units=m", 25832: "proj=utm zone=32 ellps=GRS80 units=m",
    25833: "proj=utm zone=33 ellps=GRS80 units=m", 26915: "proj=utm zone=15 ellps=GRS80 units=m", 4269: "proj=longlat datum=NAD83",
    4152: "proj=longlat ellps=GRS80", 4258: "proj=longlat ellps=GRS80", 4674: "proj=longlat ellps=GRS80", 4742: "proj=longlat ellps=GRS80",
    2921: "proj=lcc lat_0=40.3333333333333 lon_0=-111.5 lat_1=41.7833333333333 lat_2=40.7166666666667 x_0=500000.0001504 "
      + "y_0=999999.999996 ellps=GRS80 units=ft",
    3568: "proj=lcc lat_0=40.3333333333333 lon_0=-111.5 lat_1=41.7833333333333 lat_2=40.7166666666667 x_0=500000.00001016 "
      + "y_0=999999.99998984 ellps=GRS80 units=us-ft",
    // International 1924. Belgian Datum 1972 to WGS 84 (3), EPSG:15929, coordinate frame.
    4230: "proj=longlat ellps=intl",
    2192: "proj=lcc lat_1=46.8 lat_0=46.8 lon_0=2.33722916666667 k_0=0.99987742 x_0=600000 y_0=2200000 ellps=intl units=m",
    4313: "proj=longlat ellps=intl shift=15929",
    31370: "proj=lcc lat_0=90 lon_0=4.36748666666667 lat_1=51.1666672333333 lat_2=49.8333339 x_0=150000.013 y_0=5400088.438 "
      + "ellps=intl units=m shift=15929",
    // Clarke 1880 (IGN), Greenwich and Paris.
    4275: "proj=longlat ellps=clrk80ign", 4807: "proj=longlat ellps=clrk80ign pm=paris",
    27572: "proj=lcc lat_1=46.8 lat_0=46.8 lon_0=0 k_0=0.99987742 x_0=600000 y_0=2200000 ellps=clrk80ign pm=paris units=m",
    // Bessel 1841. Amersfoort to ETRS89 (4), EPSG:15740, Molodensky-Badekas, coordinate frame.
    4211: "proj=longlat ellps=bessel", 4813: "proj=longlat ellps=bessel pm=jakarta",
    3001: "proj=merc lon_0=110 k=0.997 x_0=3900000 y_0=900000 ellps=bessel units=m", 4289: "proj=longlat ellps=bessel shift=15740",
    // Krassowsky 1940, Airy 1830 with OSGB36 to WGS 84 (6), EPSG:1314, position vector; Clarke 1866; Australian National.
    4284: "proj=longlat ellps=krass", 3388: "proj=merc lat_ts=42 lon_0=51 x_0=0 y_0=0 ellps=krass units=m",
    4277: "proj=longlat ellps=airy shift=1314", 4267: "proj=longlat datum=NAD27",
    4202: "proj=longlat ellps=aust_SA nadgrids=A66_National_13_09_01.gsb",
    // Other methods.
    28992: "proj=sterea", 23700: "proj=somerc", 4237: "proj=longlat ellps=GRS67", 3376: "proj=omerc", 3377: "proj=cass", 3577: "proj=aea",
    3035: "proj=laea",
  ]

  /// EPSG's transformations to WGS 84 that tests are about, as steps in geocentric coordinates.
  static let shifts: [String: String] = [
    "1314": "proj=helmert convention=position_vector x=446.448 y=-125.157 z=542.06 rx=0.15 ry=0.247 rz=0.842 s=-20.489",
    "15929": "proj=helmert convention=coordinate_frame x=-106.8686 y=52.2978 z=-103.7239 rx=-0.3366 ry=0.457 rz=-1.8422 s=-1.2747",
    // Rotations of 1.9725, −1.7004 and 9.0677 microradians.
    "15740": "proj=molobadekas convention=coordinate_frame x=593.0297 y=26.0038 z=478.7534 rx=0.406857330322398 ry=-0.350732676542563 "
      + "rz=1.8703473836068 s=4.0812 px=3903453.1482 py=368135.3134 pz=5012970.3051",
  ]

  /// The words of a system; nil where its definition is not at hand.
  static func words(_ name: String) -> [(String, String?)]? {
    let parts = name.split(separator: ":").map(String.init)
    guard parts.count == 2 else { return nil }
    if parts[0].lowercased() == "epsg" { return Int(parts[1]).flatMap { epsg[$0] }.map(GieOperation.words) }
    // A file of PROJ's: "<3901> proj=lcc … <>".
    guard let text = try? RecordedData.text("data/proj/PROJ/data/" + parts[0]), let start = text.range(of: "<\(parts[1])>") else {
      return nil
    }
    let rest = text[start.upperBound...]
    let body = rest[..<(rest.range(of: "<")?.lowerBound ?? rest.endIndex)]
    let lines = body.split(separator: "\n").map { $0.prefix { $0 != "#" } }
    return GieOperation.words(lines.joined(separator: " "))
  }

  /// PROJ's names of datums: ellipsoid, and shift to WGS 84 in the convention of `+towgs84` or by grids.
  static let datums: [String: String] = [
    "WGS84": "ellps=WGS84 towgs84=0,0,0", "NAD83": "ellps=GRS80 towgs84=0,0,0", "GGRS87": "ellps=GRS80 towgs84=-199.87,74.79,246.62",
    "NAD27": "ellps=clrk66 nadgrids=@conus,@alaska,@ntv2_0.gsb,@ntv1_can.dat", "potsdam": "ellps=bessel nadgrids=@BETA2007.gsb",
  ]

  /// Prime meridians, degrees from Greenwich. Source: EPSG 8901 … 8914.
  static let meridians: [String: Double] = [
    "greenwich": 0, "paris": 2 + 20 / 60.0 + 14.025 / 3600, "jakarta": 106 + 48 / 60.0 + 27.79 / 3600,
    "madrid": -(3 + 41 / 60.0 + 16.58 / 3600),
    "rome": 12 + 27 / 60.0 + 8.4 / 3600, "bern": 7 + 26 / 60.0 + 22.5 / 3600, "lisbon": -(9 + 7 / 60.0 + 54.862 / 3600),
    "ferro": -(17 + 40 / 60.0), "brussels": 4 + 22 / 60.0 + 4.71 / 3600, "stockholm": 18 + 3 / 60.0 + 29.8 / 3600,
    "athens": 23 + 42 / 60.0 + 58.815 / 3600, "oslo": 10 + 43 / 60.0 + 22.5 / 3600, "bogota": -(74 + 4 / 60.0 + 51.3 / 3600),
  ]
}
