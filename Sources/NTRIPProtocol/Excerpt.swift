/// Turns bytes that a peer sent into a short text that is safe to show: printable, of one line, and without our own secrets.
enum Excerpt {
  /// How many bytes of an unwanted answer are kept to show what it was.
  static let limit = 160

  /// How many bytes to collect for an excerpt: a secret that starts within ``limit`` must be whole to be recognised.
  static let collected = limit + 512

  /// The first ``limit`` characters as one printable line. UTF-8 stays, other bytes become `.`; runs of white space become one space.
  /// Every text of `hiding` that the peer echoed is replaced with `•••`.
  static func of(_ bytes: some Sequence<UInt8>, hiding: [Secret] = []) -> String {
    var text = String(decoding: Array(bytes.prefix(collected)), as: UTF8.self)
    for secret in hiding where !secret.isEmpty { text = text.replacingOccurrences(of: secret.reveal(), with: secret.description) }
    var out = String.UnicodeScalarView()
    var pendingSpace = false
    for scalar in text.unicodeScalars {
      if out.count >= limit { break }
      if scalar.properties.isWhitespace {
        pendingSpace = !out.isEmpty
        continue
      }
      if pendingSpace { out.append(" ") }
      pendingSpace = false
      // Control characters could repaint a terminal; format characters could reverse a line; the replacement character says nothing.
      let printable: Bool
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned: printable = false
      default: printable = scalar != "\u{FFFD}"
      }
      out.append(printable ? scalar : ".")
    }
    return String(out)
  }
}

extension String {
  /// The text with each occurrence of `needle`, compared byte for byte, replaced.
  fileprivate func replacingOccurrences(of needle: String, with replacement: String) -> String {
    let hay = Array(utf8)
    let needle = Array(needle.utf8)
    guard !needle.isEmpty, hay.count >= needle.count else { return self }
    var out: [UInt8] = []
    var index = 0
    while index < hay.count {
      if index + needle.count <= hay.count, hay[index..<index + needle.count].elementsEqual(needle) {
        out += Array(replacement.utf8)
        index += needle.count
      } else {
        out.append(hay[index])
        index += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
