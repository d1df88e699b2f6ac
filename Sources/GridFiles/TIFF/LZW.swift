/// LZW as TIFF 6.0 section 13 has it: codes of 9 to 12 bits, most significant bit first, 256 clears the table, 257 ends the data.
enum LZW {
  /// Unpacks until the buffer is full; false when the data is damaged or ends before.
  static func unpack(_ bytes: RawSpan, into buffer: inout [UInt8]) -> Bool {
    // The string of code n is the string of `prefix[n]` with `suffix[n]` behind.
    var prefix = [UInt16](repeating: 0, count: 4096)
    var suffix = [UInt8](repeating: 0, count: 4096)
    var length = [UInt16](repeating: 1, count: 4096)
    for code in 0..<256 { suffix[code] = UInt8(code) }
    var next = 258
    var width = 9
    var previous = -1
    var filled = 0
    var bits: UInt32 = 0
    var bitCount = 0
    var position = 0
    while filled < buffer.count {
      while bitCount < width {
        guard position < bytes.byteCount else { return false }
        bits = bits << 8 | UInt32(bytes.unsafeLoad(fromByteOffset: position, as: UInt8.self))
        position += 1
        bitCount += 8
      }
      bitCount -= width
      let code = Int(bits >> UInt32(bitCount)) & ((1 << width) - 1)
      if code == 257 { return false }
      if code == 256 {
        (next, width, previous) = (258, 9, -1)
        continue
      }
      guard code < next || (code == next && previous >= 0) else { return false }
      guard previous >= 0 || code < 256 else { return false }
      if previous >= 0, next < 4096 {
        // The new entry is the previous string and the first byte of this one, which for a code not yet known is the previous string's.
        var first = code == next ? previous : code
        while first >= 256 { first = Int(prefix[first]) }
        prefix[next] = UInt16(previous)
        suffix[next] = UInt8(first)
        length[next] = length[previous] &+ 1
        next += 1
      }
      // Written from its end; a string may reach beyond the buffer at the last code.
      let count = Int(length[code])
      var at = filled + count
      var string = code
      while at > filled {
        at -= 1
        if at < buffer.count { buffer[at] = suffix[string] }
        if at > filled { string = Int(prefix[string]) }
      }
      filled += count
      previous = code
      // Codes become wider one entry early.
      if next + 1 >= 1 << width, width < 12 { width += 1 }
    }
    return true
  }
}
