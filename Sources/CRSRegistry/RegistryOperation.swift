import PROJOnDemand
public import CRS
import Geodesy

/// A published operation between two systems, at least one of them of the registry.
///
/// **One operation serves a whole run** and is named: no point goes by another than its neighbour. Of the operations that PROJ finds the first in
/// PROJ's order (area, accuracy) is taken, unless one is asked for. It is refused where it is a ballpark, that is a null shift, and where it
/// needs a grid that is not there, even though a worse one may need none. Points outside its area are refused.
///
/// A native side goes through the geographic or geocentric system of its datum: projections of Chinese systems are computed by `CRS`.
///
/// Making one takes PROJ a millisecond to a tenth of a second: it asks a database. Belongs to one thread at a time; not `Sendable`.
public final class RegistryOperation {
  /// The system of the input.
  public let source: KnownSystem
  /// The system of the output.
  public let target: KnownSystem
  /// What is known of the operation in use.
  public let description: Description
  /// All that join the two systems, in PROJ's order, the one in use among them.
  public let alternatives: [Description]
  /// True where the third coordinate takes part: an ellipsoidal height, or Z. Otherwise it stays as it is.
  public let needsThirdCoordinate: Bool
  /// True where points outside the area of the operation are converted too.
  public let allowsOutside: Bool

  /// True where CGCS2000 or an ITRF is taken for the WGS 84 ensemble: 2 m, beside the accuracy of the operation.
  public let isEnsembleAccepted: Bool

  private let operation: PROJObject
  private let before: CoordinateOperation?
  private let after: CoordinateOperation?
  private let sourceSide: RegistrySystem
  private let targetSide: RegistrySystem
  /// From the source to latitude and longitude, for the test of the area; nil where none is tested.
  private let areaView: AreaView?
  /// The epoch that the operation takes, decimal year; infinite where there is none.
  private let epoch: Double
  private var aside: [Double] = []
  private var latitudes: [Double] = []
  private var longitudes: [Double] = []

  /// The operation between two systems.
  /// - Parameters:
  ///   - choice: A code such as `EPSG:1314` or a name: the operation to use. Nil: the first in PROJ's order.
  ///   - area: Where the points are, in degrees: orders and restricts the operations.
  ///   - allowsOutside: Points outside the area of the operation are converted too.
  ///   - acceptsEnsemble: Where nothing else joins them, CGCS2000 or an ITRF is taken for the WGS 84 ensemble, within 2 m.
  /// - Throws: ``RegistryError``, where the answer would be a null shift, or is not to be had here.
  public init(
    from source: KnownSystem, to target: KnownSystem, choice: String? = nil, area: RegistryArea? = nil, allowsOutside: Bool = false,
    acceptsEnsemble: Bool = false
  ) throws(RegistryError) {
    self.source = source
    self.target = target
    self.allowsOutside = allowsOutside
    let context = try PROJContext()
    let has3D = source.hasHeight || target.hasHeight
    needsThirdCoordinate = has3D
    var route = try Self.route(from: source, to: target, height: has3D, area, in: context)
    var accepted = false
    if route.candidates.isEmpty {
      let (from, to) = (Self.ensemble(source), Self.ensemble(target))
      guard from != nil || to != nil else { throw .noOperation(from: source.label, to: target.label, ensembleWouldDo: false) }
      route = try Self.route(from: source, to: target, height: has3D, area, in: context, ensemble: true)
      guard acceptsEnsemble, !route.candidates.isEmpty else {
        throw .noOperation(from: source.label, to: target.label, ensembleWouldDo: !route.candidates.isEmpty)
      }
      accepted = true
    }
    isEnsembleAccepted = accepted
    let (first, last, candidates) = (route.source, route.target, route.candidates)
    (sourceSide, targetSide, before, after) = (first.system, last.system, first.native, last.native)
    let descriptions = candidates.map { Description($0) }
    alternatives = descriptions
    // The parameters between Chinese datums and the world that EPSG lists are those of oil fields.
    if choice == nil, [source, target].contains(where: \.isChineseLocal) {
      throw .noSuchOperation("", known: descriptions)
    }
    var index = 0
    if let choice {
      let wanted = choice.lowercased()
      let found = descriptions.indices.filter { i in
        descriptions[i].name.lowercased() == wanted || descriptions[i].codes.contains { $0.lowercased() == wanted }
      }
      guard found.count == 1 else { throw .noSuchOperation(String(choice.prefix(80)), known: descriptions) }
      index = found[0]
    }
    let chosen = descriptions[index]
    guard chosen.missingGrids.isEmpty else {
      throw .gridMissing(chosen, others: descriptions.filter { $0.missingGrids.isEmpty })
    }
    guard context.proj.coordoperation_is_instantiable(context.handle, candidates[index].handle) == 1 else {
      throw .failed("proj_coordoperation_is_instantiable")
    }
    if let from = source.epoch, let to = target.epoch, from != to { throw .epochsDiffer(from: source.label, to: target.label) }
    if chosen.isTimeDependent, source.epoch == nil, target.epoch == nil {
      throw .epochNeeded(system: source.label, operation: chosen.name)
    }
    epoch = source.epoch ?? target.epoch ?? .infinity
    operation = candidates[index]
    description = chosen
    areaView = allowsOutside || chosen.area == nil ? nil : try AreaView(first.object, first.system)
  }

