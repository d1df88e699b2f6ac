public import GNSS

/// What the number of a multiple signal message says: system and level, 1071…1077 for GPS up to 1131…1137 for NavIC.
public struct MSMKind: Hashable, Sendable, BitwiseCopyable {
  /// The system of all satellites in the message.
  public let system: GNSSSystem
  /// 1…7: which data the message has, and how fine. 4 and 5, 6 and 7 differ by the phase-range rate; 6 and 7 are finer.
  public let level: Int

  /// The kind with a system and a level, 1…7.
  @inline(__always)
  public init?(_ system: GNSSSystem, level: Int) {
    guard level >= 1, level <= 7 else { return nil }
    self.system = system
    self.level = level
  }

  /// The kind of a message number; nil when it is no MSM.
  @inline(__always)
  public init?(number: UInt16) {
    guard number >= 1071, number <= 1137 else { return nil }
    let (group, level) = (number &- 1070).quotientAndRemainder(dividingBy: 10)
    guard level >= 1, level <= 7, let system = GNSSSystem(rawValue: UInt8(truncatingIfNeeded: group)) else { return nil }
    self.system = system
    self.level = Int(level)
  }

  /// The message number.
  public var number: UInt16 { 1070 + UInt16(system.rawValue) * 10 + UInt16(level) }

  /// Satellite fields: rough range in whole milliseconds (DF397).
  @inline(__always)
  var hasRoughRange: Bool { level >= 4 }
  /// Satellite fields: extended information and rough rate (DF419, DF399); signal field: fine rate (DF404).
  @inline(__always)
  var hasRate: Bool { level == 5 || level == 7 }
  /// Signal fields of the finer kind (DF405–DF408) in place of DF400–DF403.
  @inline(__always)
  var isExtended: Bool { level >= 6 }
  /// Signal field: fine pseudorange.
  @inline(__always)
  var hasPseudorange: Bool { level != 2 }
  /// Signal fields: fine phase range, lock time, half-cycle ambiguity.
  @inline(__always)
  var hasPhase: Bool { level != 1 }
  /// Signal field: carrier-to-noise ratio.
  @inline(__always)
  var hasCN0: Bool { level >= 4 }

  @inline(__always)
  var finePseudorange: DataField { isExtended ? .df405 : .df400 }
  @inline(__always)
  var finePhaseRange: DataField { isExtended ? .df406 : .df401 }
  @inline(__always)
  var lockTime: DataField { isExtended ? .df407 : .df402 }
  @inline(__always)
  var cn0: DataField { isExtended ? .df408 : .df403 }
  @inline(__always)
  var extendedInformation: DataField { system == .glonass ? .df419 : .extendedSatelliteInformation }

  /// Bits per satellite in the satellite data.
  @inline(__always)
  var satelliteBits: Int {
    (hasRoughRange ? DataField.df397.width : 0) + DataField.df398.width
      + (hasRate ? extendedInformation.width + DataField.df399.width : 0)
  }

  /// Bits per cell in the signal data.
  @inline(__always)
  var cellBits: Int {
    (hasPseudorange ? finePseudorange.width : 0) + (hasPhase ? finePhaseRange.width + lockTime.width + DataField.df420.width : 0)
      + (hasCN0 ? cn0.width : 0) + (hasRate ? DataField.df404.width : 0)
  }

  /// The satellite of a position in the satellite mask, 1…64: the number of RINEX, but SBAS counts from PRN 120 (S20); QZSS from J01.
  @inline(__always)
  public func satellite(maskPosition: Int) -> Satellite { Self.satellite(of: system, maskPosition: maskPosition) }

  @inline(__always)
  static func satellite(of system: GNSSSystem, maskPosition: Int) -> Satellite {
    Satellite(system, UInt8(truncatingIfNeeded: maskPosition &+ (system == .sbas ? 19 : 0)))
  }

  /// The position in the satellite mask, 1…64; nil for a satellite of another system or beyond the mask.
  public func maskPosition(of satellite: Satellite) -> Int? {
    let position = Int(satellite.number) - (system == .sbas ? 19 : 0)
    return satellite.system == system && (1...64).contains(position) ? position : nil
  }
}
