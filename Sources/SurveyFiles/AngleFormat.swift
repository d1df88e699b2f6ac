/// How angles are written in a file.
public enum AngleFormat: String, Sendable, CaseIterable {
  /// Decimal degrees. Read together with every form of ``AngleText``.
  case degrees
  /// Degrees, minutes and seconds: `28°12′00.5000″`.
  case dms
  /// Degrees, minutes and seconds run together behind the stop, as calculators of surveyors take them: 28°12′00.5″ is `28.12005`.
  case packed = "dddmmss"

  /// Reads the angle that fills `bytes` from `start` to `end`; nil when none stands there.
  ///
  /// `packed` reads `28.1` as 28°10′, and refuses 60 or more minutes or seconds; marks or a letter (`28°12′`, `28.12N`) are read as in the
  /// other formats.
  public func read(_ bytes: RawSpan, from start: Int, to end: Int) -> AngleText.Angle? {
    if let value = DecimalText.parse(bytes, from: start, to: end) {
      guard self == .packed else { return AngleText.Angle(degrees: value, hemisphere: nil) }
      return Self.unpack(bytes, from: start, to: end).map { AngleText.Angle(degrees: $0, hemisphere: nil) }
    }
    return AngleText.parse(bytes, from: start, to: end)
  }

  /// `ddd.mmssss…`, from its digits: as a double 0.3 is less than thirty minutes.
  static func unpack(_ bytes: RawSpan, from start: Int, to end: Int) -> Double? {
    var position = start
    let negative = bytes.byte(position) == minus
    if negative || bytes.byte(position) == plus { position += 1 }
    var whole = 0
    while position < end, bytes.byte(position) &- zero < 10 {
      whole = whole * 10 + Int(bytes.byte(position) &- zero)
      guard whole < 100_000 else { return nil }
      position += 1
    }
    if position < end, bytes.byte(position) == stop { position += 1 }
    var parts: InlineArray<2, Int> = [0, 0]
    for part in 0..<2 {
      for _ in 0..<2 {
        parts[part] *= 10
        guard position < end else { continue }
        guard bytes.byte(position) &- zero < 10 else { return nil }
        parts[part] += Int(bytes.byte(position) &- zero)
        position += 1
      }
      guard parts[part] < 60 else { return nil }
    }
    var fraction = 0.0
    if position < end {
      // The decimals of a second, up to 17 of them; an exponent has no place here.
      var (digits, scale) = (0, 1.0)
      while position < end {
        guard bytes.byte(position) &- zero < 10 else { return nil }
        if scale < 1e17 {
          digits = digits * 10 + Int(bytes.byte(position) &- zero)
          scale *= 10
        }
        position += 1
      }
      fraction = Double(digits) / scale
    }
    let seconds = Double(whole * 3600 + parts[0] * 60 + parts[1]) + fraction
    return (negative ? -seconds : seconds) / 3600
  }
}

extension TextBuffer {
  /// Appends an angle in degrees.
  ///
  /// - Parameter decimals: Of degrees, 0 … 15; of seconds there are four fewer, so that the last place stays about the same.
  public mutating func append(angle degrees: Double, as format: AngleFormat, decimals: Int) {
    let secondDecimals = max(decimals - 4, 0)
    guard format != .degrees, abs(degrees) < 1e5, let seconds = FixedDecimal(degrees * 3600, decimals: secondDecimals) else {
      return append(degrees, decimals: decimals)
    }
    // A whole number of the last place is taken apart, so that no 60 can appear.
    let unit = DecimalText.power(secondDecimals)
    let total = seconds.magnitude / unit
    let fraction = seconds.magnitude % unit
    if seconds.negative { append(minus) }
    append(integer: Int(total / 3600))
    switch format {
    case .dms: append("°")
    default: append(stop)
    }
    appendTwoDigits(total / 60 % 60)
    if format == .dms { append("′") }
    appendTwoDigits(total % 60)
    if secondDecimals > 0 {
      if format == .dms { append(stop) }
      let digits = String(fraction)
      for _ in digits.utf8.count..<secondDecimals { append(zero) }
      append(digits)
    }
    if format == .dms { append("″") }
  }

  private mutating func appendTwoDigits(_ value: UInt64) {
    append(zero + UInt8(value / 10))
    append(zero + UInt8(value % 10))
  }
}
