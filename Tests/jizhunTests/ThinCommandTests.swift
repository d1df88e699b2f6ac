import Foundation
import GNSS
import RTCM
import RandomFields
import RecordedData
import Testing

@testable import jizhun

@Suite struct WindowBudgetTests {
  /// Whoever spends what is free never has more than the capacity within a window, wherever the window lies.
  @Test func noWindowHoldsMore() {
    var random = SplitMix64(state: 3)
    var budget = WindowBudget(capacity: 1000, window_ms: 10_000)
    var spent: [(time: Int, bits: Int)] = []
    var time = 0
    for _ in 0..<5000 {
      time += Int(random.next() % 1500)
      let free = budget.free(at: time)
      let inWindow = spent.filter { $0.time > time - 10_000 }.reduce(0) { $0 + $1.bits }
      #expect(free == 1000 - inWindow && free >= 0)
      let bits = min(free, Int(random.next() % 400))
      budget.spend(bits, at: time)
      spent.append((time, bits))
      if spent.count > 200 { spent.removeFirst() }
    }
  }
}

@Suite struct ThinCommandTests {
  private static let australia = "data/rtcm/swift-gnss-converters/missing-beidou-STR17.rtcm3"

  /// What must hold of every thinned stream, whatever the budget: epochs whole, the budget kept over every window, values those of the source
  /// at the coarser resolution.
  @Test(.recordedData(australia), arguments: [300, 600, 1200, 2400, 4800, 9600, 100_000])
  func fitsTheChannel(_ budget: Int) throws {
    let bytes = try RecordedData.bytes(Self.australia)
    let (out, result) = try StreamTools.run(["thin", "--budget", "\(budget)", "--window", "10"], on: bytes)
    #expect(result.status == 0, "\(result.errors)")
    let (epochs, areWhole) = try StreamTools.epochs(out)
    #expect(areWhole)
    let all = try StreamTools.epochs(bytes).epochs
    if budget == 100_000 {
      #expect(epochs.map { $0.map(\.frame) } == all.map { $0.map(\.frame) }, "nothing needs to go")
    } else {
      #expect(epochs.count >= 50)
    }
    // Every system of the source is in every epoch.
    #expect(epochs.allSatisfy { $0.count == 5 })

    #expect(epochs.last?.last?.header.multipleMessage == false)

    // The budget: observations by the times of their epochs; all frames by what the report says of the fullest window, and in sum.
    let sizes = epochs.map { (time: StreamTools.secondOfDay($0[0].header), bits: $0.reduce(0) { $0 + $1.frame.count * 8 }) }
    for end in sizes {
      #expect(sizes.filter { $0.time > end.time - 10 && $0.time <= end.time }.reduce(0) { $0 + $1.bits } <= budget * 10)
    }
    let fullest = try #require(
      result.errors.split(separator: "\n").first { $0.contains("fullest window") }?.split(separator: " ").compactMap { Int($0) })
    #expect(fullest[1] <= budget * 10)
    let duration = Int(
      StreamTools.secondOfDay(try #require(all.last)[0].header) - StreamTools.secondOfDay(try #require(all.first)[0].header))
    #expect(out.count * 8 <= budget * (duration + 10))

    // Each cell is that of the source, lowered.
    var sources: [String: [UInt8]] = [:]
    for epoch in all { for (header, frame) in epoch { sources["\(header.kind.system)/\(header.epochRaw)"] = frame } }
    for epoch in epochs {
      for (header, frame) in epoch {
        let block = try #require(try StreamTools.block(frame))
        let sourceFrame = try #require(sources["\(header.kind.system)/\(header.epochRaw)"])
        let source = try #require(try StreamTools.block(sourceFrame, level: header.kind.level))
        let isSource = block.cells.allSatisfy { source.cells[$0.key] == $0.value }
        #expect(isSource, "\(header.kind.number) at \(header.epochRaw)")
      }
    }
    // A rover can start: position and ephemerides come through.
    let types = Set(StreamTools.frames(out).map { StreamTools.number($0) })
    #expect(types.isSuperset(of: [1006, 1230]))
    if budget >= 600 { #expect(types.isSuperset(of: [1019, 1045])) }
  }

  @Test(.recordedData(australia)) func saysWhatItDid() throws {
    let bytes = try RecordedData.bytes(Self.australia)
    let (_, result) = try StreamTools.run(["thin", "--budget", "2.4k"], on: bytes)
    #expect(result.output.isEmpty)
    for words in ["fullest window of 10 s", "bits of 24000", "epochs", "of 502", "interval 5.0 s", "MSM4"] {
      #expect(result.errors.contains(words))
    }
  }

  /// A source of one epoch in 15 s has the budget of 15 s for each: none is left out, though it has less than that of a second.
  @Test(.recordedData("data/rtcm/jinyuttt-rtklib_java/base_today.rtcm3")) func aSlowSourceKeepsItsEpochs() throws {
    let bytes = [UInt8](try RecordedData.bytes("data/rtcm/jinyuttt-rtklib_java/base_today.rtcm3").prefix(200_000))
    let (out, result) = try StreamTools.run(["thin", "--budget", "400"], on: bytes)
    #expect(result.status == 0, "\(result.errors)")
    let (epochs, all) = (try StreamTools.epochs(out).epochs, try StreamTools.epochs(bytes).epochs)
    #expect(epochs.count >= all.count - 3 && epochs.count > 300, "\(epochs.count) of \(all.count)")
  }

  @Test(.recordedData("data/rtcm/swift-gnss-converters/bds-clk.rtcm", "data/rtcm/rtklib/testglo.rtcm3"))
  func whatItCannotDoIsSaid() throws {
    let corrections = try RecordedData.bytes("data/rtcm/swift-gnss-converters/bds-clk.rtcm")
    let (out, result) = try StreamTools.run(["thin", "--budget", "2400"], on: corrections)
    #expect(out.isEmpty && result.status == 65)
    #expect(result.errors.contains("no observation epochs") && result.errors.contains("1060"))

    // Observations before MSM have one form and are decimated whole.
    let legacy = try StreamTools.run(["thin", "--budget", "1000"], on: try RecordedData.bytes("data/rtcm/rtklib/testglo.rtcm3"))
    #expect(legacy.result.status == 0)
    let types = StreamTools.frames(legacy.bytes).map { StreamTools.number($0) }
    let counts = [1004, 1012].map { number in types.filter { $0 == number }.count }
    #expect(counts[0] == counts[1] && counts[0] > 10)

    let tooSmall = try StreamTools.run(
      ["thin", "--budget", "100", "--window", "1"], on: try RecordedData.bytes("data/rtcm/rtklib/testglo.rtcm3"))
    #expect(tooSmall.bytes.isEmpty && tooSmall.result.status == 65 && tooSmall.result.errors.contains("no epoch fits"))
  }

  @Test func usageErrorsAreSaid() throws {
    for (options, words) in [
      (["--budget", "x"], "bits a second, 100 or more"), (["--budget", "99"], "bits a second"),
      (["--budget", "2400", "--window", "0.5"], "at least one second"),
      (["--budget", "2400", "--every", "20"], "longer than the window"),
    ] {
      let result = try JizhunProcess.run(["rtcm", "thin"] + options + ["-"])
      #expect(result.status == 64 && result.errors.contains(words), "\(result.errors)")
    }
  }
}
