import Foundation
import GNSS
import RTCM
import RecordedData
import RandomFields
import Testing

/// pyrtcm 1.2.1, field by field in the order of transmission, over recorded frames and over random frames of every type.
@Suite struct PyrtcmComparisonTests {
  /// How a value of pyrtcm comes from ours: ours · scale + shift.
  struct Difference {
    var scale = 1.0
    var shift = 0.0
    var reason: String
  }

  /// What pyrtcm does otherwise, by data field.
  static let differences: [String: Difference] = {
    var table: [String: Difference] = [:]
    func add(_ ids: [String], scale: Double = 1, shift: Double = 0, _ reason: String) {
      for id in ids { table[id] = Difference(scale: scale, shift: shift, reason: reason) }
    }
    add(["DF004", "DF034", "DF248", "DF427", "DF428", "DF546"], scale: 1000, "epochs in milliseconds")
    add(["DF064", "DF069", "DF070", "DF237", "DF238", "DF218", "DF221"], scale: 1000, "lengths in millimetres")
    add((365...370).map { "DF\($0)" } + ["DF376", "DF377", "DF378", "DF390"], scale: 1000, "SSR in millimetres")
    add((13...22).map { "IDF0\($0)" }, scale: 1000, "IGS SSR in millimetres")
    add(["DF014"], scale: 1 / 299_792.458, "ambiguities of the pseudorange as counts")
    add(["DF044"], scale: 1 / 599_584.916, "ambiguities of the pseudorange as counts")
    add(["DF110"], scale: 1 / 900, "tb as its index")
    add(["DF121"], scale: 0x1p40, "GLONASS clocks unscaled")
    add(["DF124", "DF125", "DF135"], scale: 0x1p30, "GLONASS clocks unscaled")
    add(["DF133"], scale: 0x1p31, "GLONASS clocks unscaled")
    add(["DF062", "DF063"], scale: 1e12, "wrong: 25·10⁶ for 25·10⁻⁶ degrees")
    add(["DF162"], scale: 2, "wrong: 2e-5 for 1e-5 ppm; recorded frames give half of it where the true value is known")
    add(["DF040"], shift: 7, "the channel without its offset of −7")
    add(["DF166", "DF168"], shift: -6_370_000, "axes without their base")
    add(["DF167", "DF169"], shift: -6_350_000, "axes without their base")
    add(["DF173", "DF187"], shift: -993_000, "scales without their base")
    add(["DF547"], shift: -44_244, "days without their base, 1980-01-06")
    add(["DF564"], shift: -1900, "years without their base")
    add(["IDF037", "IDF038"], shift: -1, "degree and order as sent, less one")
    return table
  }()

  /// Where the comparison of a frame must end, since pyrtcm goes on wrongly; nil where it need not.
  static func end(_ number: UInt16, _ payload: RawSpan, at id: String) -> String? {
    if number == 1264, id == "DF473" { return "1264: reads one layer fewer than there are, since the number is sent less one" }
    if number == 4076, id == "IDF015", SSRKind(payload: payload)?.content == .orbit {
      return "4076 orbits: cross-track and radial rate in the wrong order (in the combined sub-types they are right)"
    }
    return nil
  }

  /// Messages that pyrtcm knows and fails on.
  static func reasonToFail(_ number: UInt16, _ payload: RawSpan) -> String? {
    if let kind = MSMKind(number: number), kind.level == 2 { return "MSM2: a mistake in its table of fields" }
    if number == 1025, payload.byteCount == 24 { return "1025: four bits short, as one simulator sends it" }
    if let kind = SSRKind(payload: payload), kind.content == .vtec {
      var message = SSRIonosphere()
      guard (try? SSRIonosphere.decode(payload, into: &message)) != nil else { return nil }
      if message.layers.indices.contains(where: { message.layers[$0].order > message.layers[$0].degree }) {
        return "VTEC: its count of coefficients holds only for orders up to the degree; no field of harmonics has others"
      }
    }
    return nil
  }

  /// Random frames drawn per message number.
  #if DEBUG
    static let framesPerNumber = 2
    static let recordedPerFileAndType = 1
  #else
    static let framesPerNumber = 20
    static let recordedPerFileAndType = 20
  #endif

  struct Frame {
    var payload: [UInt8]
    var origin: String
    var number: UInt16 { Message.number(of: payload.span.bytes) }
  }

  struct RandomFrames: MessageTypeVisitor {
    var frames: [Frame] = []
    mutating func visit<M: RTCMMessage & Equatable>(_ type: M.Type, name: StaticString) {
      for number in M.numbers {
        guard let empty = M(number: number) else { continue }
        draw(empty, seed: UInt64(number))
      }
    }
    mutating func draw<M: RTCMMessage>(_ empty: M, seed: UInt64) {
      var random = RandomFields(seed: seed + 1000)
      var builder = FrameBuilder()
      for _ in 0..<PyrtcmComparisonTests.framesPerNumber {
        var message = empty
        random.fill(&message)
        guard (try? builder.build(message)) != nil else { continue }
        frames.append(Frame(payload: array(builder.payload), origin: "random"))
      }
    }
  }

