import ServiceConfiguration
import Bilingual
import Foundation
import GNSS
import GRDB
import Testing

@testable import CorsMonitor

/// 2026-01-01 00:00:00 UTC, a whole minute.
private let start = 1_767_225_600

private func sample(_ unix: Int, satellites: Int = 10, cn0: Double? = 45) -> Sample {
  var sample = Sample(time: GNSSTime(unixNanoseconds: Int64(unix) * 1_000_000_000))
  sample.satellites = [.init(system: .gps, count: satellites), .init(system: .beidou, count: 2 * satellites)]
  sample.signals = [
    .init(system: .gps, signal: Signal("1C")!, satellites: satellites, cn0_dbHz: cn0),
    .init(system: .beidou, signal: Signal("2I")!, satellites: 2 * satellites, cn0_dbHz: 40),
    .init(system: .sbas, signal: Signal("1C")!, satellites: 10, cn0_dbHz: 35),
  ]
  sample.completeness = 0.5
  sample.bytes = 1700
  sample.crcFailures = 1
  sample.state = .up
  return sample
}

@Suite struct StoreTests {
  @Test func namesOfMetricsSurviveARoundTrip() {
    for metric in Metric.scalars + [.satellites(.beidou), .cn0(.beidou, Signal("2I")!), .cn0(nil, Signal("1C")!)] {
      #expect(Metric(metric.description) == metric)
    }
    #expect(Metric("satelliteCount.G") == .satellites(.gps))
    for bad in ["", "beauty", "cn0_dbHz", "cn0_dbHz.", "cn0_dbHz.XYZ", "satelliteCount.", "cn0_dbHz.C22", "state.x"] {
      #expect(Metric(bad) == nil)
    }
  }

  @Test func unixTimeSurvivesARoundTripAcrossALeapSecond() {
    // 2016-12-31 23:59:59 UTC is 1483228799; the leap second after it shares the number of the second after.
    for unix in [0, 315_964_800, 1_483_228_799, 1_483_228_800, start] {
      #expect(GNSSTime(unixNanoseconds: Int64(unix) * 1_000_000_000).unixSeconds() == Double(unix))
    }
  }

