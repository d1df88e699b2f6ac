public import CRS

/// A system that `CRS` makes from rules, or one of the registry.
public enum KnownSystem: Sendable, Hashable {
  /// A Chinese system, WGS 84 or an ITRF; see `CRS`.
  case native(CoordinateReferenceSystem)
  /// A system of the registry.
  case registry(RegistrySystem)

  /// The code, readable string or name that the system goes by.
  public var label: String {
    switch self {
    case .native(let system): system.description
    case .registry(let system): system.label
    }
  }

  /// EPSG's name, or that of the WKT.
  public var name: String {
    switch self {
    case .native(let system): system.name
    case .registry(let system): system.name
    }
  }

  /// True where the first two coordinates are degrees.
  public var isGeographic: Bool {
    switch self {
    case .native(let system): system.isGeographic
    case .registry(let system): system.form == .geographic2D || system.form == .geographic3D
    }
  }

  /// True for X, Y, Z.
  public var isGeocentric: Bool {
    switch self {
    case .native(let system): system.form == .geocentric
    case .registry(let system): system.form == .geocentric
    }
  }

  /// True where the third coordinate is an ellipsoidal height or Z.
  public var hasHeight: Bool {
    switch self {
    case .native(let system): system.form == .geographic3D || system.form == .geocentric
    case .registry(let system): system.form == .geographic3D || system.form == .geocentric
    }
  }

  /// The epoch of the coordinates; nil where none was given. CGCS2000 has its own.
  public var epoch: Double? {
    switch self {
    case .native(let system): system.effectiveEpoch
    case .registry(let system): system.epoch
    }
  }

  /// True for the Chinese datums that hang on the user's parameters alone.
  var isChineseLocal: Bool {
    guard case .native(let system) = self else { return false }
    return [.beijing1954, .xian1980, .newBeijing].contains(system.datum)
  }
}
