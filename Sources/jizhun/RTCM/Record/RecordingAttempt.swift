import NTRIPProtocol

/// One connection of a recorder, from its beginning to its end.
struct RecordingAttempt {
  /// A position to tell a network-RTK caster.
  struct Position {
    var latitudeDegrees: Double
    var longitudeDegrees: Double
    /// Metres above the geoid.
    var seaLevelHeight: Double

    func sentence(at time: ArrivalTime) -> String {
      GGASentence.text(
        latitudeDegrees: latitudeDegrees, longitudeDegrees: longitudeDegrees, seaLevelHeight: seaLevelHeight,
        secondsOfDay: time.secondsOfDay)
        ?? ""  // the values were checked when they were given
    }
  }

  let source: StreamAddress
  let request: NTRIPRequest?
  let position: Position?
  /// When to stop, by the monotonic clock, s.
  let end: Double

  // Times and their reasons: docs/ntrip.md. The monitor has the same.
  private static let connectTimeout = 10.0
  private static let answerTimeout = 15.0
  private static let silenceTimeout = 20.0
  private static let positionInterval = 10.0

  private var firstData: Double?
  private var lastData = 0.0

  init(source: StreamAddress, request: NTRIPRequest?, position: Position?, end: Double) {
    self.source = source
    self.request = request
    self.position = position
    self.end = end
  }

  /// From the first to the last byte of data, s.
  var dataSeconds: Double { firstData.map { lastData - $0 } ?? 0 }

  /// Takes the stream until it fails; nil when the time is over, or standard input has ended.
  mutating func run(_ write: (ArraySlice<UInt8>, ArrivalTime) throws(CommandError) -> Void) throws(CommandError) -> StreamFailure? {
    do {
      if source.kind == .standardInput {
        var input = StreamSocket()
        return try take(&input, write)
      }
      var socket = try StreamSocket(
        host: source.host, port: source.port, place: source.place,
        timeout: min(Self.connectTimeout, max(0.001, end - RecorderClock.seconds)))
      return try take(&socket, write)
    } catch let failure as StreamFailure {
      return failure
    } catch let error as CommandError {
      throw error
    } catch {
      return .connectionLost("\(error)")  // no other error is thrown above
    }
  }

  private mutating func take(
    _ socket: inout StreamSocket, _ write: (ArraySlice<UInt8>, ArrivalTime) throws(CommandError) -> Void
  ) throws -> StreamFailure? {
    var machine = request.map { NTRIPClientStateMachine(request: $0) }
    let began = RecorderClock.seconds
    if let machine { try socket.write(machine.requestBytes, until: began + Self.answerTimeout) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var heard = began
    var nextPosition = Double.infinity
    while true {
      let isWaiting = machine?.isWaitingForAnswer ?? false
      // Standard input may be silent as long as it likes.
      let patience = isWaiting ? began + Self.answerTimeout : source.kind == .standardInput ? .infinity : heard + Self.silenceTimeout
      let count = try socket.read(into: &buffer, until: min(patience, end, nextPosition))
      let arrival = RecorderClock.arrival
      let now = RecorderClock.seconds
      if now >= end { return nil }
      if count == nil, now >= patience {
        if isWaiting, let failure = Self.failure(machine?.answerTimedOut(seconds: Self.answerTimeout) ?? []) { return failure }
        return .silent(seconds: Self.silenceTimeout)
      }
      if now >= nextPosition, let position, let bytes = machine?.positionBytes(position.sentence(at: arrival)) {
        try socket.write(bytes, until: now + Self.answerTimeout)
        nextPosition = now + Self.positionInterval
      }
      guard let count else { continue }
      if count > 0 { heard = now }
      guard machine != nil else {
        if count == 0 { return source.kind == .standardInput ? nil : .closedByServer }
        note(now)
        try write(buffer[..<count], arrival)
        continue
      }
      let events = (count == 0 ? machine?.receiveEnd() : machine?.receive(Array(buffer[..<count]))) ?? []
      for event in events {
        switch event {
        case .readyForPosition: nextPosition = position == nil ? .infinity : now
        case .accepted, .sourcetable: break
        case .payload(let bytes):
          note(now)
          try write(bytes, arrival)
        case .failed(let failure): return failure
        }
      }
      if count == 0 { return .closedByServer }
    }
  }

  private mutating func note(_ now: Double) {
    if firstData == nil { firstData = now }
    lastData = now
  }

  private static func failure(_ events: [NTRIPClientEvent]) -> StreamFailure? {
    for event in events { if case .failed(let failure) = event { return failure } }
    return nil
  }
}
