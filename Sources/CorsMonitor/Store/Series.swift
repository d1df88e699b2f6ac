import ServiceConfiguration
import GNSS
import GRDB

/// The history of one metric of one station.
public struct Series: Sendable, Encodable {
  /// The station.
  public var station: String
  /// The metric's name.
  public var metric: String
  /// The unit of the values.
  public var unit: String
  /// Seconds between points: 1 from samples, 60 from roll-ups.
  public var resolution: Int
  /// Time and value, in order of time; a second or minute without a sample has no point, one without a value has null.
  public var points: [Point]

  /// One point: an array of Unix seconds and the value or null.
  public struct Point: Sendable, Equatable, Encodable {
    /// Unix seconds: the end of a second, the start of a minute.
    public var time: Int
    /// The value, a minute's mean or, for counts, its sum.
    public var value: Double?

    /// `[time, value]`.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.unkeyedContainer()
      try container.encode(time)
      if let value { try container.encode(value) } else { try container.encodeNil() }
    }
  }

  /// Ranges up to this length are answered from one-second samples: two hours, so 7200 points at most.
  public static let longestFine = 7200
  /// The longest range that is answered, from one-minute roll-ups: 31 days, so 44 640 points at most.
  public static let longest = 31 * 86400
}

extension Store {
  /// The history of a metric from a time to a time (Unix seconds, both included).
  ///
  /// Ranges up to two hours that begin within the retention of the station's samples come in seconds, others in minutes. The range must not be longer
  /// than `Series.longest`; a longer one is cut at its beginning.
  public func series(station: String, metric: Metric, from: Int, to: Int, now: Int) async throws(StoreError) -> Series {
    let from = max(from, to - Series.longest)
    let short = to - from <= Series.longestFine
    let kept = retention.sampleSeconds
    do {
      let (fine, points) = try await database.read { db -> (Bool, [Series.Point]) in
        guard let id = try Int64.fetchOne(db, sql: "SELECT id FROM station WHERE name = ?", arguments: [station]) else {
          return (short, [])
        }
        let fine = try short && from >= Self.present(of: id, now: now, db) - kept
        return (fine, try fine ? Self.seconds(id, metric, from, to, db) : Self.minutes(id, metric, from, to, db))
      }
      return Series(station: station, metric: metric.description, unit: metric.unit, resolution: fine ? 1 : 60, points: points)
    } catch {
      throw StoreError(error, path: path, opening: false)
    }
  }

  private static func seconds(_ station: Int64, _ metric: Metric, _ from: Int, _ to: Int, _ db: Database) throws -> [Series.Point] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM sample WHERE station = ? AND time BETWEEN ? AND ? ORDER BY time", arguments: [station, from, to]
    ).map { row in
      let value = sample(row, at: GNSSTime(nanoseconds: 0)).value(of: metric)
      return Series.Point(time: row["time"], value: value?.shown(.series))
    }
  }

  private static func minutes(_ station: Int64, _ metric: Metric, _ from: Int, _ to: Int, _ db: Database) throws -> [Series.Point] {
    // The state is recorded every second: its minutes are all the minutes there are.
    let times = try Int.fetchAll(
      db, sql: "SELECT time FROM minute WHERE station = ? AND metric = ? AND time BETWEEN ? AND ? ORDER BY time",
      arguments: [station, Metric.state.code, from, to])
    var codes = [metric.code]
    if case .cn0(nil, let signal) = metric { codes = GNSSSystem.allCases.map { Metric.cn0($0, signal).code } }
    var sums: [Int: (sum: Double, count: Int)] = [:]
    for code in codes {
      for row in try Row.fetchAll(
        db, sql: "SELECT time, count, mean FROM minute WHERE station = ? AND metric = ? AND time BETWEEN ? AND ?",
        arguments: [station, code, from, to])
      {
        let count: Int = row["count"]
        let mean: Double = row["mean"]
        let old = sums[row["time"]] ?? (0, 0)
        sums[row["time"]] = (old.sum + mean * Double(count), old.count + count)
      }
    }
    return times.map { time in
      guard let entry = sums[time] else { return Series.Point(time: time, value: metric.isSystemCount ? 0 : nil) }
      let value = metric.isCount ? entry.sum : entry.sum / Double(entry.count)
      return Series.Point(time: time, value: value.shown(.series))
    }
  }
}

extension Metric {
  /// True for the satellites of one system: a minute without a row had none.
  fileprivate var isSystemCount: Bool { if case .satellites = self { true } else { false } }
}
