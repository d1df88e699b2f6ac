import GNSS
import RTCM

/// What `rtcm filter` lets through.
struct StreamSelection {
  /// Message numbers; empty for all.
  var types: Set<UInt16> = []
  var excludedTypes: Set<UInt16> = []
  /// Reference-station numbers; empty for all.
  var stations: Set<UInt32> = []
  /// Empty for all.
  var systems: Set<GNSSSystem> = []
  /// Empty for all.
  var satellites: Set<Satellite> = []
  /// Signal identifiers by system; a system without an entry keeps all.
  var signals: [GNSSSystem: Set<UInt8>] = [:]
  /// The interval of observations, ms; nil for all.
  var interval_ms: UInt32?

  /// Whether satellites or signals are taken out of messages.
  var isPartial: Bool { !satellites.isEmpty || !signals.isEmpty }

  func keeps(_ satellite: Satellite, _ signalID: UInt8) -> Bool {
    (satellites.isEmpty || satellites.contains(satellite)) && (signals[satellite.system]?.contains(signalID) ?? true)
  }
}

extension StreamSelection {
  /// Numbers and ranges: `1006,1074-1077`.
  static func numbers(_ text: String, option: String, limit: Int) throws(CommandError) -> [Int] {
    var result: [Int] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
      guard 1...2 ~= ends.count, let first = Int(ends[0]), let last = Int(ends[ends.count - 1]), 0...limit ~= first, 0...limit ~= last,
        first <= last
      else {
        throw usage(
          option, String(part), zh: "应为 0 到 \(limit) 的编号或范围，如 1006,1074-1077",
          en: "numbers or ranges from 0 to \(limit), such as 1006,1074-1077, are expected")
      }
      result += first...last
    }
    return result
  }

  /// Letters of RINEX: `G,C` or `GC`.
  static func systems(_ text: String) throws(CommandError) -> [GNSSSystem] {
    var result: [GNSSSystem] = []
    for letter in text where letter != "," {
      guard let system = GNSSSystem(letter: letter) else {
        throw usage("--system", String(letter), zh: "应为 G R E S J C I 中的字母", en: "letters out of G R E S J C I are expected")
      }
      result.append(system)
    }
    return result
  }

  /// Satellites and ranges: `C05,C19-C37`.
  static func satellites(_ text: String) throws(CommandError) -> [Satellite] {
    var result: [Satellite] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Satellite($0) }
      guard 1...2 ~= ends.count, let first = ends[0], let last = ends[ends.count - 1], first.system == last.system,
        first.number <= last.number
      else {
        throw usage("--satellite", String(part), zh: "应为卫星或范围，如 C05,C19-C37", en: "satellites or ranges, such as C05,C19-C37, are expected")
      }
      result += (first.number...last.number).map { Satellite(first.system, $0) }
    }
    return result
  }

  /// Signals: `2I` of every system that has it, `C:2I` of one; `C:id5` by identifier.
  static func signals(_ text: String, _ dialect: MSMDialect) throws(CommandError) -> [GNSSSystem: Set<UInt8>] {
    var result: [GNSSSystem: Set<UInt8>] = [:]
    func take(_ name: Substring, _ system: GNSSSystem) -> Bool {
      if name.hasPrefix("id"), let id = UInt8(name.dropFirst(2)), 1...32 ~= id {
        result[system, default: []].insert(id)
        return true
      }
      let ids = (1...32).filter { id in
        MSMSignals.signal(id, of: system, dialect: dialect).map { $0.description == name } ?? false
      }
      result[system, default: []].formUnion(ids.map { UInt8($0) })
      return !ids.isEmpty
    }
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let words = part.split(separator: ":", omittingEmptySubsequences: false)
      var isKnown = false
      if words.count == 2, words[0].utf8.count == 1, let letter = words[0].first, let system = GNSSSystem(letter: letter) {
        isKnown = take(words[1], system)
      } else if words.count == 1 {
        // A code without a system speaks of all: systems that do not have it keep nothing.
        isKnown = GNSSSystem.allCases.map { take(words[0], $0) }.contains(true)
      }
      guard isKnown else {
        throw usage(
          "--signal", String(part), zh: "应为 RINEX 信号码，如 2I 或 C:2I,C:6I，或 C:id5",
          en: "RINEX signal codes, such as 2I or C:2I,C:6I, or C:id5, are expected")
      }
    }
    return result
  }

  /// Seconds that divide a day into whole parts, in milliseconds.
  static func interval(_ text: String, option: String) throws(CommandError) -> UInt32 {
    guard let seconds = Double(text), seconds >= 0.001, seconds <= 86_400 else {
      throw usage(option, text, zh: "应为 0.001 到 86400 的秒数", en: "seconds from 0.001 to 86400 are expected")
    }
    let milliseconds = UInt32((seconds * 1000).rounded())
    guard abs(Double(milliseconds) - seconds * 1000) < 1e-6, 86_400_000 % milliseconds == 0 else {
      throw usage(
        option, text, zh: "应为能整除一天的秒数，如 0.2、1、5、30", en: "seconds that divide a day into whole parts, such as 0.2, 1, 5, 30, are expected")
    }
    return milliseconds
  }

  private static func usage(_ option: String, _ value: String, zh: String, en: String) -> CommandError {
    CommandError(.usage, text(zh: "\(option) \(value)：\(zh)", en: "\(option) \(value): \(en)"))
  }
}

/// Which epochs are on a grid of whole seconds of GPS time.
struct EpochGrid {
  let interval_ms: UInt32
  /// GPS time minus UTC, s, for epochs in GLONASS time. The last known value, until 1013 says another.
  private var leapSeconds = LeapSecondTable.builtIn.entries.last?.gpstMinusUTC ?? 18
  /// Receivers with a drifting clock send epochs some milliseconds off.
  private static let tolerance_ms = 5

  init(interval_ms: UInt32) { self.interval_ms = interval_ms }

  /// Takes the leap seconds from 1013.
  mutating func learn(_ payload: RawSpan) {
    guard Message.number(of: payload) == 1013, let message = try? Message1013(payload: payload), 1...100 ~= message.leapSeconds else {
      return
    }
    leapSeconds = Int(message.leapSeconds)
  }

  /// True for an epoch on the grid.
  func contains(_ epoch: UInt32, of system: GNSSSystem) -> Bool { contains(milliseconds: millisecondsOfDay(epoch, of: system)) }

  /// True for a time of the GPS day on the grid.
  func contains(milliseconds: Int) -> Bool {
    let interval = Int(interval_ms)
    let rest = milliseconds % interval
    return min(rest, interval - rest) <= min(Self.tolerance_ms, interval / 4)
  }

  /// The GPS time of day of an epoch as sent, milliseconds of the week or of the GLONASS day.
  func millisecondsOfDay(_ epoch: UInt32, of system: GNSSSystem) -> Int {
    var milliseconds = Int(epoch)
    if system == .beidou { milliseconds += 14_000 }
    // Moscow time is UTC + 3 h.
    if system == .glonass { milliseconds += leapSeconds * 1000 - 10_800_000 }
    return (milliseconds % 86_400_000 + 86_400_000) % 86_400_000
  }
}
