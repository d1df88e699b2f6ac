import RTCM

/// Framing and CRC alone, against a scanner with the usual table of one byte per step.
enum FramingBenchmark: Benchmark {
  static let name = "rtcm framing and crc"

  static func run() throws -> [Comparison] {
    var bytes: [UInt8] = []
    var builder = FrameBuilder()
    var state: UInt64 = 5
    var count = 0
    while bytes.count < 20_000_000 {
      var payload: [UInt8] = []
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      for i in 0..<(60 + Int(state >> 33) % 700) { payload.append(UInt8(truncatingIfNeeded: (state >> 20) &+ UInt64(i &* 37))) }
      builder.build(payload: payload.span.bytes)
      builder.frame.withUnsafeBytes { bytes.append(contentsOf: $0) }
      count += 1
    }
    let stream = bytes
    var ours = 0
    var peer = 0
    let times = pairedMedians(items: count, rounds: 7) {
      ours = 0
      var scanner = FrameScanner()
      scanner.scan(stream.span.bytes) { _ in ours += 1 }
    } theirs: {
      peer = byteTableScan(stream)
    }
    guard ours == count, peer == count else { throw Disagreement(description: "frames: made \(count), ours \(ours), byte table \(peer)") }
    let rate = Double(stream.count) / (times.ours * Double(count)) * 1000
    return [
      Comparison(
        name: "RTCM framing and CRC-24Q", unit: "ns/frame", ours: times.ours, peer: "byte table", theirs: times.theirs,
        notes: ["\(stream.count) bytes, \(count) frames found by both; ours \(fixed(rate, 0)) MB/s"])
    ]
  }
}

/// The table of CRC-24Q by bytes.
private let byteTable: [UInt32] = (0..<256).map { byte in
  var register = UInt32(byte) << 16
  for _ in 0..<8 { register = register & 0x80_0000 != 0 ? register << 1 ^ 0x186_4CFB : register << 1 }
  return register & 0xFF_FFFF
}

private func byteTableScan(_ bytes: [UInt8]) -> Int {
  var frames = 0
  bytes.withUnsafeBufferPointer { b in
    byteTable.withUnsafeBufferPointer { table in
      var i = 0
      while i + 6 <= b.count {
        let end = i + 6 + (Int(b[i + 1]) << 8 | Int(b[i + 2]))
        guard b[i] == 0xD3, b[i + 1] < 4, end <= b.count else {
          i += 1
          continue
        }
        var crc: UInt32 = 0
        for k in i..<end { crc = (crc << 8 & 0xFF_FFFF) ^ table[Int(crc >> 16 ^ UInt32(b[k]))] }
        if crc == 0 {
          frames += 1
          i = end
        } else {
          i += 1
        }
      }
    }
  }
  return frames
}
