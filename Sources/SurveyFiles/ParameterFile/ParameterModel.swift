/// The transformation models that a parameter file can carry, by the word that stands behind `model =`.
public enum ParameterModel: String, Sendable, Hashable, CaseIterable {
  /// Three geocentric translations (三参数); EPSG method 1031.
  case translation3
  /// Three geocentric translations and a scale difference (四参数, 空间).
  case translationScale4 = "translation-scale4"
  /// Seven parameters (布尔莎七参数): EPSG methods 1033 (position-vector) and 1032 (coordinate-frame).
  case helmert7
  /// Seven parameters about a pivot: EPSG methods 1061 (position-vector) and 1034 (coordinate-frame).
  case molodenskyBadekas = "molodensky-badekas"
  /// Molodensky's formulas in latitude, longitude, height; EPSG method 9604.
  case molodensky
  /// The same, abridged; EPSG method 9605.
  case abridgedMolodensky = "abridged-molodensky"
  /// Plane similarity (平面四参数); EPSG method 9621.
  case plane4
  /// Seven parameters in latitude and longitude (二维七参数) after CH/T 2014-2016.
  case geodetic7
  /// Three translations and a rotation about the normal of the area's centre (三维四参数) after CH/T 2014-2016.
  case geodetic4
  /// Plane polynomial (多项式拟合); EPSG methods 9645 … 9648 with all coefficients in metres.
  case polynomial
  /// Shifts of latitude and longitude from a grid file; EPSG method 9615.
  case grid
  /// Affine in each triangle of a network (三角网), from PROJ's triangulation file; coordinates are northing and easting.
  case tin
  /// The same, where the vertices of the file are longitudes and latitudes in degrees.
  case geographicTIN = "tin-geographic"
  /// Displacements that depend on the epoch (形变模型), from the master file of PROJ's `defmodel`; coordinates are latitude and longitude.
  case deformation

  /// True where rotations have a sign that must be named: `convention =`.
  public var needsConvention: Bool { self == .helmert7 || self == .molodenskyBadekas }

  /// True where the rotation matrix must be named: `rotation =`.
  public var needsRotationForm: Bool { needsConvention }

  /// True for models of northing and easting, false for those of positions on or around an ellipsoid.
  public var isPlane: Bool { self == .plane4 || self == .polynomial || self == .tin }

  /// True where the transformation is in a file of its own: `[grid] file =`.
  public var needsFile: Bool { [.grid, .tin, .geographicTIN, .deformation].contains(self) }

  /// The keys of `[parameters]` in the order of the model, all required. For a polynomial they depend on its degree, 1 … 5.
  public func keys(polynomialDegree degree: Int = 1) -> [ParameterKey] {
    let translations: [ParameterKey] = [.tx, .ty, .tz]
    let seven = translations + [.rx, .ry, .rz, .scale]
    switch self {
    case .translation3, .molodensky, .abridgedMolodensky: return translations
    case .translationScale4: return translations + [.scale]
    case .helmert7, .geodetic7: return seven
    case .molodenskyBadekas: return seven + [.px, .py, .pz]
    case .geodetic4: return translations + [.rotation, .originLatitude, .originLongitude]
    case .plane4: return [.tNorth, .tEast, .rotation, .scale]
    case .polynomial:
      let terms = Self.terms(degree: degree)
      return [.degree, .originNorth, .originEast, .unit] + terms.map { .north($0.i, $0.j) } + terms.map { .east($0.i, $0.j) }
    case .grid, .tin, .geographicTIN, .deformation: return []
    }
  }

  /// The keys among ``keys(polynomialDegree:)`` that are conventions rather than estimates, so that they have no covariance.
  static let fixedKeys: Set<ParameterKey> = [
    .px, .py, .pz, .originLatitude, .originLongitude, .degree, .originNorth, .originEast, .unit,
  ]

