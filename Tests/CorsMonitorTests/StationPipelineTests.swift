import ServiceConfiguration
import Bilingual
import Foundation
import GNSS
import Geodesy
import RTCM
import RecordedData
import Testing

@testable import CorsMonitor

/// What a pipeline gave.
struct PipelineRun: Sendable {
  var samples: [Sample] = []
  var changes: [StateChange] = []
  var report = StationReport(detail: StationDetail(summary: StationSummary(id: "", name: BilingualText(zh: "", en: ""), source: "")))
  var satellitesSeen: Set<Satellite> = []

  /// Runs bytes without arrival times through a pipeline, in pieces of a size.
  static func replay(_ bytes: [UInt8], pieces: Int = 4096, policy: Policy = Policy(), date: GNSSTime? = nil) -> PipelineRun {
    var station = StationConfiguration(id: "TEST", name: BilingualText(zh: "试", en: "test"), source: .inProcess("test"))
    station.policy = policy
    let fallback = GNSSTime(gpsWeek: 2200, secondsOfWeek: 0)
    var pipeline = StationPipeline(station: station, approximateTime: date ?? DateEvidence.find(in: bytes.span.bytes) ?? fallback)
    var run = PipelineRun()
    var start = 0
    while start < bytes.count {
      let piece = bytes[start..<min(start + pieces, bytes.count)]
      pipeline.receive(piece.span.bytes, arrival: nil) { run.take($0) }
      start += pieces
    }
    pipeline.finish { run.take($0) }
    run.report = pipeline.report
    run.satellitesSeen = pipeline.satellitesSeen
    return run
  }

  mutating func take(_ output: StationPipeline.Output) {
    switch output {
    case .sample(let sample): samples.append(sample)
    case .change(let change): changes.append(change)
    }
  }
}

/// A recording with what the catalogue of the recorded data says of it, which was read from it by other programs.
struct Recording: Sendable, CustomTestStringConvertible {
  var path: String
  /// MSM epochs, and BeiDou satellites over all of them.
  var epochs: Int
  var beidou: Int
  /// Text of 1033 or 1008, empty where there is none.
  var receiver = ""
  var antenna = ""
  var testDescription: String { path }
}

@Suite struct StationPipelineTests {
  static let folder = "data/rtcm/"

  static let recordings = [
    Recording(path: "uuiitwp-RTCM3/test02.rtcm3", epochs: 50, beidou: 12, receiver: "TRIMBLE NETR9", antenna: "ADVNULLANTENNA  NONE"),
    Recording(path: "uuiitwp-RTCM3/test05.rtcm3", epochs: 85, beidou: 19, receiver: "QXWZ VRS", antenna: "ADVNULLANTENNA"),
    Recording(path: "salmoshu-RTKLIB-Manual-CN/base.rtcm3", epochs: 1201, beidou: 18, receiver: "QXWZ VRS", antenna: "ADVNULLANTENNA"),
    Recording(path: "salmoshu-RTKLIB-Manual-CN/rover.rtcm3", epochs: 1206, beidou: 21),
    Recording(path: "swift-gnss-converters/missing-beidou-STR17.rtcm3", epochs: 502, beidou: 13, receiver: "SEPT POLARX5"),
    Recording(path: "swift-gnss-converters/piksi-5Hz.rtcm3", epochs: 38, beidou: 4, receiver: "PIKSI", antenna: "HXCGPS500       NONE"),
    Recording(path: "swift-gnss-converters/sept.rtcm", epochs: 56, beidou: 10, receiver: "SEPT POLARX5"),
    Recording(path: "swift-gnss-converters/trimble.rtcm", epochs: 153, beidou: 1),
    Recording(path: "swift-gnss-converters/jenoba-jrr32m.rtcm3", epochs: 67, beidou: 0, receiver: "TRIMBLE NETR9"),
    Recording(path: "swift-gnss-converters/week-rollover-STR24.rtcm3", epochs: 1134, beidou: 11, receiver: "TRIMBLE NETR9"),
  ]