  /// The operations between two systems, in PROJ's order, without null shifts; empty where there is none.
  public static func all(from source: KnownSystem, to target: KnownSystem, area: RegistryArea? = nil) throws(RegistryError) -> [Description]
  {
    try route(from: source, to: target, height: source.hasHeight || target.hasHeight, area, in: PROJContext()).candidates.map {
      Description($0)
    }
  }

  /// An end of an operation in the registry.
  private struct Side {
    let object: PROJObject
    let system: RegistrySystem
    /// Between this end and the native system asked for; nil where they are the same.
    let native: CoordinateOperation?
  }

  private static func route(
    from source: KnownSystem, to target: KnownSystem, height: Bool, _ area: RegistryArea?, in context: PROJContext, ensemble: Bool = false
  ) throws(RegistryError) -> (source: Side, target: Side, candidates: [PROJObject]) {
    let first = try side(source, height: height, in: context, isSource: true, ensemble: ensemble)
    let last = try side(target, height: height, in: context, isSource: false, ensemble: ensemble)
    return (first, last, try candidates(first.object, last.object, area))
  }

  /// WGS 84 in the place of a native system that lies within its 2 m; nil for others.
  private static func ensemble(_ known: KnownSystem) -> GeodeticDatum? {
    guard case .native(let system) = known, system.datum.frame != nil else { return nil }
    return .wgs84
  }

  /// The registry's end of the operation, and the native operation between it and the system asked for.
  private static func side(
    _ known: KnownSystem, height: Bool, in context: PROJContext, isSource: Bool, ensemble: Bool
  ) throws(RegistryError) -> Side {
    func promoted(_ object: PROJObject) -> PROJObject {
      context.own(context.proj.crs_promote_to_3D(context.handle, nil, object.handle)) ?? object
    }
    switch known {
    case .registry(let system):
      let object = try RegistrySystem.object(system.definition, in: context)
      return Side(object: height && !known.hasHeight ? promoted(object) : object, system: system, native: nil)
    case .native(let system):
      let datum = ensemble ? Self.ensemble(known) ?? system.datum : system.datum
      // Static Chinese datums have one code; PROJ makes its three-dimensional form.
      for form in (height ? [.geographic3D, .geographic2D] : [.geographic2D]) as [CoordinateReferenceSystem.Form] {
        guard let code = CoordinateReferenceSystem(datum: datum, form: form).epsgCode else { continue }
        let base = CoordinateReferenceSystem(
          datum: datum, form: height ? .geographic3D : .geographic2D, epoch: datum == system.datum ? system.epoch : nil)
        let registered = try RegistrySystem("EPSG:\(code)", in: context)
        let object = try RegistrySystem.object("EPSG:\(code)", in: context)
        var native: CoordinateOperation?
        if base != system {
          let (from, to) = isSource ? (system, base) : (base, system)
          // On one datum and at one epoch, or with the ensemble accepted, there always is an operation.
          native = try? CoordinateOperation(from: from, to: to, options: ChangeOptions(acceptsEnsemble: ensemble))
          guard native != nil else { break }
        }
        return Side(object: height && form == .geographic2D ? promoted(object) : object, system: registered, native: native)
      }
      throw .unknownCode(system.description, version: context.epsgVersion)
    }
  }

