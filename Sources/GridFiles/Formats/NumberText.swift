/// Numbers as text that reads back to the same 32 or 64 bits.
enum NumberText {
  /// The shortest decimal that gives the same float, with at least so many places and without an exponent.
  static func shortest(_ value: Float, places: Int) -> String { plain(value.description, places) }

  /// The shortest decimal that gives the same double, with at least so many places and without an exponent.
  static func shortest(_ value: Double, places: Int) -> String { plain(value.description, places) }

  /// Filled with blanks on the left.
  static func right(_ text: String, _ width: Int) -> String { String(repeating: " ", count: max(0, width - text.utf8.count)) + text }

  /// `-1.25e-05` as `-0.0000125`, with at least so many places.
  private static func plain(_ text: String, _ places: Int) -> String {
    let parts = text.split(separator: "e")
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let negative = parts[0].first == "-"
    let number = (negative ? parts[0].dropFirst() : parts[0]).split(separator: ".")
    var whole = String(number[0])
    var fraction = number.count > 1 ? String(number[1]) : ""
    if exponent < 0 {
      let all = String(repeating: "0", count: -exponent) + whole
      fraction = String(all.suffix(-exponent)) + fraction
      whole = String(all.dropLast(-exponent))
    } else if exponent > 0 {
      let all = fraction + String(repeating: "0", count: max(0, exponent - fraction.utf8.count))
      whole += all.prefix(exponent)
      fraction = String(all.dropFirst(exponent))
    }
    while whole.count > 1, whole.first == "0" { whole.removeFirst() }
    while fraction.utf8.count > places, fraction.last == "0" { fraction.removeLast() }
    fraction += String(repeating: "0", count: max(0, places - fraction.utf8.count))
    return (negative ? "-" : "") + (whole.isEmpty ? "0" : whole) + (fraction.isEmpty ? "" : "." + fraction)
  }
}
