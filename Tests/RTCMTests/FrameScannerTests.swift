import CMallocCounter
import RTCM
import RecordedData
import RandomFields
import Testing

/// A frame as a test keeps it.
struct FoundFrame: Equatable {
  var offset: Int
  var bytes: [UInt8]
}

/// All frames of a stream cut into chunks, and the counts.
func scanFrames(_ stream: [UInt8], chunks: (Int) -> Int = { _ in .max }) -> (frames: [FoundFrame], statistics: FrameScanner.Statistics) {
  var scanner = FrameScanner()
  var found: [FoundFrame] = []
  func keep(_ frame: Frame) {
    found.append(FoundFrame(offset: Int(frame.offset), bytes: frame.bytes.withUnsafeBytes { Array($0) }))
  }
  var position = 0
  var index = 0
  while position < stream.count {
    let size = min(max(1, chunks(index)), stream.count - position)
    scanner.scan(stream.span.bytes.extracting(position..<(position + size)), keep)
    position += size
    index += 1
  }
  scanner.finish(keep)
  return (found, scanner.statistics)
}

/// The rule in its plainest form, over a whole stream in memory: at every position a preamble, six zero bits, all bytes there, CRC right.
func referenceScan(_ stream: [UInt8]) -> (frames: [FoundFrame], statistics: FrameScanner.Statistics) {
  var found: [FoundFrame] = []
  var statistics = FrameScanner.Statistics()
  var i = 0
  while i < stream.count {
    if stream[i] == 0xD3, i + 1 >= stream.count || stream[i + 1] < 4 {
      let end = i + 2 < stream.count ? i + 6 + Int(stream[i + 1]) * 256 + Int(stream[i + 2]) : .max
      if end <= stream.count, bitwiseCRC24Q(stream[i..<end]) == 0 {
        found.append(FoundFrame(offset: i, bytes: Array(stream[i..<end])))
        statistics.frames += 1
        statistics.frameBytes += UInt64(end - i)
        i = end
        continue
      }
      statistics.crcFailures += 1
    }
    statistics.skippedBytes += 1
    i += 1
  }
  return (found, statistics)
}

@Suite(.serialized) struct FrameScannerTests {
  /// Frames of every length with noise between them that is rich in preambles.
  static func noisyStream(seed: UInt64, frames: Int) -> [UInt8] {
    var random = SplitMix64(state: seed)
    var builder = FrameBuilder()
    var stream: [UInt8] = []
    for _ in 0..<frames {
      builder.build(payload: random.bytes(Int.random(in: 0...1023, using: &random)).span.bytes)
      stream += builder.frame.withUnsafeBytes { Array($0) }
      for _ in 0..<Int.random(in: 0...40, using: &random) {
        stream.append([0xD3, 0x00, 0x03, UInt8(truncatingIfNeeded: random.next())][Int.random(in: 0..<4, using: &random)])
      }
    }
    return stream
  }

  @Test func findsWhatTheRuleFinds() {
    let stream = Self.noisyStream(seed: 1, frames: 60)
    let expected = referenceScan(stream)
    let found = scanFrames(stream)
    #expect(found.frames == expected.frames)
    #expect(found.statistics == expected.statistics)
    #expect(found.frames.count == 60)
    #expect(found.statistics.frameBytes + found.statistics.skippedBytes == UInt64(stream.count))
  }

  @Test func chunkingChangesNothing() {
    let stream = Self.noisyStream(seed: 2, frames: 25)
    let whole = scanFrames(stream)
    #expect(whole.frames.count == 25)
    for size in [1, 2, 3, 5, 7, 64, 1023, 1028, 1029, 1030, 2058, 2059, 5000] {
      let cut = scanFrames(stream) { _ in size }
      #expect(cut.frames == whole.frames, "chunks of \(size)")
      #expect(cut.statistics == whole.statistics, "chunks of \(size)")
    }
    for seed: UInt64 in 0..<20 {
      var random = SplitMix64(state: seed)
      let sizes = (0..<500).map { _ in Int.random(in: 1...(seed % 2 == 0 ? 40 : 3000), using: &random) }
      let cut = scanFrames(stream) { sizes[$0 % 500] }
      #expect(cut.frames == whole.frames && cut.statistics == whole.statistics, "random chunks, seed \(seed)")
    }
  }

  @Test func aTruncatedCandidateAtTheEndIsRescanned() {
    // A preamble that promises 1023 bytes, and an intact frame inside it: at the end of the stream the frame must come out.
    let stream = [0xD3, 0x03, 0xFF] + Message1005Tests.example + [0xD3]
    let found = scanFrames(stream)
    #expect(found.frames == [FoundFrame(offset: 3, bytes: Message1005Tests.example)])
    #expect(found.statistics.crcFailures == 2)  // the promise, and the lone preamble
    #expect(found.statistics.skippedBytes == 4)
  }

  @Test func reservedBitsMustBeZero() {
    var frame = Message1005Tests.example
    frame[1] = 0x04
    let crc = bitwiseCRC24Q(frame[0..<22])
    frame[22] = UInt8(crc >> 16)
    frame[23] = UInt8(crc >> 8 & 255)
    frame[24] = UInt8(crc & 255)
    #expect(bitwiseCRC24Q(frame) == 0)
    let found = scanFrames(frame)
    #expect(found.frames.isEmpty)
    // Not the frame counts as bad, but bytes inside it that look like a preamble (0xD3 0x02).
    #expect(found.statistics == referenceScan(frame).statistics)
    #expect(found.statistics.crcFailures == 1)
  }

