import RecordedData
import Testing

@testable import RTCM

/// Every recorded frame of a known type decodes, and its values give the very bytes again.
@Suite struct RecordedRoundTripTests {
  /// Recorded frames that do not come back to the same bytes.
  enum Exception: String, CaseIterable {
    case shortProjection = "1025 without its last four bits, as a simulator sends it: written with them, a byte more"
    case strayFill = "stray bits behind the last field, in the up to seven that fill the last byte: written as zeros"
  }

  /// Encodes what `payload` decodes to; nil for a type that is not decoded. Bytes behind the last field are zeros in every recording
  /// (u-blox sends them), and are added by their number.
  private func encoded(_ payload: RawSpan, _ block: inout MSMBlock, _ builder: inout FrameBuilder) throws -> (
    bytes: [UInt8], fieldBits: Int
  )? {
    let number = Message.number(of: payload)
    if MSMKind(number: number) != nil {
      try block.decode(payload)
      try builder.build(&block)
    } else {
      var message = try Message(payload: payload)
      if case .raw = message { return nil }
      // By its fields, also where a message is kept as sent.
      try builder.build(number: number, minimumPayload: 0) { message.visitFields(&$0) }
    }
    var bytes = array(builder.payload)
    let fieldBytes = bytes.count
    while bytes.count < payload.byteCount { bytes.append(0) }
    return (bytes, fieldBytes)
  }

  @Test(.recordedData("data/rtcm")) func everyFrameComesBackToTheSameBytes() throws {
    var counts: [UInt16: Int] = [:]
    var exceptions: [Exception: Int] = [:]
    var kept = 0
    var padded = 0
    var block = MSMBlock(kind: MSMBlockTests.kinds[0])
    var builder = FrameBuilder()
    for file in RecordedData.files(below: "data/rtcm") {
      let bytes = try RecordedData.bytes(file)
      for frame in plainFrames(bytes) {
        let payload = bytes.span.bytes.extracting((frame.offset + 3)..<(frame.offset + frame.length - 3))
        let number = Message.number(of: payload)
        do {
          guard let (back, fieldBytes) = try encoded(payload, &block, &builder) else {
            kept += 1
            continue
          }
          counts[number, default: 0] += 1
          let sent = array(payload)
          if fieldBytes < sent.count { padded += 1 }
          if back == sent { continue }
          if number == 1025, back == sent + [0] {
            exceptions[.shortProjection, default: 0] += 1
          } else if fieldBytes == sent.count, back.dropLast() == sent.dropLast(), file.hasSuffix("/piksi-5Hz.rtcm3"),
            MSMKind(number: number) != nil, let last = sent.last, let ours = back.last, last & ours == ours
          {
            let kind = block.header.kind
            let bits = 169 + block.satelliteCount * (block.signalCount + kind.satelliteBits) + block.cellCount * kind.cellBits
            #expect(last & UInt8(truncatingIfNeeded: 0xFF << (sent.count * 8 - bits)) == ours)
            exceptions[.strayFill, default: 0] += 1
          } else {
            Issue.record("\(file)@\(frame.offset): \(number) does not come back")
          }
        } catch {
          Issue.record("\(file)@\(frame.offset): \(number): \(error)")
        }
      }
    }
    let frames = counts.values.reduce(0, +)
    print(
      "recorded-data round trip: \(frames) frames of \(counts.count) known numbers, \(padded) with zero bytes behind; \(kept) of others")
    for exception in Exception.allCases { print("  excepted \(exceptions[exception, default: 0]) ×: \(exception.rawValue)") }
    print("recorded-data round trip:", counts.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: " "))
    #expect(exceptions[.shortProjection] == 4 && exceptions[.strayFill, default: 0] < 100)
    #expect(frames > 60_000)
    // Every type that is known to occur; a test that found none would prove nothing.
    for number in MSMBlockTests.kinds.map(\.number) + Self.expected { #expect(counts[number, default: 0] > 0, "no recorded \(number)") }
  }

  static let expected: [UInt16] = [
    1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015, 1016, 1017, 1019, 1020, 1021, 1022, 1023,
    1024, 1025, 1026, 1027, 1029, 1030, 1031, 1032, 1033, 1034, 1035, 1037, 1038, 1039, 1041, 1042, 1044, 1045, 1046, 1057, 1058, 1059,
    1060, 1061, 1062, 1063, 1064, 1065, 1066, 1067, 1068, 1230, 1240, 1241, 1242, 1243, 1260, 1261, 1264, 1265, 1266, 1267, 1270, 1300,
    1301, 1302, 1303, 1304, 4076,
  ]
}
