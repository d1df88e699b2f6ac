internal import CCPU
internal import CCRC24Q

/// The 24-bit cyclic redundancy check of RTCM 3 frames: polynomial 0x1864CFB, start value 0, no reflection, no final xor
/// (Qualcomm's CRC-24Q, as in RTCM 10403.3 and in the SBAS signal, ICAO Annex 10).
public enum CRC24Q {
  /// The generator polynomial without its top term.
  static let polynomial: UInt32 = 0x864CFB

  /// Eight tables for eight bytes per step; the register is left-aligned in 32 bits.
  static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 2048)
    for byte in 0..<256 {
      var register = UInt32(byte) << 24
      for _ in 0..<8 { register = register & 0x8000_0000 != 0 ? (register << 1) ^ (polynomial << 8) : register << 1 }
      tables[byte] = register
    }
    for i in 256..<2048 {
      let previous = tables[i - 256]
      tables[i] = (previous << 8) ^ tables[Int(previous >> 24)]
    }
    return tables
  }()

  /// Whether this CPU multiplies without carry; asked once.
  static let hasCarrylessMultiply = ccpu_has_pclmul() != 0

  /// The check value of some bytes, in the low 24 bits. The check value over a whole intact frame, its CRC included, is 0.
  ///
  /// By carry-less multiplication where the CPU has it, else by tables; both give the same.
  public static func checksum(_ bytes: RawSpan) -> UInt32 { checksum(bytes, carryless: hasCarrylessMultiply) }

  /// The same for those who know whether this CPU multiplies without carry.
  @inline(__always)
  static func checksum(_ bytes: RawSpan, carryless: Bool) -> UInt32 {
    unsafe bytes.withUnsafeBytes { bytes in
      guard carryless, let base = bytes.baseAddress else { return unsafe tableChecksum(bytes) }
      return unsafe ccrc24q_pclmul(base.assumingMemoryBound(to: UInt8.self), bytes.count)
    }
  }

  /// Slicing by eight.
  static func tableChecksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    let tables = Self.tables
    let table = tables.span
    var register: UInt32 = 0
    var i = 0
    while i &+ 8 <= bytes.count {
      let word = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      let high = UInt32(truncatingIfNeeded: word >> 32) ^ register
      let low = UInt32(truncatingIfNeeded: word)
      // Indices are a byte plus a multiple of 256 below 2048.
      register = unsafe table[unchecked: 1792 &+ Int(high >> 24)] ^ table[unchecked: 1536 &+ Int(high >> 16 & 255)]
      register ^= unsafe table[unchecked: 1280 &+ Int(high >> 8 & 255)] ^ table[unchecked: 1024 &+ Int(high & 255)]
      register ^= unsafe table[unchecked: 768 &+ Int(low >> 24)] ^ table[unchecked: 512 &+ Int(low >> 16 & 255)]
      register ^= unsafe table[unchecked: 256 &+ Int(low >> 8 & 255)] ^ table[unchecked: Int(low & 255)]
      i &+= 8
    }
    while i < bytes.count {
      register = register << 8 ^ table[Int(register >> 24 ^ UInt32(bytes[i]))]
      i &+= 1
    }
    return register >> 8
  }
}
