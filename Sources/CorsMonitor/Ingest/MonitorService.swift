import ServiceConfiguration
import GNSS
import Logging
import NTRIP
import NTRIPProtocol
import ServiceLifecycle

/// The monitoring itself as a service: one task per station that reads its source, and the tick of every second.
public struct MonitorService: Service {
  /// A station and where its bytes come from.
  public struct Feed: Sendable {
    /// The station.
    public var station: StationConfiguration
    /// Its bytes.
    public var source: any StreamSource
    /// True when the bytes come with arrival times, so that silence can be told.
    public var isLive: Bool
    /// For a source without arrival times: a time within three days of its beginning.
    public var approximateTime: GNSSTime?

    /// A feed.
    public init(station: StationConfiguration, source: any StreamSource, isLive: Bool, approximateTime: GNSSTime? = nil) {
      self.station = station
      self.source = source
      self.isLive = isLive
      self.approximateTime = approximateTime
    }
  }

  /// The tick lags behind the clock by this much, so that bytes on their way through the process still fall into the second in which they
  /// arrived.
  static let lag: Int64 = 500_000_000

  let feeds: [Feed]
  let board: Board
  let store: Store?
  let logger: Logger
  let clock: StreamClock
  let leapSeconds: LeapSecondTable
  let finished: @Sendable () async -> Void

  /// A monitor that is not running yet.
  /// - Parameters:
  ///   - finished: Called when all sources have come to an end (replays); the service then waits for the shutdown.
  public init(
    feeds: [Feed], board: Board, store: Store?, logger: Logger, clock: StreamClock = .system, leapSeconds: LeapSecondTable = .builtIn,
    finished: @escaping @Sendable () async -> Void = {}
  ) {
    self.feeds = feeds
    self.board = board
    self.store = store
    self.logger = logger
    self.clock = clock
    self.leapSeconds = leapSeconds
    self.finished = finished
  }

  /// A board with these stations, nothing known of them.
  public static func board(_ feeds: [Feed]) -> Board {
    Board(stations: feeds.map { StationPipeline(station: $0.station).report })
  }

  /// Runs until graceful shutdown; the last second is written before it returns.
  public func run() async {
    let recorder = Recorder(store: store, board: board, logger: logger)
    let tasks = feeds.map {
      StationTask(
        station: $0.station, isLive: $0.isLive, approximateTime: $0.approximateTime, board: board, recorder: recorder,
        leapSeconds: leapSeconds)
    }
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        group.addTask {
          await withTaskGroup(of: Void.self) { sources in
            for (feed, task) in zip(feeds, tasks) {
              sources.addTask { await feed.source.run { await task.take($0) } }
            }
          }
          await recorder.flush()
          // Replays are over: their last minutes need not wait for the clock's next one.
          if !Task.isCancelled { await recorder.maintain(now: Int(clock.now().unixNanoseconds / 1_000_000_000)) }
          await finished()
        }
        group.addTask { await tick(tasks, recorder) }
        await group.waitForAll()
      }
    }
    await recorder.flush()
  }

  /// Every second, half a second after it is over: samples, and their way into the store.
  private func tick(_ tasks: [StationTask], _ recorder: Recorder) async {
    var minute: Int64?
    while !Task.isCancelled {
      let now = clock.now().unixNanoseconds
      let second: Int64 = 1_000_000_000
      let wait = second - (now - Self.lag) % second
      do { try await clock.sleep(.nanoseconds(wait)) } catch { return }
      let time = GNSSTime(unixNanoseconds: clock.now().unixNanoseconds - Self.lag, leapSeconds: leapSeconds)
      for task in tasks { await task.tick(time) }
      await recorder.flush()
      // A minute is rolled up a few seconds after its end.
      let newest = (clock.now().unixNanoseconds / second - 5) / 60
      if minute != newest {
        minute = newest
        await recorder.maintain(now: Int(newest * 60))
      }
    }
  }
}
