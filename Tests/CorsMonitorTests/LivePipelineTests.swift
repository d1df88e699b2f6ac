import ServiceConfiguration
import Bilingual
import GNSS
import Testing

@testable import CorsMonitor

/// The pipeline with arrival times, on an invented stream.
@Suite struct LivePipelineTests {
  private let station: StationConfiguration = {
    var station = StationConfiguration(id: "T", name: BilingualText(zh: "试", en: "test"), source: .inProcess("test"))
    station.interval = 1
    return station
  }()

  /// Epochs of the seconds for which `arrives` gives a delay; the tick comes every second.
  private func run(_ seconds: Int, pieces: Int = 10_000, arrives: (Int) -> Double?) throws -> PipelineRun {
    var run = PipelineRun()
    var pipeline = StationPipeline(station: station)
    pipeline.connectionChanged(ConnectionSummary(), connected: true)
    for second in 0..<seconds {
      let time = SyntheticStream.start.advanced(bySeconds: Double(second))
      if let delay = arrives(second) {
        let bytes = try SyntheticStream.epoch(time)
        var index = 0
        while index < bytes.count {
          let piece = bytes[index..<min(index + pieces, bytes.count)]
          pipeline.receive(piece.span.bytes, arrival: time.advanced(bySeconds: delay)) { run.take($0) }
          index += pieces
        }
      }
      pipeline.advance(to: time.advanced(bySeconds: 1)) { run.take($0) }
    }
    run.report = pipeline.report
    return run
  }

  @Test func aHealthyStationComesUpAndStaysUp() throws {
    let run = try run(120) { _ in 0.25 }
    #expect(run.changes.map(\.to) == [.up])
    #expect(run.samples.count == 120)
    let summary = run.report.detail.summary
    #expect(summary.latency == 0.25 && summary.completeness == 1 && summary.satelliteCount == 12)
    #expect(summary.signals == [SignalSummary(system: "GPS", code: "1C", satellites: 12, cn0_dbHz: 45)])
    #expect(run.samples.last?.epochs == 1)
    #expect(run.report.detail.messageTypes == [MessageTypeSummary(type: 1077, count: 120, interval: 1)])
  }

  @Test func silenceIsNoticedWithoutAnyByte() throws {
    // Epochs for 60 s, silence for 30 s, epochs again.
    let run = try run(200) { (60..<90).contains($0) ? nil : 0.25 }
    #expect(run.changes.map(\.to) == [.up, .down, .degraded, .up])
    let down = try #require(run.changes.first { $0.to == .down })
    // The last epoch came at 59.25; ten seconds later, on the full second after, the station is down.
    #expect(down.time == "2026-01-01T00:01:10Z")
    #expect(down.reasons.first?.code == "silent" && down.reasons.first?.limit == 10)
    #expect(run.report.totals.missingEpochs == 30 && run.report.totals.gaps == 1)
    // Nothing is tracked in a silence.
    #expect(run.samples[80].satelliteCount == 0)
  }

  @Test func latencyAndLossDegrade() throws {
    let late = try run(90) { _ in 2.5 }
    #expect(late.report.detail.summary.state == .degraded)
    #expect(late.report.detail.summary.reasons.map(\.code) == ["latencyHigh"])
    // Every tenth epoch is lost: 90 %.
    let lossy = try run(120) { $0 % 10 == 5 ? nil : 0.25 }
    #expect(lossy.report.detail.summary.reasons.map(\.code) == ["completenessLow"])
    #expect(lossy.report.detail.summary.completeness == 0.9)
  }

  @Test(arguments: [1, 100]) func pieceSizeDoesNotMatter(pieces: Int) throws {
    let whole = try run(60) { _ in 0.25 }
    let cut = try run(60, pieces: pieces) { _ in 0.25 }
    #expect(whole.samples == cut.samples && whole.changes == cut.changes)
  }

  @Test func aSourceThatNeverConnectsIsDown() {
    var pipeline = StationPipeline(station: station)
    var run = PipelineRun()
    pipeline.connectionChanged(ConnectionSummary(state: "waiting", message: BilingualText(zh: "拒绝", en: "refused")), connected: false)
    for second in 0...60 { pipeline.advance(to: SyntheticStream.start.advanced(bySeconds: Double(second))) { run.take($0) } }
    #expect(run.changes.map(\.to) == [.down])
    #expect(run.changes.first?.reasons.first?.text.en.contains("refused") == true)
  }

  @Test func aHugeJumpOfTheClockCostsNothing() {
    var pipeline = StationPipeline(station: station)
    var count = 0
    pipeline.advance(to: GNSSTime(nanoseconds: 0)) { _ in count += 1 }
    pipeline.advance(to: SyntheticStream.start) { _ in count += 1 }
    #expect(count <= 1)
  }

  @Test func aWrongAntennaIsSaid() throws {
    var station = station
    station.antenna = "CHCC220GR2      CHCD"
    let findings = HealthMachine.verdict(
      {
        var f = Findings()
        f.sinceFirstByte = 100
        f.sinceEpoch = 0
        f.satellites = 20
        f.antenna = ("ADVNULLANTENNA", "CHCC220GR2      CHCD")
        return f
      }(), Policy())
    #expect(findings.0 == .degraded && findings.1.map(\.code) == ["antennaDiffers"])
  }
}
