/// Angles as surveyors write them: `28°12′00.5″`, `28:12:00.5`, `28d12m0.5s`, `28度12分0.5秒`, `28.2N`, `W112°30′`.
public enum AngleText {
  /// The half of the globe that a letter names.
  public enum Hemisphere: Sendable, Equatable {
    /// N or S: a latitude.
    case northSouth
    /// E or W: a longitude.
    case eastWest
  }

  /// An angle, and the letter that came with it.
  public struct Angle: Sendable, Equatable {
    /// Degrees; negative for a minus sign, S and W.
    public let degrees: Double
    /// What kind of angle its letter says it is; nil without one.
    public let hemisphere: Hemisphere?
  }

  /// The pieces of an angle: degrees, minutes and seconds as they are written.
  struct Pieces {
    /// Degrees, minutes, seconds: offsets of the first byte and of the byte after the last of each number.
    var numbers: InlineArray<3, (start: Int, end: Int)> = [(0, 0), (0, 0), (0, 0)]
    /// How many numbers there are.
    var count = 0
    /// A minus sign, S or W.
    var negative = false
    /// What kind of angle the letter says it is.
    var hemisphere: Hemisphere?
  }

  /// The angle that fills `bytes` from `start` to `end` exactly; nil when anything else stands there.
  ///
  /// Minutes and seconds are below 60, only the last part has decimals, and a letter excludes a sign.
  public static func parse(_ bytes: RawSpan, from start: Int, to end: Int) -> Angle? {
    guard let pieces = pieces(bytes, from: start, to: end) else { return nil }
    var parts: InlineArray<3, Double> = [0, 0, 0]
    for i in 0..<pieces.count {
      guard let (value, _) = DecimalText.parsePrefix(bytes, from: pieces.numbers[i].start, to: pieces.numbers[i].end) else { return nil }
      parts[i] = value
    }
    guard parts[1] < 60, parts[2] < 60 else { return nil }
    // One division: the sum in seconds is exact for whole seconds.
    let degrees = pieces.count == 1 ? parts[0] : (parts[0] * 3600 + parts[1] * 60 + parts[2]) / 3600
    return Angle(degrees: pieces.negative ? -degrees : degrees, hemisphere: pieces.hemisphere)
  }

  /// The numbers of an angle and what stands around them.
  static func pieces(_ bytes: RawSpan, from start: Int, to end: Int) -> Pieces? {
    var position = start
    var limit = end
    guard position < limit else { return nil }
    var letter: UInt8?
    if isHemisphere(bytes.byte(position)) {
      letter = bytes.byte(position)
      position += 1
    } else if isHemisphere(bytes.byte(limit - 1)), limit - position > 1 {
      letter = bytes.byte(limit - 1)
      limit -= 1
      // `28d12m30s` ends with the mark of seconds, not with "south": south needs an `S` after that mark, or no other mark.
      if letter == UInt8(ascii: "s"), containsMark(bytes, position, limit, UInt8(ascii: "m")) {
        letter = nil
        limit += 1
      }
    }
    guard position < limit else { return nil }
    var pieces = Pieces()
    if bytes.byte(position) == minus || bytes.byte(position) == plus {
      guard letter == nil else { return nil }
      pieces.negative = bytes.byte(position) == minus
      position += 1
    }
    guard position < limit, bytes.byte(position) &- zero < 10 else { return nil }

    var integral = true
    var colon = false
    while position < limit {
      guard pieces.count < 3, integral, bytes.byte(position) &- zero < 10,
        let (value, reached) = DecimalText.parsePrefix(bytes, from: position, to: limit)
      else { return nil }
      guard !containsExponent(bytes, position, reached) else { return nil }
      integral = value == value.rounded() && !containsByte(bytes, position, reached, stop)
      pieces.numbers[pieces.count] = (position, reached)
      pieces.count += 1
      position = reached
      if position == limit { break }
      if bytes.byte(position) == UInt8(ascii: ":") {
        guard pieces.count < 3, pieces.count == 1 || colon else { return nil }
        colon = true
        position += 1
        guard position < limit else { return nil }
      } else {
        guard !colon, let length = markLength(bytes, position, limit, part: pieces.count - 1) else { return nil }
        position += length
      }
    }
    switch letter {
    case UInt8(ascii: "S"), UInt8(ascii: "s"): (pieces.negative, pieces.hemisphere) = (true, .northSouth)
    case UInt8(ascii: "N"), UInt8(ascii: "n"): pieces.hemisphere = .northSouth
    case UInt8(ascii: "W"), UInt8(ascii: "w"): (pieces.negative, pieces.hemisphere) = (true, .eastWest)
    case UInt8(ascii: "E"), UInt8(ascii: "e"): pieces.hemisphere = .eastWest
    default: break
    }
    return pieces
  }

  private static func isHemisphere(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case UInt8(ascii: "n"), UInt8(ascii: "s"), UInt8(ascii: "e"), UInt8(ascii: "w"): true
    default: false
    }
  }

  private static func containsByte(_ bytes: RawSpan, _ start: Int, _ end: Int, _ wanted: UInt8) -> Bool {
    for i in start..<end where bytes.byte(i) == wanted { return true }
    return false
  }

  private static func containsExponent(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
    for i in start..<end where bytes.byte(i) | 0x20 == letterE { return true }
    return false
  }

  private static func containsMark(_ bytes: RawSpan, _ start: Int, _ end: Int, _ mark: UInt8) -> Bool {
    containsByte(bytes, start, end, mark)
  }

  /// The length in bytes of the mark of degrees (part 0), minutes (1) or seconds (2) at a position; nil when there is none.
  private static func markLength(_ bytes: RawSpan, _ position: Int, _ limit: Int, part: Int) -> Int? {
    func follows(_ mark: StaticString) -> Bool {
      guard limit - position >= mark.utf8CodeUnitCount else { return false }
      return mark.withUTF8Buffer { buffer in
        for i in buffer.indices where bytes.byte(position + i) != buffer[i] { return false }
        return true
      }
    }
    func length(_ marks: [StaticString]) -> Int? { marks.first(where: follows)?.utf8CodeUnitCount }
    switch part {
    case 0: return length(["°", "º", "d", "D", "度"])
    case 1: return length(["′", "'", "’", "m", "M", "分"])
    default: return length(["″", "\"", "”", "''", "′′", "s", "S", "秒"])
    }
  }
}
