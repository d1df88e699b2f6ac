public import GNSS

// Rows in SI units from the observation messages before MSM. GPS week, lock tables and merging with MSM are the caller's. 1001, 1003, 1009 and
// 1011 have ranges modulo one or two milliseconds only, so that no row can be made of them alone.

extension Message1002 {
  /// The epoch, resolved to the instant nearest to the context's approximate time.
  public func time(in context: TimeContext) -> GNSSTime? { context.time(millisecondsOfWeek: Int(epochRaw), in: .gpst) }

  /// Adds the rows of all satellites, L1 only.
  public func appendObservations(to rows: inout [Observation]) {
    for i in satellites.indices {
      let s = satellites[i]
      guard let satellite = LegacyObservation.satellite(s.satelliteID, of: .gps) else { continue }
      let range = DataField.df011.value(s.l1PseudorangeRaw) + DataField.df014.value(s.ambiguity)
      rows.append(
        LegacyObservation.row(
          satellite, s.l1IsP ? "1W" : "1C", range: range, phase: range + DataField.df012.value(s.l1PhaseRaw), cn0: s.l1CN0Raw,
          lock: s.l1Lock, channel: nil))
    }
  }
}

extension Message1004 {
  /// The epoch, resolved to the instant nearest to the context's approximate time.
  public func time(in context: TimeContext) -> GNSSTime? { context.time(millisecondsOfWeek: Int(epochRaw), in: .gpst) }

  /// Adds the rows of all satellites. L2 of code 0 is C/A or L2C, which the message does not tell apart: it is given as `2X`; the others are P(Y).
  public func appendObservations(to rows: inout [Observation]) {
    for i in satellites.indices {
      let s = satellites[i]
      guard let satellite = LegacyObservation.satellite(s.satelliteID, of: .gps) else { continue }
      let range = DataField.df011.value(s.l1PseudorangeRaw) + DataField.df014.value(s.ambiguity)
      rows.append(
        LegacyObservation.row(
          satellite, s.l1IsP ? "1W" : "1C", range: range, phase: range + DataField.df012.value(s.l1PhaseRaw), cn0: s.l1CN0Raw,
          lock: s.l1Lock, channel: nil))
      guard s.l2PseudorangeRaw != -8192 || s.l2PhaseRaw != -524_288 else { continue }
      rows.append(
        LegacyObservation.row(
          satellite, s.l2Code == 0 ? "2X" : "2W", range: range + DataField.df017.value(s.l2PseudorangeRaw),
          phase: range + DataField.df018.value(s.l2PhaseRaw), cn0: s.l2CN0Raw, lock: s.l2Lock, channel: nil))
    }
  }
}

extension Message1010 {
  /// The epoch, resolved to the instant nearest to the context's approximate time.
  public func time(in context: TimeContext) -> GNSSTime? { context.glonassTime(millisecondsOfDay: Int(epochRaw)) }

  /// Adds the rows of all satellites, L1 only.
  public func appendObservations(to rows: inout [Observation]) {
    for i in satellites.indices {
      let s = satellites[i]
      guard let satellite = LegacyObservation.satellite(s.satelliteID, of: .glonass) else { continue }
      let channel = (0...20).contains(s.channelRaw) ? Int(s.channelRaw) - 7 : nil
      let range = DataField.df041.value(s.l1PseudorangeRaw) + DataField.df044.value(s.ambiguity)
      rows.append(
        LegacyObservation.row(
          satellite, s.l1IsP ? "1P" : "1C", range: range, phase: range + DataField.df042.value(s.l1PhaseRaw), cn0: s.l1CN0Raw,
          lock: s.l1Lock, channel: channel))
    }
  }
}

extension Message1012 {
  /// The epoch, resolved to the instant nearest to the context's approximate time.
  public func time(in context: TimeContext) -> GNSSTime? { context.glonassTime(millisecondsOfDay: Int(epochRaw)) }

  /// Adds the rows of all satellites.
  public func appendObservations(to rows: inout [Observation]) {
    for i in satellites.indices {
      let s = satellites[i]
      guard let satellite = LegacyObservation.satellite(s.satelliteID, of: .glonass) else { continue }
      let channel = (0...20).contains(s.channelRaw) ? Int(s.channelRaw) - 7 : nil
      let range = DataField.df041.value(s.l1PseudorangeRaw) + DataField.df044.value(s.ambiguity)
      rows.append(
        LegacyObservation.row(
          satellite, s.l1IsP ? "1P" : "1C", range: range, phase: range + DataField.df042.value(s.l1PhaseRaw), cn0: s.l1CN0Raw,
          lock: s.l1Lock, channel: channel))
      guard s.l2PseudorangeRaw != -8192 || s.l2PhaseRaw != -524_288 else { continue }
      rows.append(
        LegacyObservation.row(
          satellite, s.l2Code == 0 ? "2C" : "2P", range: range + DataField.df047.value(s.l2PseudorangeRaw),
          phase: range + DataField.df048.value(s.l2PhaseRaw), cn0: s.l2CN0Raw, lock: s.l2Lock, channel: channel))
    }
  }
}

private enum LegacyObservation {
  /// GPS PRN or GLONASS slot; 40…58 are SBAS PRN 120…138, RINEX S20…S38.
  static func satellite(_ id: UInt8, of system: GNSSSystem) -> Satellite? {
    switch id {
    case 1...32: Satellite(system, id)
    case 40...58: Satellite(.sbas, id - 20)
    default: nil
    }
  }

  static func row(
    _ satellite: Satellite, _ code: StaticString, range: Double, phase: Double, cn0: UInt8, lock: UInt8, channel: Int?
  ) -> Observation {
    let signal = code.withUTF8Buffer { unsafe Signal(band: $0[0], attribute: $0[1]) }  // two characters, above
    var row = Observation(satellite: satellite, signal: signal)
    row.pseudorange = range
    row.phaseRange = phase
    if cn0 != 0 { row.cn0_dbHz = Float(cn0) * 0.25 }
    row.lockTime_ms = lockTime_ms(lock)
    row.carrierFrequency = signal.carrierFrequency(of: satellite.system, glonassChannel: channel) ?? .nan
    return row
  }

  /// The minimum lock time of an indicator (RTCM 10403.3, table 3.4-2), ms.
  static func lockTime_ms(_ indicator: UInt8) -> UInt32 {
    let i = UInt32(indicator)
    let seconds: UInt32 =
      switch i {
      case ..<24: i
      case ..<48: 2 * i - 24
      case ..<72: 4 * i - 120
      case ..<96: 8 * i - 408
      case ..<120: 16 * i - 1176
      case ..<127: 32 * i - 3096
      default: 937
      }
    return seconds * 1000
  }
}
