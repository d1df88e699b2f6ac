import ServiceConfiguration
import Foundation
import GNSS
import GRDB

/// The record of samples, one-minute roll-ups and changes of state, in one SQLite file.
///
/// Every second is one transaction in write-ahead mode with `synchronous=NORMAL`: when the process is killed, at most the second not yet
/// committed is lost; when the power fails, the last transactions may be lost but the file stays sound (SQLite documentation, "WAL").
///
/// - `sample`: one row per station and second, kept for `Retention.sampleSeconds`; signals and systems are packed (`PackedSignals`).
/// - `minute`: one row per station, metric and minute, made from the samples once a minute is over, kept for `Retention.minuteSeconds`.
/// - `event`: changes of state, kept as long as the minutes.
public final class Store: Sendable {
  /// Rows that one pruning step removes at most, so that it never holds up the writing of a second.
  static let pruneBatch = 20_000

  /// The file, or `:memory:`.
  public let path: String
  /// How long history is kept.
  public let retention: Retention
  let leapSeconds: LeapSecondTable
  let database: any DatabaseWriter

  /// Opens the record, and makes or migrates it where needed.
  /// - Parameter path: The file; nil keeps the record in memory only.
  public init(path: String?, retention: Retention = Retention(), leapSeconds: LeapSecondTable = .builtIn) throws(StoreError) {
    self.path = path ?? ":memory:"
    self.retention = retention
    self.leapSeconds = leapSeconds
    do {
      var configuration = Configuration()
      configuration.label = "store"
      configuration.busyMode = .timeout(5)
      configuration.prepareDatabase { db in
        try db.execute(sql: "PRAGMA synchronous = NORMAL")
        try db.execute(sql: "PRAGMA temp_store = MEMORY")
      }
      if let path {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        database = try DatabasePool(path: path, configuration: configuration)
      } else {
        database = try DatabaseQueue(configuration: configuration)
      }
      let migrator = StoreSchema.migrator
      if try database.read({ try migrator.hasBeenSuperseded($0) }) { throw StoreError.newer(path: self.path) }
      try migrator.migrate(database)
    } catch {
      throw StoreError(error, path: path ?? ":memory:", opening: true)
    }
  }

  /// A sample of a station, as the store takes it.
  public struct Entry: Sendable {
    /// The station's identifier.
    public var station: String
    /// What was seen.
    public var sample: Sample

    /// An entry.
    public init(station: String, sample: Sample) {
      self.station = station
      self.sample = sample
    }
  }

  /// Writes samples and changes of state in one transaction.
  public func write(_ entries: [Entry], changes: [StateChange] = []) async throws(StoreError) {
    guard !entries.isEmpty || !changes.isEmpty else { return }
    let leapSeconds = leapSeconds
    do {
      try await database.write { db in
        for entry in entries {
          let station = try Self.rowID(of: entry.station, db)
          let sample = entry.sample
          try db.cachedStatement(
            sql: """
              INSERT OR REPLACE INTO sample
                (station, time, bytes, messages, crcFailures, epochs, gaps, completeness, latency, arpOffset, state, signals)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              """
          ).execute(arguments: [
            station, sample.time.wholeUnixSeconds(leapSeconds: leapSeconds), sample.bytes, sample.messages, sample.crcFailures,
            sample.epochs, sample.gaps, sample.completeness, sample.latency, sample.arpOffset, sample.state.severity,
            PackedSignals.data(sample),
          ])
        }
        for change in changes {
          let reasons = String(decoding: try JSONEncoder().encode(change.reasons), as: UTF8.self)
          try db.execute(
            sql: "INSERT INTO event (station, time, fromState, toState, reasons) VALUES (?, ?, ?, ?, ?)",
            arguments: [try Self.rowID(of: change.station, db), change.time, change.from.severity, change.to.severity, reasons])
        }
      }
    } catch {
      throw StoreError(error, path: path, opening: false)
    }
  }

  /// The last changes of state of a station, newest first.
  public func changes(station: String, limit: Int) async throws(StoreError) -> [StateChange] {
    do {
      return try await database.read { db in
        try Row.fetchAll(
          db,
          sql: """
            SELECT event.* FROM event JOIN station ON station.id = event.station
            WHERE station.name = ? ORDER BY event.id DESC LIMIT ?
            """, arguments: [station, limit]
        ).map { row in
          StateChange(
            station: station, time: row["time"], from: HealthState(severity: row["fromState"]), to: HealthState(severity: row["toState"]),
            reasons: try JSONDecoder().decode([Reason].self, from: Data((row["reasons"] as String).utf8)))
        }
      }
    } catch {
      throw StoreError(error, path: path, opening: false)
    }
  }

  /// Closes the file: the write-ahead log is folded in.
  public func close() throws(StoreError) {
    do { try database.close() } catch { throw StoreError(error, path: path, opening: false) }
  }

  /// The row of a station, made when there is none.
  static func rowID(of station: String, _ db: Database) throws -> Int64 {
    let select = try db.cachedStatement(sql: "SELECT id FROM station WHERE name = ?")
    if let id = try Int64.fetchOne(select, arguments: [station]) { return id }
    try db.execute(sql: "INSERT INTO station (name) VALUES (?)", arguments: [station])
    return db.lastInsertedRowID
  }
}
