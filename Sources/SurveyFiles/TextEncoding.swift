/// How the characters of a surveyor's file are encoded.
public enum TextEncoding: String, CaseIterable, Sendable {
  /// UTF-8, with or without byte order mark.
  case utf8 = "utf-8"
  /// GB 18030, of which GBK and GB 2312 are parts.
  case gb18030 = "gbk"
  /// ISO 8859-1, of files from Western Europe.
  case latin1 = "latin-1"

  /// An encoding by one of its names, in any case.
  public init?(name: String) {
    switch name.lowercased() {
    case "utf-8", "utf8": self = .utf8
    case "gbk", "gb18030", "gb2312", "cp936": self = .gb18030
    case "latin-1", "latin1", "iso-8859-1": self = .latin1
    default: return nil
    }
  }

  /// What bytes show of their encoding.
  public enum Evidence: Sendable, Equatable {
    /// Nothing: they are the same in all encodings.
    case ascii
    /// They are whole characters of this encoding. Text that could be both is UTF-8: no sentence of GBK is that by chance.
    case encoding(TextEncoding)
    /// They are neither UTF-8 nor GB 18030.
    case neither
  }

  /// What bytes from `start` to `end` show; up to a third of their characters may be damaged. A character cut off at the end says nothing against an encoding.
  public static func evidence(_ bytes: RawSpan, from start: Int, to end: Int) -> Evidence {
    if end - start >= 3, bytes.byte(start) == 0xEF, bytes.byte(start + 1) == 0xBB, bytes.byte(start + 2) == 0xBF { return .encoding(.utf8) }
    guard let first = firstForeignByte(bytes, from: start, to: end) else { return .ascii }
    let utf8 = count(bytes, from: first, to: end, utf8Length)
    if utf8.bad == 0 { return .encoding(.utf8) }
    let gb18030 = count(bytes, from: first, to: end, gb18030Length)
    if gb18030.bad == 0 { return .encoding(.gb18030) }
    // A damaged name among many sound ones.
    if 2 * utf8.bad <= utf8.good { return .encoding(.utf8) }
    return 2 * gb18030.bad <= gb18030.good ? .encoding(.gb18030) : .neither
  }

  /// The first byte that is no ASCII.
  public static func firstForeignByte(_ bytes: RawSpan, from start: Int, to end: Int) -> Int? {
    precondition(start >= 0 && start <= end && end <= bytes.byteCount)
    var position = start
    // 64 at a time: nearly all bytes of nearly all files are ASCII, and every block of a long file passes here. The ends were checked above, and any
    // eight bytes are a UInt64.
    while position + 64 <= end {
      var bits: UInt64 = 0
      for i in 0..<8 { bits |= unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position &+ 8 &* i, as: UInt64.self) }
      if bits & 0x8080_8080_8080_8080 != 0 { break }
      position &+= 64
    }
    while position < end {
      if bytes.byte(position) >= 0x80 { return position }
      position += 1
    }
    return nil
  }

  /// The length of a character: nil where there is none, 0 where it is cut off.
  private typealias Length = (RawSpan, Int, Int) -> Int?

  /// How many characters of several bytes there are, and how many bytes that are none.
  private static func count(_ bytes: RawSpan, from start: Int, to end: Int, _ length: Length) -> (good: Int, bad: Int) {
    var (good, bad, position) = (0, 0, start)
    while position < end {
      switch length(bytes, position, end) {
      case nil: (bad, position) = (bad + 1, position + 1)
      case 0?: return (good, bad)
      case 1?: position += 1
      case let count?: (good, position) = (good + 1, position + count)
      }
    }
    return (good, bad)
  }

  /// UTF-8: RFC 3629, section 4.
  static func utf8Length(_ bytes: RawSpan, _ position: Int, _ end: Int) -> Int? {
    let lead = bytes.byte(position)
    let count: Int
    switch lead {
    case 0..<0x80: return 1
    case 0xC2...0xDF: count = 2
    case 0xE0...0xEF: count = 3
    case 0xF0...0xF4: count = 4
    default: return nil
    }
    for i in 1..<count {
      guard position + i < end else { return 0 }
      let byte = bytes.byte(position + i)
      let low: UInt8 = i > 1 ? 0x80 : lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
      let high: UInt8 = i > 1 ? 0xBF : lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
      guard (low...high).contains(byte) else { return nil }
    }
    return count
  }

  /// GB 18030: one byte; two, the second 40–7E or 80–FE; four, the second and fourth 30–39 (GB 18030-2022, chapter 5).
  static func gb18030Length(_ bytes: RawSpan, _ position: Int, _ end: Int) -> Int? {
    let lead = bytes.byte(position)
    if lead < 0x80 { return 1 }
    guard lead >= 0x81, lead <= 0xFE else { return nil }
    guard position + 1 < end else { return 0 }
    let second = bytes.byte(position + 1)
    if second >= 0x40, second <= 0xFE, second != 0x7F { return 2 }
    guard (0x30...0x39).contains(second) else { return nil }
    guard position + 2 < end else { return 0 }
    guard (0x81...0xFE).contains(bytes.byte(position + 2)) else { return nil }
    guard position + 3 < end else { return 0 }
    return (0x30...0x39).contains(bytes.byte(position + 3)) ? 4 : nil
  }
}
