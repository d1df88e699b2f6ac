import GNSS
import RINEX

/// What a navigation file holds.
struct NavigationReport {
  var version = 0.0
  var skipped: [String: Int] = [:]
  private var counts: [String: (count: Int, satellites: Set<Satellite>)] = [:]
  private var first: GNSSTime?
  private var last: GNSSTime?

  init() {}

  mutating func take(_ ephemeris: Ephemeris) {
    let kind = "\(ephemeris.satellite.system.letter) \(ephemeris.message.rawValue)"
    counts[kind, default: (0, [])].count += 1
    counts[kind]?.satellites.insert(ephemeris.satellite)
    if first.map({ ephemeris.toe < $0 }) ?? true { first = ephemeris.toe }
    if last.map({ ephemeris.toe > $0 }) ?? true { last = ephemeris.toe }
  }

  private var kinds: [(name: String, count: Int, satellites: Int)] {
    counts.map { ($0.key, $0.value.count, $0.value.satellites.count) }.sorted { $0.0 < $1.0 }
  }

  func write(to json: inout JSONWriter) {
    json.key("kind")
    json.string("navigation")
    json.key("version")
    json.number(version)
    json.optional("firstEphemeris", first?.gpstText) { $0.string($1) }
    json.optional("lastEphemeris", last?.gpstText) { $0.string($1) }
    json.key("ephemerides")
    json.beginObject()
    for kind in kinds {
      json.key(kind.name)
      json.beginObject()
      json.key("count")
      json.integer(kind.count)
      json.key("satellites")
      json.integer(kind.satellites)
      json.endObject()
    }
    json.endObject()
    json.key("otherRecords")
    json.beginObject()
    for (kind, count) in skipped.sorted(by: { $0.key < $1.key }) {
      json.key(kind)
      json.integer(count)
    }
    json.endObject()
  }

  func readable() -> String {
    var facts = TextTable([("", .left), ("", .left)])
    facts.add([text(zh: "内容", en: "contents"), text(zh: "RINEX \(version) 导航", en: "RINEX \(version) navigation")])
    let none = text(zh: "没有", en: "none")
    facts.add([text(zh: "最早星历 toe", en: "first toe"), first?.gpstText ?? none])
    facts.add([text(zh: "最晚星历 toe", en: "last toe"), last?.gpstText ?? none])
    var table = TextTable([
      (text(zh: "电文", en: "message"), .left), (text(zh: "卫星", en: "satellites"), .right), (text(zh: "星历", en: "ephemerides"), .right),
    ])
    for kind in kinds { table.add([kind.name, "\(kind.satellites)", "\(kind.count)"]) }
    for (kind, count) in skipped.sorted(by: { $0.key < $1.key }) {
      table.add([text(zh: "\(kind)（未读）", en: "\(kind) (not read)"), "", "\(count)"])
    }
    return facts.text(indent: 2) + "\n" + table.text(indent: 2)
  }
}
