import PROJOnDemand

/// A coordinate reference system from PROJ's database, from WKT or from PROJJSON.
///
/// Order and units are those of this package rather than of the authority, so that columns do not change places with the code: latitude,
/// longitude in degrees; northing, easting in the unit of the system (``unit``: mostly metres); X, Y, Z in metres. Where the axes of a projected
/// system run otherwise (southing, westing), they stay as the authority has them; ``axes`` names them.
public struct RegistrySystem: Sendable, Hashable {
  /// The kind of coordinates.
  public enum Form: Sendable, Hashable {
    /// Latitude, longitude, degrees.
    case geographic2D
    /// Latitude, longitude, ellipsoidal height, degrees and metres.
    case geographic3D
    /// X, Y, Z, metres.
    case geocentric
    /// Two coordinates in a plane.
    case projected
  }

  /// What PROJ reads: a code, WKT or PROJJSON.
  let definition: String
  /// EPSG's name, or that in the WKT.
  public let name: String
  /// The code, such as `EPSG:25832`; nil for WKT without identifier.
  public let code: String?
  /// The kind of coordinates.
  public let form: Form
  /// The names of the coordinates in the order in which they are given and taken.
  public let axes: [String]
  /// The unit of the first two coordinates: `degree`, `metre`, `US survey foot` …
  public let unit: String
  /// Where the system is used.
  public let area: RegistryArea?
  /// The epoch of the coordinates, decimal year; nil where none was given.
  public let epoch: Double?

  /// First and second coordinate stand in the other order in PROJ.
  let swapsPlane: Bool
  /// PROJ's units of the first two coordinates in one degree, or 1.
  let unitsPerDegree: Double

  /// True where the string can only mean a system of the registry: an authority's code, WKT, PROJJSON or a PROJ string. It may still be wrong.
  public static func recognises(_ string: String) -> Bool { kind(of: string) != nil }

  enum Kind { case code(authority: String, code: String), text }

  /// Authorities in PROJ 9's database.
  private static let authorities = ["EPSG", "ESRI", "IGNF", "OGC", "IAU_2015", "NKG", "NRCAN"]

  static func kind(of string: String) -> Kind? {
    let text = string.drop { $0.isWhitespace }
    if text.hasPrefix("{") || text.hasPrefix("+proj=") || text.hasPrefix("+init=") { return .text }
    // WKT: a keyword in capitals, then a bracket.
    let word = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    let rest = text.dropFirst(word.count).drop { $0.isWhitespace }
    if rest.first == "[" || rest.first == "(", word.count >= 5 { return .text }
    guard rest.first == ":", let authority = authorities.first(where: { $0 == word.uppercased() }) else { return nil }
    var code = String(rest.dropFirst())
    while let last = code.last, last.isWhitespace { code.removeLast() }
    return .code(authority: authority, code: code)
  }

  /// Reads `EPSG:25832`, `EPSG:7912@2020.5` (with the epoch of the coordinates), `ESRI:102025`, WKT 1 or 2, PROJJSON, or a PROJ string.
  /// - Throws: ``RegistryError``.
  public init(_ string: String) throws(RegistryError) { try self.init(string, in: PROJContext()) }

  init(_ string: String, in context: PROJContext) throws(RegistryError) {
    guard string.utf8.count <= 1 << 20, let kind = Self.kind(of: string) else { throw .unknown(String(string.prefix(80))) }
    var epoch: Double?
    switch kind {
    case .code(let authority, let rest):
      var code = rest[...]
      if let at = rest.lastIndex(of: "@") {
        guard let year = Double(rest[rest.index(after: at)...]), (1900...2200).contains(year) else {
          throw .badEpoch(String(string.prefix(80)))
        }
        epoch = year
        code = rest[..<at]
      }
      definition = authority + ":" + code
    case .text: definition = string
    }
    self.epoch = epoch
    let object = try Self.object(definition, in: context)
    name = object.name
    code = object.code
    area = object.areaOfUse
    guard let form = Self.form(object) else { throw .otherKind(name: object.name, kind: Self.kindName(object)) }
    self.form = form
    guard let system = Self.coordinateSystem(of: object) else { throw .otherKind(name: object.name, kind: Self.kindName(object)) }
    let axes = Self.axes(system)
    guard axes.count >= 2 else { throw .otherKind(name: object.name, kind: Self.kindName(object)) }
    let eastFirst =
      axes[0].direction == "east" && axes[1].direction == "north"
      || axes[0].name.lowercased().hasPrefix("easting") && axes[1].name.lowercased().hasPrefix("northing")
    swapsPlane = form != .geocentric && eastFirst
    let ordered = swapsPlane ? [axes[1], axes[0]] + axes.dropFirst(2) : axes
    self.axes = ordered.map(\.name)
    if form == .geographic2D || form == .geographic3D {
      unit = "degree"
      let factor = (Double.pi / 180) / axes[0].factor
      unitsPerDegree = abs(factor - 1) < 1e-12 ? 1 : factor
    } else {
      unit = axes[0].unit
      unitsPerDegree = 1
    }
  }

