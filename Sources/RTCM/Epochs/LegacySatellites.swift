public import GNSS

// The eight observation messages before MSM, put into one layout. They differ in what they leave out: the odd ones the ambiguity and C/N0,
// those of one frequency L2, those of GPS the channel.

extension Message1001: LegacyObservationMessage {
  /// GPS.
  public static var system: GNSSSystem { .gps }
  /// The number of satellites.
  public var satelliteCount: Int { satellites.count }
  /// A satellite in the common layout.
  public func legacySatellite(_ index: Int) -> LegacySatellite {
    let s = satellites[index]
    return LegacySatellite(
      id: s.satelliteID, l1: .init(code: s.l1IsP ? 1 : 0, range: Int32(s.l1PseudorangeRaw), phase: s.l1PhaseRaw, lock: s.l1Lock))
  }
}

extension Message1002: LegacyObservationMessage {
  /// GPS.
  public static var system: GNSSSystem { .gps }
  /// The number of satellites.
  public var satelliteCount: Int { satellites.count }
  /// A satellite in the common layout.
  public func legacySatellite(_ index: Int) -> LegacySatellite {
    let s = satellites[index]
    return LegacySatellite(
      id: s.satelliteID, ambiguity: s.ambiguity,
      l1: .init(code: s.l1IsP ? 1 : 0, range: Int32(s.l1PseudorangeRaw), phase: s.l1PhaseRaw, lock: s.l1Lock, cn0: s.l1CN0Raw))
  }
}

extension Message1003: LegacyObservationMessage {
  /// GPS.
  public static var system: GNSSSystem { .gps }
  /// The number of satellites.
  public var satelliteCount: Int { satellites.count }
  /// A satellite in the common layout.
  public func legacySatellite(_ index: Int) -> LegacySatellite {
    let s = satellites[index]
    return LegacySatellite(
      id: s.satelliteID,
      l1: .init(code: s.l1IsP ? 1 : 0, range: Int32(s.l1PseudorangeRaw), phase: s.l1PhaseRaw, lock: s.l1Lock),
      l2: .init(code: s.l2Code, range: Int32(s.l2PseudorangeRaw), phase: s.l2PhaseRaw, lock: s.l2Lock))
  }
}

extension Message1004: LegacyObservationMessage {
  /// GPS.
  public static var system: GNSSSystem { .gps }
  /// The number of satellites.
  public var satelliteCount: Int { satellites.count }
  /// A satellite in the common layout.
  public func legacySatellite(_ index: Int) -> LegacySatellite {
    let s = satellites[index]
    return LegacySatellite(
      id: s.satelliteID, ambiguity: s.ambiguity,
      l1: .init(code: s.l1IsP ? 1 : 0, range: Int32(s.l1PseudorangeRaw), phase: s.l1PhaseRaw, lock: s.l1Lock, cn0: s.l1CN0Raw),
      l2: .init(code: s.l2Code, range: Int32(s.l2PseudorangeRaw), phase: s.l2PhaseRaw, lock: s.l2Lock, cn0: s.l2CN0Raw))
  }
}

extension Message1009: LegacyObservationMessage {
  /// GLONASS.
  public static var system: GNSSSystem { .glonass }
  /// The number of satellites.
  public var satelliteCount: Int { satellites.count }
  /// A satellite in the common layout.
  public func legacySatellite(_ index: Int) -> LegacySatellite {
    let s = satellites[index]
    return LegacySatellite(
      id: s.satelliteID, channel: s.channelRaw,
      l1: .init(code: s.l1IsP ? 1 : 0, range: Int32(s.l1PseudorangeRaw), phase: s.l1PhaseRaw, lock: s.l1Lock))
  }
}

extension Message1010: LegacyObservationMessage {
  /// GLONASS.
  public static var system: GNSSSystem { .glonass }
  /// The number of satellites.
  public var satelliteCount: Int { satellites.count }
  /// A satellite in the common layout.
  public func legacySatellite(_ index: Int) -> LegacySatellite {
    let s = satellites[index]
    return LegacySatellite(
      id: s.satelliteID, channel: s.channelRaw, ambiguity: s.ambiguity,
      l1: .init(code: s.l1IsP ? 1 : 0, range: Int32(s.l1PseudorangeRaw), phase: s.l1PhaseRaw, lock: s.l1Lock, cn0: s.l1CN0Raw))
  }
}

extension Message1011: LegacyObservationMessage {
  /// GLONASS.
  public static var system: GNSSSystem { .glonass }
  /// The number of satellites.
  public var satelliteCount: Int { satellites.count }
  /// A satellite in the common layout.
  public func legacySatellite(_ index: Int) -> LegacySatellite {
    let s = satellites[index]
    return LegacySatellite(
      id: s.satelliteID, channel: s.channelRaw,
      l1: .init(code: s.l1IsP ? 1 : 0, range: Int32(s.l1PseudorangeRaw), phase: s.l1PhaseRaw, lock: s.l1Lock),
      l2: .init(code: s.l2Code, range: Int32(s.l2PseudorangeRaw), phase: s.l2PhaseRaw, lock: s.l2Lock))
  }
}

extension Message1012: LegacyObservationMessage {
  /// GLONASS.
  public static var system: GNSSSystem { .glonass }
  /// The number of satellites.
  public var satelliteCount: Int { satellites.count }
  /// A satellite in the common layout.
  public func legacySatellite(_ index: Int) -> LegacySatellite {
    let s = satellites[index]
    return LegacySatellite(
      id: s.satelliteID, channel: s.channelRaw, ambiguity: s.ambiguity,
      l1: .init(code: s.l1IsP ? 1 : 0, range: Int32(s.l1PseudorangeRaw), phase: s.l1PhaseRaw, lock: s.l1Lock, cn0: s.l1CN0Raw),
      l2: .init(code: s.l2Code, range: Int32(s.l2PseudorangeRaw), phase: s.l2PhaseRaw, lock: s.l2Lock, cn0: s.l2CN0Raw))
  }
}
