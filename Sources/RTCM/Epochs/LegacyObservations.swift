public import GNSS

/// The observation messages before MSM: 1001–1004 of GPS and SBAS, 1009–1012 of GLONASS.
///
/// 1002, 1004, 1010 and 1012 carry full pseudoranges. 1001, 1003, 1009 and 1011 carry them modulo one light-millisecond (GLONASS: two); their
/// observations are flagged `moduloRange`.
public protocol LegacyObservationMessage: SingleNumberMessage {
  /// GPS, which includes SBAS here, or GLONASS.
  static var system: GNSSSystem { get }
  /// The fields of a satellite.
  associatedtype Satellite: LegacySatelliteGroup
  /// What stands before the satellites.
  var header: LegacyObservationHeader { get }
  /// The satellites.
  var satellites: BoundedArray<31, Satellite> { get }
}

/// The fields of a satellite in one of the eight messages. They differ in what they leave out: the odd ones the ambiguity and C/N0, those of one
/// frequency L2, those of GPS the channel.
public protocol LegacySatelliteGroup: FieldGroup {
  /// The satellite, with one layout for all eight messages.
  var common: LegacySatellite { get }
}

/// What the observation messages before MSM say of a satellite, raw.
public struct LegacySatellite: Sendable, BitwiseCopyable, Equatable {
  /// What they say of a signal.
  public struct Signal: Sendable, BitwiseCopyable, Equatable {
    /// L1: 1 for P (DF010, DF039). L2: the code (DF016, DF046).
    public var code: UInt8
    /// L1: the pseudorange without its ambiguity (DF011, DF041), 0.02 m. L2: less that of L1 (DF017, DF047), −8192 not available.
    public var range: Int32
    /// Phase range less the pseudorange of L1, 0.5 mm; −524 288 not available (DF012, DF018, DF042, DF048).
    public var phase: Int32
    /// Lock time indicator (DF013, DF019, DF043, DF049).
    public var lock: UInt8
    /// C/N0, 0.25 dB-Hz; 0 not available (DF015, DF020, DF045, DF050).
    public var cn0: UInt8

    /// All fields.
    public init(code: UInt8, range: Int32, phase: Int32, lock: UInt8, cn0: UInt8 = 0) {
      (self.code, self.range, self.phase, self.lock, self.cn0) = (code, range, phase, lock, cn0)
    }
  }

  /// GPS PRN or GLONASS slot; 40…58 are SBAS PRN 120…138 (DF009, DF038).
  public var id: UInt8
  /// GLONASS channel plus 7 (DF040); 255 for GPS.
  public var channel: UInt8
  /// Whole light-milliseconds, or pairs of them for GLONASS (DF014, DF044); nil where the message has none.
  public var ambiguity: UInt8?
  /// L1.
  public var l1: Signal
  /// L2; nil where the message has none.
  public var l2: Signal?

  /// All fields.
  public init(id: UInt8, channel: UInt8 = 255, ambiguity: UInt8? = nil, l1: Signal, l2: Signal? = nil) {
    (self.id, self.channel, self.ambiguity, self.l1, self.l2) = (id, channel, ambiguity, l1, l2)
  }
}

extension LegacyObservationMessage {
  /// The epoch, resolved to the instant nearest to the context's approximate time; nil without one, or for a time that cannot be.
  public func time(in context: TimeContext) -> GNSSTime? {
    Self.system == .glonass
      ? context.glonassTime(millisecondsOfDay: Int(header.epochRaw)) : context.time(millisecondsOfWeek: Int(header.epochRaw), in: .gpst)
  }

  /// Adds the observations of all satellites to `rows`, in the order of the message, L1 before L2.
  ///
  /// L1 of code 1 is P: RINEX `1W` of GPS, `1P` of GLONASS. L2 of GPS, code 0, is C/A or L2C, which the message does not tell apart: it is given
  /// as `2X`; codes 1 to 3 are ways to P(Y) and given as `2W`, which a receiver without its key tracks.
  ///
  /// Phases that rolled over by 1500 cycles are joined (`LockTable`). Where the phase of L1 is not available in a message of two frequencies,
  /// its pseudorange is not valid either, and only the base of L2 (RTCM 10403.3, DF011 and DF041): L1 then has no row.
  ///
  /// Does not allocate once `rows` has grown to the largest epoch.
  /// - Parameters:
  ///   - rows: Where the observations go.
  ///   - time: The epoch, for the loss-of-lock decision; nil when it is not known.
  ///   - locks: The station's lock table.
  ///   - channels: The GLONASS channels; learnt from the message, used where it says none. Without a channel the carrier frequency is NaN.
  /// - Returns: The number of satellites left out for an identifier that is reserved.
  @discardableResult
  public func appendObservations(
    to rows: inout [Observation], time: GNSSTime?, locks: inout LockTable, channels: inout GLONASSChannels
  ) -> Int {
    var ignored = 0
    for i in satellites.indices {
      let raw = satellites[i].common
      guard let satellite = LegacyObservation.satellite(raw.id, of: Self.system) else {
        ignored += 1
        continue
      }
      LegacyObservation.append(raw, of: satellite, to: &rows, time_ms: time.map { $0.nanoseconds / 1_000_000 } ?? .max, &locks, &channels)
    }
    return ignored
  }
}

