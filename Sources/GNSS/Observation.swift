/// What a receiver measured on one signal of one satellite at one epoch.
///
/// Values that were not available are NaN. Phase and rate are kept in metres, so that they hold without knowing the carrier frequency;
/// cycles and Hz follow from `carrierFrequency`. That is NaN for a GLONASS satellite whose channel is not known, and so then are cycles and Hz.
public struct Observation: Sendable, BitwiseCopyable {
  /// The satellite.
  public var satellite: Satellite
  /// The signal, as a RINEX code.
  public var signal: Signal
  /// Flags of lock and ambiguity.
  public var flags: Flags
  /// Carrier-to-noise density, dB-Hz.
  public var cn0_dbHz: Float
  /// The least time the phase has been tracked without a slip, milliseconds.
  public var lockTime_ms: UInt32
  /// Pseudorange, m.
  public var pseudorange: Double
  /// Carrier phase times wavelength, m.
  public var phaseRange: Double
  /// Rate of change of the range, m/s, positive when the range grows.
  public var rangeRate: Double
  /// Carrier frequency, Hz; NaN where not known.
  public var carrierFrequency: Double

  /// Lock and ambiguity flags. A slip and an unresolved half cycle are two things and kept apart.
  public struct Flags: OptionSet, Sendable, BitwiseCopyable {
    /// The bits.
    public let rawValue: UInt8
    /// Flags from bits.
    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Lock was lost since the previous epoch of this signal: the ambiguity is a new one.
    @inlinable
    public static var lossOfLock: Flags { Flags(rawValue: 1) }
    /// The half-cycle ambiguity is not resolved.
    @inlinable
    public static var halfCycleAmbiguity: Flags { Flags(rawValue: 2) }
    /// Pseudorange and phase range lack an unknown whole number of light-milliseconds (pairs of them in 1009 and 1011): the message does not carry
    /// it. Such a range is no pseudorange until `resolve(near:modulus:)` has completed it.
    @inlinable
    public static var moduloRange: Flags { Flags(rawValue: 4) }
  }

  /// An observation with nothing measured yet.
  @inlinable
  public init(satellite: Satellite, signal: Signal) {
    self.satellite = satellite
    self.signal = signal
    flags = []
    cn0_dbHz = .nan
    lockTime_ms = 0
    pseudorange = .nan
    phaseRange = .nan
    rangeRate = .nan
    carrierFrequency = .nan
  }

  // 1 / 299 792 458 is 1 / c: what is written as a number is folded at compile time in every module, and a product is quicker than a quotient.

  /// Carrier phase, cycles; NaN where phase or frequency is not known.
  @inlinable
  public var phase_cycles: Double { phaseRange * (carrierFrequency * (1 / 299_792_458)) }

  /// Doppler shift, Hz, positive when the satellite approaches; NaN where rate or frequency is not known.
  @inlinable
  public var doppler: Double { -rangeRate * (carrierFrequency * (1 / 299_792_458)) }
}

extension Observation {
  /// Completes ranges that lack whole light-milliseconds (`Flags.moduloRange`) with a range that is known otherwise: from an earlier message,
  /// or from the position of the station and an ephemeris. Does nothing to other observations.
  ///
  /// - Parameter range: The pseudorange to be expected, m, right to half a light-millisecond, 150 km (299 km where `modulus` is two).
  /// - Parameter modulus: Light-milliseconds that the range is known modulo.
  public mutating func resolve(near range: Double, modulus: Int = 1) {
    guard flags.contains(.moduloRange), range.isFinite else { return }
    let unit = Double(modulus) * speedOfLight * 0.001
    let known = pseudorange.isNaN ? phaseRange : pseudorange
    let missing = ((range - known) / unit).rounded() * unit
    guard missing.isFinite else { return }
    pseudorange += missing
    phaseRange += missing
    flags.remove(.moduloRange)
  }
}

/// All observations of one station at one instant, in satellite order as the source gave them.
public struct Epoch: Sendable {
  /// The receiver's time of the epoch.
  public var time: GNSSTime
  /// The reference-station number (RTCM DF003); 0 where the source has none.
  public var stationID: UInt16
  /// One row per satellite and signal.
  public var observations: [Observation]

  /// An epoch; reuse one and its array across epochs to stay free of allocation.
  public init(time: GNSSTime, stationID: UInt16 = 0, observations: [Observation] = []) {
    self.time = time
    self.stationID = stationID
    self.observations = observations
  }
}
