import CRS
import Estimation
import Geodesy

/// A side of the fit: a coordinate reference system, or a plane of which nothing is known but that it has northings and eastings.
enum FitSystem {
  case crs(CoordinateReferenceSystem)
  /// `local` or `local:name`: an independent system (独立坐标系) without a place on the Earth.
  case local(String)

  init(_ string: String) throws(CommandError) {
    if Self.isLocal(string) {
      self = .local(string)
      return
    }
    do {
      self = .crs(try CoordinateReferenceSystem(string))
    } catch {
      throw CommandError(.usage, error.message(chinese: Language.current == .zh))
    }
  }

  /// True for `local` and `local:name`, the name being letters, digits and hyphens.
  static func isLocal(_ string: String) -> Bool {
    if string == "local" { return true }
    let name = string.dropFirst(6)
    return string.hasPrefix("local:") && (1...40).contains(name.count) && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
  }

  /// The string that the user knows it by.
  var label: String {
    switch self {
    case .crs(let crs): crs.description
    case .local(let string): string
    }
  }

  var crs: CoordinateReferenceSystem? { if case .crs(let crs) = self { crs } else { nil } }
  var isProjected: Bool { crs?.isProjected ?? true }
  var isGeocentric: Bool { crs?.form == .geocentric }
  var isGeographic: Bool { crs?.isGeographic ?? false }

  /// What stands in a parameter file for models in space: the datum; for others the system itself.
  func description(plane: Bool) -> String {
    guard let crs else { return label }
    return plane ? crs.description : crs.datum.rawValue
  }

  /// The names of the coordinates in the file.
  var coordinateNames: [String] {
    if isGeocentric { return ["X", "Y", "Z"] }
    if isGeographic {
      return [
        text(zh: "纬度（度）", en: "latitude in degrees"), text(zh: "经度（度）", en: "longitude in degrees"),
        text(zh: "大地高（米）", en: "ellipsoidal height in metres"),
      ]
    }
    return Self.planeNames
  }

  /// The names of coordinates in a plane.
  static var planeNames: [String] {
    [
      text(zh: "北坐标（米）", en: "northing in metres"), text(zh: "东坐标（米）", en: "easting in metres"),
      text(zh: "大地高（米）", en: "ellipsoidal height in metres"),
    ]
  }
}

/// A point on one side, in all forms that models ask for.
struct FitPosition {
  /// As in the file.
  let given: SIMD3<Double>
  /// X, Y, Z; zero in a local plane.
  var geocentric: SIMD3<Double> = .zero
  /// B, L in radians, H; zero in a local plane.
  var geodetic: SIMD3<Double> = .zero

  /// - Throws: `CoordinateError` for what is no position in the system.
  init(_ given: SIMD3<Double>, _ system: FitSystem) throws(CoordinateError) {
    self.given = given
    guard let crs = system.crs else { return }
    let space = CoordinateReferenceSystem(datum: crs.datum, form: .geocentric)
    let angles = CoordinateReferenceSystem(datum: crs.datum, form: .geographic3D)
    // Operations on one datum always exist.
    guard let toSpace = try? CoordinateOperation(from: crs, to: space), let toAngles = try? CoordinateOperation(from: crs, to: angles)
    else { throw .notFinite }
    let (x, y, z) = try toSpace.apply(given.x, given.y, given.z)
    let (b, l, h) = try toAngles.apply(given.x, given.y, given.z)
    geocentric = [x, y, z]
    geodetic = [b * .pi / 180, l * .pi / 180, h]
  }

  /// Rows: north, east, up in X, Y, Z.
  var local: Matrix3 {
    let zero = GeodeticPosition(latitude: geodetic.x, longitude: geodetic.y)
    // The position was converted before, so that the frame exists; the ellipsoid does not matter for directions.
    guard let frame = try? LocalFrame(origin: zero, ellipsoid: .cgcs2000) else { return .identity }
    let columns = (0..<3).map { axis -> SIMD3<Double> in
      let o = frame.offset(dx: axis == 0 ? 1 : 0, dy: axis == 1 ? 1 : 0, dz: axis == 2 ? 1 : 0)
      return [o.north, o.east, o.up]
    }
    return Matrix3(columns[0], columns[1], columns[2]).transpose
  }
}
