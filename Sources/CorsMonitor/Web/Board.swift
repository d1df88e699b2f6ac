import Bilingual
import Foundation
import GNSS
import NIOCore
import Synchronization

/// What is known of one station now: what the API answers with.
public struct StationReport: Sendable {
  /// The station as the API shows it, without its recent events.
  public var detail: StationDetail
  /// Totals since the start, for `/metrics`.
  public var totals = Totals()

  /// Counts since the start; they never fall.
  public struct Totals: Sendable, Equatable, Encodable {
    /// Bytes received.
    public var bytes = 0
    /// Intact frames received.
    public var messages = 0
    /// Frames with a wrong CRC.
    public var crcFailures = 0
    /// Bytes outside any frame.
    public var skippedBytes = 0
    /// Epochs received.
    public var epochs = 0
    /// Epochs that were expected and did not come.
    public var missingEpochs = 0
    /// Gaps between epochs.
    public var gaps = 0

    /// Nothing yet.
    public init() {}
  }

  /// A report.
  public init(detail: StationDetail, totals: Totals = Totals()) {
    self.detail = detail
    self.totals = totals
  }
}

/// The board that the monitor writes and the web reads: the newest report of each station, and the feed of events.
///
/// The monitor publishes; nothing ever flows back.
public final class Board: Sendable {
  private struct State {
    var order: [String] = []
    var reports: [String: StationReport] = [:]
    var storeFailure: BilingualText?
  }

  private let state: Mutex<State>
  /// The subscribers of server-sent events.
  let feed = EventFeed()

  /// A board with these stations, in this order.
  public init(stations: [StationReport]) {
    var initial = State()
    for report in stations {
      initial.order.append(report.detail.summary.id)
      initial.reports[report.detail.summary.id] = report
    }
    state = Mutex(initial)
  }

  /// All reports, in the order of the configuration.
  public var reports: [StationReport] { state.withLock { state in state.order.compactMap { state.reports[$0] } } }

  /// The report of one station.
  public func report(of station: String) -> StationReport? { state.withLock { $0.reports[station] } }

  /// Replaces the report of a station, and tells the subscribers.
  public func publish(_ report: StationReport) {
    let id = report.detail.summary.id
    state.withLock { state in
      if state.reports.updateValue(report, forKey: id) == nil { state.order.append(id) }
    }
    guard feed.hasSubscribers, let json = try? JSON.text(report.detail.summary) else { return }
    feed.publish(station: id, event: ByteBuffer(string: "event: station\ndata: \(json)\n\n"))
  }

  /// Tells the subscribers of a change of state.
  public func publish(_ change: StateChange) {
    guard feed.hasSubscribers, let json = try? JSON.text(change) else { return }
    feed.publish(change: ByteBuffer(string: "event: state\ndata: \(json)\n\n"))
  }

  /// What is wrong with the record; nil when all is well. Shown by `/healthz`.
  public var storeFailure: BilingualText? {
    get { state.withLock { $0.storeFailure } }
    set { state.withLock { $0.storeFailure = newValue } }
  }

  /// The events that bring a new subscriber up to date.
  func snapshot() -> ByteBuffer {
    var buffer = ByteBuffer(string: "retry: 2000\n\n")
    for report in reports {
      guard let json = try? JSON.text(report.detail.summary) else { continue }
      buffer.writeString("event: station\ndata: \(json)\n\n")
    }
    return buffer
  }
}

/// JSON as the API writes it.
enum JSON {
  /// UTF-8 bytes of a value; keys sorted, so that equal values give equal bytes.
  static func data(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }

  /// The same as text, on one line.
  static func text(_ value: some Encodable) throws -> String { String(decoding: try data(value), as: UTF8.self) }
}
