import GNSS
import RINEX

/// What a RINEX file holds.
struct RINEXReport {
  let file: String
  private(set) var content: Content

  enum Content {
    case observation(ObservationReport)
    case navigation(NavigationReport)
  }

  /// Reads a whole file.
  init(_ path: String) throws(CommandError) {
    file = path
    var input = try ByteInput(path: path)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    // Enough of the first bytes to tell what it is, also where they come one by one.
    var filled = 0
    while filled < 4096 {
      let count = try input.read(into: &buffer, from: filled)
      if count == 0 { break }
      filled += count
    }
    let start = Array(buffer[..<filled])
    switch try RINEXKind(start, path: path) {
    case .observation: content = .observation(try Self.observations(start, &input, &buffer))
    case .navigation: content = .navigation(try Self.navigation(start, &input, &buffer))
    }
  }

  private static func observations(
    _ start: [UInt8], _ input: inout ByteInput, _ buffer: inout [UInt8]
  ) throws(CommandError) -> ObservationReport {
    var reader = ObservationReader()
    var report = ObservationReport()
    var bytes = start
    do throws(RINEXError) {
      while !bytes.isEmpty {
        try reader.feed(bytes) { record throws(RINEXError) in report.take(record) }
        guard let count = Self.next(&input, &buffer, &report.failure) else { break }
        bytes = count == buffer.count ? buffer : Array(buffer[..<count])
      }
      try reader.finish { record throws(RINEXError) in report.take(record) }
    } catch {
      throw CommandError(error, in: input.path)
    }
    if let failure = report.failure { throw failure }
    report.end(reader)
    return report
  }

  private static func navigation(
    _ start: [UInt8], _ input: inout ByteInput, _ buffer: inout [UInt8]
  ) throws(CommandError) -> NavigationReport {
    var reader = NavigationReader()
    var report = NavigationReport()
    var failure: CommandError?
    var bytes = start
    let take = { (e: Ephemeris) in report.take(e) }
    do throws(RINEXError) {
      while !bytes.isEmpty {
        try reader.feed(bytes, take)
        guard let count = Self.next(&input, &buffer, &failure) else { break }
        bytes = count == buffer.count ? buffer : Array(buffer[..<count])
      }
      try reader.finish(take)
    } catch {
      throw CommandError(error, in: input.path)
    }
    if let failure { throw failure }
    report.version = reader.version ?? 0
    report.skipped = reader.skipped
    return report
  }

  /// The next count of bytes; nil at the end, or when reading failed.
  private static func next(_ input: inout ByteInput, _ buffer: inout [UInt8], _ failure: inout CommandError?) -> Int? {
    do throws(CommandError) {
      let count = try input.read(into: &buffer)
      return count == 0 ? nil : count
    } catch {
      failure = error
      return nil
    }
  }

  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.key("file")
    json.string(file)
    switch content {
    case .observation(let report): report.write(to: &json)
    case .navigation(let report): report.write(to: &json)
    }
    json.endObject()
    json.newline()
  }

  func readable() -> String {
    switch content {
    case .observation(let report): printable(file) + "\n" + report.readable()
    case .navigation(let report): printable(file) + "\n" + report.readable()
    }
  }
}

/// What a file of observations holds.
struct ObservationReport {
  var header = ObservationHeader()
  var compactVersion: Double?
  var failure: CommandError?
  private var survey = ObservationSurvey()
  private var satellites = Set<Satellite>()
  /// Numbers by system and code.
  private var counts: [UInt64: Int] = [:]
  private var events = 0
  private var shortEpochs = 0

  init() {}

  mutating func take(_ record: ObservationRecord) {
    guard record.flag == .ordinary || record.flag == .powerFailure else {
      events += 1
      return
    }
    survey.take(record)
    satellites.formUnion(record.satellites)
    var start = 0
    for satellite in record.satellites {
      let codes = record.types[satellite.system]
      for (column, code) in codes.enumerated() where !record.values[start + column].isBlank {
        counts[Self.key(satellite.system, code), default: 0] += 1
      }
      start += codes.count
    }
  }

  mutating func end(_ reader: ObservationReader) {
    header = reader.header
    compactVersion = reader.compactVersion
    shortEpochs = reader.shortEpochs
  }

  private static func key(_ system: GNSSSystem, _ code: ObservationCode) -> UInt64 {
    UInt64(system.rawValue) << 32 | UInt64(code.quantity.rawValue) << 16 | UInt64(code.signal.packed)
  }

  /// The epochs that there would be without a gap; nil without an interval.
  private var expectedEpochs: Int? {
    guard let interval = survey.interval, let first = survey.first, let last = survey.last, interval > 0, last >= first else { return nil }
    return Int(exactly: (last.seconds(since: first) / interval).rounded()).map { $0 + 1 }
  }

  private var completeness: Double? {
    // Two files in one, or a clock that jumps, may give more epochs than expected.
    expectedEpochs.map { min(Double(survey.epochs) / Double($0), 1) }
  }

  private func codes(of system: GNSSSystem) -> [(code: ObservationCode, count: Int)] {
    survey.types[system].map { ($0, counts[Self.key(system, $0)] ?? 0) }
  }

