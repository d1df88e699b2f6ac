/// A change of frame and epoch: coordinates of a point in one ITRF at one epoch to those in another at another, in an order that is said.
public struct FrameChange: Sendable {
  /// Which comes first; both give the same to 10⁻⁷ m when the velocities are transformed with the positions, as they are here.
  public enum Order: String, Sendable, CaseIterable {
    /// Propagate to the target epoch with the velocity in the source frame, then change the frame at the target epoch.
    case propagateFirst = "propagate-first"
    /// Change the frame at the source epoch, then propagate with the velocity in the target frame.
    case transformFirst = "transform-first"
  }

  /// Why there is no such change.
  public enum Failure: Error, Sendable, Equatable {
    /// The epochs differ and there is no velocity model: nothing is propagated with a velocity of zero.
    case velocityNeeded
    /// An epoch is not a year from 1900 to 2200.
    case epoch(Double)
  }

  /// The change of frame.
  public let transformation: FrameTransformation
  /// The velocity model; nil where the epoch stays.
  public let motion: (any VelocityField)?
  /// The order.
  public let order: Order
  /// From the model's frame to the one in which it propagates.
  private let velocityFrame: FrameTransformation?

  /// A change between two frames, for any epochs that ``check(from:to:)`` accepts.
  public init(from source: TerrestrialFrame, to target: TerrestrialFrame, motion: (any VelocityField)?, order: Order = .propagateFirst) {
    transformation = FrameTransformation(from: source, to: target)
    self.motion = motion
    self.order = order
    velocityFrame = motion.map { FrameTransformation(from: $0.frame, to: order == .propagateFirst ? source : target) }
  }

  /// Throws where these epochs cannot be joined.
  public func check(from: Double, to: Double) throws(Failure) {
    guard (1900...2200).contains(from) else { throw .epoch(from) }
    guard (1900...2200).contains(to) else { throw .epoch(to) }
    if from != to, motion == nil { throw .velocityNeeded }
  }

  /// The position in the target frame at the target epoch. NaN where the epochs differ and there is no velocity model.
  /// - Throws: ``CoordinateError`` where the velocity model has no value.
  public func apply(_ p: GeocentricPosition, from: Double, to: Double) throws(CoordinateError) -> GeocentricPosition {
    switch order {
    case .propagateFirst: transformation.apply(try propagate(p, by: to - from), epoch: to)
    case .transformFirst: try propagate(transformation.apply(p, epoch: from), by: to - from)
    }
  }

  private func propagate(_ p: GeocentricPosition, by years: Double) throws(CoordinateError) -> GeocentricPosition {
    if years == 0 { return p }
    guard let motion, let velocityFrame else { return GeocentricPosition(x: .nan, y: .nan, z: .nan) }
    // The velocity in the frame of propagation. Where it is taken makes no difference: frames are metres apart at most.
    let v = velocityFrame.velocity(try motion.velocity(at: p), at: p)
    return GeocentricPosition(x: p.x + v.x * years, y: p.y + v.y * years, z: p.z + v.z * years)
  }

  /// Changes columns in place, each point at its own epoch. The columns have the same count (a precondition). No allocation; the same bits as
  /// ``apply(_:from:to:)``, whatever stands before or after a point; NaN where that throws.
  /// - Parameters:
  ///   - start: The epoch of every point; nil: the one in `epochs`.
  ///   - end: The epoch that is wanted; nil: that in `epochs`.
  public func apply(
    x: inout MutableSpan<Double>, y: inout MutableSpan<Double>, z: inout MutableSpan<Double>, epochs: Span<Double>,
    from start: Double? = nil,
    to end: Double?
  ) {
    precondition(y.count == x.count && z.count == x.count && epochs.count == x.count)
    for i in 0..<x.count {
      let p = try? apply(GeocentricPosition(x: x[i], y: y[i], z: z[i]), from: start ?? epochs[i], to: end ?? epochs[i])
      (x[i], y[i], z[i]) = (p?.x ?? .nan, p?.y ?? .nan, p?.z ?? .nan)
    }
  }
}
