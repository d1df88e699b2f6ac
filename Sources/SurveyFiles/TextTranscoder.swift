#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Turns text of an encoding into UTF-8 and back. GB 18030 goes through the C library's iconv.
///
/// Decoding and encoding again gives the same bytes. One value serves one thread.
public struct TextTranscoder: ~Copyable {
  /// Why there is none.
  public enum Failure: Error, Sendable, Equatable {
    /// The C library of this machine has no tables for GB 18030 (`gconv-modules`).
    case noTables
  }

  /// The encoding of the files.
  public let encoding: TextEncoding
  // Invariant: open, and used by this value alone; nil where no tables are needed.
  private var decoder: iconv_t?
  private var encoder: iconv_t?

  /// A transcoder.
  public init(_ encoding: TextEncoding) throws(Failure) {
    self.encoding = encoding
    if encoding == .gb18030 {
      // The names are constants with their NUL. iconv_open gives −1 where it knows no such encoding.
      let decoder = unsafe iconv_open("UTF-8", "GB18030")
      guard unsafe decoder != iconv_t(bitPattern: -1) else { throw .noTables }
      let encoder = unsafe iconv_open("GB18030", "UTF-8")
      guard unsafe encoder != iconv_t(bitPattern: -1) else {
        unsafe iconv_close(decoder)
        throw .noTables
      }
      unsafe (self.decoder, self.encoder) = (decoder, encoder)
    } else {
      unsafe (decoder, encoder) = (nil, nil)
    }
  }

  deinit {
    if let decoder = unsafe decoder { unsafe iconv_close(decoder) }
    if let encoder = unsafe encoder { unsafe iconv_close(encoder) }
  }

  /// Appends text as UTF-8. A byte that begins no character becomes U+FFFD.
  /// - Returns: The places of such bytes, at most the first hundred.
  public mutating func decode(_ text: RawSpan, from start: Int, to end: Int, to output: inout TextBuffer) -> [Int] {
    var bad: [Int] = []
    var position = start
    while position < end {
      // ASCII is the same in all encodings, and most of every file.
      let foreign = TextEncoding.firstForeignByte(text, from: position, to: end) ?? end
      output.append(text, from: position, to: foreign)
      position = foreign
      guard position < end else { break }
      let next = run(text, position, end)
      if next > position, appendDecoded(text, position, next, to: &output) {
        position = next
        continue
      }
      // One of the run has no meaning: character by character.
      let length = length(text, position, end)
      if length == 0 || !appendDecoded(text, position, position + length, to: &output) {
        if bad.count < 100 { bad.append(position) }
        output.append("\u{FFFD}")
        position += 1
      } else {
        position += length
      }
    }
    return bad
  }

  /// UTF-8 in the encoding; what it has no character for becomes `?`.
  public mutating func encode(_ text: RawSpan, from start: Int, to end: Int, to output: inout TextBuffer) {
    var position = start
    while position < end {
      let foreign = encoding == .utf8 ? end : TextEncoding.firstForeignByte(text, from: position, to: end) ?? end
      output.append(text, from: position, to: foreign)
      position = foreign
      guard position < end else { return }
      let length = max(TextEncoding.utf8Length(text, position, end) ?? 1, 1)
      let lead = text.byte(position)
      if encoding == .gb18030, let encoder = unsafe encoder, let bytes = unsafe Self.convert(text, position, position + length, encoder) {
        for byte in bytes { output.append(byte) }
      } else if encoding == .latin1, length == 2, lead <= 0xC3 {
        output.append(lead << 6 | text.byte(position + 1) & 0x3F)
      } else {
        output.append(UInt8(ascii: "?"))
      }
      position += length
    }
  }

  /// The end of the characters from a place on that are no ASCII and are whole; at most some hundred bytes further.
  private func run(_ text: RawSpan, _ start: Int, _ end: Int) -> Int {
    var position = start
    while position < end, position - start < 256, text.byte(position) >= 0x80 {
      let count = length(text, position, end)
      if count == 0 { break }
      position += count
    }
    return position
  }

  /// The length of the character at a place; 0 where none is.
  private func length(_ text: RawSpan, _ position: Int, _ end: Int) -> Int {
    switch encoding {
    case .utf8: TextEncoding.utf8Length(text, position, end) ?? 0
    case .gb18030: TextEncoding.gb18030Length(text, position, end) ?? 0
    case .latin1: 1
    }
  }

  private func appendDecoded(_ text: RawSpan, _ start: Int, _ end: Int, to output: inout TextBuffer) -> Bool {
    switch encoding {
    case .utf8: output.append(text, from: start, to: end)
    case .latin1:
      for i in start..<end {
        let byte = text.byte(i)
        output.append(0xC0 | byte >> 6)
        output.append(0x80 | byte & 0x3F)
      }
    case .gb18030:
      guard let decoder = unsafe decoder, let utf8 = unsafe Self.convert(text, start, end, decoder) else { return false }
      for byte in utf8 { output.append(byte) }
    }
    return true
  }

  /// Whole characters through iconv; nil where it does not know one of them.
  private static func convert(_ text: RawSpan, _ start: Int, _ end: Int, _ descriptor: iconv_t) -> [UInt8]? {
    var source = (start..<end).map { text.byte($0) }
    // Four bytes of UTF-8 for two of GB 18030 at most, four of GB 18030 for two of UTF-8.
    var target = [UInt8](repeating: 0, count: 2 * source.count + 8)
    var (unread, room) = (source.count, target.count)
    // Both pointers are valid within the closures; iconv reads `unread` bytes at most and writes `room` at most, and counts both down.
    let result = unsafe source.withUnsafeMutableBytes { source in
      unsafe target.withUnsafeMutableBytes { target in
        var from = unsafe source.bindMemory(to: CChar.self).baseAddress
        var to = unsafe target.bindMemory(to: CChar.self).baseAddress
        return unsafe iconv(descriptor, &from, &unread, &to, &room)
      }
    }
    guard result == 0, unread == 0 else {
      // Back to the initial state.
      unsafe iconv(descriptor, nil, nil, nil, nil)
      return nil
    }
    return Array(target[..<(target.count - room)])
  }
}
