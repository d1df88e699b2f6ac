import ServiceConfiguration
import Bilingual
import GNSS
import NTRIP
import NTRIPProtocol

/// One station while the service runs: its pipeline behind an actor, fed by its source and by the tick of every second.
///
/// Nothing that a station's stream does holds up another: each has its own task, its own actor and bounded memory.
actor StationTask {
  nonisolated let id: String
  private var pipeline: StationPipeline
  private let board: Board
  private let recorder: Recorder
  private let leapSeconds: LeapSecondTable
  /// True for a source with arrival times, whose clock also runs when nothing comes.
  private let isLive: Bool

  init(
    station: StationConfiguration, isLive: Bool, approximateTime: GNSSTime?, board: Board, recorder: Recorder,
    leapSeconds: LeapSecondTable
  ) {
    id = station.id
    pipeline = StationPipeline(station: station, approximateTime: approximateTime, leapSeconds: leapSeconds)
    self.isLive = isLive
    self.board = board
    self.recorder = recorder
    self.leapSeconds = leapSeconds
  }

  /// What the source tells.
  func take(_ event: StreamEvent) async {
    switch event {
    case .connecting(let attempt):
      connection(
        "connecting", zh: attempt > 1 ? "正在连接(第 \(attempt) 次)" : "正在连接", en: attempt > 1 ? "connecting, attempt \(attempt)" : "connecting",
        nil)
    case .connected(let info):
      connection("connected", zh: "已连接 \(info.peer)", en: "connected to \(info.peer)", true)
    case .bytes(let bytes, let arrival):
      var outputs: [StationPipeline.Output] = []
      let time = arrival.map { GNSSTime(unixNanoseconds: $0.unixNanoseconds, leapSeconds: leapSeconds) }
      pipeline.receive(bytes.span.bytes, arrival: time) { outputs.append($0) }
      await publish(outputs)
    case .failed(let failure, let retryIn):
      let text = failure.text
      let seconds = retryIn.map { Int($0.inSeconds.rounded(.up)) }
      connection(
        retryIn == nil ? "failed" : "waiting", zh: text.zh + (seconds.map { ";\($0) 秒后重试" } ?? ""),
        en: text.en + (seconds.map { "; next attempt in \($0) s" } ?? ""), false)
      await recorder.log(station: id, text)
    case .ended:
      var outputs: [StationPipeline.Output] = []
      pipeline.finish { outputs.append($0) }
      connection("ended", zh: "回放结束", en: "the replay has ended", nil)
      await publish(outputs)
    }
    // Between two seconds only the connection changes.
    if case .bytes = event { return }
    board.publish(pipeline.report)
  }

  /// The clock of every second.
  func tick(_ time: GNSSTime) async {
    guard isLive else { return }
    var outputs: [StationPipeline.Output] = []
    pipeline.advance(to: time) { outputs.append($0) }
    await publish(outputs)
  }

  private func connection(_ state: String, zh: String, en: String, _ connected: Bool?) {
    pipeline.connectionChanged(ConnectionSummary(state: state, message: BilingualText(zh: zh, en: en)), connected: connected)
  }

  private func publish(_ outputs: [StationPipeline.Output]) async {
    guard !outputs.isEmpty else { return }
    var entries: [Store.Entry] = []
    var changes: [StateChange] = []
    for output in outputs {
      switch output {
      case .sample(let sample): entries.append(Store.Entry(station: id, sample: sample))
      case .change(let change):
        changes.append(change)
        board.publish(change)
      }
    }
    board.publish(pipeline.report)
    await recorder.take(entries, changes)
  }
}
