import ServiceConfiguration
import Foundation
import GNSS
import GRDB

extension Store {
  /// Makes the one-minute roll-ups of all minutes that are over, and removes what is older than the retention, in small steps.
  ///
  /// Roll-ups come from the samples in the file, not from memory: after a crash the next call makes up for what is missing. What is over and
  /// what is old is counted from each station's own present: a recording of last year keeps its history like a stream of today.
  /// - Parameter now: The present, Unix seconds.
  public func maintain(now: Int) async throws(StoreError) {
    do {
      let stations = try await database.read { db in
        try Int64.fetchAll(db, sql: "SELECT id FROM station").map { (id: $0, present: try Self.present(of: $0, now: now, db)) }
      }
      for (station, present) in stations {
        // A bounded number of minutes per transaction: after a long stop there may be days of them.
        while try await database.write({ try Self.rollUp(station: station, before: present, minutes: 60, $0) }) {}
      }
      for (station, present) in stations {
        let oldestSample = present - retention.sampleSeconds
        let oldestMinute = present - retention.minuteSeconds
        let oldestEvent = GNSSTime(unixNanoseconds: Int64(oldestMinute) * 1_000_000_000, leapSeconds: leapSeconds)
          .iso8601(fractionDigits: 0, leapSeconds: leapSeconds)
        while try await prune("sample", key: "station, time", "station = ? AND time < ?", [station, oldestSample]) {}
        for metric in try await database.read({ try Self.metrics(of: station, $0) }) {
          let condition = "station = ? AND metric = ? AND time < ?"
          while try await prune("minute", key: "station, metric, time", condition, [station, metric, oldestMinute]) {}
        }
        while try await prune("event", key: "id", "station = ? AND time < ?", [station, oldestEvent]) {}
      }
    } catch {
      throw StoreError(error, path: path, opening: false)
    }
  }

  /// The present of a station, Unix seconds: the time of its newest sample, which for a recording is not that of the clock; never later than
  /// `now`, so that samples from a clock that was ahead do not make everything else look old.
  public func present(of station: String, now: Int) async throws(StoreError) -> Int {
    do {
      return try await database.read { db in
        guard let id = try Int64.fetchOne(db, sql: "SELECT id FROM station WHERE name = ?", arguments: [station]) else { return now }
        return try Self.present(of: id, now: now, db)
      }
    } catch {
      throw StoreError(error, path: path, opening: false)
    }
  }

  static func present(of station: Int64, now: Int, _ db: Database) throws -> Int {
    var newest = try Int.fetchOne(db, sql: "SELECT max(time) FROM sample WHERE station = ?", arguments: [station])
    if newest == nil {
      newest = try Int.fetchOne(
        db, sql: "SELECT max(time) FROM minute WHERE station = ? AND metric = ?", arguments: [station, Metric.state.code])
    }
    return min(now, newest ?? now)
  }

  /// The metric codes of a station, by skipping through the primary key instead of reading the table.
  private static func metrics(of station: Int64, _ db: Database) throws -> [Int] {
    var metrics: [Int] = []
    let next = try db.cachedStatement(sql: "SELECT min(metric) FROM minute WHERE station = ? AND metric > ?")
    while let metric = try Int.fetchOne(next, arguments: [station, metrics.last ?? -1]) { metrics.append(metric) }
    return metrics
  }

  /// One pruning step; true when there may be more to remove.
  private func prune(_ table: String, key: String, _ condition: String, _ arguments: StatementArguments) async throws -> Bool {
    return try await database.write { db in
      try db.execute(
        sql: "DELETE FROM \(table) WHERE (\(key)) IN (SELECT \(key) FROM \(table) WHERE \(condition) LIMIT \(Self.pruneBatch))",
        arguments: arguments)
      return db.changesCount == Self.pruneBatch
    }
  }

  /// Rolls up the next minutes of a station; true when minutes remain.
  private static func rollUp(station: Int64, before present: Int, minutes: Int, _ db: Database) throws -> Bool {
    let last = present / 60 * 60
    let done = try Int.fetchOne(db, sql: "SELECT rolledUpTo FROM station WHERE id = ?", arguments: [station])
    // A sample's time ends its second: the samples of the minute from t are those of t+1…t+60.
    guard
      let first = try Int.fetchOne(
        db, sql: "SELECT min(time) FROM sample WHERE station = ? AND time > ?", arguments: [station, done ?? Int.min])
    else { return false }
    let start = (first - 1) / 60 * 60
    let end = min(last, start + minutes * 60)
    guard end > start else { return false }
    var aggregates: [Key: RollUp] = [:]
    let rows = try Row.fetchCursor(
      db, sql: "SELECT * FROM sample WHERE station = ? AND time > ? AND time <= ?", arguments: [station, start, end])
    while let row = try rows.next() {
      let time: Int = row["time"]
      let sample = sample(row, at: GNSSTime(nanoseconds: 0))
      for metric in sample.metrics {
        guard let value = sample.value(of: metric) else { continue }
        aggregates[Key(metric: metric.code, minute: (time - 1) / 60 * 60), default: RollUp()].add(value)
      }
    }
    let insert = try db.cachedStatement(
      sql: "INSERT OR REPLACE INTO minute (station, metric, time, count, minimum, mean, maximum) VALUES (?, ?, ?, ?, ?, ?, ?)")
    for (key, value) in aggregates {
      try insert.execute(arguments: [
        station, key.metric, key.minute, value.count, value.minimum, value.sum / Double(value.count), value.maximum,
      ])
    }
    try db.execute(sql: "UPDATE station SET rolledUpTo = ? WHERE id = ?", arguments: [end, station])
    return end < last
  }

  private struct Key: Hashable {
    var metric: Int
    var minute: Int
  }

  private struct RollUp {
    var count = 0
    var sum = 0.0
    var minimum = Double.infinity
    var maximum = -Double.infinity

    mutating func add(_ value: Double) {
      count += 1
      sum += value
      minimum = min(minimum, value)
      maximum = max(maximum, value)
    }
  }

  /// The sample of a row.
  static func sample(_ row: Row, at time: GNSSTime) -> Sample {
    var sample = Sample(time: time)
    sample.bytes = row["bytes"]
    sample.messages = row["messages"]
    sample.crcFailures = row["crcFailures"]
    sample.epochs = row["epochs"]
    sample.gaps = row["gaps"]
    sample.completeness = row["completeness"]
    sample.latency = row["latency"]
    sample.arpOffset = row["arpOffset"]
    sample.state = HealthState(severity: row["state"])
    PackedSignals.read(row["signals"], into: &sample)
    return sample
  }
}
