public import Geodesy

/// A transformation with its direction and area: what a parameter file says.
public struct DatumChange: Sendable {
  /// The model with its parameters.
  public let transformation: DatumTransformation
  /// The system that the parameters take; of a model in space only the datum matters.
  public let source: CoordinateReferenceSystem
  /// The system that they give.
  public let target: CoordinateReferenceSystem
  /// Where they hold; nil: not checked, at the user's word.
  public let area: AreaOfValidity?

  /// A transformation from one system to another.
  public init(
    _ transformation: DatumTransformation, from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem,
    area: AreaOfValidity?
  ) {
    self.transformation = transformation
    self.source = source
    self.target = target
    self.area = area
  }

  /// Whether the inverse leads from one system to another; throws where neither does.
  func isInverse(from: CoordinateReferenceSystem, to: CoordinateReferenceSystem) throws(CoordinateOperationError) -> Bool {
    let forward = from.joins(source) && to.joins(target)
    let backward = from.joins(target) && to.joins(source)
    // On one datum, as with a plane model between two grids, the projections tell the direction.
    if forward, backward { return from.form != source.form && (from.form == target.form || to.form == source.form) }
    guard forward || backward else { throw .otherParameters(from: from, to: to, parametersFrom: source, parametersTo: target) }
    return backward
  }

  /// The coordinates on a side that the model works on.
  func working(_ side: CoordinateReferenceSystem) throws(CoordinateOperationError) -> CoordinateReferenceSystem {
    switch transformation.space {
    case .geocentric: return side.with(.geocentric)
    case .geodetic: return side.with(.geographic3D)
    case .plane:
      guard side.isProjected else { throw .planeModel(side) }
      return side
    }
  }

  /// The coordinates in which the area is given; nil where none is checked. `side` is a system on the datum of the source.
  func view(_ side: CoordinateReferenceSystem) -> CoordinateReferenceSystem? {
    switch area {
    case nil: nil
    case .geographic: side.with(.geographic3D)
    case .plane: source
    }
  }
}

extension CoordinateReferenceSystem {
  /// The same datum and epoch with other coordinates.
  func with(_ form: Form) -> CoordinateReferenceSystem { CoordinateReferenceSystem(datum: datum, form: form, epoch: epoch) }

  /// True where the third coordinate is an ellipsoidal height or Z.
  var hasHeight: Bool { form == .geographic3D || form == .geocentric }

  /// True where parameters made for another system serve this one.
  func joins(_ other: CoordinateReferenceSystem) -> Bool { datum == other.datum && effectiveEpoch == other.effectiveEpoch }

  /// The epoch of the coordinates, decimal year: that given, or 2000.0 for CGCS2000; nil for frames without one and for static datums.
  public var effectiveEpoch: Double? { datum == .cgcs2000 ? 2000 : epoch }
}