  /// The PROJ object of a definition.
  static func object(_ definition: String, in context: PROJContext) throws(RegistryError) -> PROJObject {
    if case .code(let authority, let code)? = kind(of: definition) {
      guard let object = context.own(context.proj.create_from_database(context.handle, authority, code, PJ_CATEGORY_CRS, 0, nil)) else {
        throw .unknownCode("\(authority):\(code.prefix(40))", version: context.epsgVersion)
      }
      return object
    }
    if definition.drop(while: \.isWhitespace).hasPrefix("+") {
      guard let object = context.own(context.proj.create(context.handle, definition + " +type=crs")) else { throw .unreadable(nil) }
      return object
    }
    if definition.drop(while: \.isWhitespace).hasPrefix("{") {
      guard let object = context.own(context.proj.create(context.handle, definition)) else { throw .unreadable(nil) }
      return object
    }
    var errors: PROJ_STRING_LIST?
    // PROJ writes a list, NULL-terminated, that is ours to destroy.
    let object = unsafe context.own(context.proj.create_from_wkt(context.handle, definition, nil, nil, &errors))
    let first = unsafe errors?[0].map { unsafe String(cString: $0) }
    unsafe context.proj.string_list_destroy(errors)
    // The message quotes at most the keyword where the grammar failed, never a value.
    guard let object else { throw .unreadable(first.map { String($0.prefix { $0 != "\n" }.prefix(160)) }) }
    return object
  }

  private static func form(_ object: PROJObject) -> Form? {
    switch object.type {
    case PJ_TYPE_GEOGRAPHIC_2D_CRS: return .geographic2D
    case PJ_TYPE_GEOGRAPHIC_3D_CRS: return .geographic3D
    case PJ_TYPE_GEOCENTRIC_CRS: return .geocentric
    case PJ_TYPE_PROJECTED_CRS: return .projected
    case PJ_TYPE_BOUND_CRS:
      return object.context.own(object.context.proj.get_source_crs(object.context.handle, object.handle)).flatMap(form)
    default: return nil
    }
  }

  private static func kindName(_ object: PROJObject) -> String {
    switch object.type {
    case PJ_TYPE_VERTICAL_CRS: "vertical"
    case PJ_TYPE_COMPOUND_CRS: "compound"
    case PJ_TYPE_TEMPORAL_CRS: "temporal"
    case PJ_TYPE_ENGINEERING_CRS: "engineering"
    default: "other"
    }
  }

  private static func coordinateSystem(of object: PROJObject) -> PROJObject? {
    let context = object.context
    if object.type == PJ_TYPE_BOUND_CRS {
      return context.own(context.proj.get_source_crs(context.handle, object.handle)).flatMap(coordinateSystem)
    }
    return context.own(context.proj.crs_get_coordinate_system(context.handle, object.handle))
  }

  private static func axes(_ system: PROJObject) -> [(name: String, direction: String, factor: Double, unit: String)] {
    (0..<max(system.context.proj.cs_get_axis_count(system.context.handle, system.handle), 0)).compactMap { index in
      var (name, direction, unit): (UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafePointer<CChar>?) = (nil, nil, nil)
      var factor = 0.0
      // PROJ writes into the four variables; the strings belong to the system.
      guard
        unsafe system.context.proj.cs_get_axis_info(
          system.context.handle, system.handle, index, &name, nil, &direction, &factor, &unit, nil, nil) == 1
      else { return nil }
      return unsafe (
        PROJObject.string(name) ?? "", PROJObject.string(direction) ?? "", factor, PROJObject.string(unit) ?? ""
      )
    }
  }

  /// The order and units of a geographic system that PROJ made; nothing else of it matters.
  init?(axesOf object: PROJObject) {
    guard let form = Self.form(object), let system = Self.coordinateSystem(of: object) else { return nil }
    let axes = Self.axes(system)
    guard axes.count >= 2, form == .geographic2D || form == .geographic3D else { return nil }
    (definition, name, code, self.form, area, epoch) = ("", object.name, object.code, form, nil, nil)
    (self.axes, unit, swapsPlane) = (axes.map(\.name), "degree", axes[0].direction == "east")
    unitsPerDegree = (Double.pi / 180) / axes[0].factor
  }

  /// What stands for the system in messages: the code, else the name.
  public var label: String { (code ?? name) + (epoch.map { "@\($0)" } ?? "") }
}
