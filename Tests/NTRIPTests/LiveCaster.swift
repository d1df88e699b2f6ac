import NTRIP
import NTRIPProtocol
import Synchronization
import Testing

/// What a source told, and a way to wait for it.
final class EventLog: Sendable {
  private let state = Mutex<[StreamEvent]>([])

  func add(_ event: StreamEvent) { state.withLock { $0.append(event) } }

  var events: [StreamEvent] { state.withLock { $0 } }

  var failures: [StreamFailure] { events.compactMap { if case .failed(let failure, _) = $0 { failure } else { nil } } }

  var payload: [UInt8] { payloads.flatMap { $0 } }

  /// The payload of each connection.
  var payloads: [[UInt8]] {
    events.reduce(into: []) { payloads, event in
      switch event {
      case .connected: payloads.append([])
      case .bytes(let bytes, _): payloads[payloads.count - 1] += bytes
      default: break
      }
    }
  }

  var connections: [StreamInfo] { events.compactMap { if case .connected(let info) = $0 { info } else { nil } } }

  /// Waits until the condition holds; records an issue after ten seconds.
  func wait(_ what: String, _ condition: @Sendable (EventLog) -> Bool) async throws {
    try await waitUntil(what, { condition(self) }, seen: { "\(self.events.suffix(5).map { String(String(describing: $0).prefix(300)) })" })
  }
}

/// A value that several tasks share.
final class Shared<Value: Sendable>: Sendable {
  private let state: Mutex<Value>
  init(_ value: Value) { state = Mutex(value) }
  var value: Value { state.withLock { $0 } }
  func change(_ body: @Sendable (inout Value) -> Void) { state.withLock { body(&$0) } }
}

/// Waits until the condition holds; records an issue after ten seconds.
func waitUntil(_ what: String, _ condition: @Sendable () -> Bool, seen: @Sendable () -> String = { "" }) async throws {
  let start = ContinuousClock.now
  while !condition() {
    if ContinuousClock.now - start > .seconds(10) {
      Issue.record("waited in vain for \(what); seen: \(seen())")
      throw CancellationError()
    }
    try await Task.sleep(for: .milliseconds(5))
  }
}

/// Pieces of 100 bytes: a number in four bytes, then its low byte. A receiver can tell that nothing is missing.
func piece(_ number: UInt32) -> [UInt8] {
  [UInt8(truncatingIfNeeded: number >> 24), UInt8(truncatingIfNeeded: number >> 16), UInt8(truncatingIfNeeded: number >> 8)]
    + [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 97)
}

/// True when bytes are whole pieces and perhaps the beginning of one more, with numbers one after another.
func isUnbroken(_ bytes: [UInt8]) -> Bool {
  guard bytes.count >= 100 else { return true }
  let number = bytes[..<4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
  return (0...bytes.count / 100).allSatisfy { index in
    let part = bytes[(index * 100)..<min(bytes.count, index * 100 + 100)]
    return part.elementsEqual(piece(number &+ UInt32(index)).prefix(part.count))
  }
}

/// Runs a caster on loopback with the mountpoints, publishing at each a piece every few milliseconds, for as long as the body runs.
func withCaster(
  _ configuration: NTRIPCaster.Configuration = NTRIPCaster.Configuration(), mountpoints: [String] = ["HN01"],
  onPosition: @escaping @Sendable (String, String) -> Void = { _, _ in },
  _ body: @Sendable (_ caster: NTRIPCaster, _ port: Int) async throws -> Void
) async throws {
  let caster = NTRIPCaster(
    configuration: configuration, mountpoints: mountpoints.map { SourcetableStream(mountpoint: $0, identifier: "invented") },
    onPosition: onPosition)
  let (ports, port) = AsyncStream.makeStream(of: Int.self)
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask { try await caster.run { port.yield($0) } }
    group.addTask {
      var number: UInt32 = 0
      while !Task.isCancelled {
        for name in mountpoints { caster.publish(piece(number), to: name) }
        number += 1
        try? await Task.sleep(for: .milliseconds(4))
      }
    }
    var iterator = ports.makeAsyncIterator()
    let number = try #require(await iterator.next())
    let result: Result<Void, any Error>
    do { result = .success(try await body(caster, number)) } catch { result = .failure(error) }
    group.cancelAll()
    try await group.waitForAll()
    try result.get()
  }
  #expect(caster.connectionCount == 0, "connections left")
}

/// Runs a source until the body returns, then cancels it and waits for its end.
func withSource(_ source: some StreamSource, _ body: @Sendable (EventLog) async throws -> Void) async throws {
  let log = EventLog()
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask { await source.run { log.add($0) } }
    let result: Result<Void, any Error>
    do { result = .success(try await body(log)) } catch { result = .failure(error) }
    let start = ContinuousClock.now
    group.cancelAll()
    try await group.waitForAll()
    #expect(ContinuousClock.now - start < .seconds(3), "cancellation took long")
    try result.get()
  }
}

/// A clock whose sleeps are noted and over in a millisecond.
final class NotedSleeps: Sendable {
  private let sleeps = Mutex<[Duration]>([])
  var durations: [Duration] { sleeps.withLock { $0 } }
  var clock: StreamClock {
    let system = StreamClock.system
    return StreamClock(now: system.now, uptime: system.uptime) { duration in
      self.sleeps.withLock { $0.append(duration) }
      try await Task.sleep(for: .milliseconds(1))
    }
  }
}

/// A source at a live caster, with short time-outs.
func source(
  _ port: Int, _ mountpoint: String = "HN01", version: NTRIPVersion = .v2, credentials: NTRIPCredentials? = nil,
  position: StreamPosition? = nil, tls: TLSSettings? = nil, host: String = "127.0.0.1", silence: Duration = .seconds(60),
  answer: Duration = .seconds(60), clock: StreamClock = NotedSleeps().clock
) -> NTRIPSource {
  NTRIPSource(
    endpoint: StreamEndpoint(host: host, port: port, tls: tls), mountpoint: mountpoint, version: version, credentials: credentials,
    position: position, timeouts: StreamTimeouts(connect: .seconds(2), answer: answer, silence: silence), seed: 7, clock: clock)
}
