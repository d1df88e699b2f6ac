public import Geodesy

/// The operation from one coordinate reference system to another: on the same datum natively, between datums by parameters that the caller
/// brings, between frames and epochs by the published tables and a velocity model.
///
/// An immutable value, made in about a microsecond. Accuracy of the arithmetic is that of `Geodesy`: 5 nm for a projection or its inverse,
/// 4 nm between geodetic and geocentric coordinates; between datums the parameters decide. Coordinates are in the axis order and units of
/// their systems (see ``CoordinateReferenceSystem``): degrees where the system is geographic.
///
/// **Heights between datums.** Where either system has an ellipsoidal height (`:3d`, `:xyz`), or ``ChangeOptions/usesHeights`` says so, the
/// third coordinate is one and is transformed. Otherwise points lie on the ellipsoid of the source, and a third coordinate stays as it is: it is a
/// normal height as a rule.
public struct CoordinateOperation: Sendable {
  /// The system of the input.
  public let source: CoordinateReferenceSystem
  /// The system of the output.
  public let target: CoordinateReferenceSystem
  /// True where the third coordinate takes part: an ellipsoidal height is needed, or Z. Otherwise a third coordinate stays as it is.
  public let needsThirdCoordinate: Bool
  /// True where the two systems are taken for the same within the 2 m of the WGS 84 ensemble.
  public let isEnsembleAccepted: Bool
  /// True where every point brings its own epoch: a side is a frame without one, or the model is one of deformations, and ``ChangeOptions/takesEpochs`` says so.
  public let takesEpochs: Bool
  /// What changes the datum or the frame; nil on one datum.
  public let change: Change?
  private let steps: [Step]

  /// What joins two datums.
  public enum Change: Sendable {
    /// Parameters, or their inverse.
    case parameters(DatumChange, inverse: Bool)
    /// Frame and epoch: decimal years; nil is the epoch of each point.
    case frames(FrameChange, from: Double?, to: Double?)
  }

  private enum Step: Sendable {
    case native(NativeOperation)
    /// Refuses points without an epoch.
    case epochs
    /// Refuses what is outside; coordinates as they are in the area.
    case area(AreaOfValidity)
    case model(DatumTransformation, inverse: Bool)
    case frames(FrameChange, from: Double?, to: Double?)
  }

  /// The operation between two systems.
  /// - Throws: ``CoordinateOperationError`` when something is missing that joins them. A null shift is never an answer.
  public init(
    from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem, options: ChangeOptions = ChangeOptions()
  ) throws(CoordinateOperationError) {
    self.source = source
    self.target = target
    let has3D = source.hasHeight || target.hasHeight || options.usesHeights
    var steps: [Step] = []
    var accepted = false
    var takesEpochs = false
    func native(_ a: CoordinateReferenceSystem, _ b: CoordinateReferenceSystem) {
      if a.form != b.form { steps.append(.native(NativeOperation(from: a, to: b))) }
    }
    func passArea(of change: DatumChange, from a: CoordinateReferenceSystem, to b: CoordinateReferenceSystem) {
      guard let area = change.area, let view = change.view(a) else { return native(a, b) }
      native(a, view)
      steps.append(.area(area))
      native(view, b)
    }
    if let change = options.change {
      let inverse = try change.isInverse(from: source, to: target)
      if has3D, !change.transformation.usesHeight { throw .modelWithoutHeight(source.hasHeight ? source : target) }
      let (first, last) = inverse ? (change.target, change.source) : (change.source, change.target)
      let (working, result) = try (change.working(first), change.working(last))
      takesEpochs = change.transformation.isDated
      if takesEpochs {
        guard options.takesEpochs else { throw .modelNeedsEpoch(source) }
        steps.append(.epochs)
      }
      if inverse {
        native(source, working)
        steps.append(.model(change.transformation, inverse: true))
        passArea(of: change, from: result, to: target)
      } else {
        passArea(of: change, from: source, to: working)
        steps.append(.model(change.transformation, inverse: false))
        native(result, target)
      }
      self.change = .parameters(change, inverse: inverse)
      needsThirdCoordinate = has3D
    } else if source.datum == target.datum, source.effectiveEpoch == target.effectiveEpoch {
      let operation = NativeOperation(from: source, to: target)
      steps.append(.native(operation))
      change = nil
      needsThirdCoordinate = operation.needsThirdCoordinate
    } else if let from = source.datum.frame, let to = target.datum.frame {
      let (start, end) = (source.effectiveEpoch, target.effectiveEpoch)
      takesEpochs = options.takesEpochs && (start == nil || end == nil)
      if !takesEpochs, start == nil { throw .epochNeeded(source) }
      if !takesEpochs, end == nil { throw .epochNeeded(target) }
      let frames = FrameChange(from: from, to: to, motion: options.motion, order: options.order)
      do throws(FrameChange.Failure) {
        // Epochs of points are looked at one by one; here a model is asked for where they may differ from the other side's.
        for known in [start, end].compactMap({ $0 }) { try frames.check(from: known, to: known) }
        if start != end, options.motion == nil { throw .velocityNeeded }
      } catch {
        switch error {
        case .velocityNeeded: throw .velocityNeeded(from: source, to: target)
        case .epoch(let epoch): throw .epochNeeded(epoch == start ? source : target)
        }
      }
      native(source, source.with(.geocentric))
      if takesEpochs { steps.append(.epochs) }
      steps.append(.frames(frames, from: start, to: end))
      native(target.with(.geocentric), target)
      change = .frames(frames, from: start, to: end)
      needsThirdCoordinate = has3D
    } else if [source.datum, target.datum].contains(.wgs84), source.datum == .wgs84 || source.datum.frame != nil,
      target.datum == .wgs84 || target.datum.frame != nil
    {
      guard options.acceptsEnsemble else { throw .ensemble(from: source, to: target) }
      // The ensemble stands for the frame itself: X, Y, Z are taken for the same.
      accepted = true
      native(source, source.with(.geocentric))
      native(target.with(.geocentric), target)
      change = nil
      needsThirdCoordinate = has3D
    } else {
      throw .parametersNeeded(from: source, to: target)
    }
    self.steps = steps
    self.takesEpochs = takesEpochs
    isEnsembleAccepted = accepted
  }