/// From raw values to rows: one way for all eight messages.
private enum LegacyObservation {
  static let phaseNotAvailable: Int32 = -524_288
  static let rangeNotAvailable: Int32 = -8192

  static func satellite(_ id: UInt8, of system: GNSSSystem) -> Satellite? {
    switch id {
    case 1...32: Satellite(system, id)
    case 40...58: Satellite(.sbas, id - 20)
    default: nil
    }
  }

  /// The signals by their identifiers in the MSM signal mask, under which the lock table keeps them.
  static func identifiers(_ system: GNSSSystem, l1: UInt8, l2: UInt8) -> (l1: UInt8, l2: UInt8) {
    switch system {
    case .glonass: (l1 == 0 ? 2 : 3, l2 == 0 ? 8 : 9)  // 1C 1P, 2C 2P
    case .sbas: (2, 17)  // 1C
    default: (l1 == 0 ? 2 : 4, l2 == 0 ? 17 : 10)  // 1C 1W, 2X 2W
    }
  }

  @inline(never)
  static func append(
    _ raw: LegacySatellite, of satellite: Satellite, to rows: inout [Observation], time_ms: Int64, _ locks: inout LockTable,
    _ channels: inout GLONASSChannels
  ) {
    let system = satellite.system
    let identifiers = identifiers(system, l1: raw.l1.code, l2: raw.l2?.code ?? 0)
    var channel: Int?
    if system == .glonass {
      if raw.channel <= 13 { channels[Int(satellite.number)] = Int(raw.channel) - 7 }
      channel = raw.channel <= 20 ? Int(raw.channel) - 7 : channels[Int(satellite.number)]
    }
    // Fields of GLONASS have the resolutions of those of GPS, but for the ambiguity.
    let ambiguity = system == .glonass ? DataField.df044 : .df014
    let range = DataField.df011.value(raw.l1.range) + ambiguity.value(raw.ambiguity ?? 0)

    func add(_ signal: LegacySatellite.Signal, _ identifier: UInt8, pseudorange: Double) {
      guard let code = MSMSignals.signal(Int(identifier), of: system) else { return }  // there is no L2 of SBAS
      var row = Observation(satellite: satellite, signal: code)
      row.pseudorange = pseudorange
      if raw.ambiguity == nil { row.flags.insert(.moduloRange) }
      if signal.cn0 != 0 { row.cn0_dbHz = Float(signal.cn0) * 0.25 }
      row.carrierFrequency = code.carrierFrequency(of: system, glonassChannel: channel) ?? .nan
      let lock = LockTime.range(df013: signal.lock)
      row.lockTime_ms = lock.minimum_ms
      if signal.phase != phaseNotAvailable {
        let frequency = row.carrierFrequency.isNaN ? code.carrierFrequency(of: system, glonassChannel: 0) ?? .nan : row.carrierFrequency
        let rollOver = 1500 * speedOfLight / frequency
        let maskPosition = system == .sbas ? satellite.number - 19 : satellite.number
        let (lost, rollOvers) = locks.update(
          system: system, maskPosition: maskPosition, signalID: identifier, lock: lock, time_ms: time_ms, phase: signal.phase,
          rollOver: rollOver / DataField.df012.resolution, isExact: !row.carrierFrequency.isNaN)
        row.phaseRange = range + (DataField.df012.value(signal.phase) + rollOvers * rollOver)
        if lost { row.flags.insert(.lossOfLock) }
      }
      rows.append(row)
    }

    if raw.l1.phase != phaseNotAvailable || raw.l2 == nil { add(raw.l1, identifiers.l1, pseudorange: range) }
    guard let l2 = raw.l2, l2.range != rangeNotAvailable || l2.phase != phaseNotAvailable else { return }
    add(l2, identifiers.l2, pseudorange: l2.range == rangeNotAvailable ? .nan : range + DataField.df017.value(l2.range))
  }
}
