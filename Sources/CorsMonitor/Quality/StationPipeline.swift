import ServiceConfiguration
import GNSS
import Geodesy
import RTCM

/// One station from bytes to verdict: a value without input or output, clock or task.
///
/// Bytes go in with their arrival time, or without one in a replay that has none; samples, one a second, and changes of state come out.
/// The pipeline's clock is the arrival time; without arrival times it is the time of the newest epoch. The same bytes with the same arrival
/// times give the same output however they are cut into chunks within a second; without arrival times all but latency is the same.
///
/// Memory is bounded: tracks, ephemerides and message types by the number of satellites, signals and types there can be, the rest by fixed
/// windows.
public struct StationPipeline: ~Copyable {
  /// What comes out.
  public enum Output: Sendable {
    /// One second.
    case sample(Sample)
    /// The state changed.
    case change(StateChange)
  }

  /// Silent seconds that a jump of the epoch time may stand for, without arrival times: longer jumps begin anew.
  static let longestCatchUp: Int64 = 3_600_000_000_000
  /// Ephemerides are looked up anew after so many seconds: the sky turns by 0.1° in that time.
  static let skyInterval = 10.0

  /// The station.
  public let station: StationConfiguration
  let leapSeconds: LeapSecondTable

  var stream: StreamReader
  var epochs: EpochCounter
  var tracker = SignalTracker()
  var point: ReferencePointTracker
  var types = MessageTypeTable()
  var sky = SkyTable()
  var health = HealthMachine()
  var window = SecondWindow()
  /// Totals since the start.
  public internal(set) var totals = StationReport.Totals()

  /// The pipeline's clock; nil before the first byte or tick.
  var clock: GNSSTime?
  /// The clock's first value.
  var start: GNSSTime?
  var firstByte: GNSSTime?
  var lastByte: GNSSTime?
  /// Arrival of the newest epoch, on the pipeline's clock.
  var lastEpochArrival: GNSSTime?
  /// True once bytes came with an arrival time.
  var hasArrivalTimes = false
  /// What is counted in the second that runs.
  var counts = SecondWindow.Counts()
  var current: Sample?
  /// The newest sample.
  public internal(set) var lastSample: Sample?
  var connected: Bool?
  var connection = ConnectionSummary()
  var antenna: String?
  var receiver: String?
  /// The newest text message (1029).
  var lastText: String?
  /// The first epoch.
  public private(set) var firstEpoch: GNSSTime?
  /// Satellites that were observed at any time; at most as many as there can be.
  public private(set) var satellitesSeen: Set<Satellite> = []

  /// A pipeline at the start of a stream.
  /// - Parameters:
  ///   - station: What is configured.
  ///   - approximateTime: A time within three days of the stream's beginning, where there are no arrival times.
  public init(station: StationConfiguration, approximateTime: GNSSTime? = nil, leapSeconds: LeapSecondTable = .builtIn) {
    self.station = station
    self.leapSeconds = leapSeconds
    stream = StreamReader(context: TimeContext(approximateTime: approximateTime, leapSeconds: leapSeconds))
    epochs = EpochCounter(interval: station.interval)
    point = ReferencePointTracker(configured: station.position)
  }

  /// Takes bytes.
  /// - Parameters:
  ///   - bytes: The next bytes of the stream.
  ///   - arrival: When they came; nil in a replay without arrival times. Arrival times must not fall.
  ///   - output: Takes samples and changes of state, in order.
  public mutating func receive(_ bytes: RawSpan, arrival: GNSSTime?, _ output: (Output) -> Void) {
    if let arrival {
      hasArrivalTimes = true
      stream.setApproximateTime(arrival)
      advance(to: arrival, output)
    }
    counts.bytes += bytes.byteCount
    totals.bytes += bytes.byteCount
    if let clock {
      if firstByte == nil { firstByte = clock }
      lastByte = clock
    }
    var events: [StreamReader.Event] = []
    stream.read(bytes) { events.append($0) }
    for event in events { take(event, output) }
    countFrames()
  }

  /// The end of a file: a frame that was cut off counts as bad, and an epoch that waited for more is complete.
  public mutating func finish(_ output: (Output) -> Void) {
    var events: [StreamReader.Event] = []
    stream.finish { events.append($0) }
    for event in events { take(event, output) }
    countFrames()
    // The second that runs is shown as it is.
    if let clock, !hasArrivalTimes { emit(at: Self.secondAfter(clock), counting: true, output) }
  }

  /// The connection to the source changed. After a loss, the bytes that waited for the rest of their frame are dropped.
  public mutating func connectionChanged(_ summary: ConnectionSummary, connected: Bool?) {
    if self.connected == true, connected != true { stream.connectionLost() }
    connection = summary
    self.connected = connected
  }

