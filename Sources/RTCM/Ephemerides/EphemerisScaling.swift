import GNSS

/// One semicircle in radians, with the digits that IS-GPS-200 (20.3.3.4.3.3), the Galileo, BeiDou, QZSS and NavIC documents prescribe.
/// Against π it differs by 1 part in 3·10¹⁴, which no orbit shows, but every decoder that agrees with the documents has this value.
let semicircle = 3.1415926535898

extension DataField {
  /// A raw integer in semicircles (or semicircles per second) as radians (or radians per second).
  @inline(__always)
  func radians<Raw: FixedWidthInteger>(_ raw: Raw) -> Double { value(raw) * semicircle }
}

/// Turns SI values into raw integers and remembers the first that does not fit its field, so that nothing is clamped in silence.
struct RawScaler {
  let message: UInt16
  private var misfit: (field: StaticString, value: Int64)?

  init(message: UInt16) { self.message = message }

  /// The raw integer nearest to a value in the field's unit.
  mutating func raw<Raw: FixedWidthInteger>(_ field: DataField, _ value: Double) -> Raw {
    let raw: Raw = field.raw(value)
    if !(abs(field.value(raw) - value) <= field.resolution), misfit == nil {
      let scaled = ((value - field.offset) / field.resolution).rounded()
      misfit = (field.id, abs(scaled) < 0x1p62 ? Int64(scaled) : .max)
    }
    return raw
  }

  /// The raw integer of an angle in radians for a field in semicircles.
  mutating func raw<Raw: FixedWidthInteger>(_ field: DataField, radians: Double) -> Raw { raw(field, radians / semicircle) }

  /// An integer that goes into a field unscaled.
  mutating func integer<Raw: FixedWidthInteger>(_ field: DataField, _ value: Int) -> Raw {
    if !field.rawLimits.contains(Int64(value)), misfit == nil { misfit = (field.id, Int64(value)) }
    return Raw(truncatingIfNeeded: value)
  }

  /// Throws for the first value that did not fit.
  func check() throws(EncodeError) {
    if let misfit { throw .valueOutOfRange(message: message, field: misfit.field.description, value: misfit.value) }
  }

  /// Throws unless the ephemeris is of the kind that the message carries.
  func require(_ condition: Bool, _ ephemeris: Ephemeris) throws(EncodeError) {
    if !condition {
      throw .invalid(
        message: message, reason: "it does not carry the \(ephemeris.message.rawValue) ephemeris of \(ephemeris.satellite)")
    }
  }
}

extension TimeContext {
  /// The instant of a time of week that came with a full week number: the week of transmission, so that near its ends the time may lie in
  /// the week before or after. A station also goes on sending an ephemeris that it received before the week ended.
  ///
  /// The week beside the sent one is taken only where that brings the time within a day of the approximate time, which the sent week misses by
  /// more than half a week; an ephemeris is for a time within a few hours of its transmission. A date that is only roughly known leaves the
  /// sent week as it is. Nil for a time beyond the week.
  func time(week: Int, secondsOfWeek: Int, in scale: TimeScale) -> GNSSTime? {
    guard secondsOfWeek < 604_800 else { return nil }
    let nanosecondsOfWeek = Int64(secondsOfWeek) * 1_000_000_000
    func time(_ week: Int) -> GNSSTime {
      GNSSTime(week: week, nanosecondsOfWeek: nanosecondsOfWeek, in: scale, leapSeconds: leapSeconds)
    }
    let sent = time(week)
    guard let approximateTime else { return sent }
    let late = sent.seconds(since: approximateTime)
    guard abs(late) > 302_400 else { return sent }
    let neighbour = time(late > 0 ? week - 1 : week + 1)
    return abs(neighbour.seconds(since: approximateTime)) < 86_400 ? neighbour : sent
  }
}

extension GNSSTime {
  /// Whole seconds of the scale's week, rounded.
  func secondsOfWeek(in scale: TimeScale, leapSeconds: LeapSecondTable) -> Double {
    Double(week(in: scale, leapSeconds: leapSeconds).nanosecondsOfWeek) * 1e-9
  }
}
