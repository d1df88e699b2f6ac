import NIOCore
import NIOSSL
import NTRIPProtocol

/// Connects, delivers, and connects again: the loop that ``NTRIPSource`` and ``TCPSource`` share.
struct ReconnectingStream: Sendable {
  let endpoint: StreamEndpoint
  /// `nil` for a raw TCP stream. Made anew for each attempt, because it may hold the position of the day.
  let request: (@Sendable () throws(StreamFailure) -> NTRIPRequest)?
  let position: StreamPosition?
  let timeouts: StreamTimeouts
  let policy: ReconnectPolicy
  let seed: UInt64
  let clock: StreamClock
  let group: any EventLoopGroup

  func run(_ deliver: @escaping @Sendable (StreamEvent) async -> Void) async {
    var series = ReconnectSeries(policy: policy, seed: seed)
    var attempt = 0
    while !Task.isCancelled {
      attempt += 1
      await deliver(.connecting(attempt: attempt))
      let outcome = await self.attempt(deliver)
      guard let failure = outcome.failure, !Task.isCancelled else { return }
      let delay = series.delay(after: failure, dataFlowed: outcome.dataFlowed)
      await deliver(.failed(failure, retryIn: delay))
      guard let delay else { return }
      do { try await clock.sleep(delay) } catch { return }
    }
  }

  private struct Outcome {
    /// `nil` when the task was cancelled.
    var failure: StreamFailure?
    /// From the first to the last bytes.
    var dataFlowed = Duration.zero
  }

  private func attempt(_ deliver: @escaping @Sendable (StreamEvent) async -> Void) async -> Outcome {
    var outcome = Outcome()
    do {
      let stream = try await open()
      // Closing the channel on cancellation ends the sequence; `executeThenClose` closes it on every other way out.
      outcome = try await withTaskCancellationHandler {
        try await stream.executeThenClose { items, _ in
          var outcome = Outcome()
          var first: Duration?
          for try await item in items {
            switch item {
            case .connected(let info): await deliver(.connected(info))
            case .bytes(let bytes, let arrival):
              let now = clock.uptime()
              outcome.dataFlowed = now - (first ?? now)
              first = first ?? now
              await deliver(.bytes(bytes, arrival: arrival))
            case .failed(let failure): outcome.failure = failure
            case .sourcetable: break
            }
            if Task.isCancelled { break }
          }
          if outcome.failure == nil, !Task.isCancelled { outcome.failure = .closedByServer }
          return outcome
        }
      } onCancel: {
        stream.channel.close(promise: nil)
      }
    } catch is CancellationError {
      return Outcome()
    } catch {
      outcome.failure = StreamFailure(connection: error)
    }
    if Task.isCancelled { outcome.failure = nil }
    return outcome
  }

  /// One connection with its handler.
  func open() async throws -> StreamConnection.Stream {
    let machine = try request.map { make throws(StreamFailure) in NTRIPClientStateMachine(request: try make()) }
    let tls = try endpoint.tls.map { settings throws(StreamFailure) in try StreamConnection.context(settings) }
    let info = StreamInfo(peer: endpoint.description, isEncrypted: tls != nil)
    let (timeouts, position, clock) = (timeouts, position, clock)
    return try await StreamConnection.open(endpoint, tls: tls, timeouts: timeouts, group: group) {
      StreamClientHandler(machine: machine, info: info, timeouts: timeouts, position: position, clock: clock)
    }
  }
}