  /// The operations between two systems, without ballparks, in PROJ's order.
  private static func candidates(
    _ source: PROJObject, _ target: PROJObject, _ area: RegistryArea?
  ) throws(RegistryError) -> [PROJObject] {
    let context = source.context
    guard let factory = context.proj.create_operation_factory_context(context.handle, nil) else {
      throw .failed("proj_create_operation_factory_context")
    }
    defer { context.proj.operation_factory_context_destroy(factory) }
    context.proj.operation_factory_context_set_allow_ballpark_transformations(context.handle, factory, 0)
    context.proj.operation_factory_context_set_spatial_criterion(context.handle, factory, PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION)
    // A missing grid must not make a worse operation come first unseen.
    context.proj.operation_factory_context_set_grid_availability_use(context.handle, factory, PROJ_GRID_AVAILABILITY_IGNORED)
    if let area {
      context.proj.operation_factory_context_set_area_of_interest(context.handle, factory, area.west, area.south, area.east, area.north)
    }
    guard let list = context.proj.create_operations(context.handle, source.handle, target.handle, factory) else {
      throw .failed("proj_create_operations")
    }
    defer { context.proj.list_destroy(list) }
    return (0..<context.proj.list_get_count(list)).compactMap { context.own(context.proj.list_get(context.handle, list, $0)) }.filter {
      context.proj.coordoperation_has_ballpark_transformation(context.handle, $0.handle) == 0
    }
  }

  /// Converts one point.
  /// - Throws: ``RegistryPointError``.
  public func apply(_ first: Double, _ second: Double, _ third: Double = 0) throws(RegistryPointError) -> (Double, Double, Double) {
    var p = (first, second, needsThirdCoordinate ? third : 0)
    if let before {
      do throws(CoordinateError) { p = try before.apply(p.0, p.1, p.2) } catch { throw .coordinate(error) }
    }
    guard p.0.isFinite, p.1.isFinite, p.2.isFinite else { throw .coordinate(.notFinite) }
    if sourceSide.isGeographic {
      guard abs(p.0) <= 90 else { throw .coordinate(.latitudeOutOfRange(degrees: p.0)) }
      guard abs(p.1) <= 360 else { throw .coordinate(.longitudeOutOfRange(degrees: p.1)) }
    }
    let given = sourceSide.toPROJ(p.0, p.1)
    if let areaView, let area = description.area, !areaView.isInside(area, given.0, given.1, p.2) {
      throw .outsideArea(operation: description.name)
    }
    _ = operation.proj.errno_reset(operation.handle)
    let result = operation.proj.trans(operation.handle, PJ_FWD, PJ_COORD(v: (given.0, given.1, p.2, epoch))).xyzt
    let code = operation.proj.errno(operation.handle)
    guard code == 0, result.x.isFinite, result.y.isFinite else { throw RegistryPointError(code: code) }
    let back = targetSide.fromPROJ(result.x, result.y)
    p = (back.0, back.1, result.z)
    if let after {
      do throws(CoordinateError) { p = try after.apply(p.0, p.1, p.2) } catch { throw .coordinate(error) }
    }
    if !needsThirdCoordinate { p.2 = third }
    guard (p.0 + p.1).isFinite else { throw .coordinate(.notFinite) }
    return p
  }

  /// Converts the points of a batch in place. A point that ``apply(_:_:_:)`` refuses has NaN in its first coordinate afterwards; ask the
  /// scalar form why.
  public func apply(_ batch: inout CoordinateBatch) {
    let count = batch.count
    guard count > 0 else { return }
    if !needsThirdCoordinate {
      aside = batch.third
      for i in 0..<count { batch.third[i] = 0 }
    }
    before?.apply(&batch)
    for i in 0..<count {
      let (a, b) = (batch.first[i], batch.second[i])
      let refused = !(a + b + batch.third[i]).isFinite || sourceSide.isGeographic && !(abs(a) <= 90 && abs(b) <= 360)
      (batch.first[i], batch.second[i]) = refused ? (.nan, .nan) : sourceSide.toPROJ(a, b)
    }
    if let areaView, let area = description.area {
      for i in 0..<count where !areaView.isInside(area, batch.first[i], batch.second[i], batch.third[i]) { batch.first[i] = .nan }
    }
    Self.transform(operation, epoch, &batch, count)
    for i in 0..<count {
      let (a, b) = (batch.first[i], batch.second[i])
      (batch.first[i], batch.second[i]) = (a + b).isFinite ? targetSide.fromPROJ(a, b) : (.nan, .nan)
    }
    after?.apply(&batch)
    if !needsThirdCoordinate { batch.third = aside }
  }

