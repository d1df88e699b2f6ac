import Geodesy

/// Columns of coordinates that a ``CoordinateOperation`` converts in place. Made once and filled again and again, it does not allocate.
public struct CoordinateBatch: Sendable {
  /// The first coordinates: latitude, northing or X. Only the first ``count`` matter.
  public var first: [Double]
  /// The second coordinates: longitude, easting or Y.
  public var second: [Double]
  /// The third coordinates: ellipsoidal height or Z; any number where the operation does not use it.
  public var third: [Double]
  /// The epochs of the points, decimal years, for operations that take them; see ``CoordinateOperation/takesEpochs``.
  public var epochs: [Double]
  /// How many points the batch holds, at most ``capacity``.
  public var count = 0 {
    didSet { precondition(count >= 0 && count <= first.count, "a batch holds at most its capacity") }
  }

  // The kernels write into other columns than they read. They run over whole columns: what lies beyond `count` is computed and ignored,
  // which costs less than cutting the columns.
  private var nextFirst: [Double]
  private var nextSecond: [Double]
  private var nextThird: [Double]
  /// Third coordinates put aside while points lie on the ellipsoid.
  private var asideThird: [Double]

  /// A batch with room for `capacity` points.
  public init(capacity: Int) {
    first = Array(repeating: 0, count: capacity)
    (second, third, nextFirst, nextSecond, nextThird) = (first, first, first, first, first)
    (asideThird, epochs) = (first, first)
  }

  /// The largest number of points.
  public var capacity: Int { first.count }

  /// Degrees to radians or back.
  mutating func scaleAngles(by factor: Double) {
    for i in 0..<count {
      first[i] *= factor
      second[i] *= factor
    }
  }

  /// NaN for what is no latitude and longitude in degrees.
  mutating func refuseOutOfRange() {
    for i in 0..<count where !(abs(first[i]) <= 90 && abs(second[i]) <= 360) { first[i] = .nan }
  }

  /// NaN for what lies outside an area.
  mutating func refuseOutside(_ area: AreaOfValidity) {
    Self.inPlace(&first, &second, &third) { a, b, _ in area.refuseOutside(&a, &b) }
  }

  /// Third coordinates become 0 until ``takeThirdBack()``.
  mutating func setThirdAside() {
    swap(&third, &asideThird)
    for i in 0..<count { third[i] = 0 }
  }

  /// Third coordinates are again what they were.
  mutating func takeThirdBack() { swap(&third, &asideThird) }

  /// A transformation, in the coordinates that it works on.
  mutating func apply(_ transformation: DatumTransformation, inverse: Bool) {
    Self.inPlace(&first, &second, &third) { a, b, c in transformation.apply(&a, &b, &c, inverse: inverse) }
  }

  /// A model of deformations, each point at its epoch.
  mutating func applyDated(_ transformation: DatumTransformation, inverse: Bool) {
    for i in 0..<count {
      do throws(CoordinateError) {
        (first[i], second[i], third[i]) = try transformation.at(epoch: epochs[i]).apply(first[i], second[i], third[i], inverse: inverse)
      } catch {
        (first[i], second[i]) = (.nan, .nan)
      }
    }
  }

  /// A change of frame and epoch of X, Y, Z; nil is the epoch of each point.
  mutating func apply(_ change: FrameChange, from: Double?, to: Double?) {
    let epochs = epochs
    Self.inPlace(&first, &second, &third) { x, y, z in change.apply(x: &x, y: &y, z: &z, epochs: epochs.span, from: from, to: to) }
  }

  /// NaN for points whose epoch is none.
  mutating func refuseEpochs() {
    for i in 0..<count where !(epochs[i] >= 1900 && epochs[i] <= 2200) { (first[i], second[i]) = (.nan, .nan) }
  }

  /// Radians to northing and easting.
  mutating func project(_ projection: TransverseMercator) {
    Self.plane(first, second, &nextFirst, &nextSecond) { b, l, n, e in
      projection.forward(latitudes: b, longitudes: l, northings: &n, eastings: &e)
    }
    swapPlane()
  }

  /// Radians to northing and easting.
  mutating func project(_ projection: GaussKruger) {
    Self.plane(first, second, &nextFirst, &nextSecond) { b, l, n, e in
      projection.forward(latitudes: b, longitudes: l, northings: &n, eastings: &e)
    }
    swapPlane()
  }