  /// Converts one point.
  ///
  /// - Parameter epoch: Its epoch, decimal year, where the operation ``takesEpochs``.
  /// - Throws: `CoordinateError` for a point that is not in the domain of the source or the target, or outside the area of the parameters.
  public func apply(
    _ first: Double, _ second: Double, _ third: Double = 0, epoch: Double = .nan
  ) throws(CoordinateError) -> (Double, Double, Double) {
    var p = (first, second, needsThirdCoordinate || steps.count == 1 ? third : 0)
    for step in steps {
      switch step {
      case .native(let operation): p = try operation.apply(p.0, p.1, p.2)
      case .area(let area): guard area.contains(p.0, p.1) else { throw .outsideArea }
      case .epochs: guard epoch >= 1900, epoch <= 2200 else { throw .epochOutOfRange(epoch) }
      case .model(let model, let inverse):
        if model.space == .geodetic { p = (p.0 * (.pi / 180), p.1 * (.pi / 180), p.2) }
        let model = takesEpochs ? try model.at(epoch: epoch) : model
        p = try model.apply(p.0, p.1, p.2, inverse: inverse)
        if model.space == .geodetic { p = (p.0 * (180 / .pi), p.1 * (180 / .pi), p.2) }
      case .frames(let change, let from, let to):
        let q = try change.apply(GeocentricPosition(x: p.0, y: p.1, z: p.2), from: from ?? epoch, to: to ?? epoch)
        p = (q.x, q.y, q.z)
      }
    }
    if !needsThirdCoordinate { p.2 = third }
    guard (p.0 + p.1).isFinite else { throw .notFinite }
    return p
  }

  /// Converts the points of a batch in place, several at a time and without allocation. A point that ``apply(_:_:_:)`` refuses has NaN in
  /// its first coordinate afterwards; ask the scalar form why.
  public func apply(_ batch: inout CoordinateBatch) {
    // Points without ellipsoidal height lie on the ellipsoid; what the column holds is put aside.
    let setsAside = !needsThirdCoordinate && steps.count > 1
    if setsAside { batch.setThirdAside() }
    for step in steps {
      switch step {
      case .native(let operation): operation.apply(&batch)
      case .area(let area): batch.refuseOutside(area)
      case .epochs: batch.refuseEpochs()
      case .model(let model, let inverse):
        if model.space == .geodetic { batch.scaleAngles(by: .pi / 180) }
        if takesEpochs { batch.applyDated(model, inverse: inverse) } else { batch.apply(model, inverse: inverse) }
        if model.space == .geodetic { batch.scaleAngles(by: 180 / .pi) }
      case .frames(let change, let from, let to): batch.apply(change, from: from, to: to)
      }
    }
    if setsAside { batch.takeThirdBack() }
  }
}

/// What may join two systems on different datums or at different epochs. The default joins nothing.
public struct ChangeOptions: Sendable {
  /// Parameters from a file.
  public var change: DatumChange?
  /// A velocity model, for a change of epoch.
  public var motion: (any VelocityField)?
  /// Whether the epoch or the frame changes first.
  public var order: FrameChange.Order
  /// The WGS 84 ensemble may stand for any frame, within 2 m.
  public var acceptsEnsemble: Bool
  /// The third coordinate of projected and two-dimensional systems is an ellipsoidal height.
  public var usesHeights: Bool
  /// Every point brings the epoch of a frame that has none.
  public var takesEpochs: Bool

  /// Options.
  public init(
    change: DatumChange? = nil, motion: (any VelocityField)? = nil, order: FrameChange.Order = .propagateFirst,
    acceptsEnsemble: Bool = false, usesHeights: Bool = false, takesEpochs: Bool = false
  ) {
    self.change = change
    self.motion = motion
    self.order = order
    self.acceptsEnsemble = acceptsEnsemble
    self.usesHeights = usesHeights
    self.takesEpochs = takesEpochs
  }
}
