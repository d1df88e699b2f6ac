/// A transformation between two datums, of any model, in either direction: the scalar form for one point, columns for many.
///
/// Models in space (`geocentric`) take X, Y, Z in metres; those on the ellipsoid (`geodetic`) latitude, longitude in radians and height;
/// those in the plane northing and easting.
public enum DatumTransformation: Sendable {
  /// 3, 4 or 7 parameters (EPSG 1031, 1032, 1033).
  case helmert(Helmert)
  /// EPSG 1034, 1061.
  case molodenskyBadekas(MolodenskyBadekas)
  /// 三维四参数.
  case normalRotation(NormalRotation)
  /// EPSG 9604, 9605.
  case molodensky(Molodensky)
  /// 二维七参数.
  case geodeticSeven(GeodeticSevenParameters)
  /// 平面四参数, EPSG 9621.
  case planeSimilarity(PlaneFourParameters)
  /// 多项式拟合.
  case planePolynomial(PlanePolynomialShift)
  /// Shifts of latitude and longitude from grids, EPSG 9615.
  case shiftGrid(any GeodeticShift)
  /// Affine in each triangle of a network of northings and eastings (三角网).
  case triangulation(TriangulatedShift)

  /// The coordinates that a model works on.
  public enum Space: Sendable {
    /// X, Y, Z, metres.
    case geocentric
    /// Latitude, longitude, radians, and ellipsoidal height, metres.
    case geodetic
    /// Northing, easting, metres.
    case plane
  }

  /// The coordinates of this model.
  public var space: Space {
    switch self {
    case .helmert, .molodenskyBadekas, .normalRotation: .geocentric
    case .molodensky, .geodeticSeven, .shiftGrid: .geodetic
    case .planeSimilarity, .planePolynomial, .triangulation: .plane
    }
  }

  /// True where an ellipsoidal height takes part.
  public var usesHeight: Bool {
    switch self {
    case .helmert, .molodenskyBadekas, .normalRotation, .molodensky: true
    case .shiftGrid(let grid): grid.shiftsHeight
    case .triangulation(let network): network.hasVertical
    case .geodeticSeven, .planeSimilarity, .planePolynomial: false
    }
  }

  /// Transforms one point, in the coordinates of ``space``; the third coordinate of a plane stays, but for a network with heights.
  /// - Parameter inverse: From target to source, by the exact inverse.
  /// - Throws: ``CoordinateError`` for what is not finite, outside a grid, or has no inverse.
  public func apply(_ a: Double, _ b: Double, _ c: Double, inverse: Bool) throws(CoordinateError) -> (Double, Double, Double) {
    let result: (Double, Double, Double)
    switch self {
    case .helmert(let helmert):
      let p = GeocentricPosition(x: a, y: b, z: c)
      result = Self.columns(inverse ? helmert.inverse(p) : helmert.forward(p))
    case .molodenskyBadekas(let model):
      let p = GeocentricPosition(x: a, y: b, z: c)
      result = Self.columns(inverse ? model.inverse(p) : model.forward(p))
    case .normalRotation(let model):
      let p = GeocentricPosition(x: a, y: b, z: c)
      result = Self.columns(inverse ? model.inverse(p) : model.forward(p))
    case .molodensky(let model):
      let p = GeodeticPosition(latitude: a, longitude: b, ellipsoidalHeight: c)
      result = Self.columns(inverse ? model.inverse(p) : model.forward(p))
    case .geodeticSeven(let model):
      let p = GeodeticPosition(latitude: a, longitude: b, ellipsoidalHeight: c)
      result = Self.columns(inverse ? model.inverse(p) : model.forward(p))
    case .shiftGrid(let grid):
      let p = GeodeticPosition(latitude: a, longitude: b, ellipsoidalHeight: c)
      result = Self.columns(inverse ? try grid.inverse(p) : try grid.forward(p))
    case .planeSimilarity(let model):
      let p = PlanePosition(northing: a, easting: b)
      let q = inverse ? model.inverse(p) : model.forward(p)
      result = (q.northing, q.easting, c)
    case .planePolynomial(let model):
      let p = PlanePosition(northing: a, easting: b)
      let q = inverse ? try model.inverse(p) : model.forward(p)
      result = (q.northing, q.easting, c)
    case .triangulation(let network):
      let p = SIMD3(b, a, c)  // x is the easting
      let q = inverse ? try network.inverse(p) : try network.forward(p)
      result = (q.y, q.x, q.z)
    }
    guard (result.0 + result.1).isFinite, space == .plane || result.2.isFinite else { throw .notFinite }
    return result
  }

