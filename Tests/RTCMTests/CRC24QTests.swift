import CCPU
import CCRC24Q
import RandomFields
import Testing

@testable import RTCM

/// The definition, bit by bit: generator 0x1864CFB, start value 0.
func bitwiseCRC24Q(_ bytes: some Sequence<UInt8>) -> UInt32 {
  var register: UInt32 = 0
  for byte in bytes {
    register ^= UInt32(byte) << 16
    for _ in 0..<8 {
      register <<= 1
      if register & 0x100_0000 != 0 { register ^= 0x186_4CFB }
    }
  }
  return register
}

extension SplitMix64 {
  /// Random bytes.
  mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }
}

@Suite struct CRC24QTests {
  func checksum(_ bytes: [UInt8]) -> UInt32 { CRC24Q.checksum(bytes.span.bytes) }

  /// The frame of 1005 printed in RTCM 10403.1, section 4.2, ends with its CRC 0x360B98; with it, the residue is 0.
  @Test func theStandardsExampleHasResidueZero() {
    #expect(bitwiseCRC24Q(Message1005Tests.example) == 0)
    #expect(checksum(Message1005Tests.example) == 0)
    #expect(checksum(Array(Message1005Tests.example.prefix(22))) == 0x360B98)
  }

  @Test func tablesAndMultiplicationAgreeWithTheDefinitionAtEveryLength() {
    var random = SplitMix64(state: 24)
    let bytes = random.bytes(1100)
    for length in 0...1100 {
      let expected = bitwiseCRC24Q(bytes.prefix(length))
      let table = bytes.withUnsafeBytes { CRC24Q.tableChecksum(UnsafeRawBufferPointer(rebasing: $0[0..<length])) }
      #expect(table == expected, "tables, \(length) bytes")
      if ccpu_has_pclmul() != 0 {
        #expect(ccrc24q_pclmul(bytes, length) == expected, "carry-less multiplication, \(length) bytes")
      }
      #expect(checksum(Array(bytes.prefix(length))) == expected)
    }
  }

  @Test func everySingleBitErrorIsSeen() {
    var frame = Message1005Tests.example
    for bit in 0..<(frame.count * 8) {
      frame[bit / 8] ^= 0x80 >> UInt8(bit % 8)
      #expect(checksum(frame) != 0)
      frame[bit / 8] ^= 0x80 >> UInt8(bit % 8)
    }
  }
}
