import Foundation
import NTRIP
import NTRIPProtocol
import RTCM
import RecordedData
import Testing

@Suite("File replay")
struct FileReplayTests {
  /// A frame with a message number and thirty bits of time after it, as the observation messages have them.
  private static func frame(_ number: UInt16, milliseconds: UInt32, filler: Int = 40) -> [UInt8] {
    var payload = [UInt8](repeating: 0xA5, count: 7 + filler)
    payload[0] = UInt8(number >> 4)
    payload[1] = UInt8(number & 15) << 4
    payload[2] = 7
    let bits = milliseconds << 2
    for index in 0..<4 { payload[3 + index] = UInt8(truncatingIfNeeded: bits >> (24 - 8 * UInt32(index))) }
    var builder = FrameBuilder()
    builder.build(payload: payload.span.bytes)
    return builder.frame.withUnsafeBytes { Array($0) }
  }

  private func withFile(_ bytes: [UInt8], times: String? = nil, _ body: (String) async throws -> Void) async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("replay-\(UUID().uuidString).rtcm3").path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    if let times { try Data(times.utf8).write(to: URL(fileURLWithPath: path + ".times")) }
    defer {
      try? FileManager.default.removeItem(atPath: path)
      try? FileManager.default.removeItem(atPath: path + ".times")
    }
    try await body(path)
  }

  /// A clock that sleeps without waiting: `uptime` goes on by what was slept.
  private static func virtual(_ slept: Shared<[Double]>) -> StreamClock {
    StreamClock(
      now: { ArrivalTime(unixNanoseconds: 0) }, uptime: { .seconds(slept.value.reduce(0, +)) },
      sleep: { duration in
        try Task.checkCancellation()
        slept.change { $0.append(duration.inSeconds) }
      })
  }

  private func pieces(_ log: EventLog) -> [[UInt8]] {
    log.events.compactMap { if case .bytes(let bytes, _) = $0 { bytes } else { nil } }
  }

  @Test("epochs give the pace: one piece an epoch, the week's end, a gap cut to the longest pause")
  func epochs() async throws {
    let week: UInt32 = 604_800_000
    // GPS leads; BeiDou lies between with its own time and must not be followed.
    let first = Self.frame(1077, milliseconds: week - 1000) + Self.frame(1127, milliseconds: week - 15_000)
    let second = Self.frame(1077, milliseconds: 0) + Self.frame(1127, milliseconds: week - 14_000)
    let third = Self.frame(1077, milliseconds: 500) + Self.frame(1127, milliseconds: week - 13_500)
    let late = Self.frame(1077, milliseconds: 3_600_500)
    try await withFile([1, 2, 3] + first + second + third + late) { path in
      let slept = Shared<[Double]>([])
      let log = EventLog()
      await FileReplay(path: path, speed: .scaled(2), clock: Self.virtual(slept)).run { log.add($0) }
      #expect(pieces(log) == [[1, 2, 3] + first, second, third, late])
      // Half of 1 s, of 0.5 s, and of the longest pause.
      #expect(slept.value == [0.5, 0.25, 15])
      #expect(log.events.last == .ended && log.events.first == .connecting(attempt: 1))
    }
  }

  @Test("another system leads when the leader falls silent")
  func leaderChanges() async throws {
    var bytes = Self.frame(1077, milliseconds: 1000)
    for second in 1...20 { bytes += Self.frame(1097, milliseconds: UInt32(second) * 1000) }
    try await withFile(bytes) { path in
      let slept = Shared<[Double]>([])
      let log = EventLog()
      await FileReplay(path: path, clock: Self.virtual(slept)).run { log.add($0) }
      #expect(slept.value == [Double](repeating: 1, count: 14))
      #expect(log.payload == bytes)
    }
  }

  @Test("arrival times give pieces and times of the live run, and the rest without")
  func arrivalTimes() async throws {
    let bytes = (0..<100).map { UInt8($0) }
    var times = ArrivalTimes.header
    let start: Int64 = 1_763_690_400_000_000_007
    for (index, length) in [10, 30, 5].enumerated() {
      times += ArrivalTimes.Piece(length: length, arrival: ArrivalTime(unixNanoseconds: start + Int64(index) * 1_500_000_000)).line
    }
    try await withFile(bytes, times: times + "40 17636") { path in
      let slept = Shared<[Double]>([])
      let log = EventLog()
      await FileReplay(path: path, speed: .scaled(3), clock: Self.virtual(slept)).run { log.add($0) }
      #expect(pieces(log).map(\.count) == [10, 30, 5, 55] && log.payload == bytes)
      let arrivals = log.events.compactMap { event -> ArrivalTime?? in
        if case .bytes(_, let arrival) = event { .some(arrival) } else { nil }
      }
      #expect(arrivals == [0, 1, 2].map { ArrivalTime(unixNanoseconds: start + $0 * 1_500_000_000) } + [nil])
      #expect(slept.value == [0.5, 0.5])
    }
    try await withFile(bytes, times: "10 1\n") { path in
      let log = EventLog()
      await FileReplay(path: path, speed: .unlimited).run { log.add($0) }
      #expect(log.failures.first?.code == "arrivalTimesUnusable" && log.events.last == .failed(log.failures[0], retryIn: nil))
    }
  }

  @Test("a file that is not there, a folder, a speed that is none")
  func unreadable() async throws {
    for replay in [FileReplay(path: "/nonexistent/x"), FileReplay(path: "/"), FileReplay(path: "/dev/null", speed: .scaled(0))] {
      let log = EventLog()
      await replay.run { log.add($0) }
      guard case .failed(let failure, retryIn: nil)? = log.events.last else {
        Issue.record("\(log.events)")
        continue
      }
      #expect(failure.kind == .permanent)
    }
  }

  @Test("cancellation ends a pause at once")
  func cancellation() async throws {
    try await withFile(Self.frame(1077, milliseconds: 0) + Self.frame(1077, milliseconds: 20_000)) { path in
      try await withSource(FileReplay(path: path)) { log in try await log.wait("the first piece") { !$0.payload.isEmpty } }
    }
  }

  @Test("a recorded stream comes whole, at the length of its epochs", .recordedData("data/rtcm/pygnssutils/ntrip_encode_none.bin"))
  func recorded() async throws {
    let relative = "data/rtcm/pygnssutils/ntrip_encode_none.bin"
    let slept = Shared<[Double]>([])
    let log = EventLog()
    await FileReplay(path: RecordedData.path(relative), clock: Self.virtual(slept)).run { log.add($0) }
    #expect(log.payload == (try RecordedData.bytes(relative)))
    // The catalogue of the recorded data: 33 GPS epochs of 1 s.
    #expect(slept.value.count == 32 && abs(slept.value.reduce(0, +) - 32) < 1e-9)
  }
}

@Suite("Recorded caster answers")
struct RecordedAnswerTests {
  @Test(
    "a recorded chunked answer gives the frames of the same stream without chunks",
    .recordedData("data/rtcm/pygnssutils/ntrip_encode_chunked.bin", "data/rtcm/pygnssutils/ntrip_encode_none.bin"))
  func chunked() throws {
    // The catalogue says 292 intact frames in each; the answers' headers are part of the files or not, both are tried.
    let bytes = try RecordedData.bytes("data/rtcm/pygnssutils/ntrip_encode_chunked.bin")
    var machine = NTRIPClientStateMachine(request: try NTRIPRequest(host: "h", port: 2101, mountpoint: "M", version: .v2))
    let head =
      bytes.starts(with: Array("HTTP/".utf8))
      ? [] : Array("HTTP/1.1 200 OK\r\nContent-Type: gnss/data\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
    var payload: [UInt8] = []
    for event in machine.receive(head) + machine.receive(bytes) { if case .payload(let part) = event { payload += part } }
    var scanner = FrameScanner()
    var frames = 0
    scanner.scan(payload.span.bytes) { _ in frames += 1 }
    #expect(frames == 292)
    #expect(scanner.statistics.crcFailures == 0)
  }
}
