import GNSS
import RTCM

extension ScanReport {
  /// The report for people.
  func readable(names: MessageNames) -> String {
    var result = printable(file) + "\n"
    var facts = TextTable([("", .left), ("", .left)])
    facts.add([text(zh: "字节", en: "bytes"), "\(bytes)"])
    facts.add([text(zh: "帧", en: "frames"), "\(statistics.frames)"])
    facts.add([text(zh: "CRC 错误", en: "CRC failures"), "\(statistics.crcFailures)"])
    facts.add([text(zh: "帧外字节", en: "bytes outside frames"), "\(statistics.skippedBytes)"])
    if decodeFailures > 0 { facts.add([text(zh: "无法解码的电文", en: "messages that cannot be decoded"), "\(decodeFailures)"]) }
    facts.add([text(zh: "首历元", en: "first epoch"), epochText(clock.first, clock.firstSecondsOfWeek)])
    facts.add([text(zh: "末历元", en: "last epoch"), epochText(clock.last, clock.lastSecondsOfWeek)])
    addStation(to: &facts)
    result += facts.text(indent: 2)

    if !types.isEmpty {
      var table = TextTable([
        (text(zh: "电文", en: "type"), .right), (text(zh: "数量", en: "count"), .right),
        (text(zh: "内容", en: "contents"), .left),
      ])
      for type in types { table.add(["\(type.number)", "\(type.count)", names.name(of: type.number)]) }
      result += "\n" + table.text(indent: 2)
    }
    if !signals.isEmpty {
      var table = TextTable([
        (text(zh: "系统", en: "system"), .left), (text(zh: "信号（观测数）", en: "signals (observations)"), .left),
      ])
      for entry in signals {
        table.add([
          "\(entry.system.letter) \(entry.system.name)", entry.codes.map { "\($0.code) (\($0.count))" }.joined(separator: "  "),
        ])
      }
      result += "\n" + table.text(indent: 2)
    }
    for entry in signals where !entry.undefined.isEmpty {
      let list = entry.undefined.map(String.init).joined(separator: ", ")
      result += text(
        zh: "  \(entry.system.name) 信号编号 \(list) 在标准中未定义；含义因厂商而异，可用 --dialect 指定\n",
        en:
          "  \(entry.system.name) signal identifiers \(list) are not defined in the standard; vendors differ, --dialect says which is meant\n"
      )
    }
    return result
  }

  private func epochText(_ time: GNSSTime?, _ secondsOfWeek: Double?) -> String {
    if let time { return time.gpstText }
    guard let secondsOfWeek else { return text(zh: "未知", en: "not known") }
    return text(
      zh: "周内秒 \(secondsOfWeek)（GPST；周未知，可用 --date 给出日期）",
      en: "second \(secondsOfWeek) of the GPS week (week not known; --date gives it)")
  }

  private func addStation(to facts: inout TextTable) {
    if let id = station.stationID {
      let isVirtual = station.isVirtual == true ? text(zh: "（虚拟站）", en: " (not physical)") : ""
      facts.add([text(zh: "测站编号", en: "station"), "\(id)\(isVirtual)"])
    }
    if let p = station.antennaReferencePoint {
      facts.add([text(zh: "天线参考点", en: "antenna reference point"), "X \(fixed(p.x))  Y \(fixed(p.y))  Z \(fixed(p.z)) m"])
    }
    if let height = station.antennaHeight { facts.add([text(zh: "天线高", en: "antenna height"), "\(fixed(height)) m"]) }
    let texts: [(String, StationText?)] = [
      (text(zh: "天线", en: "antenna"), station.antenna),
      (text(zh: "天线序列号", en: "antenna serial number"), station.antennaSerialNumber),
      (text(zh: "接收机", en: "receiver"), station.receiver),
      (text(zh: "固件", en: "firmware"), station.firmware),
      (text(zh: "接收机序列号", en: "receiver serial number"), station.receiverSerialNumber),
    ]
    for (title, value) in texts {
      if let value, !value.isEmpty { facts.add([title, value.latin1Text]) }
    }
    if let biases = station.glonassBiases {
      let values = [("1C", biases.l1CA), ("1P", biases.l1P), ("2C", biases.l2CA), ("2P", biases.l2P)].filter { !$0.1.isNaN }
      let aligned = biases.aligned ? text(zh: "已对齐", en: "aligned") : text(zh: "未对齐", en: "not aligned")
      facts.add([
        text(zh: "GLONASS 码相偏差", en: "GLONASS code-phase biases"),
        ([aligned] + values.map { "\($0.0) \($0.1) m" }).joined(separator: "  "),
      ])
    }
  }
}

/// A value in metres to 0.1 mm, the resolution of the messages.
private func fixed(_ metres: Double) -> String {
  let units = Int64((metres * 10_000).rounded())
  let digits = String(10_000 + units.magnitude % 10_000).dropFirst()
  return "\(units < 0 ? "-" : "")\(units.magnitude / 10_000).\(digits)"
}
