import CPROJ
import CRS
import Geodesy
import Testing

/// The native Chinese codes beside the EPSG dataset in PROJ's database.
@Suite("Native Chinese codes against EPSG's database") struct ChineseCodesTests {
  /// All codes of Gauss–Krüger systems: what EPSG's names say is what `CRS` has to make.
  static let codes = (2000..<30_000).filter { code in
    guard let system = CoordinateReferenceSystem(epsg: code), case .gaussKruger = system.form else {
      return false
    }
    return true
  }

  @Test("all 256: axes, zone prefix, central meridian, ellipsoid; the database has no others")
  func definitions() throws {
    let context = try #require(proj_context_create())
    defer { proj_context_destroy(context) }
    // The eleven deprecated codes 21473 … 21483, "Gauss-Kruger 13N" …, are named otherwise.
    var count: Int32 = 0
    let list = proj_get_crs_info_list_from_database(context, "EPSG", nil, &count)
    defer { proj_crs_info_list_destroy(list) }
    let infos = try #require(list)
    let listed = (0..<Int(count)).compactMap { infos[$0]?.pointee }.filter { info in
      let name = String(cString: info.name)
      return ["Gauss-Kruger zone", "Gauss-Kruger CM"].contains { name.contains($0) }
        && ["CGCS2000 /", "Beijing 1954 /", "Xian 1980 /", "New Beijing /"].contains {
          name.hasPrefix($0)
        }
    }
    #expect(
      Set(listed.compactMap { Int(String(cString: $0.code)) }) == Set(Self.codes)
        && Self.codes.count == 256)
    for code in Self.codes {
      let system = try #require(CoordinateReferenceSystem(epsg: code))
      guard case .gaussKruger(let native) = system.form else { continue }
      // Not within #require: it would take the strings apart before the call.
      let found = proj_create_from_database(context, "EPSG", "\(code)", PJ_CATEGORY_CRS, 0, nil)
      let theirs = try #require(found, "EPSG:\(code)")
      defer { proj_destroy(theirs) }
      let axes = try #require(proj_crs_get_coordinate_system(context, theirs))
      defer { proj_destroy(axes) }
      for (index, expected) in ["north", "east"].enumerated() {
        var (direction, factor): (UnsafePointer<CChar>?, Double) = (nil, 0)
        proj_cs_get_axis_info(
          context, axes, Int32(index), nil, nil, &direction, &factor, nil, nil, nil)
        #expect(String(cString: try #require(direction)) == expected && factor == 1, "EPSG:\(code)")
      }
      let conversion = try #require(proj_crs_get_coordoperation(context, theirs))
      defer { proj_destroy(conversion) }
      func parameter(_ name: String) -> Double {
        var value = Double.nan
        proj_coordoperation_get_param(
          context, conversion, proj_coordoperation_get_param_index(context, conversion, name), nil,
          nil, nil, &value, nil, nil, nil, nil,
          nil, nil)
        return value
      }
      let projection = native.projection
      #expect(
        parameter("Longitude of natural origin") == projection.centralMeridianDegrees,
        "EPSG:\(code)")
      #expect(
        parameter("Latitude of natural origin") == 0
          && parameter("Scale factor at natural origin") == 1 && projection.scale == 1)
      #expect(
        parameter("False easting") == projection.falseEasting
          && parameter("False northing") == projection.falseNorthing, "EPSG:\(code)")
      #expect(projection.falseEasting == Double(native.zonePrefix ?? 0) * 1e6 + 500_000)
      let ellipsoid = try #require(proj_get_ellipsoid(context, theirs))
      defer { proj_destroy(ellipsoid) }
      var (a, inverseFlattening) = (0.0, 0.0)
      proj_ellipsoid_get_parameters(context, ellipsoid, &a, nil, nil, &inverseFlattening)
      #expect(
        a == system.datum.ellipsoid.semiMajorAxis
          && abs(inverseFlattening * system.datum.ellipsoid.flattening - 1) < 1e-15)
    }
  }

  /// Points through PROJ's own definition of each code: 3 nm of PROJ's and 2 nm of ours within a zone, doubled for the eastings of 10⁷ m with
  /// prefix, whose last digit is 7.5 nm.
  @Test("all 256: the same coordinates") func coordinates() throws {
    let context = try #require(proj_context_create())
    defer { proj_context_destroy(context) }
    for code in Self.codes {
      let system = try #require(CoordinateReferenceSystem(epsg: code))
      let base = CoordinateReferenceSystem(datum: system.datum, form: .geographic2D)
      let baseCode = try #require(base.epsgCode)
      let found = proj_create_crs_to_crs(context, "EPSG:\(baseCode)", "EPSG:\(code)", nil)
      let theirs = try #require(found)
      defer { proj_destroy(theirs) }
      let ours = try CoordinateOperation(from: base, to: system)
      let meridian = try #require(system.projection).centralMeridianDegrees
      for (latitude, longitude) in [
        (18.25, meridian - 1.4), (33.5, meridian + 0.3), (52.75, meridian + 1.5),
      ] {
        let expected = proj_trans(theirs, PJ_FWD, proj_coord(latitude, longitude, 0, .infinity)).xy
        let (north, east, _) = try ours.apply(latitude, longitude)
        #expect(abs(north - expected.x) < 2e-8 && abs(east - expected.y) < 2e-8, "EPSG:\(code)")
      }
    }
  }
}
