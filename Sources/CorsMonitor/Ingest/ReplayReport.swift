import Bilingual
import Foundation

extension Replay {
  /// The station in a few lines for people.
  public func summary(in language: BilingualText.Language) -> String {
    let zh = language == .zh
    let s = report.detail.summary
    var lines: [String] = []
    func line(_ zhName: String, _ enName: String, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      let name = zh ? zhName : enName
      // A Chinese character takes two columns.
      let width = name.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E80 ? 2 : 1) }
      lines.append("  \(name)\(String(repeating: " ", count: max(1, 16 - width)))\(value)")
    }
    lines.append(file)
    line(
      "状态", "state", stateText(zh) + (s.reasons.isEmpty ? "" : ": " + s.reasons.map { $0.text.text(in: language) }.joined(separator: "; ")))
    if !seconds.isEmpty {
      line(
        "各状态秒数", "seconds in state",
        HealthState.allCases.compactMap { state in seconds[state].map { "\(state.rawValue) \($0)" } }.joined(separator: ", "))
    }
    if let point = report.detail.arp {
      let text = String(format: "B %.7f° L %.7f° H %.3f m", point.latitudeDegrees, point.longitudeDegrees, point.ellipsoidalHeight)
      line("天线参考点", "reference point", text + " (\(point.type), ID \(point.stationID))")
    }
    line("接收机", "receiver", s.receiver)
    line("天线", "antenna", s.antenna)
    if let firstEpoch, let last = s.lastEpoch {
      let guess = dateIsGuessed ? (zh ? "(日期为推测,可用 --date 指定)" : " (the date is a guess; give it with --date)") : ""
      line("历元", "epochs", "\(report.totals.epochs), \(firstEpoch) … \(last)" + guess)
      let ratio = s.completeness.map { HealthMachine.fixed($0 * 100, 1) + "%" } ?? "–"
      let gaps =
        zh
        ? "\(ratio)(最后 60 秒),缺失 \(report.totals.missingEpochs),间断 \(s.gaps)"
        : "\(ratio) (last 60 s), missing \(report.totals.missingEpochs), gaps \(s.gaps)"
      line("完整率", "completeness", gaps)
    } else {
      line("历元", "epochs", zh ? "没有观测值" : "no observations")
    }
    for (system, satellites) in satellitesSeen.sorted(by: { $0.key < $1.key }) {
      line("卫星 \(system)", system, "\(satellites.count): \(satellites.joined(separator: " "))")
    }
    if !ephemerides.isEmpty { line("星历", "ephemerides", "\(ephemerides.count): \(ephemerides.joined(separator: " "))") }
    let signals = s.signals.map {
      "\($0.system) \($0.code) \($0.satellites)" + ($0.cn0_dbHz.map { "/\(HealthMachine.fixed($0, 1))" } ?? "")
    }
    line("信号(颗/dB-Hz)", "signals (n/dB-Hz)", signals.joined(separator: ", "))
    let types = report.detail.messageTypes.map { "\($0.type)×\($0.count)" + ($0.interval.map { "/\(HealthMachine.fixed($0, 1))s" } ?? "") }
    line("电文", "messages", types.joined(separator: " "))
    let t = report.totals
    line(
      "字节", "bytes",
      zh
        ? "\(t.bytes),帧 \(t.messages),CRC 错误 \(t.crcFailures),帧外字节 \(t.skippedBytes)"
        : "\(t.bytes), frames \(t.messages), CRC failures \(t.crcFailures), bytes outside frames \(t.skippedBytes)")
    for change in changes {
      let reasons = change.reasons.map { $0.text.text(in: language) }.joined(separator: "; ")
      line("变化", "change", "\(change.time) \(change.from.rawValue) → \(change.to.rawValue)" + (reasons.isEmpty ? "" : ": \(reasons)"))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func stateText(_ zh: Bool) -> String {
    let state = report.detail.summary.state
    guard zh else { return state.rawValue }
    return switch state {
    case .up: "正常 up"
    case .degraded: "降级 degraded"
    case .down: "中断 down"
    case .noEvidence: "证据不足 noEvidence"
    }
  }

  /// The station as one JSON object on one line, with the keys of the API's station and those of the replay.
  public func jsonLine() throws -> String {
    struct Line: Encodable {
      var replay: Replay

      enum CodingKeys: String, CodingKey { case file, states, changes, firstEpoch, satellitesSeen, ephemerides, dateIsGuessed, totals }

      func encode(to encoder: any Encoder) throws {
        try replay.report.detail.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(replay.file, forKey: .file)
        try container.encode(Dictionary(uniqueKeysWithValues: replay.seconds.map { ($0.key.rawValue, $0.value) }), forKey: .states)
        try container.encode(replay.changes, forKey: .changes)
        try container.encode(replay.firstEpoch, forKey: .firstEpoch)
        try container.encode(replay.satellitesSeen, forKey: .satellitesSeen)
        try container.encode(replay.ephemerides, forKey: .ephemerides)
        try container.encode(replay.dateIsGuessed, forKey: .dateIsGuessed)
        try container.encode(replay.report.totals, forKey: .totals)
      }
    }
    return try JSON.text(Line(replay: self))
  }
}