  /// Lets the clock go on: every whole second passed gives a sample. Called by the shell once a second, so that silence is noticed.
  public mutating func advance(to time: GNSSTime, _ output: (Output) -> Void) {
    guard let clock else {
      self.clock = time
      start = time
      return
    }
    guard time > clock else { return }
    var next = Self.secondAfter(clock)
    // After a suspended process there may be hours to catch up with: they are no evidence of anything, and left out.
    if time.nanoseconds - next.nanoseconds > Self.longestCatchUp { next = Self.secondAfter(time) }
    while next <= time {
      self.clock = next
      emit(at: next, counting: true, output)
      next = GNSSTime(nanoseconds: next.nanoseconds + 1_000_000_000)
    }
    self.clock = time
  }

  /// The first whole second after an instant.
  static func secondAfter(_ time: GNSSTime) -> GNSSTime {
    let second: Int64 = 1_000_000_000
    let rest = time.nanoseconds % second
    return GNSSTime(nanoseconds: time.nanoseconds - (rest < 0 ? rest + second : rest) + second)
  }

  // MARK: Events of the stream

  private mutating func take(_ event: StreamReader.Event, _ output: (Output) -> Void) {
    switch event {
    case .message(let number):
      types.add(number, at: clock)
      counts.messages += 1
      totals.messages += 1
    case .epoch(let epoch): take(epoch, output)
    case .referencePoint(let position, let type, let stationID, let height):
      guard let clock else {
        point.add(position, type: type, stationID: stationID, antennaHeight: height, at: GNSSTime(nanoseconds: 0), stepLimit: .infinity)
        return
      }
      point.add(position, type: type, stationID: stationID, antennaHeight: height, at: clock, stepLimit: station.policy.arpStep)
    case .antenna(let text): if !text.isEmpty { antenna = text }
    case .receiver(let text): if !text.isEmpty { receiver = text }
    case .ephemeris(let ephemeris): sky.add(ephemeris)
    case .text(let text): lastText = text
    }
  }

  private mutating func take(_ epoch: Epoch, _ output: (Output) -> Void) {
    if !hasArrivalTimes { catchUp(with: epoch.time, output) }
    let isNew = epochs.last != epoch.time
    let endedGap = epochs.add(epoch.time)
    tracker.add(epoch)
    if firstEpoch == nil { firstEpoch = epoch.time }
    for observation in epoch.observations where !satellitesSeen.contains(observation.satellite) {
      satellitesSeen.insert(observation.satellite)
    }
    guard isNew else { return }
    var sample = current ?? Sample(time: epoch.time)
    sample.epochs += 1
    if endedGap { sample.gaps += 1 }
    current = sample
    lastEpochArrival = clock
    if hasArrivalTimes, let clock {
      counts.latencySum += clock.seconds(since: epoch.time)
      counts.latencyCount += 1
    }
    if !hasArrivalTimes, epoch.time.nanoseconds % 1_000_000_000 == 0, clock == epoch.time {
      emit(at: epoch.time, counting: true, output)
    }
  }

  /// Without arrival times, an epoch moves the clock. The seconds that passed without one are shown as silent; a jump that is too long, or
  /// backward, begins anew.
  private mutating func catchUp(with time: GNSSTime, _ output: (Output) -> Void) {
    guard let clock else {
      self.clock = time
      start = time
      firstByte = time
      lastByte = time
      return
    }
    let step = time.nanoseconds - clock.nanoseconds
    guard step > 0, step <= Self.longestCatchUp else {
      if step > 0 || step < -EpochCounter.window { self.clock = time }
      return
    }
    // The whole seconds before the epoch; the one at the epoch follows when the epoch is counted.
    var next = Self.secondAfter(clock)
    // When the second at the clock was not shown yet (the clock began on it), it is not shown at all.
    while next < time {
      self.clock = next
      // What was read since belongs to the second of the new epoch, unless this is the first second after the old one.
      emit(at: next, counting: next.nanoseconds - clock.nanoseconds < 1_000_000_000, output)
      next = GNSSTime(nanoseconds: next.nanoseconds + 1_000_000_000)
    }
    self.clock = time
    lastByte = time
  }

  private mutating func countFrames() {
    let statistics = stream.statistics
    let failures = Int(statistics.crcFailures) - totals.crcFailures
    counts.crcFailures += max(0, failures)
    totals.crcFailures = Int(statistics.crcFailures)
    totals.skippedBytes = Int(statistics.skippedBytes)
    totals.epochs = epochs.received
    totals.missingEpochs = epochs.missing
    totals.gaps = epochs.gaps
  }
}
