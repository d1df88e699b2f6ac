public import Geodesy

/// A coordinate reference system: a datum and the kind of coordinates on it.
///
/// Made from a string (``init(_:)-(String)``), an EPSG code (``init(epsg:)``) or its parts, natively and without a registry: no file is
/// read, nothing is cached, and making one costs about a microsecond.
///
/// Axis order and units are those of EPSG's Chinese codes:
/// - geographic: latitude, longitude in degrees, and ellipsoidal height in metres where there is one;
/// - geocentric: X, Y, Z in metres;
/// - projected: northing, easting in metres (测绘 X 北, Y 东). EPSG gives the UTM codes easting first; here they are northing first like
///   every other projected system, so that columns never change places with the code.
public struct CoordinateReferenceSystem: Sendable, Hashable {
  /// The kind of coordinates.
  public enum Form: Sendable, Hashable {
    /// Latitude, longitude (B, L), degrees.
    case geographic2D
    /// Latitude, longitude, ellipsoidal height (B, L, H), degrees and metres.
    case geographic3D
    /// X, Y, Z, metres.
    case geocentric
    /// Northing, easting of a Gauss–Krüger projection, metres.
    case gaussKruger(GaussKruger)
    /// Northing, easting in a zone of UTM, metres.
    case utm(UTMZone)
    /// Northing, easting of another conformal projection, metres.
    case conformal(ConformalProjection)
  }

  /// The datum.
  public let datum: GeodeticDatum
  /// The kind of coordinates on it.
  public let form: Form
  /// The epoch of the coordinates, a decimal year, in a frame in which points move; nil where none was given.
  public let epoch: Double?

  /// A system from its parts.
  public init(datum: GeodeticDatum, form: Form, epoch: Double? = nil) {
    self.datum = datum
    self.form = form
    self.epoch = epoch
  }

  /// True for projected systems: the first two coordinates are metres of northing and easting.
  public var isProjected: Bool {
    switch form {
    case .gaussKruger, .utm, .conformal: true
    case .geographic2D, .geographic3D, .geocentric: false
    }
  }

  /// True where the first two coordinates are degrees.
  public var isGeographic: Bool { form == .geographic2D || form == .geographic3D }

  /// The projection of a Gauss–Krüger or UTM system on its datum's ellipsoid; nil for the others.
  public var projection: TransverseMercator? {
    switch form {
    case .gaussKruger(let gaussKruger): gaussKruger.projection
    case .utm(let zone): zone.projection(ellipsoid: datum.ellipsoid)
    case .geographic2D, .geographic3D, .geocentric, .conformal: nil
    }
  }
}

extension CoordinateReferenceSystem: CustomStringConvertible {
  /// The canonical string: `EPSG:4547` where EPSG has a code, else the readable form, which ``init(_:)-(String)`` reads back.
  public var description: String { epsgCode.map { "EPSG:\($0)" + epochText } ?? readable }

  /// `@2025.3`, where there is an epoch.
  private var epochText: String { epoch.map { "@\($0)" } ?? "" }

  /// The readable string, whether or not EPSG has a code: `cgcs2000:gk3:zone=38`.
  public var readable: String {
    let name = datum.rawValue + epochText
    switch form {
    case .geographic2D: return name
    case .geographic3D: return name + ":3d"
    case .geocentric: return name + ":xyz"
    case .conformal(let projection): return "\(name):\(projection)"
    case .utm(let zone):
      return (datum == .wgs84 && epoch == nil ? "" : name + ":") + "utm:zone=\(zone.number)\(zone.hemisphere == .north ? "N" : "S")"
    case .gaussKruger(let projection):
      if let standard = standardZone {
        return name + ":gk\(standard.width.rawValue):zone=\(standard.number)"
          + (projection.zonePrefix == nil ? "" : ",prefix=yes")
      }
      let transverse = projection.projection
      let prefix = Double(projection.zonePrefix ?? 0) * 1_000_000
      var text = name + ":gk:cm=\(transverse.centralMeridianDegrees),fe=\(Self.easting(transverse.falseEasting, prefix))"
      if transverse.falseNorthing != 0 { text += ",fn=\(transverse.falseNorthing)" }
      if transverse.scale != 1 { text += ",k0=\(transverse.scale)" }
      if let number = projection.zonePrefix { text += ",prefix=\(number)" }
      if let moved = projection.moved {
        text += ",h0=\(moved.height),plane=move,b0=\(moved.latitudeDegrees),l0=\(moved.longitudeDegrees)"
      }
      return text
    }
  }

  /// The shortest false easting that makes `total` beside its prefix: the difference itself shows digits that nobody wrote.
  private static func easting(_ total: Double, _ prefix: Double) -> Double {
    let exact = total - prefix
    let short = (exact * 1e7).rounded() / 1e7
    return prefix + short == total ? short : exact
  }

  /// EPSG's name where EPSG has a code, else datum and readable projection.
  public var name: String {
    switch form {
    case .geographic2D: return datum.name
    case .geographic3D: return datum.name + " (B, L, H)"
    case .geocentric: return datum.name + " (X, Y, Z)"
    case .conformal(let projection): return "\(datum.name) / \(projection)"
    case .utm(let zone): return "\(datum.name) / UTM zone \(zone.number)\(zone.hemisphere == .north ? "N" : "S")"
    case .gaussKruger(let projection):
      guard let zone = standardZone else { return "\(datum.name) / \(readable.dropFirst(datum.rawValue.count + epochText.count + 1))" }
      let width = zone.width == .threeDegrees ? "3-degree " : ""
      let meridian = Int(zone.centralMeridianDegrees)
      let place = projection.zonePrefix == nil ? "CM \(abs(meridian))\(meridian < 0 ? "W" : "E")" : "zone \(zone.number)"
      return "\(datum.name) / \(width)Gauss-Kruger \(place)"
    }
  }

  /// The standard zone of a Gauss–Krüger system. A meridian that is of both a 3° and a 6° zone, without prefix, counts as 3°.
  var standardZone: GaussKrugerZone? {
    guard case .gaussKruger(let projection) = form else { return nil }
    for width in [GaussKrugerZone.Width.threeDegrees, .sixDegrees] {
      let meridian = projection.projection.centralMeridianDegrees
      guard let zone = GaussKrugerZone(width, containingLongitudeDegrees: meridian), zone.centralMeridianDegrees == meridian,
        // Only these are read back from `gk3` and `gk6`.
        Self.chineseZones[width]?.contains(zone.number) == true
      else { continue }
      if let prefix = projection.zonePrefix, prefix != zone.number { continue }
      if GaussKruger(ellipsoid: datum.ellipsoid, zone: zone, prefixed: projection.zonePrefix != nil) == projection { return zone }
    }
    return nil
  }
}
