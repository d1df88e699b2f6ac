import GNSS

/// What compact RINEX must know of the header: how many observations each system has.
struct CompactHeader {
  /// 2, 3 or 4.
  private(set) var version = 0.0
  private(set) var isComplete = false
  private var counts = InlineArray<128, Int>(repeating: 0)
  private var hasVersion = false

  /// Takes a header line, also one of an event, which may change the observation types but not the version.
  mutating func take(_ line: TextLine) throws(RINEXError) {
    switch line.text(60, 20) {
    case "RINEX VERSION / TYPE" where !hasVersion:
      version = try line.number(0, 9, "version") ?? 0
      guard version >= 2, version < 5, line.text(20, 1) == "O" else {
        throw RINEXError(line: line.number, "expected an observation file of version 2, 3 or 4: no other can be compact")
      }
      hasVersion = true
    case "# / TYPES OF OBSERV" where version < 3:
      let text = line.text(0, 6)
      if text.isEmpty { return }
      let count = try line.integer(0, 6, "number of types", in: 1...999)
      for letter in 0..<128 { counts[letter] = count }
    case "SYS / # / OBS TYPES" where version >= 3:
      guard let letter = line.bytes.first, letter != 32, letter < 128 else { return }
      counts[Int(letter)] = try line.integer(3, 3, "number of types", in: 0...999)
    case "END OF HEADER":
      guard hasVersion else { throw RINEXError(line: line.number, "the header has no RINEX VERSION / TYPE") }
      isComplete = true
    default: break
    }
  }

  /// The observations of a system; nil where the header has none.
  func count(letter: UInt8) -> Int? {
    guard letter < 128 else { return nil }
    // Version 2 may leave the letter of GPS out.
    let count = counts.span[Int(letter)]
    return count == 0 ? nil : count
  }
}
