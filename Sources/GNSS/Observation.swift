/// What a receiver measured on one signal of one satellite at one epoch.
///
/// Values that were not available are NaN. Phase and rate are kept in metres, so that they hold without knowing the carrier frequency
/// (a GLONASS satellite whose channel is not known); cycles and Hz follow from `carrierFrequency`.
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
