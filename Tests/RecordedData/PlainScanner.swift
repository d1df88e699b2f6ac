/// A frame found by the rule in its plainest form, without anything of the module under test: at every 0xD3 with six zero bits behind
/// it, the CRC decides; after a bad one the search goes on with the next byte.
public struct PlainFrame: Equatable, Sendable {
  /// Position of the preamble, length with header and CRC, and message number (0 where there is none).
  public var offset: Int, length: Int, type: Int
}

/// CRC-24Q bit by bit (polynomial 0x1864CFB).
public func plainCRC(_ bytes: ArraySlice<UInt8>) -> UInt32 {
  var crc: UInt32 = 0
  for byte in bytes {
    crc ^= UInt32(byte) << 16
    for _ in 0..<8 { crc = crc & 0x80_0000 != 0 ? (crc << 1 ^ 0x186_4CFB) : crc << 1 }
  }
  return crc & 0xFF_FFFF
}

/// The twenty-line scanner.
public func plainFrames(_ bytes: [UInt8]) -> [PlainFrame] {
  var frames: [PlainFrame] = []
  var i = 0
  while i + 6 <= bytes.count {
    if bytes[i] == 0xD3, bytes[i + 1] & 0xFC == 0 {
      let payload = Int(bytes[i + 1]) << 8 | Int(bytes[i + 2])
      if i + payload + 6 <= bytes.count, plainCRC(bytes[i..<(i + payload + 6)]) == 0 {
        let type = payload < 2 ? 0 : Int(bytes[i + 3]) << 4 | Int(bytes[i + 4]) >> 4
        frames.append(PlainFrame(offset: i, length: payload + 6, type: type))
        i += payload + 6
        continue
      }
    }
    i += 1
  }
  return frames
}