  private func satellites(of system: GNSSSystem) -> [Satellite] { satellites.filter { $0.system == system }.sorted() }

  private func timeText(_ time: GNSSTime?) -> String? { time?.gpstText }

  func write(to json: inout JSONWriter) {
    json.key("kind")
    json.string("observation")
    json.key("version")
    json.number(header.version)
    json.optional("crinex", compactVersion) { $0.number($1) }
    let texts = [
      ("program", header.program), ("marker", header.markerName), ("markerNumber", header.markerNumber), ("markerType", header.markerType),
      ("receiver", header.receiverType), ("receiverSerialNumber", header.receiverNumber), ("firmware", header.receiverVersion),
      ("antenna", header.antennaType), ("antennaSerialNumber", header.antennaNumber),
    ]
    for (key, value) in texts { json.optional(key, value.isEmpty ? nil : value) { $0.string($1) } }
    for (key, vector) in [("position_m", header.approximatePosition), ("antennaDelta_m", header.antennaDelta)] {
      json.optional(key, vector) {
        $0.beginArray()
        for i in 0..<3 { $0.number($1[i]) }
        $0.endArray()
      }
    }
    json.optional("firstEpoch", timeText(survey.first)) { $0.string($1) }
    json.optional("lastEpoch", timeText(survey.last)) { $0.string($1) }
    json.optional("interval_s", survey.interval) { $0.number($1) }
    json.key("epochs")
    json.integer(survey.epochs)
    json.optional("expectedEpochs", expectedEpochs) { $0.integer($1) }
    json.optional("completeness", completeness) { $0.number($1) }
    json.key("events")
    json.integer(events)
    json.key("shortEpochs")
    json.integer(shortEpochs)
    json.key("systems")
    json.beginObject()
    for system in GNSSSystem.allCases where !satellites(of: system).isEmpty {
      json.key(String(system.letter))
      json.beginObject()
      json.key("satellites")
      json.beginArray()
      for satellite in satellites(of: system) { json.string(satellite.description) }
      json.endArray()
      json.key("observations")
      json.beginObject()
      for entry in codes(of: system) {
        json.key(entry.code.description)
        json.integer(entry.count)
      }
      json.endObject()
      json.endObject()
    }
    json.endObject()
  }

  func readable() -> String {
    var facts = TextTable([("", .left), ("", .left)])
    let compact = compactVersion.map { text(zh: "，压缩（CRINEX \($0)）", en: ", compact (CRINEX \($0))") } ?? ""
    facts.add([
      text(zh: "内容", en: "contents"),
      text(zh: "RINEX \(header.version) 观测\(compact)", en: "RINEX \(header.version) observations\(compact)"),
    ])
    let texts = [
      (text(zh: "标石", en: "marker"), [header.markerName, header.markerNumber, header.markerType]),
      (text(zh: "接收机", en: "receiver"), [header.receiverType, header.receiverNumber, header.receiverVersion]),
      (text(zh: "天线", en: "antenna"), [header.antennaType, header.antennaNumber]),
      (text(zh: "程序", en: "program"), [header.program, header.runBy, header.date]),
    ]
    for (title, values) in texts {
      let value = values.filter { !$0.isEmpty }.joined(separator: "  ")
      if !value.isEmpty { facts.add([title, value]) }
    }
    let unknown = text(zh: "没有", en: "none")
    facts.add([text(zh: "首历元", en: "first epoch"), timeText(survey.first) ?? unknown])
    facts.add([text(zh: "末历元", en: "last epoch"), timeText(survey.last) ?? unknown])
    if let interval = survey.interval { facts.add([text(zh: "间隔", en: "interval"), "\(shortest(interval)) s"]) }
    var epochs = "\(survey.epochs)"
    if let expectedEpochs, let completeness {
      let percent = shortest((completeness * 10_000).rounded() / 100)
      epochs += text(zh: "，应有 \(expectedEpochs)（\(percent)%）", en: " of \(expectedEpochs) (\(percent)%)")
    }
    facts.add([text(zh: "历元", en: "epochs"), epochs])
    if events > 0 { facts.add([text(zh: "事件", en: "events"), "\(events)"]) }
    if shortEpochs > 0 {
      facts.add([text(zh: "卫星数不足的历元", en: "epochs with fewer satellites than stated"), "\(shortEpochs)"])
    }
    var table = TextTable([
      (text(zh: "系统", en: "system"), .left), (text(zh: "卫星", en: "satellites"), .right),
      (text(zh: "观测类型（个数）", en: "observation types (values)"), .left),
    ])
    for system in GNSSSystem.allCases where !satellites(of: system).isEmpty {
      table.add([
        "\(system.letter) \(system.name)", "\(satellites(of: system).count)",
        codes(of: system).map { "\($0.code) (\($0.count))" }.joined(separator: "  "),
      ])
    }
    return facts.text(indent: 2) + "\n" + table.text(indent: 2)
  }
}

/// `30` for 30.0.
private func shortest(_ number: Double) -> String {
  let text = number.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