  private static func columns(_ p: GeocentricPosition) -> (Double, Double, Double) { (p.x, p.y, p.z) }
  private static func columns(_ p: GeodeticPosition) -> (Double, Double, Double) { (p.latitude, p.longitude, p.ellipsoidalHeight) }

  /// Transforms columns in place, in the coordinates of ``space``. A point that ``apply(_:_:_:inverse:)`` refuses becomes NaN in its first
  /// two coordinates. The same bits as the scalar form; no allocation. The columns have the same count (a precondition).
  public func apply(_ a: inout MutableSpan<Double>, _ b: inout MutableSpan<Double>, _ c: inout MutableSpan<Double>, inverse: Bool) {
    precondition(b.count == a.count && c.count == a.count)
    if case .helmert(let helmert) = self {
      // A loop of its own, which the compiler turns into vector instructions. What is not finite stays so.
      if inverse { helmert.inverse(x: &a, y: &b, z: &c) } else { helmert.forward(x: &a, y: &b, z: &c) }
      return
    }
    for i in 0..<a.count {
      do throws(CoordinateError) {
        (a[i], b[i], c[i]) = try apply(a[i], b[i], c[i], inverse: inverse)
      } catch {
        (a[i], b[i]) = (.nan, .nan)
      }
    }
  }
}

/// Something that shifts latitude and longitude from place to place: a grid file.
public protocol GeodeticShift: Sendable {
  /// True where ellipsoidal heights are shifted as well.
  var shiftsHeight: Bool { get }
  /// The position in the target system, radians; the height stays unless ``shiftsHeight``.
  func forward(_ position: GeodeticPosition) throws(CoordinateError) -> GeodeticPosition
  /// The position in the source system, radians; the height stays unless ``shiftsHeight``.
  func inverse(_ position: GeodeticPosition) throws(CoordinateError) -> GeodeticPosition
}

extension GeodeticShift {
  /// False: most grids know no heights.
  public var shiftsHeight: Bool { false }
}

/// A shift that depends on the epoch as well: a deformation model. It answers for one epoch at a time.
public protocol DatedShift: GeodeticShift {
  /// The shift at an epoch, decimal year.
  /// - Throws: ``CoordinateError/epochOutOfRange(_:)`` where it has none.
  func shift(at epoch: Double) throws(CoordinateError) -> any GeodeticShift
}

extension DatedShift {
  /// Without an epoch there is no answer.
  public func forward(_ position: GeodeticPosition) throws(CoordinateError) -> GeodeticPosition { throw .epochOutOfRange(.nan) }
  /// Without an epoch there is no answer.
  public func inverse(_ position: GeodeticPosition) throws(CoordinateError) -> GeodeticPosition { throw .epochOutOfRange(.nan) }
}

extension DatumTransformation {
  /// True where every point needs its epoch.
  public var isDated: Bool {
    if case .shiftGrid(let shift) = self { shift is any DatedShift } else { false }
  }

  /// The transformation at an epoch, decimal year; itself where the epoch makes no difference.
  public func at(epoch: Double) throws(CoordinateError) -> DatumTransformation {
    if case .shiftGrid(let shift as any DatedShift) = self { .shiftGrid(try shift.shift(at: epoch)) } else { self }
  }
}
