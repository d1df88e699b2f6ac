/// The time-dependent transformation with fourteen parameters between two ITRFs, at the epoch of the coordinates.
///
///     X′ = X + T + D X + R × X,   P(t) = P(2015.0) + Ṗ (t − 2015.0)
///
/// Source: Petit and Luzum 2010, IERS Conventions (IERS Technical Note 36), section 4.1.3, eq. (4.7) … (4.13), with the rotations in the
/// position-vector convention of the IGN tables. The parameters between two frames are the differences of their rows, as IGN derives its own tables.
/// The formula is linear in the parameters: going there and back, or round any loop of frames, closes to 10⁻⁸ m (products of two parameters
/// are below 10⁻¹⁵). The transformation changes the frame and never the epoch: a point does not move.
public struct FrameTransformation: Sendable {
  /// The frame of the input.
  public let source: TerrestrialFrame
  /// The frame of the output.
  public let target: TerrestrialFrame
  private let parameters: FrameParameters

  /// The transformation between two frames.
  public init(from source: TerrestrialFrame, to target: TerrestrialFrame) {
    self.source = source
    self.target = target
    parameters = target.fromITRF2020 - source.fromITRF2020
  }

  /// Translations in metres, scale difference, rotations in radians at an epoch.
  private func values(at epoch: Double) -> (t: SIMD3<Double>, d: Double, r: SIMD3<Double>) {
    let years = epoch - FrameParameters.epoch
    return (
      (parameters.t + parameters.dt * years) * 1e-3, (parameters.d + parameters.dd * years) * 1e-9,
      (parameters.r + parameters.dr * years) * (.pi / 648_000_000)
    )
  }

  /// The position in the target frame at the same epoch, a decimal year.
  public func apply(_ p: GeocentricPosition, epoch: Double) -> GeocentricPosition {
    let (t, d, r) = values(at: epoch)
    return GeocentricPosition(
      x: p.x + (t.x + d * p.x + (r.y * p.z - r.z * p.y)), y: p.y + (t.y + d * p.y + (r.z * p.x - r.x * p.z)),
      z: p.z + (t.z + d * p.z + (r.x * p.y - r.y * p.x)))
  }

  /// The velocity in the target frame, metres a year: V′ = V + Ṫ + Ḋ X + Ṙ × X (IERS Conventions, eq. 4.12; terms of 10⁻¹⁰ left out).
  public func velocity(_ v: GeocentricPosition, at p: GeocentricPosition) -> GeocentricPosition {
    let (t, d, r) = (parameters.dt * 1e-3, parameters.dd * 1e-9, parameters.dr * (.pi / 648_000_000))
    return GeocentricPosition(
      x: v.x + (t.x + d * p.x + (r.y * p.z - r.z * p.y)), y: v.y + (t.y + d * p.y + (r.z * p.x - r.x * p.z)),
      z: v.z + (t.z + d * p.z + (r.x * p.y - r.y * p.x)))
  }

  /// Transforms columns in place, each point at its own epoch. The columns have the same count (a precondition). No allocation; the same bits
  /// as ``apply(_:epoch:)``, whatever the order of the epochs.
  public func apply(x: inout MutableSpan<Double>, y: inout MutableSpan<Double>, z: inout MutableSpan<Double>, epochs: Span<Double>) {
    precondition(y.count == x.count && z.count == x.count && epochs.count == x.count)
    for i in 0..<x.count {
      let p = apply(GeocentricPosition(x: x[i], y: y[i], z: z[i]), epoch: epochs[i])
      (x[i], y[i], z[i]) = (p.x, p.y, p.z)
    }
  }
}
