/// Text of which only the characters that change are written: a blank keeps a character, `&` makes it a blank.
struct TextDifference {
  private(set) var text: [UInt8] = []

  /// Starts anew with a text.
  mutating func begin(_ bytes: some Collection<UInt8>) {
    text.removeAll(keepingCapacity: true)
    text.append(contentsOf: bytes)
  }

  /// Takes a difference.
  mutating func apply(_ bytes: ArraySlice<UInt8>) {
    var i = 0
    for byte in bytes {
      if i == text.count {
        text.append(byte == UInt8(ascii: "&") ? 32 : byte)
      } else if byte != 32 {
        text[i] = byte == UInt8(ascii: "&") ? 32 : byte
      }
      i += 1
    }
  }

  /// Makes characters blank that are there.
  mutating func blank(_ range: Range<Int>) {
    for i in range where i < text.count { text[i] = 32 }
  }

  /// False if the difference to `new` would be written as nothing but blanks.
  func differs(from new: [UInt8]) -> Bool {
    new.count > text.count || !text.starts(with: new) || text.dropFirst(new.count).contains { $0 != 32 }
  }

  /// Adds to `output` what changes the text into `new`, and takes that. A blank that is new at the end is written, as `&`.
  mutating func difference(to new: [UInt8], _ output: inout [UInt8]) {
    for i in 0..<max(new.count, text.count) {
      let old: UInt8? = i < text.count ? text[i] : nil
      let now: UInt8 = i < new.count ? new[i] : 32
      output.append(now == old ? 32 : now == 32 ? UInt8(ascii: "&") : now)
    }
    begin(new)
  }
}
