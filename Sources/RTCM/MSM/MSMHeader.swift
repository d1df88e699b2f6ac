public import GNSS

/// The header of a multiple signal message, as sent.
public struct MSMHeader: Sendable, BitwiseCopyable, Equatable {
  /// System and level: the message number.
  public var kind: MSMKind
  /// Reference-station number (DF003).
  public var stationID: UInt16 = 0
  /// The 30 bits of the epoch: milliseconds of the week (DF004, DF248, DF427, DF428, DF546); for GLONASS the day of the week in the three
  /// upper bits (DF416) and the milliseconds of the day in the others (DF034).
  public var epochRaw: UInt32 = 0
  /// More MSM of this epoch and station follow (DF393).
  public var multipleMessage = false
  /// Issue of data station (DF409).
  public var iods: UInt8 = 0
  /// Seven reserved bits.
  public var reserved: UInt8 = 0
  /// Clock steering (DF411).
  public var clockSteering: UInt8 = 0
  /// External clock (DF412).
  public var externalClock: UInt8 = 0
  /// Divergence-free smoothing (DF417).
  public var divergenceFreeSmoothing = false
  /// Smoothing interval indicator (DF418).
  public var smoothingInterval: UInt8 = 0
  /// Satellites, the first in the topmost bit (DF394).
  public var satelliteMask: UInt64 = 0
  /// Signals, identifier 1 in the topmost bit (DF395).
  public var signalMask: UInt32 = 0
  /// Cells, left-aligned: row by row, a row being a satellite (DF396).
  public var cellMask: UInt64 = 0

  /// A header of a kind, all else zero.
  public init(kind: MSMKind) { self.kind = kind }

  /// The satellites in the mask.
  public var satelliteCount: Int { satelliteMask.nonzeroBitCount }
  /// The signals in the mask.
  public var signalCount: Int { signalMask.nonzeroBitCount }

  /// The epoch, resolved to the instant nearest to the context's approximate time; nil without one, or for a time that cannot be.
  public func time(in context: TimeContext) -> GNSSTime? {
    guard kind.system == .glonass else {
      return context.time(millisecondsOfWeek: Int(epochRaw), in: TimeScale(kind.system))
    }
    return context.glonassTime(dayOfWeek: Int(epochRaw >> 27), millisecondsOfDay: Int(epochRaw & 0x7FF_FFFF))
  }

  /// The epoch bits of an instant, rounded to a millisecond.
  public static func epochRaw(_ time: GNSSTime, of system: GNSSSystem, leapSeconds: LeapSecondTable = .builtIn) -> UInt32 {
    let rounded = GNSSTime(nanoseconds: time.nanoseconds + 500_000)
    guard system == .glonass else {
      return UInt32(rounded.week(in: TimeScale(system), leapSeconds: leapSeconds).nanosecondsOfWeek / 1_000_000)
    }
    let day = rounded.dayTime(in: .glonasst, leapSeconds: leapSeconds)
    // MJD 44244, the first of GPS time, was a Sunday.
    let dayOfWeek = (day.modifiedJulianDay - 44244) % 7
    return UInt32(dayOfWeek < 0 ? dayOfWeek + 7 : dayOfWeek) << 27 | UInt32(day.nanosecondsOfDay / 1_000_000)
  }

  /// The fields in the order of transmission, after the message number. Refuses more than 64 cells.
  @inline(__always)
  static func visit<V: FieldVisitor>(_ h: inout MSMHeader, _ v: inout V) {
    v.field(.df003, &h.stationID)
    switch h.kind.system {
    case .gps, .sbas: v.field(.df004, &h.epochRaw)
    case .glonass:
      var day = UInt8(truncatingIfNeeded: h.epochRaw >> 27)
      var milliseconds = h.epochRaw & 0x7FF_FFFF
      v.field(.df416, &day)
      v.field(.df034, &milliseconds)
      h.epochRaw = UInt32(day) << 27 | milliseconds
    case .galileo: v.field(.df248, &h.epochRaw)
    case .qzss: v.field(.df428, &h.epochRaw)
    case .beidou: v.field(.df427, &h.epochRaw)
    case .navic: v.field(.df546, &h.epochRaw)
    }
    v.flag(.df393, &h.multipleMessage)
    v.field(.df409, &h.iods)
    v.field(.df001MSM, &h.reserved)
    v.field(.df411, &h.clockSteering)
    v.field(.df412, &h.externalClock)
    v.flag(.df417, &h.divergenceFreeSmoothing)
    v.field(.df418, &h.smoothingInterval)
    v.field(.df394, &h.satelliteMask)
    v.field(.df395, &h.signalMask)
    let width = h.satelliteCount * h.signalCount
    guard width <= 64 else {
      h.cellMask = 0
      v.refuse("satellites × signals is more than 64")
      return
    }
    guard width > 0 else {
      h.cellMask = 0
      return
    }
    let shift = UInt64(64 - width)
    var cells = h.cellMask >> shift
    v.field(.df396(width: width), &cells)
    h.cellMask = cells << shift
  }
}
