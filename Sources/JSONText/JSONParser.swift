/// Reads one JSON text (RFC 8259), strictly: nothing before or behind it but blanks, no comments, no trailing commas, no key twice, valid UTF-8, whole
/// surrogate pairs.
///
/// Depth is limited; memory is bounded by a small multiple of the text. Numbers come as exact integers where they are integers of 64 bits.
public struct JSONParser {
  /// Levels of arrays and objects in one another. The deepest message of RTCM has five.
  public static let depthLimit = 32

  private let bytes: [UInt8]
  private var position = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The value of a text.
  public static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
    var parser = JSONParser(bytes)
    let value = try parser.value(depth: 0)
    parser.skipBlanks()
    guard parser.position == bytes.count else { throw parser.error(.expected("the end")) }
    return value
  }

  private func error(_ reason: JSONError.Reason) -> JSONError { JSONError(offset: position, reason: reason) }

  /// The byte at the position; 0, which JSON does not allow anywhere, behind the end.
  private var next: UInt8 { position < bytes.count ? bytes[position] : 0 }

  private mutating func skipBlanks() {
    while true {
      switch next {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  private mutating func take(_ byte: Unicode.Scalar, _ what: StaticString) throws(JSONError) {
    guard next == UInt8(ascii: byte) else { throw error(.expected(what)) }
    position += 1
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
    case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw error(.expected("a value"))
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    let letters = Array(word.description.utf8)
    guard bytes[position...].starts(with: letters) else { throw error(.expected("a value")) }
    position += letters.count
    return value
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
    guard depth <= Self.depthLimit else { throw error(.tooDeep(limit: Self.depthLimit)) }
    position += 1
    var object = JSONObject()
    skipBlanks()
    if next == UInt8(ascii: "}") {
      position += 1
      return object
    }
    while true {
      skipBlanks()
      let start = position
      guard next == UInt8(ascii: "\"") else { throw error(.expected("a key in quotes")) }
      let key = try string()
      skipBlanks()
      try take(":", "a colon")
      guard object.append(key, try value(depth: depth)) else { throw JSONError(offset: start, reason: .duplicateKey(key)) }
      skipBlanks()
      if next == UInt8(ascii: "}") {
        position += 1
        return object
      }
      try take(",", "a comma or a closing brace")
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
    guard depth <= Self.depthLimit else { throw error(.tooDeep(limit: Self.depthLimit)) }
    position += 1
    var values: [JSONValue] = []
    skipBlanks()
    if next == UInt8(ascii: "]") {
      position += 1
      return values
    }
    while true {
      values.append(try value(depth: depth))
      skipBlanks()
      if next == UInt8(ascii: "]") {
        position += 1
        return values
      }
      try take(",", "a comma or a closing bracket")
    }
  }

  // MARK: Strings

  private mutating func string() throws(JSONError) -> String {
    position += 1
    let start = position
    var text: [UInt8] = []
    while true {
      guard position < bytes.count else { throw error(.expected("a closing quote")) }
      switch next {
      case UInt8(ascii: "\""):
        position += 1
        // The escapes gave whole characters, so that only the bytes of the text can be wrong.
        guard let string = String(validating: text, as: UTF8.self) else { throw JSONError(offset: start, reason: .notUTF8) }
        return string
      case UInt8(ascii: "\\"):
        position += 1
        text.append(contentsOf: String(try escape()).utf8)
      case 0..<0x20: throw error(.controlCharacter)
      default:
        text.append(next)
        position += 1
      }
    }
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let letter = next
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let first = try unit()
      guard 0xD800...0xDFFF ~= first else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
      guard first < 0xDC00, bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else { throw error(.loneSurrogate) }
      position += 2
      let second = try unit()
      guard 0xDC00...0xDFFF ~= second else { throw error(.loneSurrogate) }
      return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"  // the sum is always a scalar
    default:
      position -= 1
      throw error(.badEscape)
    }
  }

  /// Four hexadecimal digits.
  private mutating func unit() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(next)).hexDigitValue else { throw error(.expected("four hexadecimal digits")) }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  // MARK: Numbers

  private mutating func digits() throws(JSONError) {
    guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= next else { throw error(.expected("a digit")) }
    while UInt8(ascii: "0")...UInt8(ascii: "9") ~= next { position += 1 }
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    var isInteger = true
    if next == UInt8(ascii: "-") { position += 1 }
    if next == UInt8(ascii: "0") { position += 1 } else { try digits() }
    if next == UInt8(ascii: ".") {
      position += 1
      isInteger = false
      try digits()
    }
    if next | 0x20 == UInt8(ascii: "e") {
      position += 1
      isInteger = false
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger, text != "-0", let value = Int64(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else { throw JSONError(offset: start, reason: .numberTooLarge) }
    return .number(value)
  }
}
