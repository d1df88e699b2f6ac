/// Writes JSON (RFC 8259) into bytes: exact integers, shortest doubles that read back to the same value, keys in the order given.
///
/// The caller nests correctly; every `begin…` has its `end…`, and in an object every value has its key.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// Empties the writer for the next line and keeps its memory.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  mutating func beginObject() { open("{") }
  mutating func endObject() { close("}") }
  mutating func beginArray() { open("[") }
  mutating func endArray() { close("]") }

  /// The key of the value that follows.
  mutating func key(_ key: some StringProtocol) {
    separate()
    quoted(key.utf8)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// A key that is known to need no escaping, in quotes and with its colon, from `JSONWriter.preparedKey`.
  mutating func key(prepared: [UInt8]) {
    separate()
    bytes.append(contentsOf: prepared)
    needsComma = false
  }

  /// A key in the form that `key(prepared:)` takes.
  static func preparedKey(_ key: String) -> [UInt8] {
    var writer = JSONWriter()
    writer.key(key)
    return writer.bytes
  }

  /// A string. What is not valid Unicode cannot be in a `String`; it arrives here as U+FFFD.
  mutating func string(_ value: some StringProtocol) {
    separate()
    quoted(value.utf8)
  }

  mutating func integer(_ value: some FixedWidthInteger) {
    separate()
    // Digits from the last; a magnitude is taken so that the least Int64 is right.
    var magnitude = UInt64(value.magnitude)
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(magnitude % 10))
      magnitude /= 10
    } while magnitude > 0
    bytes[start...].reverse()
  }

  /// A double; null for NaN and the infinities, which JSON does not have.
  mutating func number(_ value: Double) {
    guard value.isFinite else { return null() }
    separate()
    // `description` is the shortest text that reads back to the same double, in a form that JSON takes: 0.1, -0.0, 5e-324, 1e+20.
    bytes.append(contentsOf: value.description.utf8)
    if bytes.suffix(2).elementsEqual(".0".utf8) { bytes.removeLast(2) }
  }

  mutating func boolean(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
  }

  /// Ends the line.
  mutating func newline() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  private mutating func open(_ bracket: Unicode.Scalar) {
    separate()
    bytes.append(UInt8(ascii: bracket))
    needsComma = false
  }

  private mutating func close(_ bracket: Unicode.Scalar) {
    bytes.append(UInt8(ascii: bracket))
    needsComma = true
  }

  /// A comma where one is due; a value follows.
  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func quoted(_ utf8: some Sequence<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0x0D: bytes.append(contentsOf: "\\r".utf8)
      case 0x09: bytes.append(contentsOf: "\\t".utf8)
      case 0..<0x20, 0x7F:
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
