public import NTRIPProtocol

/// What a source tells its station, in the order in which it happened.
public enum StreamEvent: Sendable, Equatable {
  /// An attempt begins; the first is 1.
  case connecting(attempt: Int)
  /// The stream is granted, the file is open.
  case connected(StreamInfo)
  /// Bytes of the stream, and when they came; no time in a replay without recorded arrival times. Never empty.
  case bytes([UInt8], arrival: ArrivalTime?)
  /// The attempt failed or the stream stopped. The next attempt comes after `retryIn`; `nil`: there will be none, and `run` returns.
  case failed(StreamFailure, retryIn: Duration?)
  /// A replay came to its end; `run` returns.
  case ended
}

/// What is known of a connection.
public struct StreamInfo: Sendable, Equatable {
  /// Host and port, or the file's name.
  public var peer: String
  /// The caster's answer; `nil` for TCP and files.
  public var answer: NTRIPAnswer?
  /// The bytes come over TLS.
  public var isEncrypted: Bool

  /// What is known of a connection.
  public init(peer: String, answer: NTRIPAnswer? = nil, isEncrypted: Bool = false) {
    self.peer = peer
    self.answer = answer
    self.isEncrypted = isEncrypted
  }
}

/// A source of one station's bytes: ``NTRIPSource``, ``TCPSource`` or ``FileReplay``.
///
/// ```swift
/// await withTaskGroup { group in
///   for station in stations {
///     group.addTask { await station.source.run { event in await station.take(event) } }
///   }
/// }
/// ```
public protocol StreamSource: Sendable {
  /// Brings the stream until the task is cancelled, and connects again whenever it must. Returns only when cancelled, at the end of a replay, or after
  /// a failure that no further attempt can mend. On return every socket, timer and child task of this source is gone.
  ///
  /// `deliver` is awaited before the next event is fetched: a slow one holds back the reading from the socket (at most about 256 KiB wait
  /// in memory) and disturbs no other source. Arrival times are taken at the socket, before any waiting.
  func run(_ deliver: @escaping @Sendable (StreamEvent) async -> Void) async
}
