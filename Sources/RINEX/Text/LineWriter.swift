/// Writes text in fixed columns into bytes that it owns.
struct LineWriter {
  private(set) var bytes: [UInt8] = []
  private var lineStart = 0

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    lineStart = 0
  }

  mutating func blanks(_ count: Int) { for _ in 0..<max(count, 0) { bytes.append(32) } }

  mutating func byte(_ byte: UInt8) { bytes.append(byte) }

  mutating func raw(_ text: some Sequence<UInt8>) { bytes.append(contentsOf: text) }

  /// Text, cut or filled with blanks to a width. RINEX is ASCII: any other character becomes a question mark.
  mutating func text(_ text: some StringProtocol, _ width: Int) {
    var count = 0
    for scalar in text.unicodeScalars {
      if count == width { return }
      bytes.append((32..<127).contains(scalar.value) ? UInt8(scalar.value) : UInt8(ascii: "?"))
      count += 1
    }
    blanks(width - count)
  }

  /// A whole number, right-aligned.
  mutating func integer(_ value: Int, _ width: Int, fill: UInt8 = 32) { decimal(Int64(value), decimals: 0, width, fill: fill) }

  /// A number in units of its last decimal, right-aligned. The caller knows that it fits; it is written in full in any case.
  mutating func decimal(_ units: Int64, decimals: Int, _ width: Int, fill: UInt8 = 32) {
    // At most 20 digits, a point and a sign, from the last.
    var buffer = InlineArray<24, UInt8>(repeating: 0)
    var count = 0
    var rest = units.magnitude
    repeat {
      if count == decimals && decimals > 0 {
        buffer[count] = UInt8(ascii: ".")
        count += 1
      }
      let (q, r) = rest.quotientAndRemainder(dividingBy: 10)
      buffer[count] = 48 + UInt8(truncatingIfNeeded: r)
      count += 1
      rest = q
    } while rest > 0 || count <= decimals + (decimals > 0 ? 1 : 0)
    if units < 0 {
      buffer[count] = UInt8(ascii: "-")
      count += 1
    }
    if count < width { for _ in count..<width { bytes.append(fill) } }
    while count > 0 {
      count -= 1
      bytes.append(buffer[count])
    }
  }

  /// A number with so many decimals, right-aligned; blanks where it does not fit.
  mutating func fixed(_ value: Double, decimals: Int, _ width: Int) {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let units = (value * scale).rounded()
    guard units.magnitude < 1e15 else { return blanks(width) }
    let start = bytes.count
    decimal(Int64(units), decimals: decimals, width)
    if bytes.count - start > width {
      bytes.removeLast(bytes.count - start)
      blanks(width)
    }
  }

  /// Fortran's D19.12: a sign or blank, one digit, twelve decimals, and an exponent of two digits.
  mutating func scientific(_ value: Double) { raw(ScientificText.d19_12(value)) }

  /// Ends a header line: fills to column 60 and writes the label.
  mutating func label(_ label: String) {
    blanks(60 - (bytes.count - lineStart))
    text(label, label.utf8.count)
    newline()
  }

  /// Ends a line that keeps its blanks: some readers count the fields of a record by the lengths of its lines.
  mutating func newlineKeepingBlanks() {
    bytes.append(10)
    lineStart = bytes.count
  }

  mutating func newline() {
    while bytes.count > lineStart, bytes[bytes.count - 1] == 32 { bytes.removeLast() }
    bytes.append(10)
    lineStart = bytes.count
  }
}

/// Numbers with an exponent.
enum ScientificText {
  /// 19 characters: ` 1.234567890123D-04`. Numbers below 1e-99 are 0; what is no number, or beyond 1e99, is a blank field.
  ///
  /// The digits are those of the shortest decimal that reads back to the same double, rounded to thirteen; that is within half a unit of the
  /// thirteenth digit, and 1e-16 relative, of the value itself.
  static func d19_12(_ value: Double) -> [UInt8] {
    guard value.isFinite, value.magnitude < 1e99 else { return [UInt8](repeating: 32, count: 19) }
    var digits: [UInt8] = []
    var exponent = -1
    // `description` is 123.45, 1e-05 or 1.5e-05.
    var pointSeen = false
    var leading = true
    var text = value.magnitude.description.utf8[...]
    while let c = text.first, c != UInt8(ascii: "e") {
      text = text.dropFirst()
      if c == UInt8(ascii: ".") {
        pointSeen = true
        continue
      }
      if leading && c == 48 {
        if pointSeen { exponent -= 1 }
        continue
      }
      leading = false
      digits.append(c)
      if !pointSeen { exponent += 1 }
    }
    if !text.isEmpty { exponent += Int(String(Substring(text.dropFirst()))) ?? 0 }
    if digits.isEmpty { exponent = 0 }
    while digits.count < 13 { digits.append(48) }
    if digits.count > 13 {
      let up = digits[13] >= 53
      digits.removeLast(digits.count - 13)
      var i = 12
      while up {
        if digits[i] < 57 {
          digits[i] += 1
          break
        }
        digits[i] = 48
        if i == 0 {
          digits[0] = 49
          exponent += 1
          break
        }
        i -= 1
      }
    }
    if exponent < -99 {
      digits = [UInt8](repeating: 48, count: 13)
      exponent = 0
    }
    var result: [UInt8] = [value < 0 ? UInt8(ascii: "-") : 32, digits[0], UInt8(ascii: ".")]
    result += digits[1...]
    let e = exponent.magnitude
    result += [UInt8(ascii: "D"), exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"), 48 + UInt8(e / 10), 48 + UInt8(e % 10)]
    return result
  }
}

extension LineWriter {
  /// F14.3 of a number that fits: the text of `decimal(value, decimals: 3, 14)`, which is four times as slow.
  mutating func thousandths(_ value: Int64) {
    var rest = UInt64(value.magnitude)
    var text = InlineArray<14, UInt8>(repeating: 32)
    var i = 13
    while i >= 0 {
      if i == 10 {
        text[10] = UInt8(ascii: ".")
        i = 9
      }
      text[i] = 48 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      i -= 1
      if rest == 0, i < 9 { break }
    }
    if value < 0, i >= 0 { text[i] = UInt8(ascii: "-") }
    for i in 0..<14 { byte(text[i]) }
  }
}
