import PROJOnDemand

/// A PROJ context of one's own, silent and without network. Belongs to one thread at a time.
final class PROJContext {
  let handle: OpaquePointer
  /// PROJ's functions: who has a context has them.
  let proj: proj_functions

  /// Throws where PROJ is not installed, is out of memory or does not find its database.
  init() throws(RegistryError) {
    proj = try PROJLibrary.functions()
    guard let handle = proj.context_create() else { throw .failed("proj_context_create") }
    self.handle = handle
    // What goes wrong is thrown, not printed by a library.
    _ = proj.log_level(handle, PJ_LOG_NONE)
    _ = proj.context_set_enable_network(handle, 0)
    guard proj.context_get_database_path(handle) != nil else {
      // The initialiser has set every property: `deinit` takes the context down.
      throw .noDatabase
    }
  }

  deinit { _ = proj.context_destroy(handle) }

  /// The version of the EPSG dataset in PROJ's database, such as `v10.076`.
  var epsgVersion: String {
    // PROJ returns NULL or a NUL-terminated string that lives as long as the context.
    guard let version = proj.context_get_database_metadata(handle, "EPSG.VERSION") else { return "?" }
    return unsafe String(cString: version)
  }

  /// Takes a handle that the caller owns; nil for NULL.
  func own(_ handle: OpaquePointer?) -> PROJObject? { handle.map { PROJObject($0, in: self) } }
}

/// A PROJ object with the context that it lives in.
final class PROJObject {
  let handle: OpaquePointer
  let context: PROJContext

  fileprivate init(_ handle: OpaquePointer, in context: PROJContext) { (self.handle, self.context) = (handle, context) }

  deinit { _ = proj.destroy(handle) }

  /// PROJ's functions.
  var proj: proj_functions { context.proj }

  var name: String { Self.string(proj.get_name(handle)) ?? "" }

  /// `EPSG:4258`; nil for an object without identifier.
  var code: String? {
    guard let authority = Self.string(proj.get_id_auth_name(handle, 0)), let code = Self.string(proj.get_id_code(handle, 0)) else {
      return nil
    }
    return authority + ":" + code
  }

  var type: PJ_TYPE { proj.get_type(handle) }

  /// The rectangle in which the object is defined; nil where nothing is said.
  var areaOfUse: RegistryArea? {
    var (west, south, east, north) = (0.0, 0.0, 0.0, 0.0)
    var name: UnsafePointer<CChar>?
    // PROJ writes into the five variables, which live across the call; the name belongs to the object.
    guard unsafe proj.get_area_of_use(context.handle, handle, &west, &south, &east, &north, &name) == 1, west > -1000 else { return nil }
    return RegistryArea(name: unsafe Self.string(name) ?? "", south: south, west: west, north: north, east: east)
  }

  /// A string of PROJ's, copied: NULL, or NUL-terminated and valid as long as its object.
  static func string(_ text: UnsafePointer<CChar>?) -> String? { unsafe text.map { unsafe String(cString: $0) } }
}

/// A rectangle in degrees; `west` is greater than `east` where it crosses the date line.
public struct RegistryArea: Sendable, Hashable {
  /// What EPSG calls it; may be empty.
  public let name: String
  /// Latitude of the southern edge, degrees.
  public let south: Double
  /// Longitude of the western edge, degrees, east positive.
  public let west: Double
  /// Latitude of the northern edge, degrees.
  public let north: Double
  /// Longitude of the eastern edge, degrees.
  public let east: Double

  /// A rectangle in degrees.
  public init(name: String = "", south: Double, west: Double, north: Double, east: Double) {
    (self.name, self.south, self.west, self.north, self.east) = (name, south, west, north, east)
  }

  /// True inside and on the edge; EPSG's rectangles are rounded to 0.01°.
  public func contains(latitudeDegrees latitude: Double, longitudeDegrees longitude: Double) -> Bool {
    guard latitude >= south, latitude <= north else { return false }
    let fromWest = longitude - west - 360 * ((longitude - west) / 360).rounded(.down)
    let width = east >= west ? east - west : east - west + 360
    return fromWest <= width
  }
}
