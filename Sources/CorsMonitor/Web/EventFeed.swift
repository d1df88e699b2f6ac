import ServiceConfiguration
import NIOCore
import Synchronization

/// The subscribers of server-sent events.
///
/// Memory is bounded whatever a client does: of each station only the newest summary waits for a client that reads slowly, and of the changes of
/// state the newest 256. A client that has taken nothing for a minute is cut off.
final class EventFeed: Sendable {
  /// One client's mailbox.
  final class Subscriber: Sendable {
    private struct Mailbox {
      var stations: [String: ByteBuffer] = [:]
      var order: [String] = []
      var changes: [ByteBuffer] = []
      var heartbeat = false
      var silentHeartbeats = 0
    }

    let number: Int
    /// Comes when there is something to take.
    let wake: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let mailbox = Mutex(Mailbox())
    private let cut: @Sendable () -> Void

    init(number: Int, cut: @escaping @Sendable () -> Void) {
      self.number = number
      self.cut = cut
      (wake, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func put(station: String, _ event: ByteBuffer) {
      mailbox.withLock {
        if $0.stations.updateValue(event, forKey: station) == nil { $0.order.append(station) }
      }
      continuation.yield()
    }

    func put(change: ByteBuffer) {
      mailbox.withLock {
        if $0.changes.count >= 256 { $0.changes.removeFirst() }
        $0.changes.append(change)
      }
      continuation.yield()
    }

    /// A sign of life for proxies; a client that took nothing over six of them is cut off.
    func beat() {
      let stuck = mailbox.withLock {
        $0.heartbeat = true
        $0.silentHeartbeats += 1
        return $0.silentHeartbeats > 6
      }
      if stuck {
        finish()
        cut()
      } else {
        continuation.yield()
      }
    }

    func finish() { continuation.finish() }

    /// All that waits, changes of state first; nil when nothing does.
    func take() -> ByteBuffer? {
      let box = mailbox.withLock { old in
        let taken = old
        old = Mailbox()
        return taken
      }
      var buffer = ByteBuffer()
      for change in box.changes { buffer.writeImmutableBuffer(change) }
      for station in box.order {
        if let event = box.stations[station] { buffer.writeImmutableBuffer(event) }
      }
      if buffer.readableBytes == 0 && box.heartbeat { buffer.writeString(": \n\n") }
      return buffer.readableBytes > 0 ? buffer : nil
    }
  }

  /// The most clients at once.
  static let limit = 1000

  private struct State {
    var subscribers: [Int: Subscriber] = [:]
    var next = 0
  }

  private let state = Mutex(State())

  var hasSubscribers: Bool { state.withLock { !$0.subscribers.isEmpty } }
  var count: Int { state.withLock { $0.subscribers.count } }

  /// A new client; nil when there are too many. `cut` closes its connection.
  func subscribe(cut: @escaping @Sendable () -> Void) -> Subscriber? {
    state.withLock {
      guard $0.subscribers.count < Self.limit else { return nil }
      let subscriber = Subscriber(number: $0.next, cut: cut)
      $0.subscribers[$0.next] = subscriber
      $0.next += 1
      return subscriber
    }
  }

  func unsubscribe(_ subscriber: Subscriber) {
    _ = state.withLock { $0.subscribers.removeValue(forKey: subscriber.number) }
    subscriber.finish()
  }

  func publish(station: String, event: ByteBuffer) { for subscriber in all { subscriber.put(station: station, event) } }
  func publish(change: ByteBuffer) { for subscriber in all { subscriber.put(change: change) } }
  func heartbeat() { for subscriber in all { subscriber.beat() } }

  private var all: [Subscriber] { state.withLock { Array($0.subscribers.values) } }
}
