import CRSRegistry
import Testing

/// Systems by code, WKT and PROJJSON. What they should be is EPSG's definition, as the names of the tests say.
@Suite("Systems of the registry") struct RegistrySystemTests {
  /// WGS 84's ellipsoid on an invented datum, longitudes first.
  static let geographicWKT = """
    GEOGCRS["Invented",DATUM["Invented datum",ELLIPSOID["WGS 84",6378137,298.257223563]],
    CS[ellipsoidal,2],AXIS["longitude",east],AXIS["latitude",north],ANGLEUNIT["degree",0.0174532925199433]]
    """

  @Test(
    "order and units are this package's",
    arguments: [
      ("EPSG:25832", RegistrySystem.Form.projected, ["Northing", "Easting"], "metre"),
      ("EPSG:2193", .projected, ["Northing", "Easting"], "metre"),
      ("EPSG:2263", .projected, ["Northing", "Easting"], "US survey foot"),
      ("EPSG:5041", .projected, ["Northing", "Easting"], "metre"),
      ("EPSG:2053", .projected, ["Westing", "Southing"], "metre"),
      ("EPSG:4258", .geographic2D, ["Geodetic latitude", "Geodetic longitude"], "degree"),
      ("OGC:CRS84", .geographic2D, ["Geodetic latitude", "Geodetic longitude"], "degree"),
      ("EPSG:4807", .geographic2D, ["Geodetic latitude", "Geodetic longitude"], "degree"),
      ("EPSG:4937", .geographic3D, ["Geodetic latitude", "Geodetic longitude", "Ellipsoidal height"], "degree"),
      ("EPSG:4936", .geocentric, ["Geocentric X", "Geocentric Y", "Geocentric Z"], "metre"),
      (geographicWKT, .geographic2D, ["latitude", "longitude"], "degree"),
      ("+proj=utm +zone=32 +ellps=intl", .projected, ["Northing", "Easting"], "metre"),
    ])
  func forms(_ string: String, _ form: RegistrySystem.Form, _ axes: [String], _ unit: String) throws {
    let system = try RegistrySystem(string)
    #expect(system.form == form && system.axes.map { $0.lowercased() } == axes.map { $0.lowercased() } && system.unit == unit, "\(system)")
  }

  @Test("names, codes and epochs") func labels() throws {
    let system = try RegistrySystem(" epsg:25832 ")
    #expect(system.name == "ETRS89 / UTM zone 32N" && system.code == "EPSG:25832" && system.label == "EPSG:25832" && system.epoch == nil)
    let moving = try RegistrySystem("EPSG:7912@2020.5")
    #expect(moving.epoch == 2020.5 && moving.label == "EPSG:7912@2020.5")
    #expect(try RegistrySystem(Self.geographicWKT).label == "Invented")
  }

  @Test(
    "what is no system says why",
    arguments: [
      ("EPSG:99999", "EPSG:99999"), ("EPSG:5773", "vertical"), ("EPSG:7405", "compound"), ("EPSG:7912@x", "epoch"), ("foo:1", "foo:1"),
      ("PROJCRS[\"a\"", "cannot be read"), ("{}", "cannot be read"), ("{\"type\":", "cannot be read"), ("+proj=nothing", "cannot be read"),
      ("", "no coordinate reference system"), ("EPSG:", "EPSG:"), ("EPSG:1;drop table", "EPSG:1;drop table"),
      ("ENGCRS[\"a\",EDATUM[\"b\"],CS[Cartesian,2],AXIS[\"x\",east],AXIS[\"y\",north],LENGTHUNIT[\"metre\",1]]", "engineering"),
    ])
  func refusals(_ string: String, _ word: String) {
    let error = #expect(throws: RegistryError.self) { try RegistrySystem(string) }
    #expect(error?.description.contains(word) == true, "\(String(describing: error))")
    #expect(error?.message(chinese: true).isEmpty == false && error?.message(chinese: true) != error?.description)
  }

  /// PROJ parses; what it makes of garbage must be an answer or a typed error, and cost little.
  @Test("mutated definitions") func mutations() {
    let seeds = [
      Self.geographicWKT, "{\"$schema\":\"x\",\"type\":\"GeographicCRS\",\"name\":\"a\"}", "EPSG:25832@2020", "+proj=utm +zone=32",
    ]
    let alphabet = Array("[](){}\",:=+-.0123456789eEGW \u{0}é")
    var state: UInt64 = 5
    func below(_ n: Int) -> Int {
      // Knuth's MMIX congruence.
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % n
    }
    for round in 0..<200 {
      var characters = Array(seeds[round % seeds.count])
      for _ in 0...below(5) { characters[below(characters.count)] = alphabet[below(alphabet.count)] }
      let text = String(characters)
      do {
        #expect(try RegistrySystem(text).axes.count >= 2)
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }
}