  @Test func secondsComeBackAsTheyWereWritten() async throws {
    let store = try Store(path: nil)
    try await store.write((1...120).map { Store.Entry(station: "AAAA", sample: sample(start + $0, satellites: $0 % 10 + 1)) })
    func series(_ name: String) async throws -> Series {
      try await store.series(station: "AAAA", metric: #require(Metric(name)), from: start + 1, to: start + 120, now: start + 120)
    }
    let satellites = try await series("satelliteCount")
    #expect(satellites.resolution == 1 && satellites.points.count == 120)
    #expect(satellites.points[0] == .init(time: start + 1, value: 6))
    #expect(try await series("satelliteCount.BeiDou").points[1].value == 6)
    #expect(try await series("cn0_dbHz.C2I").points[0].value == 40)
    // Over systems, by satellites: GPS 2 × 45 and SBAS 10 × 35 over 12.
    #expect(try await series("cn0_dbHz.1C").points[0].value == ((2 * 45.0 + 10 * 35) / 12 * 1e6).rounded() / 1e6)
    #expect(try await series("latency").points[0].value == nil)
    let untracked = try await series("cn0_dbHz.G5X").points
    #expect(untracked.allSatisfy { $0.value == nil })
  }

  @Test func minutesAreRolledUpOnceTheyAreOver() async throws {
    let store = try Store(path: nil)
    try await store.write((1...150).map { Store.Entry(station: "AAAA", sample: sample(start + $0, satellites: $0 <= 60 ? 4 : 8)) })
    try await store.maintain(now: start + 150)
    let now = start + 150
    func minutes(_ name: String) async throws -> [Series.Point] {
      let series = try await store.series(station: "AAAA", metric: #require(Metric(name)), from: start - 86400, to: now, now: now)
      #expect(series.resolution == 60)
      return series.points
    }
    // The third minute is not over.
    #expect(try await minutes("satelliteCount") == [.init(time: start, value: 12), .init(time: start + 60, value: 24)])
    // Counts add up, everything else is a mean.
    #expect(try await minutes("crcFailures").map(\.value) == [60, 60])
    #expect(try await minutes("cn0_dbHz.C2I").map(\.value) == [40, 40])
    #expect(try await minutes("satelliteCount.QZSS").map(\.value) == [0, 0])
    #expect(try await minutes("arpOffset").map(\.value) == [nil, nil])
    let counts = try await store.database.read { try Int.fetchAll($0, sql: "SELECT DISTINCT count FROM minute") }
    #expect(counts == [60])
    try await store.maintain(now: start + 150)
    #expect(try await minutes("satelliteCount").count == 2)
    // What comes later is rolled up later.
    try await store.write((151...200).map { Store.Entry(station: "AAAA", sample: sample(start + $0, satellites: 2)) })
    try await store.maintain(now: start + 200)
    #expect(try await minutes("satelliteCount").count == 3)
  }

  @Test func whatIsOlderThanTheRetentionGoes() async throws {
    let store = try Store(path: nil, retention: .init(sampleSeconds: 100, minuteSeconds: 3600))
    let reason = Reason(code: "x", text: BilingualText(zh: "一", en: "one"), value: 1, limit: 2, unit: "s")
    try await store.write(
      (1...300).map { Store.Entry(station: "AAAA", sample: sample(start + $0)) },
      changes: [StateChange(station: "AAAA", time: "2026-01-01T00:00:01Z", from: .up, to: .down, reasons: [reason])])
    try await store.maintain(now: start + 300)
    func count(_ table: String) async throws -> Int {
      try await store.database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? -1 }
    }
    #expect(try await count("sample") == 101)
    #expect(try await store.changes(station: "AAAA", limit: 9).first?.reasons == [reason])
    // A later sample makes all that old.
    try await store.write([Store.Entry(station: "AAAA", sample: sample(start + 300 + 3600))])
    try await store.maintain(now: start + 300 + 3600)
    #expect(try await count("sample") == 1)
    #expect(try await count("event") == 0)
    let oldest = try await store.database.read { try Int.fetchOne($0, sql: "SELECT min(time) FROM minute") ?? 0 }
    #expect(oldest >= start + 300)
  }

  @Test func aRecordingKeepsItsHistory() async throws {
    let store = try Store(path: nil, retention: .init(sampleSeconds: 7200, minuteSeconds: 86400))
    // One station replays the beginning of 2026 seven years later, the other is live.
    let now = start + 7 * 365 * 86400
    try await store.write((1...150).map { Store.Entry(station: "OLD", sample: sample(start + $0)) })
    try await store.write((1...150).map { Store.Entry(station: "LIVE", sample: sample(now - 150 + $0)) })
    try await store.maintain(now: now)
    #expect(try await store.present(of: "OLD", now: now) == start + 150)
    #expect(try await store.present(of: "LIVE", now: now) == now)
    #expect(try await store.present(of: "NONE", now: now) == now)
    let seconds = try await store.series(station: "OLD", metric: .satelliteCount, from: start, to: start + 150, now: now)
    #expect(seconds.resolution == 1 && seconds.points.count == 150)
    let minutes = try await store.series(station: "OLD", metric: .satelliteCount, from: start - 80_000, to: start + 150, now: now)
    // Two minutes are over; the third has come half-way, and must be rolled up whole when the rest comes.
    #expect(minutes.points.map(\.time) == [start, start + 60])
    try await store.write((151...180).map { Store.Entry(station: "OLD", sample: sample(start + $0)) })
    try await store.maintain(now: now)
    let third = try await store.database.read {
      try Int.fetchOne($0, sql: "SELECT count FROM minute WHERE time = ? AND metric = ?", arguments: [start + 120, Metric.state.code])
    }
    #expect(third == 60)
  }

  @Test func aClockThatWasAheadDoesNotPruneTheRest() async throws {
    let store = try Store(path: nil, retention: .init(sampleSeconds: 7200, minuteSeconds: 86400))
    try await store.write([Store.Entry(station: "AAAA", sample: sample(start + 10 * 365 * 86400))])
    try await store.write((1...100).map { Store.Entry(station: "AAAA", sample: sample(start + $0)) })
    try await store.maintain(now: start + 100)
    let series = try await store.series(station: "AAAA", metric: .state, from: start, to: start + 100, now: start + 100)
    #expect(series.points.count == 100)
  }

  @Test func aRangeIsBounded() async throws {
    let store = try Store(path: nil)
    let series = try await store.series(station: "AAAA", metric: .state, from: 0, to: Int(Int32.max), now: start)
    #expect(series.points.isEmpty && series.resolution == 60)
  }

  @Test func aFileThatIsNoDatabaseIsNamed() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("jizhun-\(UUID()).sqlite").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("this is no database, but a long enough text to be taken for the header of one, more or less.".utf8)
      .write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: StoreError.self) { try Store(path: path) }
    guard case .corrupt(path, _)? = error else {
      Issue.record("expected .corrupt, found \(String(describing: error))")
      return
    }
    #expect(error?.exitCode == 74)
  }

  @Test func aFolderThatCannotBeMadeIsNamed() {
    let error = #expect(throws: StoreError.self) { try Store(path: "/proc/no/such/folder/x.sqlite") }
    #expect(error?.exitCode == 73)
    #expect(error?.text.en.contains("/proc/no/such/folder/x.sqlite") == true)
  }

  @Test func aFileInPlaceOfTheFolderIsSaidInTheSystemsWords() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("jizhun-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    try Data().write(to: URL(fileURLWithPath: file))
    let error = #expect(throws: StoreError.self) { try Store(path: file + "/x.sqlite") }
    #expect(error?.exitCode == 73)
    #expect(error?.text.en.contains("(File exists)") == true, "\(error?.text.en ?? "")")
  }

  @Test func aNewerFileIsLeftAlone() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("jizhun-\(UUID()).sqlite").path
    defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) } }
    let store = try Store(path: path)
    try store.database.write { try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('999: from the future')") }
    try store.close()
    #expect(throws: StoreError.newer(path: path)) { try Store(path: path) }
  }
}
