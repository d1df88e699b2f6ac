import Geodesy

extension ConformalProjection {
  /// The projection as a step of PROJ, without its ellipsoid.
  var projStep: String {
    func plain(_ value: Double) -> String { DatumChange.plain(value) }
    let step =
      switch definition {
      case .lambertOneParallel(let latitude, let meridian, let scale):
        "+proj=lcc +lat_1=\(plain(latitude)) +lat_0=\(plain(latitude)) +lon_0=\(plain(meridian)) +k_0=\(plain(scale))"
      case .lambertTwoParallels(let first, let second, let latitude, let meridian):
        "+proj=lcc +lat_1=\(plain(first)) +lat_2=\(plain(second)) +lat_0=\(plain(latitude)) +lon_0=\(plain(meridian))"
      case .mercator(let meridian, let scale): "+proj=merc +lon_0=\(plain(meridian)) +k_0=\(plain(scale))"
      case .mercatorStandardParallel(let parallel, let meridian): "+proj=merc +lon_0=\(plain(meridian)) +lat_ts=\(plain(parallel))"
      case .obliqueMercator(let latitude, let longitude, let azimuth, let angle, let scale, let atCenter):
        "+proj=omerc\(atCenter ? "" : " +no_uoff") +lat_0=\(plain(latitude)) +lonc=\(plain(longitude)) +alpha=\(plain(azimuth)) "
          + "+gamma=\(plain(angle)) +k_0=\(plain(scale))"
      }
    return step + " +x_0=\(plain(falseEasting)) +y_0=\(plain(falseNorthing))"
  }

  /// Method and parameters as EPSG names them, for a conversion in WKT 2.
  var conversion: (method: String, parameters: [String]) {
    func angle(_ name: String, _ value: Double, _ code: Int) -> String {
      "PARAMETER[\"\(name)\",\(DatumChange.plain(value)),ANGLEUNIT[\"degree\",0.0174532925199433],ID[\"EPSG\",\(code)]]"
    }
    func scale(_ name: String, _ value: Double, _ code: Int) -> String {
      "PARAMETER[\"\(name)\",\(DatumChange.plain(value)),SCALEUNIT[\"unity\",1],ID[\"EPSG\",\(code)]]"
    }
    func origin(_ east: (String, Int), _ north: (String, Int)) -> [String] {
      [(east, falseEasting), (north, falseNorthing)].map { parameter, value in
        "PARAMETER[\"\(parameter.0)\",\(DatumChange.plain(value)),LENGTHUNIT[\"metre\",1],ID[\"EPSG\",\(parameter.1)]]"
      }
    }
    func method(_ name: String, _ code: Int) -> String { "METHOD[\"\(name)\",ID[\"EPSG\",\(code)]]" }
    let natural = origin(("False easting", 8806), ("False northing", 8807))
    switch definition {
    case .lambertOneParallel(let latitude, let meridian, let factor):
      return (
        method("Lambert Conic Conformal (1SP)", 9801),
        [
          angle("Latitude of natural origin", latitude, 8801), angle("Longitude of natural origin", meridian, 8802),
          scale("Scale factor at natural origin", factor, 8805),
        ] + natural
      )
    case .lambertTwoParallels(let first, let second, let latitude, let meridian):
      return (
        method("Lambert Conic Conformal (2SP)", 9802),
        [
          angle("Latitude of false origin", latitude, 8821), angle("Longitude of false origin", meridian, 8822),
          angle("Latitude of 1st standard parallel", first, 8823), angle("Latitude of 2nd standard parallel", second, 8824),
        ] + origin(("Easting at false origin", 8826), ("Northing at false origin", 8827))
      )
    case .mercator(let meridian, let factor):
      return (
        method("Mercator (variant A)", 9804),
        [
          angle("Latitude of natural origin", 0, 8801), angle("Longitude of natural origin", meridian, 8802),
          scale("Scale factor at natural origin", factor, 8805),
        ] + natural
      )
    case .mercatorStandardParallel(let parallel, let meridian):
      return (
        method("Mercator (variant B)", 9805),
        [angle("Latitude of 1st standard parallel", parallel, 8823), angle("Longitude of natural origin", meridian, 8802)] + natural
      )
    case .obliqueMercator(let latitude, let longitude, let azimuth, let rectified, let factor, let atCenter):
      return (
        method("Hotine Oblique Mercator (variant \(atCenter ? "B" : "A"))", atCenter ? 9815 : 9812),
        [
          angle("Latitude of projection centre", latitude, 8811), angle("Longitude of projection centre", longitude, 8812),
          angle("Azimuth at projection centre", azimuth, 8813), angle("Angle from Rectified to Skew Grid", rectified, 8814),
          scale("Scale factor at projection centre", factor, 8815),
        ] + (atCenter ? origin(("Easting at projection centre", 8816), ("Northing at projection centre", 8817)) : natural)
      )
    }
  }
}