  /// The keys that may stand in `[covariance]`, in order.
  public func estimatedKeys(polynomialDegree degree: Int = 1) -> [ParameterKey] {
    keys(polynomialDegree: degree).filter { !Self.fixedKeys.contains($0) }
  }

  /// The exponents (i, j) of uⁱvʲ of a plane polynomial, by total degree, then by falling i: 1, u, v, u², uv, v², …
  public static func terms(degree: Int) -> [(i: Int, j: Int)] {
    (0...max(degree, 0)).flatMap { total in (0...total).map { (total - $0, $0) } }
  }
}

/// The name of a parameter with its unit, as it stands before the equals sign: `tx_m`, `rx_arcsec`, `scale_ppm`.
public struct ParameterKey: RawRepresentable, Sendable, Hashable {
  /// The text of the key.
  public let rawValue: String

  /// A key by its text.
  public init(rawValue: String) { self.rawValue = rawValue }
  private init(_ text: String) { rawValue = text }

  /// Translation along X, metres.
  public static let tx = ParameterKey("tx_m")
  /// Translation along Y, metres.
  public static let ty = ParameterKey("ty_m")
  /// Translation along Z, metres.
  public static let tz = ParameterKey("tz_m")
  /// Rotation about X, seconds of arc.
  public static let rx = ParameterKey("rx_arcsec")
  /// Rotation about Y, seconds of arc.
  public static let ry = ParameterKey("ry_arcsec")
  /// Rotation about Z, seconds of arc.
  public static let rz = ParameterKey("rz_arcsec")
  /// Scale difference, parts per million.
  public static let scale = ParameterKey("scale_ppm")
  /// X of the pivot (Molodensky–Badekas), metres.
  public static let px = ParameterKey("pivot_x_m")
  /// Y of the pivot, metres.
  public static let py = ParameterKey("pivot_y_m")
  /// Z of the pivot, metres.
  public static let pz = ParameterKey("pivot_z_m")
  /// Translation north, metres.
  public static let tNorth = ParameterKey("t_north_m")
  /// Translation east, metres.
  public static let tEast = ParameterKey("t_east_m")
  /// The one rotation of a model that has one, seconds of arc.
  public static let rotation = ParameterKey("rotation_arcsec")
  /// Latitude of the centre of the area (三维四参数), degrees.
  public static let originLatitude = ParameterKey("origin_lat_deg")
  /// Longitude of the centre of the area, degrees.
  public static let originLongitude = ParameterKey("origin_lon_deg")
  /// The degree of a polynomial, 1 … 5.
  public static let degree = ParameterKey("degree")
  /// The northing where u of a polynomial is 0, metres.
  public static let originNorth = ParameterKey("origin_north_m")
  /// The easting where v of a polynomial is 0, metres.
  public static let originEast = ParameterKey("origin_east_m")
  /// The length that u and v of a polynomial count, metres.
  public static let unit = ParameterKey("unit_m")

  /// The coefficient of uⁱvʲ in the correction of the northing, metres.
  public static func north(_ i: Int, _ j: Int) -> ParameterKey { ParameterKey("north_\(i)_\(j)_m") }
  /// The coefficient of uⁱvʲ in the correction of the easting, metres.
  public static func east(_ i: Int, _ j: Int) -> ParameterKey { ParameterKey("east_\(i)_\(j)_m") }

  /// The range of sound values; beyond it, a unit is wrong.
  func range(in model: ParameterModel) -> ClosedRange<Double> {
    if self == .degree { return 1...5 }
    if self == .unit { return 1...1e7 }
    if self == .originLatitude { return -90...90 }
    if self == .originLongitude { return -180...360 }
    // A plane may be turned to any angle; a small angle of a datum above 1° is one in another unit.
    if rawValue.hasSuffix("_arcsec") { return model == .plane4 ? -648_000...648_000 : -3600...3600 }
    if rawValue.hasSuffix("_ppm") { return -100_000...100_000 }
    return -1e8...1e8
  }
}