  private static func transform(_ operation: PROJObject, _ epoch: Double, _ batch: inout CoordinateBatch, _ count: Int) {
    var time = epoch
    let step = MemoryLayout<Double>.stride
    // PROJ reads and writes `count` elements a stride apart in each of three columns that hold at least as many, and one in `time`; the pointers
    // are valid for the closures. What it cannot convert becomes infinite.
    unsafe batch.first.withUnsafeMutableBufferPointer { a in
      unsafe batch.second.withUnsafeMutableBufferPointer { b in
        unsafe batch.third.withUnsafeMutableBufferPointer { c in
          _ = unsafe operation.proj.trans_generic(
            operation.handle, PJ_FWD, a.baseAddress, step, count, b.baseAddress, step, count, c.baseAddress, step, count, &time, 0, 1)
        }
      }
    }
  }
}

extension RegistrySystem {
  var isGeographic: Bool { form == .geographic2D || form == .geographic3D }

  /// From this package's order and units to PROJ's.
  func toPROJ(_ first: Double, _ second: Double) -> (Double, Double) {
    let (a, b) = (first * unitsPerDegree, second * unitsPerDegree)
    return swapsPlane ? (b, a) : (a, b)
  }

  /// From PROJ's order and units to this package's.
  func fromPROJ(_ first: Double, _ second: Double) -> (Double, Double) {
    let (a, b) = (first / unitsPerDegree, second / unitsPerDegree)
    return swapsPlane ? (b, a) : (a, b)
  }
}

/// The place of a source point in latitude and longitude from Greenwich, good enough for EPSG's rectangles.
private struct AreaView {
  /// To the geographic system under the source; nil where it is one.
  private let toGeographic: PROJObject?
  private let system: RegistrySystem
  /// PROJ's units of an angle in a degree, order, and the prime meridian, degrees.
  private let base: RegistrySystem
  private let primeMeridian: Double

  init(_ object: PROJObject, _ system: RegistrySystem) throws(RegistryError) {
    self.system = system
    let context = object.context
    let inner =
      object.type == PJ_TYPE_BOUND_CRS ? context.own(context.proj.get_source_crs(context.handle, object.handle)) ?? object : object
    guard let geodetic = context.own(context.proj.crs_get_geodetic_crs(context.handle, inner.handle)) else {
      throw .failed("proj_crs_get_geodetic_crs")
    }
    var longitude = 0.0
    var factor = Double.pi / 180
    if let meridian = context.own(context.proj.get_prime_meridian(context.handle, geodetic.handle)) {
      // PROJ writes into the two variables.
      _ = unsafe context.proj.prime_meridian_get_parameters(context.handle, meridian.handle, &longitude, &factor, nil)
    }
    primeMeridian = longitude * factor * 180 / .pi
    if system.isGeographic {
      (toGeographic, base) = (nil, system)
      return
    }
    // A geocentric system is its own geodetic system: its ellipsoid serves.
    var target = geodetic
    if geodetic.type == PJ_TYPE_GEOCENTRIC_CRS {
      guard let wgs84 = context.own(context.proj.create_from_database(context.handle, "EPSG", "4979", PJ_CATEGORY_CRS, 0, nil)) else {
        throw .failed("proj_create_from_database")
      }
      target = wgs84
    }
    guard let pair = context.own(context.proj.create_crs_to_crs_from_pj(context.handle, inner.handle, target.handle, nil, nil)) else {
      throw .failed("proj_create_crs_to_crs_from_pj")
    }
    toGeographic = pair
    guard let base = RegistrySystem(axesOf: target) else { throw .failed("proj_cs_get_axis_info") }
    self.base = base
  }

  /// Whether a point, in PROJ's order and units, is in an area. False for what has no place.
  func isInside(_ area: RegistryArea, _ a: Double, _ b: Double, _ c: Double) -> Bool {
    var place = (a, b)
    if let toGeographic {
      let q = toGeographic.proj.trans(toGeographic.handle, PJ_FWD, PJ_COORD(v: (a, b, c, .infinity))).xyzt
      _ = toGeographic.proj.errno_reset(toGeographic.handle)
      place = (q.x, q.y)
    }
    guard (place.0 + place.1).isFinite else { return false }
    let (latitude, longitude) = base.fromPROJ(place.0, place.1)
    return area.contains(latitudeDegrees: latitude, longitudeDegrees: longitude + primeMeridian)
  }
}
