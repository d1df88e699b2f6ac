import ServiceConfiguration
import Bilingual
import GNSS
import Logging
import NTRIP
import NTRIPProtocol
import Synchronization

/// A source tried for some seconds: what `cors-monitor check --probe` says of it.
public struct Probe: Sendable {
  /// The station.
  public let station: StationConfiguration
  /// What was received.
  public let totals: StationReport.Totals
  /// What was seen of the station.
  public let summary: StationSummary

  /// Runs a feed for a time. Nothing is stored.
  public init(_ feed: MonitorService.Feed, seconds: Double) async {
    let board = MonitorService.board([feed])
    let recorder = Recorder(store: nil, board: board, logger: .init(label: "probe", factory: { _ in SwiftLogNoOpLogHandler() }))
    let task = StationTask(
      station: feed.station, isLive: feed.isLive, approximateTime: feed.approximateTime, board: board, recorder: recorder,
      leapSeconds: .builtIn)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await feed.source.run { await task.take($0) } }
      group.addTask { try? await Task.sleep(for: .seconds(seconds)) }
      await group.next()
      group.cancelAll()
    }
    await task.tick(GNSSTime(unixNanoseconds: StreamClock.system.now().unixNanoseconds + 1_000_000_000))
    station = feed.station
    let report = board.report(of: feed.station.id)
    totals = report?.totals ?? .init()
    summary = report?.detail.summary ?? StationSummary(id: station.id, name: station.name, source: station.source.summary)
  }

  /// True when intact frames came.
  public var hasData: Bool { totals.messages > 0 }

  /// One line: the data, or why there is none.
  public var text: BilingualText {
    let message = summary.connection.message
    guard hasData || totals.bytes == 0 else {
      return BilingualText(
        zh: "\(station.id):收到 \(totals.bytes) 字节,但不是 RTCM 3;请核对地址、端口和接收机的输出格式",
        en: "\(station.id): \(totals.bytes) bytes came, but no RTCM 3; check address, port and the receiver's output format")
    }
    guard hasData else {
      return BilingualText(zh: "\(station.id):没有数据(\(message.zh))", en: "\(station.id): no data (\(message.en))")
    }
    return BilingualText(
      zh: "\(station.id):\(totals.bytes) 字节,\(totals.messages) 帧,CRC 错误 \(totals.crcFailures),卫星 \(summary.satelliteCount) 颗",
      en: "\(station.id): \(totals.bytes) bytes, \(totals.messages) frames, \(totals.crcFailures) CRC failures, "
        + "\(summary.satelliteCount) satellites")
  }
}