  @Test func waitingBytesStayBelowOneFrame() {
    var scanner = FrameScanner()
    var most = 0
    let flood = [UInt8](repeating: 0xD3, count: 100_000)
    var candidates: [UInt8] = []
    for _ in 0..<50_000 { candidates += [0xD3, 0x03] }  // every second byte a candidate of 979 bytes
    for stream in [flood, candidates] {
      for start in stride(from: 0, to: stream.count, by: 777) {
        scanner.scan(stream.span.bytes.extracting(start..<min(start + 777, stream.count))) { _ in Issue.record("no frame is in there") }
        most = max(most, scanner.waitingBytes)
      }
    }
    scanner.finish { _ in Issue.record("no frame is in there") }
    #expect(most <= 1028)
    #expect(scanner.statistics.skippedBytes == 200_000)
  }

  @Test(.recordedData("data/rtcm")) func recordedStreamsGiveWhatTheRuleFinds() throws {
    for path in RecordedData.files(below: "data/rtcm") where !path.hasSuffix(".nmea") && !path.hasSuffix(".obs") {
      let stream = try RecordedData.bytes(path)
      let expected = referenceScan(stream)
      let found = scanFrames(stream) { 1 + $0 % 1500 }
      #expect(found.frames.count == expected.frames.count && found.frames == expected.frames, "\(path)")
      #expect(found.statistics == expected.statistics, "\(path)")
    }
  }

  /// Every frame that no drop touched must be found: 144 runs of 1…39 bytes cut out of the stream.
  @Test(.recordedData("data/rtcm/salmoshu-RTKLIB-Manual-CN/rover.rtcm3")) func noIntactFrameIsLostWhereBytesAreDropped() throws {
    let stream = try RecordedData.bytes("data/rtcm/salmoshu-RTKLIB-Manual-CN/rover.rtcm3")
    let frames = referenceScan(stream).frames
    var random = SplitMix64(state: 144)
    var keep = [Bool](repeating: true, count: stream.count)
    for run in 0..<144 {
      let start = stream.count / 145 * (run + 1) + Int.random(in: 0..<500, using: &random)
      for i in start..<min(start + 1 + run % 39, stream.count) { keep[i] = false }
    }
    let damaged = stream.indices.filter { keep[$0] }.map { stream[$0] }
    var shift = [Int](repeating: 0, count: stream.count + 1)
    for i in stream.indices { shift[i + 1] = shift[i] + (keep[i] ? 0 : 1) }
    let intact = frames.filter { shift[$0.offset + $0.bytes.count] == shift[$0.offset] }
      .map { FoundFrame(offset: $0.offset - shift[$0.offset], bytes: $0.bytes) }
    let found = scanFrames(damaged) { 100 + $0 % 1000 }.frames
    let offsets = Set(found.map(\.offset))
    #expect(intact.count > frames.count - 300 && intact.count < frames.count - 100)
    #expect(intact.allSatisfy { offsets.contains($0.offset) })
    #expect(found == intact, "nothing but the intact frames")
  }

  /// Every frame that no flip touched must be found: 157 bytes inverted.
  @Test(.recordedData("data/rtcm/salmoshu-RTKLIB-Manual-CN/rover.rtcm3")) func noIntactFrameIsLostWhereBytesAreFlipped() throws {
    var stream = try RecordedData.bytes("data/rtcm/salmoshu-RTKLIB-Manual-CN/rover.rtcm3")
    let frames = referenceScan(stream).frames
    var random = SplitMix64(state: 157)
    for flip in 0..<157 {
      // Half of them where they hurt most: in the length.
      let index = Int.random(in: 0..<frames.count, using: &random)
      let frame = frames[index]
      let position = flip % 2 == 0 ? frame.offset + 1 + flip / 2 % 2 : frame.offset + Int.random(in: 0..<frame.bytes.count, using: &random)
      stream[position] = ~stream[position]
    }
    let intact = frames.filter { frame in Array(stream[frame.offset..<(frame.offset + frame.bytes.count)]) == frame.bytes }
    let found = scanFrames(stream) { 100 + $0 % 1000 }.frames
    #expect(intact.count >= frames.count - 157 && intact.count < frames.count - 100)
    #expect(found == intact)
  }

  @Test func scanningDoesNotAllocate() {
    guard cmalloc_active() != 0 else { return }
    let stream = Self.noisyStream(seed: 3, frames: 40)
    var scanner = FrameScanner()
    var sum = 0
    scanner.scan(stream.span.bytes) { sum += $0.payload.byteCount }  // tables and CPU switch are made on first use
    let chunks = [1, 333, 1460, 100_000]
    var allocations: [UInt64] = [0, 0, 0, 0]
    for index in chunks.indices {
      let ends = Array(stride(from: 0, to: stream.count, by: chunks[index])) + [stream.count]
      let before = cmalloc_thread_count()
      for i in 1..<ends.count {
        scanner.scan(stream.span.bytes.extracting(ends[i - 1]..<ends[i])) { sum += $0.payload.byteCount }
      }
      allocations[index] = cmalloc_thread_count() - before
    }
    #expect(allocations == [0, 0, 0, 0])
    // The control: the counter sees an array that grows.
    let control = cmalloc_thread_count()
    var grown: [Int] = []
    for i in 0..<1000 { grown.append(i) }
    #expect(cmalloc_thread_count() - control > 0 && grown.count + sum > 0)
  }
}
