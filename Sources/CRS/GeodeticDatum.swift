public import Geodesy

/// A geodetic datum (大地基准) that this module knows: what ties an ellipsoid to the Earth.
///
/// Two datums never exchange coordinates without parameters, even on the same ellipsoid; see ``CoordinateOperation``.
public enum GeodeticDatum: String, Sendable, Hashable, CaseIterable {
  /// China Geodetic Coordinate System 2000 (2000国家大地坐标系), EPSG:1043: ITRF97 at epoch 2000.0.
  case cgcs2000
  /// Beijing 1954 (1954年北京坐标系), EPSG:6214.
  case beijing1954 = "bj54"
  /// Xi'an 1980 (1980西安坐标系), EPSG:6610.
  case xian1980 = "xian80"
  /// New Beijing (新1954年北京坐标系), EPSG:1045: Xi'an 1980 moved to the Krassowsky ellipsoid.
  case newBeijing = "newbj54"
  /// The ensemble of all realisations of WGS 84, EPSG:6326, known to 2 m only: no realisation, no epoch.
  case wgs84

  /// The ellipsoid of the datum. Source: EPSG v11.022.
  public var ellipsoid: Ellipsoid {
    switch self {
    case .cgcs2000: .cgcs2000
    case .beijing1954, .newBeijing: .krassowsky1940
    case .xian1980: .iag1975
    case .wgs84: .wgs84
    }
  }

  /// The name in EPSG's names of projected systems.
  public var name: String {
    switch self {
    case .cgcs2000: "CGCS2000"
    case .beijing1954: "Beijing 1954"
    case .xian1980: "Xian 1980"
    case .newBeijing: "New Beijing"
    case .wgs84: "WGS 84"
    }
  }

  /// The name in Chinese.
  public var chineseName: String {
    switch self {
    case .cgcs2000: "2000国家大地坐标系"
    case .beijing1954: "1954年北京坐标系"
    case .xian1980: "1980西安坐标系"
    case .newBeijing: "新1954年北京坐标系"
    case .wgs84: "WGS 84"
    }
  }
}
