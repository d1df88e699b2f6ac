import ServiceConfiguration
import Bilingual
import GNSS
import Logging

/// Gathers a second's samples of all stations and writes them in one transaction; keeps the roll-ups and the retention.
///
/// When the store fails (disk full), the monitoring goes on: the newest samples wait, up to a limit, `/healthz` says why, and writing is
/// tried again every second.
actor Recorder {
  /// Samples that wait for a failing store at most: an hour of 28 stations.
  static let limit = 100_000
  /// Samples that are written without waiting for the end of the second: a replay without pauses makes more in a second than `limit`.
  static let batch = 5000

  private let store: Store?
  private let board: Board
  private let logger: Logger
  private var entries: [Store.Entry] = []
  private var changes: [StateChange] = []
  private var failing = false

  init(store: Store?, board: Board, logger: Logger) {
    self.store = store
    self.board = board
    self.logger = logger
  }

  func take(_ newEntries: [Store.Entry], _ newChanges: [StateChange]) async {
    for change in newChanges {
      logger.notice(
        "\(change.station): \(change.from.rawValue) → \(change.to.rawValue)",
        metadata: ["reasons": "\(change.reasons.map(\.text.en).joined(separator: "; "))"])
    }
    guard store != nil else { return }
    entries += newEntries
    changes += newChanges
    if entries.count > Self.limit { entries.removeFirst(entries.count - Self.limit) }
    if changes.count > Self.limit { changes.removeFirst(changes.count - Self.limit) }
    if entries.count >= Self.batch && !failing { await flush() }
  }

  func log(station: String, _ text: BilingualText) { logger.warning("\(station): \(text.en)") }

  /// Writes what waits.
  func flush() async {
    guard let store, !entries.isEmpty || !changes.isEmpty else { return }
    let (batch, batchChanges) = (entries, changes)
    entries = []
    changes = []
    // In a task of its own: a shutdown must not cut off the writing of the second that it falls into.
    let result = await Task { () -> Result<Void, StoreError> in
      do throws(StoreError) { return .success(try await store.write(batch, changes: batchChanges)) } catch { return .failure(error) }
    }.value
    switch result {
    case .success: succeed()
    case .failure(let error):
      entries = batch + entries
      changes = batchChanges + changes
      fail(error)
    }
  }

  /// Rolls up and prunes.
  func maintain(now: Int) async {
    guard let store else { return }
    do {
      try await store.maintain(now: now)
      succeed()
    } catch {
      // A shutdown cuts the maintenance off; the next start goes on with it.
      if !Task.isCancelled { fail(error) }
    }
  }

  private func succeed() {
    if failing { logger.notice("the store can be written again") }
    failing = false
    board.storeFailure = nil
  }

  private func fail(_ error: StoreError) {
    if !failing { logger.error("\(error.text.en)") }
    failing = true
    board.storeFailure = error.text
  }
}