  @Test(.recordedData("data/rtcm"), arguments: recordings) func findsWhatTheCatalogueSays(recording: Recording) throws {
    let run = PipelineRun.replay(try RecordedData.bytes(Self.folder + recording.path))
    #expect(run.report.totals.epochs == recording.epochs)
    #expect(run.satellitesSeen.count { $0.system == .beidou } == recording.beidou)
    if !recording.receiver.isEmpty { #expect(run.report.detail.summary.receiver == recording.receiver) }
    if !recording.antenna.isEmpty { #expect(run.report.detail.summary.antenna == recording.antenna) }
    // These recordings lack no epoch from their first to their last.
    #expect(run.report.totals.missingEpochs == 0 && run.report.detail.summary.gaps == 0)
    #expect(run.report.detail.summary.completeness == 1)
    // Without arrival times there is no latency.
    #expect(run.report.detail.summary.latency == nil && run.samples.allSatisfy { $0.latency == nil })
  }

  /// Streams of 1004 and 1012 only, with the epochs that the catalogue counts.
  @Test(
    .recordedData("data/rtcm"),
    arguments: [
      ("uuiitwp-RTCM3/test04.rtcm3", 42), ("swift-gnss-converters/RTCM3.bin", 13), ("swift-gnss-converters/geo++_ASH1.rtcm", 21),
      ("swift-gnss-converters/glo_day_rollover.rtcm", 7), ("swift-gnss-converters/1012_first.rtcm", 148),
    ]) func streamsBeforeMSMShowTheirSatellites(path: String, epochs: Int) throws
  {
    let run = PipelineRun.replay(try RecordedData.bytes(Self.folder + path))
    #expect(run.report.totals.epochs == epochs)
    #expect(run.satellitesSeen.count { $0.system == .gps } >= 4 && run.satellitesSeen.count { $0.system == .glonass } >= 3)
    #expect(run.report.detail.summary.signals.contains { $0.system == "GPS" && ($0.cn0_dbHz ?? 0) > 30 })
  }

  @Test(.recordedData("data/rtcm"), arguments: ["uuiitwp-RTCM3", "salmoshu-RTKLIB-Manual-CN", "swift-gnss-converters"])
  func everyFileReplaysToAReport(set: String) throws {
    for path in RecordedData.files(below: Self.folder + set) {
      let replay = Replay(bytes: try RecordedData.bytes(path), name: path, date: nil, notAfter: GNSSTime(gpsWeek: 2400, secondsOfWeek: 0))
      let text = replay.summary(in: .en)
      #expect(text.hasPrefix(path) && text.contains("  state "))
      #expect(replay.summary(in: .zh).contains("状态"))
      let line = try replay.jsonLine()
      #expect(!line.contains("\n"))
      #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
      // Every byte is accounted for, and the frames are those of a plain scan.
      let scan = Self.scan(try RecordedData.bytes(path))
      #expect(replay.report.totals.messages == Int(scan.frames))
      #expect(replay.report.totals.crcFailures == Int(scan.crcFailures))
    }
  }

  private static func scan(_ bytes: [UInt8]) -> FrameScanner.Statistics {
    var scanner = FrameScanner()
    scanner.scan(bytes.span.bytes) { _ in }
    scanner.finish { _ in }
    return scanner.statistics
  }

  @Test(.recordedData("data/rtcm/swift-gnss-converters/sept.rtcm"), arguments: [1, 7, 1000])
  func theCutIntoPiecesDoesNotMatter(pieces: Int) throws {
    let bytes = try RecordedData.bytes("data/rtcm/swift-gnss-converters/sept.rtcm")
    let whole = PipelineRun.replay(bytes, pieces: bytes.count)
    let cut = PipelineRun.replay(bytes, pieces: pieces)
    // Bytes are counted when they come, all else when its frame is complete.
    #expect(cut.samples.map(withoutBytes) == whole.samples.map(withoutBytes))
    #expect(cut.changes == whole.changes)
    #expect(cut.report.totals == whole.report.totals)
    #expect(cut.samples.reduce(0) { $0 + $1.bytes } == bytes.count)
  }

  private func withoutBytes(_ sample: Sample) -> Sample {
    var sample = sample
    (sample.bytes, sample.messages, sample.crcFailures) = (0, 0, 0)
    return sample
  }

  @Test(.recordedData("data/rtcm/salmoshu-RTKLIB-Manual-CN/rover.rtcm3")) func satellitesHaveDirectionsFromTheirEphemerides() throws {
    let run = PipelineRun.replay(try RecordedData.bytes("data/rtcm/salmoshu-RTKLIB-Manual-CN/rover.rtcm3"))
    let sky = run.report.detail.sky
    #expect(sky.count == 38)
    let known = sky.compactMap(\.elevationDegrees)
    #expect(known.count >= 36)
    // What a receiver tracks is above its horizon.
    #expect(known.allSatisfy { $0 > 0 && $0 <= 90 })
    #expect(sky.compactMap(\.azimuthDegrees).allSatisfy { (0...360).contains($0) })
  }

  @Test(.recordedData("data/rtcm/uuiitwp-RTCM3/test07.rtcm3")) func oneOfTwoStationsIsFollowed() throws {
    // A rover (station 0, 57 epochs of GPS) and its base (station 902, which states its position, 36 epochs of GPS) in one file.
    let run = PipelineRun.replay(try RecordedData.bytes("data/rtcm/uuiitwp-RTCM3/test07.rtcm3"))
    #expect(run.report.detail.arp?.stationID == 902)
    #expect(run.report.detail.summary.signals.contains { $0.code == "2W" })
  }

  @Test func garbageAndTruncationGiveAReportAndNoCrash() {
    var state: UInt64 = 1
    var bytes: [UInt8] = []
    for _ in 0..<200_000 {
      // Knuth's linear congruential generator (MMIX).
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      bytes.append(UInt8(state >> 56))
    }
    let run = PipelineRun.replay(bytes)
    #expect(run.report.totals.bytes == bytes.count)
    #expect(run.report.totals.epochs == 0 && run.report.detail.summary.state == .noEvidence)
  }
}
