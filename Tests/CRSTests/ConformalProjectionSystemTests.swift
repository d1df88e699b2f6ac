import Geodesy
import Testing

@testable import CRS

/// Systems on Lambert's, Mercator's and Hotine's projections: strings there and back, and what they compute. The control values are PROJ 9.1.1's
/// for the WGS 84 ellipsoid: `echo 112.95 28.2 | proj -f %.6f DEFINITION`.
@Suite("Conformal systems")
struct ConformalProjectionSystemTests {
  @Test(
    "points as PROJ projects them, and back",
    arguments: [
      ("wgs84:lcc:b0=0,cm=105,b1=25,b2=47", "+proj=lcc +lat_0=0 +lon_0=105 +lat_1=25 +lat_2=47"),
      ("wgs84:lcc:b0=30,cm=110,k0=0.9996,fe=1000000,fn=500000", "+proj=lcc +lat_1=30 +lat_0=30 +lon_0=110 +k_0=0.9996 +x_0=1e6 +y_0=5e5"),
      ("wgs84:merc:cm=110,k0=0.997", "+proj=merc +lon_0=110 +k_0=0.997"),
      ("wgs84:merc:cm=110,b1=28", "+proj=merc +lon_0=110 +lat_ts=28"),
      (
        "wgs84:omerc:b0=28,l0=112,azimuth=35,k0=0.99995,fe=500000,fn=3000000",
        "+proj=omerc +lat_0=28 +lonc=112 +alpha=35 +k_0=0.99995 +x_0=5e5 +y_0=3e6"
      ),
      ("wgs84:omerc:b0=28,l0=112,azimuth=35,gamma=30,origin=natural", "+proj=omerc +no_uoff +lat_0=28 +lonc=112 +alpha=35 +gamma=30"),
    ])
  func points(_ string: String, _ proj: String) throws {
    let system = try CoordinateReferenceSystem(string)
    #expect(system.isProjected && system.epsgCode == nil && system.projection == nil)
    #expect(try CoordinateReferenceSystem(system.description) == system)
    let there = try CoordinateOperation(from: CoordinateReferenceSystem("wgs84"), to: system)
    let back = try CoordinateOperation(from: system, to: CoordinateReferenceSystem("wgs84"))
    let point = try there.apply(28.2, 112.95, 0)
    let expected = try #require(Self.control[string])
    #expect(abs(point.0 - expected.north) < 1e-6 && abs(point.1 - expected.east) < 1e-6, "\(string): \(point), PROJ \(proj)")
    let again = try back.apply(point.0, point.1, 0)
    #expect(abs(again.0 - 28.2) < 1e-12 && abs(again.1 - 112.95) < 1e-12)
    // A batch gives the same bits, and NaN for what the scalar form refuses.
    var batch = CoordinateBatch(capacity: 4)
    batch.count = 3
    (batch.first[0], batch.second[0]) = (28.2, 112.95)
    (batch.first[1], batch.second[1]) = (95, 112.95)
    (batch.first[2], batch.second[2]) = (.nan, 0)
    there.apply(&batch)
    #expect(batch.first[0] == point.0 && batch.second[0] == point.1 && batch.first[1].isNaN && batch.first[2].isNaN)
  }

  @Test(
    "what defines no projection is refused where it stands",
    arguments: [
      ("cgcs2000:lcc:b0=30", "cm"), ("cgcs2000:lcc:cm=110", "b0"), ("cgcs2000:lcc:b0=30,cm=110,b2=40", "b1"),
      ("cgcs2000:lcc:b0=30,cm=110,b1=40", "b2"), ("cgcs2000:lcc:b0=30,cm=110,b1=40,b2=45,k0=1", "k0"),
      ("cgcs2000:lcc:b0=0,cm=110,b1=-40,b2=40", "projection"), ("cgcs2000:lcc:b0=0,cm=110", "projection"),
      ("cgcs2000:merc:k0=1", "cm"), ("cgcs2000:merc:cm=110,b1=20,k0=1", "k0"), ("cgcs2000:merc:cm=110,b1=95", "b1"),
      ("cgcs2000:omerc:b0=28,l0=112", "azimuth"), ("cgcs2000:omerc:b0=0,l0=112,azimuth=35", "projection"),
      ("cgcs2000:omerc:b0=28,l0=112,azimuth=35,origin=here", "centre"), ("cgcs2000:omerc:b0=28,l0=112,azimuth=35,zone=3", "zone"),
    ])
  func refusals(_ string: String, _ word: String) throws {
    #expect {
      _ = try CoordinateReferenceSystem(string)
    } throws: {
      ($0 as? CRSStringError)?.message(chinese: false).contains(word) == true
    }
  }

  static let control: [String: (north: Double, east: Double)] = [
    "wgs84:lcc:b0=0,cm=105,b1=25,b2=47": (3351992.7328051, 772720.8586864),
    "wgs84:lcc:b0=30,cm=110,k0=0.9996,fe=1000000,fn=500000": (304268.0522572, 1289623.5030363),
    "wgs84:merc:cm=110,k0=0.997": (3244263.7359939, 327407.3203466),
    "wgs84:merc:cm=110,b1=28": (2875256.2121804, 290167.5105189),
    "wgs84:omerc:b0=28,l0=112,azimuth=35,k0=0.99995,fe=500000,fn=3000000": (3022529.0275145, 593266.3786095),
    "wgs84:omerc:b0=28,l0=112,azimuth=35,gamma=30,origin=natural": (3198177.1268042, 1919769.2764461),
  ]
}