  /// Radians to northing and easting, point by point; NaN for what is refused.
  mutating func project(_ projection: ConformalProjection) {
    for i in 0..<count {
      let point = try? projection.forward(latitude: first[i], longitude: second[i])
      (first[i], second[i]) = point.map { ($0.northing, $0.easting) } ?? (.nan, .nan)
    }
  }

  /// Northing and easting to radians, point by point; NaN for what is refused.
  mutating func unproject(_ projection: ConformalProjection) {
    for i in 0..<count {
      let point = try? projection.inverse(northing: first[i], easting: second[i])
      (first[i], second[i]) = point.map { ($0.latitude, $0.longitude) } ?? (.nan, .nan)
    }
  }

  /// Northing and easting to radians.
  mutating func unproject(_ projection: GaussKruger) {
    Self.plane(first, second, &nextFirst, &nextSecond) { n, e, b, l in
      projection.inverse(northings: n, eastings: e, latitudes: &b, longitudes: &l)
    }
    swapPlane()
  }

  /// Northing and easting to radians.
  mutating func unproject(_ projection: TransverseMercator) {
    Self.plane(first, second, &nextFirst, &nextSecond) { n, e, b, l in
      projection.inverse(northings: n, eastings: e, latitudes: &b, longitudes: &l)
    }
    swapPlane()
  }

  /// Radians and ellipsoidal height to X, Y, Z.
  mutating func geodeticToGeocentric(_ ellipsoid: Ellipsoid) {
    Self.space(first, second, third, &nextFirst, &nextSecond, &nextThird) { b, l, h, x, y, z in
      ellipsoid.geocentric(latitudes: b, longitudes: l, ellipsoidalHeights: h, x: &x, y: &y, z: &z)
    }
    swapPlane()
    swap(&third, &nextThird)
  }

  /// X, Y, Z to radians and ellipsoidal height.
  mutating func geocentricToGeodetic(_ ellipsoid: Ellipsoid) {
    Self.space(first, second, third, &nextFirst, &nextSecond, &nextThird) { x, y, z, b, l, h in
      ellipsoid.geodetic(x: x, y: y, z: z, latitudes: &b, longitudes: &l, ellipsoidalHeights: &h)
    }
    swapPlane()
    swap(&third, &nextThird)
  }

  /// X, Y, Z to northing, easting and ellipsoidal height.
  mutating func project(geocentric projection: TransverseMercator) {
    Self.space(first, second, third, &nextFirst, &nextSecond, &nextThird) { x, y, z, n, e, h in
      projection.forward(x: x, y: y, z: z, northings: &n, eastings: &e, ellipsoidalHeights: &h)
    }
    swapPlane()
    swap(&third, &nextThird)
  }

  private typealias In = Span<Double>
  private typealias Out = MutableSpan<Double>

  /// Runs a kernel on two columns in and two out. The spans live here, so that each is taken from a variable of its own.
  private static func plane(
    _ a: [Double], _ b: [Double], _ p: inout [Double], _ q: inout [Double], _ kernel: (In, In, inout Out, inout Out) -> Void
  ) {
    var outP = p.mutableSpan
    var outQ = q.mutableSpan
    kernel(a.span, b.span, &outP, &outQ)
  }

  /// Runs a kernel on three columns in and three out.
  private static func space(
    _ a: [Double], _ b: [Double], _ c: [Double], _ p: inout [Double], _ q: inout [Double], _ r: inout [Double],
    _ kernel: (In, In, In, inout Out, inout Out, inout Out) -> Void
  ) {
    var outP = p.mutableSpan
    var outQ = q.mutableSpan
    var outR = r.mutableSpan
    kernel(a.span, b.span, c.span, &outP, &outQ, &outR)
  }

  /// Runs a kernel on three columns in place.
  private static func inPlace(
    _ a: inout [Double], _ b: inout [Double], _ c: inout [Double], _ kernel: (inout Out, inout Out, inout Out) -> Void
  ) {
    var spanA = a.mutableSpan
    var spanB = b.mutableSpan
    var spanC = c.mutableSpan
    kernel(&spanA, &spanB, &spanC)
  }

  private mutating func swapPlane() {
    swap(&first, &nextFirst)
    swap(&second, &nextSecond)
  }
}
