import Foundation
import RTCM
import RecordedData
import RandomFields
import Testing

@Suite struct EncodeCommandTests {
  private func encode(_ lines: String, _ options: [String] = []) throws -> (result: JizhunProcess.Result, bytes: [UInt8]) {
    let folder = try TemporaryFolder()
    let result = try JizhunProcess.run(["rtcm", "encode", "-o", folder.path("out")] + options + ["-"], input: lines)
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("out")))
    return (result, [UInt8](data))
  }

  private func dump(_ bytes: [UInt8], _ options: [String] = []) throws -> String {
    let result = try JizhunProcess.run(["rtcm", "dump", "--json"] + options + ["-"], input: Data(bytes))
    #expect(result.status == 0)
    return result.output
  }

  /// `dump | encode` gives the frames that were there, and nothing else. At most 12 frames of a type from a file, so that the default run takes
  /// seconds; JIZHUN_ALL_FRAMES=1 takes all.
  @Test(.recordedData("data/rtcm")) func everyRecordedFrameComesBack() throws {
    let limit = ProcessInfo.processInfo.environment["JIZHUN_ALL_FRAMES"] == "1" ? Int.max : 12
    var stream: [UInt8] = []
    var frames = 0
    for file in RecordedData.files(below: "data/rtcm") {
      var counts: [Int: Int] = [:]
      let bytes = try RecordedData.bytes(file)
      for frame in plainFrames(bytes) where counts[frame.type, default: 0] < limit {
        counts[frame.type, default: 0] += 1
        frames += 1
        stream += bytes[frame.offset..<(frame.offset + frame.length)]
      }
    }
    let lines = try dump(stream)
    #expect(lines.split(separator: "\n").count == frames)
    let back = try encode(lines)
    #expect(back.result.status == 0, "\(back.result.errors)")
    let isSame = back.bytes == stream  // outside of the macro, which would print both
    #expect(isSame)
    // Frames whose fields alone would not give them: they carry their payload beside the fields.
    var reasons: Set<Int> = []
    for line in lines.split(separator: "\n") where line.contains("\"payload_hex\"") && line.contains("\"DF") {
      let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      reasons.insert(try #require(object["type"] as? Int))
    }
    #expect(reasons.isSubset(of: Self.carriedWithPayload), "\(reasons)")
    #expect(frames > 3000)
    print("recorded-data dump | encode: \(frames) frames")
  }

  /// 1025: the simulator ASBRU leaves out the last four bits. 1085, 1095, 1125: the sender of piksi-5Hz.rtcm3 leaves old bits in the up to seven
  /// that fill the last byte.
  private static let carriedWithPayload: Set<Int> = [1025, 1085, 1095, 1125]

  struct RandomMessages: MessageTypeVisitor {
    var stream: [UInt8] = []
    var count = 0
    mutating func visit<M: RTCMMessage & Equatable>(_ type: M.Type, name: StaticString) {
      var builder = FrameBuilder()
      for number in M.numbers {
        var random = RandomFields(seed: UInt64(number))
        var left = 3
        while left > 0 {
          guard var message = M(number: number) else { return }
          random.fill(&message)
          do {
            try builder.build(message)
            left -= 1
            count += 1
            stream += array(builder.frame)
          } catch {
            Issue.record("\(number): \(error)")
            return
          }
        }
      }
    }
  }

  /// Every type, also those of which there is no recording, with random values: ends of ranges, negative zeros, “not available”.
  @Test func randomMessagesOfEveryTypeComeBack() throws {
    var random = RandomMessages()
    Message.forEachType(&random)
    // 4076 has all its contents by the first sub-type only; those of the other systems come here.
    for subtype in UInt8.min...UInt8.max {
      guard let kind = SSRKind(igsSubtype: subtype), kind.content == .phaseBias || kind.content == .codeBias else { continue }
      var builder = FrameBuilder()
      if var message = SSRPhaseBiases(kind: kind) {
        message.satellites.append(SSRPhaseBiases.Satellite())
        message.satellites[0].kind = kind
        message.satellites[0].biases.append(SSRPhaseBiases.Bias())
        message.satellites[0].biases[0].kind = kind
        message.satellites[0].biases[0].biasRaw = -77
        try builder.build(message)
      } else if var message = SSRCodeBiases(kind: kind) {
        message.satellites.append(SSRCodeBiases.Satellite())
        message.satellites[0].kind = kind
        try builder.build(message)
      }
      random.stream += array(builder.frame)
    }
    #expect(random.count > 250)
    let back = try encode(try dump(random.stream))
    #expect(back.result.status == 0, "\(back.result.errors)")
    let isSame = back.bytes == random.stream  // outside of the macro, which would print both
    #expect(isSame)
  }

  @Test func aLineByHandGetsDefaultsForTheRest() throws {
    // The station of the example of the standard for 1005, the rest left out; DF025 by number alone.
    let back = try encode(
      #"{"type":1005,"DF003":2003,"DF025":1114104.5999,"DF026_antenna_reference_point_ECEF_Y_m":-4850729.7108}"# + "\n\n")
    #expect(back.result.status == 0)
    let message = try Message1005(payload: back.bytes.span.bytes.extracting(3..<(back.bytes.count - 3)))
    #expect(message.stationID == 2003 && message.xRaw == 11_141_045_999 && message.yRaw == -48_507_297_108 && message.zRaw == 0)
    #expect(!message.gps && message.quarterCycle == 0)
  }

  @Test func aMultipleSignalMessageByHandNeedsNoMasks() throws {
    let line = """
      {"type":1124,"DF003":7,"DF427":345600.000,"cells":[{"satellite":"C21","signal":"6I","DF403":41},{"satellite":"C05","signal":"2I",\
      "DF400":0,"DF403":44},{"satellite":"C05","signal":"6I"}],"satellites":[{"satellite":"C05","DF397":120,"DF398":0.5}]}
      """
    let back = try encode(line)
    #expect(back.result.status == 0, "\(back.result.errors)")
    var block = MSMBlock(kind: try #require(MSMKind(number: 1124)))
    try block.decode(back.bytes.span.bytes.extracting(3..<(back.bytes.count - 3)))
    #expect(block.header.epochRaw == 345_600_000 && block.header.stationID == 7)
    #expect(block.satelliteCount == 2 && block.signalCount == 2 && block.cellCount == 3)
    // C05 comes first in the mask, whatever the order of the line.
    #expect(block.satellites[0].maskPosition == 5 && block.satellites[0].roughRange == 120 && block.satellites[0].roughRangeModulo == 512)
    #expect(block.satellites[1].maskPosition == 21 && block.satellites[1].roughRange == 255)
    #expect(block.cells[0].cn0 == 44 && block.cells[0].finePseudorange == 0 && block.cells[0].finePhaseRange == -2_097_152)
    #expect(block.cells[2].cn0 == 41 && block.cells[2].finePseudorange == -16384)
  }

  /// A line, and what must be said of it.
  @Test(arguments: [
    (#"{"type":1005,"DF003":5000}"#, "line 1, DF003_reference_station_ID: 5000 does not fit the field, which holds 0 … 4095"),
    (
      #"{"type":1005,"DF025":1e9}"#,
      "DF025_antenna_reference_point_ECEF_X_m: 1000000000.0 does not fit the field, which holds -13743895.3472 … "
    ),
    (#"{"type":1005,"DF003":1.5}"#, "an integer is expected, not 1.5"),
    (#"{"type":1005,"DF022":"yes"}"#, "DF022_GPS_supported: true or false is expected, not a string"),
    (#"{"type":1005,"DF025":null}"#, "the field has no “not available”"),
    (#"{"type":1005,"DF02":1}"#, "DF02: the message has no such field"),
    (#"{"type":1230,"DF422":8,"DF424":1.0}"#, "DF424: the message has no such field"),
    (#"{"type":1013,"announcements":[{"DF055":1005},{"DF055":4096}]}"#, "announcements[2].DF055_announced_message_number: 4096"),
    (#"{"type":1013,"DF053":2,"announcements":[{}]}"#, "DF053_number_of_message_announcements: it is 2, but 1 are given"),
    (#"{"type":1007,"DF030":"汉"}"#, "is not in ISO 8859-1"),
    (#"{"type":4072}"#, "payload_hex, the whole payload, is expected"),
    (#"{"type":4072,"payload_hex":"3ed0"}"#, "its message number is 1005, but type is 4072"),
    (#"{"type":4072,"payload_hex":"fe8"}"#, "pairs of hexadecimal digits"),
    (#"{"type":4076,"IDF002":99}"#, "payload_hex, the whole payload, is expected"),
    (#"{"type":1077,"cells":[{"satellite":"C05","signal":"1C"}]}"#, "cells[1].satellite: C05 is no satellite that 1077 can carry"),
    (#"{"type":1077,"cells":[{"satellite":"G05","signal":"9Z"}]}"#, "cells[1].signal: 1077 has no signal 9Z"),
    (#"{"type":1077,"cells":[{"satellite":"G05","signalID":2},{"satellite":"G05","signal":"1C"}]}"#, "cells[2].signalID: it occurs twice"),
    (#"{"type":1077,"DF396":"0","cells":[{"satellite":"G05","signalID":2}]}"#, "DF396_cell_mask: it contradicts satellites and cells"),
    (#"{"type":1074,"cells":[{"satellite":"G05","signalID":2,"DF405":0}]}"#, "cells[1].DF405: 1074 has no such field"),
    (
      #"{"type":1074,"cells":[{"satellite":"G05","signalID":2,"DF403":64}]}"#,
      "cells[1].DF403_carrier_to_noise_ratio_dB_Hz: 64 does not fit"
    ),
    (#"{"type":1005,"type":1006}"#, "JSON: byte 14: the key \"type\" occurs twice"),
    (#"{"DF003":1}"#, "type: missing; the message number is expected"),
    (#"[1]"#, "JSON: an object is expected, not an array"),
  ]) func saysLineKeyAndReason(_ line: String, _ message: String) throws {
    let back = try encode(line + "\n")
    #expect(back.result.status == 65)
    #expect(back.bytes.isEmpty)
    #expect(back.result.errors.contains(message), "\(back.result.errors)")
  }

  @Test func aBadLineDoesNotHoldUpTheOthers() throws {
    let good = #"{"type":1006,"DF003":1}"# + "\n"
    let back = try encode(good + "nonsense\n" + good)
    #expect(back.result.status == 65)
    #expect(back.result.errors.contains("line 2, JSON: byte 1: a value is expected"))
    #expect(plainFrames(back.bytes).map(\.type) == [1006, 1006])
  }

  /// Lines with random damage give frames or a message with exit status 65; nothing stops the command.
  @Test(.recordedData("data/rtcm/pyrtcm/pygpsdata-NTRIP-USCL00CHL0.log")) func damagedLinesAreRefusedOrEncoded() throws {
    let bytes = try RecordedData.bytes("data/rtcm/pyrtcm/pygpsdata-NTRIP-USCL00CHL0.log")
    let lines = try dump(bytes).split(separator: "\n").map { Array($0.utf8) }
    var random = SplitMix64(state: 5)
    let pieces = ["-", "9", "null", "1e308", "\"", "[]", "{}", "true", "99999999999999999999", ",", "0.", "DF003", "\"G64\"", "-0"].map {
      Array($0.utf8)
    }
    var damaged: [UInt8] = []
    for round in 0..<1000 {
      var line = lines[round % lines.count]
      for _ in 0...Int(random.next() % 3) {
        let at = Int(random.next() % UInt64(line.count))
        switch random.next() % 6 {
        case 0: line.remove(at: at)
        case 1: line.insert(contentsOf: pieces[Int(random.next() % UInt64(pieces.count))], at: at)
        default:
          // Mostly another digit, which leaves the line JSON.
          if let digit = line[at...].firstIndex(where: { 48...57 ~= $0 }) { line[digit] = UInt8(48 + random.next() % 10) }
        }
      }
      damaged += line.filter { $0 != 10 } + [10]
    }
    let back = try encode(String(decoding: damaged, as: UTF8.self))
    #expect(back.result.status == 65, "\(back.result.errors.suffix(500))")
    let frames = plainFrames(back.bytes)
    #expect(frames.reduce(0) { $0 + $1.length } == back.bytes.count && frames.count > 50)
    #expect(back.result.errors.split(separator: "\n").count == 21, "twenty lines and the sum")
  }

  @Test func dialectsNameTheirSignals() throws {
    let line = #"{"type":1127,"cells":[{"satellite":"C30","signal":"1P"},{"satellite":"C30","signal":"7P"}]}"#
    let standard = try encode(line)
    #expect(standard.result.status == 65 && standard.result.errors.contains("1127 has no signal 7P"))
    let dialects = ["--dialect", "bds-b1c-b2a", "--dialect", "bds-b2b"]
    let bytes = try encode(line, dialects).bytes
    let asStandard = try dump(bytes)
    #expect(asStandard.contains(#""signalID":6,"signal":null"#) && asStandard.contains(#""signalID":26,"signal":null"#))
    let asDialect = try dump(bytes, dialects)
    #expect(asDialect.contains(#""signalID":6,"signal":"1P""#) && asDialect.contains(#""signalID":26,"signal":"7P""#))
    #expect(try encode(asStandard).bytes == bytes)
    #expect(try encode(asDialect, dialects).bytes == bytes)
    let wrong = try encode(asDialect)
    #expect(wrong.result.status == 65 && wrong.result.errors.contains("1P is not signalID 6 (see --dialect)"))

    let report = try JizhunProcess.run(["rtcm", "scan", "-"], input: Data(bytes))
    #expect(report.output.contains("signal identifiers 6, 26 are not defined in the standard"))
    let json = try JizhunProcess.run(["rtcm", "scan", "--json"] + dialects + ["-"], input: Data(bytes))
    #expect(json.output.contains(#""undefinedSignalIDs":{"C":[6,26]}"#) && json.output.contains(#""C":{"1P":1,"7P":1}"#))
  }
}

private func array(_ span: RawSpan) -> [UInt8] { span.withUnsafeBytes { Array($0) } }
