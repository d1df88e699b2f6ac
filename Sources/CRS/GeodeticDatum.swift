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
  /// ITRF88.
  case itrf88
  /// ITRF89.
  case itrf89
  /// ITRF90.
  case itrf90
  /// ITRF91.
  case itrf91
  /// ITRF92.
  case itrf92
  /// ITRF93.
  case itrf93
  /// ITRF94.
  case itrf94
  /// ITRF96.
  case itrf96
  /// ITRF97.
  case itrf97
  /// ITRF2000.
  case itrf2000
  /// ITRF2005.
  case itrf2005
  /// ITRF2008.
  case itrf2008
  /// ITRF2014.
  case itrf2014
  /// ITRF2020.
  case itrf2020
  /// WGS 84 (G1150), aligned to ITRF2000 within 2 cm.
  case wgs84G1150 = "wgs84-g1150"
  /// WGS 84 (G1674), aligned to ITRF2008 within 1 cm.
  case wgs84G1674 = "wgs84-g1674"
  /// WGS 84 (G1762), aligned to ITRF2008 within 1 cm.
  case wgs84G1762 = "wgs84-g1762"
  /// WGS 84 (G2139), aligned to ITRF2014 within 1 cm.
  case wgs84G2139 = "wgs84-g2139"
  /// WGS 84 (G2296), aligned to ITRF2020 within 1 cm.
  case wgs84G2296 = "wgs84-g2296"

  /// The ellipsoid of the datum. Source: EPSG v11.022.
  public var ellipsoid: Ellipsoid {
    switch self {
    case .cgcs2000: .cgcs2000
    case .beijing1954, .newBeijing: .krassowsky1940
    case .xian1980: .iag1975
    case .wgs84, .wgs84G1150, .wgs84G1674, .wgs84G1762, .wgs84G2139, .wgs84G2296: .wgs84
    default: .grs80  // the ITRFs: IERS Conventions 2010, section 4.2.6
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
    case .wgs84G1150: "WGS 84 (G1150)"
    case .wgs84G1674: "WGS 84 (G1674)"
    case .wgs84G1762: "WGS 84 (G1762)"
    case .wgs84G2139: "WGS 84 (G2139)"
    case .wgs84G2296: "WGS 84 (G2296)"
    default: rawValue.uppercased()
    }
  }

  /// The name in Chinese.
  public var chineseName: String {
    switch self {
    case .cgcs2000: "2000国家大地坐标系"
    case .beijing1954: "1954年北京坐标系"
    case .xian1980: "1980西安坐标系"
    case .newBeijing: "新1954年北京坐标系"
    default: name
    }
  }

  /// The frame in which the datum's points have velocities: that of CGCS2000 is ITRF97, those of the realisations of WGS 84 are the ITRFs they
  /// are aligned to, with EPSG's null transformations 7670 (G1150, 2 cm), 7669, 7666, 9757, 10608 (1 cm). Nil for the others.
  public var frame: TerrestrialFrame? {
    switch self {
    case .beijing1954, .xian1980, .newBeijing, .wgs84: nil
    case .cgcs2000: .itrf97
    case .wgs84G1150: .itrf2000
    case .wgs84G1674, .wgs84G1762: .itrf2008
    case .wgs84G2139: .itrf2014
    case .wgs84G2296: .itrf2020
    default: TerrestrialFrame(rawValue: rawValue)
    }
  }

  /// True where coordinates need an epoch.
  public var takesEpoch: Bool { frame != nil && self != .cgcs2000 }
}
