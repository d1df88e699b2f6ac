public import GNSS

/// A value of an observation file: fourteen columns with three decimals, and two digits behind it.
///
/// The number is kept as the file has it, in thousandths, so that a file goes through unchanged.
public struct ObservationValue: Hashable, Sendable, BitwiseCopyable {
  /// The number times 1000; the least `Int64` where the file has blanks.
  public var thousandths: Int64
  /// Loss-of-lock indicator, 0…7, 0 also for a blank. Bit 0: lock was lost since the last epoch. Bit 1: the half cycle is not resolved.
  public var lossOfLock: UInt8
  /// Signal strength indicator, 1 (weak)…9 (strong), 0 where not known.
  public var strength: UInt8

  /// A value.
  @inlinable
  public init(thousandths: Int64, lossOfLock: UInt8 = 0, strength: UInt8 = 0) {
    self.thousandths = thousandths
    self.lossOfLock = lossOfLock
    self.strength = strength
  }

  /// No value.
  public static let blank = ObservationValue(thousandths: .min)

  /// True where the file has no number.
  @inlinable
  public var isBlank: Bool { thousandths == .min }

  /// The number; nil where there is none, which RINEX writes as blanks or as 0.0.
  @inlinable
  public var number: Double? { thousandths == .min || thousandths == 0 ? nil : Double(thousandths) / 1000 }
}

/// An epoch of an observation file: its observations, or an event between them.
public struct ObservationRecord: Equatable, Sendable {
  /// What an epoch line announces (RINEX 3.05 and 4.02, table A3).
  public enum Flag: UInt8, Sendable {
    /// Observations.
    case ordinary
    /// Observations after a power failure.
    case powerFailure
    /// The antenna begins to move.
    case startsMoving
    /// A new site; at least its marker name follows.
    case newSite
    /// Header lines follow.
    case headerLines
    /// Something happened at the epoch, such as a photograph.
    case externalEvent
    /// Cycle slips that were found and repaired; the columns are those of observations.
    case cycleSlips

    /// True when lines of observations follow, false for lines of header.
    public var hasObservations: Bool { self == .ordinary || self == .powerFailure || self == .cycleSlips }
  }

  /// What the record is.
  public var flag = Flag.ordinary
  /// The receiver's time; nil for an event without one.
  public var time: GNSSTime?
  /// Receiver clock offset, in picoseconds; nil where not given. RINEX 2 has nanoseconds only.
  public var clockOffset_ps: Int64?
  /// The columns of the values.
  public var types: ObservationTypes
  /// The satellites.
  public var satellites: [Satellite] = []
  /// The values, satellite by satellite, each with as many as its system has types.
  public var values: [ObservationValue] = []
  /// The header lines of an event, without line ends.
  public var headerLines: [String] = []

  /// A record without observations.
  public init(types: ObservationTypes = ObservationTypes()) { self.types = types }

  /// Makes room for another epoch.
  mutating func removeAll() {
    flag = .ordinary
    time = nil
    clockOffset_ps = nil
    satellites.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    headerLines.removeAll(keepingCapacity: true)
  }

  /// Hands out each satellite with the place of its values in `values`.
  public func forEachSatellite(_ body: (Satellite, Range<Int>) -> Void) {
    var start = 0
    for satellite in satellites {
      let end = start + types[satellite.system].count
      body(satellite, start..<end)
      start = end
    }
  }
}