  static func randomFrames() throws -> [Frame] {
    var visitor = RandomFrames()
    Message.forEachType(&visitor)
    for system in [GNSSSystem.glonass, .galileo, .qzss, .beidou, .sbas] {
      func draw<C: SSRCorrections>(_ type: C.Type) throws {
        let kind = try #require(SSRKind(C.content, system, .igs))
        visitor.draw(try #require(C(kind: kind)), seed: UInt64(kind.igsSubtype))
      }
      try draw(SSROrbits.self)
      try draw(SSRClocks.self)
      try draw(SSRCodeBiases.self)
      try draw(SSROrbitsAndClocks.self)
      try draw(SSRAccuracies.self)
      try draw(SSRHighRateClocks.self)
      try draw(SSRPhaseBiases.self)
    }
    var builder = FrameBuilder()
    for kind in MSMBlockTests.kinds {
      var random = SplitMix64(state: UInt64(kind.number) + 1000)
      var block = MSMBlock(kind: kind)
      for _ in 0..<framesPerNumber {
        randomBlock(kind, &random, &block)
        try builder.build(&block)
        visitor.frames.append(Frame(payload: array(builder.payload), origin: "random"))
      }
    }
    return visitor.frames
  }

  /// Of every file some frames of every type, from all over it.
  static func recordedFrames() throws -> [Frame] {
    var frames: [Frame] = []
    for file in RecordedData.files(below: "data/rtcm") {
      let bytes = try RecordedData.bytes(file)
      var byType: [Int: [PlainFrame]] = [:]
      for frame in plainFrames(bytes) { byType[frame.type, default: []].append(frame) }
      for (_, all) in byType.sorted(by: { $0.key < $1.key }) {
        let step = max(1, all.count / recordedPerFileAndType)
        for i in stride(from: 0, to: all.count, by: step) {
          let frame = all[i]
          let payload = Array(bytes[(frame.offset + 3)..<(frame.offset + frame.length - 3)])
          frames.append(Frame(payload: payload, origin: "\(file)@\(frame.offset)"))
        }
      }
    }
    return frames
  }

  struct Tally {
    var frames = 0
    var fields = 0
    var labels = 0
    var differing: [String: Int] = [:]
    var unknown: Set<UInt16> = []
    var exceptions: [String: Int] = [:]
    var faults: [String: (count: Int, sample: String)] = [:]
    var types: Set<UInt16> = []
  }

  static func compare(_ frames: [Frame]) throws -> Tally? {
    let script = try #require(Bundle.module.url(forResource: "pyrtcm_fields", withExtension: "py", subdirectory: "Resources"))
    var input = Data()
    for frame in frames {
      input.append(UInt8(frame.payload.count >> 8))
      input.append(UInt8(frame.payload.count & 255))
      input.append(contentsOf: frame.payload)
    }
    guard let result = try PythonProcess.run(String(contentsOf: script, encoding: .utf8), [], input: input, needing: "pyrtcm") else {
      return nil
    }
    try #require(result.status == 0, "\(result.errors.suffix(2000))")
    var tally = Tally()
    let lines = result.output.utf8.split(separator: UInt8(ascii: "\n"))
    try #require(lines.count == frames.count)
    for (frame, line) in zip(frames, lines) { compare(frame, line, &tally) }
    return tally
  }

  static func compare(_ frame: Frame, _ line: Substring.UTF8View.SubSequence, _ tally: inout Tally) {
    let number = frame.number
    var words = line.split(separator: UInt8(ascii: " "))[...]
    guard let verdict = words.popFirst() else { return }
    if verdict.elementsEqual("unknown".utf8) {
      tally.unknown.insert(number)
      return
    }
    func fault(_ key: String, _ text: @autoclosure () -> String) {
      tally.faults[key, default: (0, "\(frame.origin): \(number): \(text())")].count += 1
    }
    if let reason = reasonToFail(number, frame.payload.span.bytes) {
      tally.exceptions[reason, default: 0] += 1
      return
    }
    if verdict.elementsEqual("error".utf8) { return fault("\(number) error", String(decoding: line, as: UTF8.self)) }
    let trace: FieldTrace
    do {
      trace = try FieldTrace(frame.payload.span.bytes)
    } catch {
      fault("\(number) decode", "\(error)")
      return
    }
    let ours = trace.entries
    var labels = trace.labels[...]
    tally.frames += 1
    tally.types.insert(number)
    var next = 0
    while let word = words.popFirst() {
      guard let equals = word.firstIndex(of: UInt8(ascii: "=")) else { return fault("\(number)", "word") }
      let id = word[..<equals]
      let text = word[word.index(after: equals)...]
      if id.elementsEqual("PRN".utf8) || id.elementsEqual("CELLPRN".utf8) || id.elementsEqual("CELLSIG".utf8) {
        tally.labels += 1
        let label = labels.popFirst() ?? ""
        let theirs = String(decoding: text, as: UTF8.self)
        if let reason = sameLabel(label, theirs) {
          if !reason.isEmpty { tally.exceptions[reason, default: 0] += 1 }
        } else {
          fault("label \(number / 10) \(label)", "\(theirs), ours \(label)")
        }
        continue
      }
      if id.elementsEqual("DF396".utf8), next == ours.count || ours[next].id != "DF396" { continue }  // no bits
      if id.starts(with: "DF422_".utf8), !id.elementsEqual("DF422_1".utf8) { continue }  // shown bit by bit, here checked with the first
      guard next < ours.count else { return fault("\(number) more", "pyrtcm has more fields: \(String(decoding: word, as: UTF8.self))") }
      let entry = ours[next]
      next += 1
      if let reason = end(number, frame.payload.span.bytes, at: entry.id) {
        tally.exceptions[reason, default: 0] += 1
        return
      }
      let theirID =
        id.elementsEqual("ExtSatInfo".utf8)
        ? "MSM extended satellite information" : String(decoding: id.prefix { $0 != UInt8(ascii: "_") }, as: UTF8.self)
      guard theirID == entry.id else {
        return fault("\(number) \(entry.id)", "\(String(decoding: word, as: UTF8.self)) where we have \(entry.id) at \(next)")
      }
      tally.fields += 1
      let same: Bool
      if entry.id == "DF422" {
        same = mask(line) == entry.raw
      } else if entry.field.encoding == .bits, entry.field.width == 64 {
        same = UInt64(String(decoding: text, as: UTF8.self)) == UInt64(bitPattern: entry.raw)
      } else {
        let difference = differences[theirID]
        if difference != nil { tally.differing[theirID, default: 0] += 1 }
        let scaled = entry.number * (difference?.scale ?? 1)
        let expected = scaled + (difference?.shift ?? 0)
        let theirs = Double(String(decoding: text, as: UTF8.self)) ?? .nan
        // Both multiply an integer once: each result is right to half a unit in the last place.
        same = abs(theirs - expected) <= 1e-14 * max(abs(scaled), abs(expected))
      }
      if !same { fault(theirID, "\(String(decoding: word, as: UTF8.self)), ours \(entry.number) from \(entry.raw)") }
    }
    if next < ours.count {
      if let reason = end(number, frame.payload.span.bytes, at: ours[next].id) {
        tally.exceptions[reason, default: 0] += 1
      } else {
        fault("\(number) fewer", "pyrtcm has \(next) of \(ours.count) fields")
      }
    }
  }

  /// The four bits of DF422.
  static func mask(_ line: Substring.UTF8View.SubSequence) -> Int64 {
    let text = String(decoding: line, as: UTF8.self)
    return (1...4).reduce(0) { $0 << 1 | (text.contains("DF422_\($1)=1") ? 1 : 0) }
  }

  /// The code of a slash: of the "N/A" of a reserved signal pyrtcm takes one character.
  private static let slash = "47"

  /// Nil where a satellite or signal is another; empty where it is the same; else why pyrtcm has no name for it.
  static func sameLabel(_ ours: String, _ theirs: String) -> String? {
    if ours == theirs || ours == "N/A" && theirs == slash { return "" }
    if ours.count == 3, theirs == "N/A" { return "MSM: no name for the numbers of satellites that no constellation has yet" }
    if ours.hasPrefix("E5"), theirs.hasPrefix("GIOVE") { return "MSM: E51 and E52 by the names of the test satellites" }
    if ours == "9A", theirs == slash { return "MSM: NavIC's S band is missing in its table" }
    if let number = Int(theirs), Int(ours.dropFirst()) == number - (ours.hasPrefix("S") ? 100 : ours.hasPrefix("J") ? 192 : 0) { return "" }
    return nil
  }

  static func report(_ what: String, _ tally: Tally) {
    print(
      "pyrtcm comparison, \(what): \(tally.fields) fields and \(tally.labels) satellites and signals of \(tally.frames) frames,",
      "\(tally.types.count) numbers; unknown to it: \(tally.unknown.sorted())")
    for (reason, count) in tally.exceptions.sorted(by: { $0.key < $1.key }) { print("  excepted \(count) ×: \(reason)") }
    for (key, fault) in tally.faults.sorted(by: { $0.key < $1.key }) { Issue.record("\(key): \(fault.count) ×, first \(fault.sample)") }
  }

  @Test func randomFramesOfEveryType() throws {
    guard let tally = try Self.compare(try Self.randomFrames()) else { return }
    Self.report("random", tally)
    #expect(tally.unknown == [1043, 1265, 1266, 1267, 1268, 1269, 1270])
    #expect(Set(tally.differing.keys) == Set(Self.differences.keys), "every difference listed is one that occurs")
  }

  @Test(.recordedData("data/rtcm")) func recordedFramesOfEveryType() throws {
    guard let tally = try Self.compare(try Self.recordedFrames()) else { return }
    Self.report("recorded", tally)
    // The draft number of 1042, the phase biases, and numbers of proprietary contents.
    #expect(tally.unknown == [63, 999, 1265, 1266, 1267, 1270, 4062, 4068, 4072, 4075, 4094])
    #expect(tally.fields > (Self.recordedPerFileAndType > 1 ? 500_000 : 20_000))
  }
}
