import NTRIPProtocol

/// A recorded stream from a file, at the pace at which it came, faster, or as fast as the consumer takes it.
///
/// With a file of arrival times beside it (``ArrivalTimes``, found by itself as `NAME.times`) it delivers the pieces of the live run with their times, one for
/// one. Without, the observation epochs in the stream give the pace, one piece an epoch, and there are no arrival times; a stream without
/// epochs comes unpaced.
public struct FileReplay: StreamSource, CustomStringConvertible {
  /// How fast.
  public enum Speed: Sendable, Hashable {
    /// 1 is the pace of the recording, 10 ten times as fast. Must be positive and finite.
    case scaled(Double)
    /// As fast as the consumer takes it.
    case unlimited
  }

  /// The stream.
  public var path: String
  /// The arrival times; `nil`: `path` with `.times` after it, when there is one.
  public var arrivalTimesPath: String?
  /// How fast.
  public var speed: Speed
  /// The longest pause in the recording's time: a file spliced of two days does not make the replay wait a day.
  public var maximumPause: Duration
  /// The clocks; only `uptime` and `sleep` are used.
  public var clock: StreamClock

  /// A recorded stream.
  public init(
    path: String, arrivalTimesPath: String? = nil, speed: Speed = .scaled(1), maximumPause: Duration = .seconds(30),
    clock: StreamClock = .system
  ) {
    self.path = path
    self.arrivalTimesPath = arrivalTimesPath
    self.speed = speed
    self.maximumPause = maximumPause
    self.clock = clock
  }

  /// The size of a read.
  private static let blockBytes = 65_536

  /// Delivers the file, then ``StreamEvent/ended``, and returns; see ``StreamSource/run(_:)``. A file that cannot be read is one
  /// ``StreamEvent/failed(_:retryIn:)`` without a further attempt.
  public func run(_ deliver: @escaping @Sendable (StreamEvent) async -> Void) async {
    await deliver(.connecting(attempt: 1))
    do {
      if case .scaled(let factor) = speed, !(factor > 0 && factor.isFinite) {
        throw StreamFailure.configuration(reason: "replay speed \(factor) is not positive and finite")
      }
      let file = try ReplayFile(path: path)
      // A folder opens and cannot be read: the first read comes before the word of success.
      let first = try await file.read(upTo: Self.blockBytes)
      let times =
        try arrivalTimesPath.map { path throws(StreamFailure) in try ReplayFile(path: path) } ?? (try? ReplayFile(path: path + ".times"))
      await deliver(.connected(StreamInfo(peer: path)))
      var schedule = Schedule(replay: self)
      if let times {
        try await replay(first, file, times, &schedule, deliver)
      } else {
        try await replay(first, file, &schedule, deliver)
      }
      await deliver(.ended)
    } catch is CancellationError {
    } catch let failure as StreamFailure {
      await deliver(.failed(failure, retryIn: nil))
    } catch {
      await deliver(.failed(.fileUnreadable(path: path, reason: "\(error)"), retryIn: nil))
    }
  }

  /// When the next piece is due. The pauses are summed, so that a late piece does not delay all later ones.
  private struct Schedule {
    let replay: FileReplay
    var due: Duration

    init(replay: FileReplay) {
      self.replay = replay
      due = replay.clock.uptime()
    }

    mutating func pause(_ seconds: Double) async throws {
      try Task.checkCancellation()
      guard case .scaled(let factor) = replay.speed, seconds > 0 else { return }
      due += .seconds(min(seconds, replay.maximumPause.inSeconds) / factor)
      let left = due - replay.clock.uptime()
      if left > .zero { try await replay.clock.sleep(left) }
    }
  }

  /// At the pace of the epochs.
  private func replay(
    _ first: [UInt8], _ file: ReplayFile, _ schedule: inout Schedule, _ deliver: @Sendable (StreamEvent) async -> Void
  ) async throws {
    var pacer = EpochPacer()
    var block = first
    while !block.isEmpty {
      for piece in pacer.take(block) {
        try await schedule.pause(piece.seconds)
        await deliver(.bytes(piece.bytes, arrival: nil))
      }
      block = try await file.read(upTo: Self.blockBytes)
    }
    for piece in pacer.finish() {
      try await schedule.pause(piece.seconds)
      await deliver(.bytes(piece.bytes, arrival: nil))
    }
  }

  /// As it came.
  private func replay(
    _ first: [UInt8], _ file: ReplayFile, _ times: ReplayFile, _ schedule: inout Schedule,
    _ deliver: @Sendable (StreamEvent) async -> Void
  ) async throws {
    var pending = first[...]
    func bytes(upTo count: Int) async throws -> [UInt8] {
      if pending.isEmpty { pending = try await file.read(upTo: Self.blockBytes)[...] }
      let part = Array(pending.prefix(count))
      pending = pending.dropFirst(part.count)
      return part
    }
    var parser = ArrivalTimes.Parser()
    var last: ArrivalTime?
    while true {
      let text = try await times.read(upTo: Self.blockBytes)
      if text.isEmpty { break }
      let lines: [ArrivalTimes.Piece]
      do throws(ArrivalTimes.Malformed) { lines = try parser.take(text) } catch {
        throw StreamFailure.arrivalTimesUnusable(path: arrivalTimesPath ?? path + ".times", reason: error.description)
      }
      for line in lines {
        var piece: [UInt8] = []
        while piece.count < line.length {
          let part = try await bytes(upTo: line.length - piece.count)
          if part.isEmpty { break }
          piece += part
        }
        if piece.isEmpty { return }
        if let last { try await schedule.pause(Double(line.arrival.unixNanoseconds - last.unixNanoseconds) * 1e-9) }
        last = line.arrival
        await deliver(.bytes(piece, arrival: line.arrival))
      }
    }
    // A recorder that was killed may have written bytes whose times it could not write.
    while true {
      try Task.checkCancellation()
      let rest = try await bytes(upTo: Self.blockBytes)
      if rest.isEmpty { return }
      await deliver(.bytes(rest, arrival: nil))
    }
  }

  /// `file:PATH`.
  public var description: String { "file:\(path)" }
}
