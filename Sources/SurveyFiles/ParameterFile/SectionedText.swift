/// Lines `key = value` under `[sections]`, with line numbers. A `#` at the start of a line or after a blank begins a comment.
struct SectionedText {
  struct Entry {
    let section: String
    let key: String
    let value: String
    let line: Int
  }

  /// In the order of the file.
  private(set) var entries: [Entry] = []
  /// The line of each section.
  private(set) var sections: [String: Int] = [:]

  private static let longestLine = 1 << 14
  private static let mostEntries = 1000

  /// Reads bytes; nothing is kept of a file beyond 1000 entries of 16 KiB.
  init(_ bytes: RawSpan, file: String, sections allowed: [String]) throws(ParameterFileError) {
    var position = 0
    if bytes.byteCount >= 3, bytes.byte(0) == 0xEF, bytes.byte(1) == 0xBB, bytes.byte(2) == 0xBF { position = 3 }
    var line = 0
    var section = ""
    var lines: [String: Int] = [:]
    while position < bytes.byteCount {
      line += 1
      var end = position
      while end < bytes.byteCount, bytes.byte(end) != UInt8(ascii: "\n") {
        end += 1
        guard end - position <= Self.longestLine else {
          throw ParameterFileError(file: file, line: line, section: section, key: "", problem: .lineTooLong)
        }
      }
      let content = Self.content(bytes, position, end)
      position = end + 1
      guard !content.isEmpty else { continue }
      guard let text = Self.text(bytes, content) else {
        throw ParameterFileError(file: file, line: line, section: section, key: "", problem: .notUTF8)
      }
      if text.first == "[" {
        guard text.last == "]", text.count > 2 else {
          throw ParameterFileError(file: file, line: line, section: section, key: "", problem: .notKeyValue)
        }
        section = Self.trimmed(text.dropFirst().dropLast())
        guard allowed.contains(section) else {
          // What stands in the brackets is not echoed: it may be a value in the wrong place.
          throw ParameterFileError(file: file, line: line, section: "", key: "", problem: .unknownSection(allowed: allowed))
        }
        if let first = sections[section] {
          throw ParameterFileError(file: file, line: line, section: section, key: "", problem: .repeated(firstLine: first))
        }
        sections[section] = line
        continue
      }
      guard let equals = text.firstIndex(of: "=") else {
        throw ParameterFileError(file: file, line: line, section: section, key: "", problem: .notKeyValue)
      }
      let key = Self.trimmed(text[..<equals])
      // A key is a word; a number in its place must not reach a message.
      guard let head = key.utf8.first, head | 0x20 >= 0x61, head | 0x20 <= 0x7a, key.utf8.allSatisfy(Self.isKeyByte) else {
        throw ParameterFileError(file: file, line: line, section: section, key: "", problem: .notKeyValue)
      }
      guard !section.isEmpty else {
        throw ParameterFileError(file: file, line: line, section: "", key: key, problem: .keyOutsideSection)
      }
      let value = Self.trimmed(text[text.index(after: equals)...])
      guard !value.isEmpty else { throw ParameterFileError(file: file, line: line, section: section, key: key, problem: .emptyValue) }
      if let first = lines[section + "\n" + key] {
        throw ParameterFileError(file: file, line: line, section: section, key: key, problem: .repeated(firstLine: first))
      }
      lines[section + "\n" + key] = line
      guard entries.count < Self.mostEntries else {
        throw ParameterFileError(file: file, line: line, section: section, key: key, problem: .tooManyEntries)
      }
      entries.append(Entry(section: section, key: key, value: value, line: line))
    }
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x61...0x7a, 0x41...0x5a, 0x30...0x39, UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d }

  /// The line without comment and without blanks at either end.
  private static func content(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Range<Int> {
    var (first, last) = (start, end)
    for i in start..<end where bytes.byte(i) == UInt8(ascii: "#") && (i == start || isBlank(bytes.byte(i - 1))) {
      last = i
      break
    }
    while first < last, isBlank(bytes.byte(first)) { first += 1 }
    while last > first, isBlank(bytes.byte(last - 1)) { last -= 1 }
    return first..<last
  }

  private static func text(_ bytes: RawSpan, _ range: Range<Int>) -> String? {
    String(validating: range.map { bytes.byte($0) }, as: UTF8.self)
  }

  private static func trimmed(_ text: Substring) -> String {
    var piece = text
    while let first = piece.first, first == " " || first == "\t" { piece.removeFirst() }
    while let last = piece.last, last == " " || last == "\t" { piece.removeLast() }
    return String(piece)
  }
}
