import GNSS
import RTCM

/// A way to send an epoch with fewer bits; the rungs of a ladder from everything to the least that is of use.
struct EpochVariant: Hashable {
  /// The highest level of multiple signal messages; higher ones are lowered.
  var level: Int
  /// The most signals of a system; nil for all.
  var signals: Int?
  /// The most satellites of all systems together; nil for all.
  var satellites: Int?

  /// From the richest to the poorest.
  ///
  /// First the resolution goes, which costs a receiver next to nothing (MSM4/5: phase 0.56 mm); then signals beyond two of a system, since two
  /// frequencies make a fixed solution over a network's distances; then satellites, the weakest first; last the second frequency.
  static let ladder: [EpochVariant] =
    [EpochVariant(level: 7), EpochVariant(level: 5), EpochVariant(level: 4), EpochVariant(level: 4, signals: 3), working]
    + [28, 24, 20, 16, 12].map { EpochVariant(level: 4, signals: 2, satellites: $0) }
    + [16, 12, 10, 8, 6].map { EpochVariant(level: 4, signals: 1, satellites: $0) }

  /// What should be had before the rate is the better sacrifice: MSM4, two signals of each system, all satellites.
  static let working = EpochVariant(level: 4, signals: 2)

  /// In a few words, for the report.
  var name: String {
    var parts = [level == 7 ? text(zh: "原样", en: "as it came") : level == 5 ? "MSM5/4" : "MSM4"]
    if let signals { parts.append(text(zh: "每系统 \(signals) 个信号", en: signals == 1 ? "1 signal a system" : "\(signals) signals a system")) }
    if let satellites { parts.append(text(zh: "\(satellites) 颗卫星", en: "\(satellites) satellites")) }
    return parts.joined(separator: text(zh: "，", en: ", "))
  }

  /// What a message of a level becomes: 7 → 5, 6 → 4 first, then all 4. Levels 1–3 stay.
  func level(of kind: MSMKind) -> Int {
    guard kind.level > level else { return kind.level }
    return kind.level == 6 ? 4 : level
  }
}

/// What is in an epoch: which signals and satellites are worth keeping.
struct EpochContents {
  private struct SignalUse {
    var cells = 0
    var cn0 = 0.0
  }

  private var signals: [GNSSSystem: [UInt8: SignalUse]] = [:]
  /// The best carrier-to-noise ratio of each satellite, dB-Hz.
  private var satellites: [Satellite: Double] = [:]

  /// Bands in the order of their worth: the one that all satellites of the system send first, then the one that goes best with it.
  private static func bands(of system: GNSSSystem) -> [Character] {
    switch system {
    case .gps, .qzss: ["1", "2", "5", "6"]
    case .glonass: ["1", "2", "3"]
    case .galileo: ["1", "5", "7", "8", "6"]
    case .sbas: ["1", "5"]
    case .beidou: ["2", "6", "7", "5", "1", "8"]
    case .navic: ["5", "9", "1"]
    }
  }

  /// Adds a message.
  mutating func add(_ block: borrowing MSMBlock) {
    let kind = block.header.kind
    let unit = kind.level >= 6 ? DataField.df408.resolution : DataField.df403.resolution
    for i in 0..<block.cellCount {
      let cell = block.cells[i]
      let satellite = kind.satellite(maskPosition: Int(block.satellites[Int(cell.satelliteIndex)].maskPosition))
      let cn0 = Double(cell.cn0) * unit
      signals[kind.system, default: [:]][block.signalIDs[Int(cell.signalIndex)], default: SignalUse()].cells += 1
      signals[kind.system, default: [:]][block.signalIDs[Int(cell.signalIndex)], default: SignalUse()].cn0 += cn0
      satellites[satellite] = max(satellites[satellite] ?? 0, cn0)
    }
  }

  /// The signal identifiers to keep, at most so many of a system and one of a band: by band, where at least half as many satellites send it as
  /// send the commonest; within a band the commonest, then the strongest. Reserved identifiers come last.
  func bestSignals(_ count: Int, dialect: MSMDialect) -> [GNSSSystem: Set<UInt8>] {
    signals.mapValues { _ in [] as Set<UInt8> }.merging(
      signals.map { system, uses in
        let most = uses.values.map(\.cells).max() ?? 0
        let bands = Self.bands(of: system)
        func rank(_ id: UInt8) -> (Int, Int, Int, Double) {
          let use = uses[id] ?? SignalUse()
          let code = MSMSignals.signal(Int(id), of: system, dialect: dialect)?.description.first
          let band = code.flatMap { bands.firstIndex(of: $0) } ?? bands.count
          return (use.cells * 2 >= most ? 0 : 1, band, -use.cells, -use.cn0)
        }
        var kept: Set<UInt8> = []
        var bandsKept: Set<Character> = []
        for id in uses.keys.sorted(by: { rank($0) < rank($1) }) where kept.count < count {
          let band = MSMSignals.signal(Int(id), of: system, dialect: dialect)?.description.first ?? "?"
          if bandsKept.insert(band).inserted { kept.insert(id) }
        }
        return (system, kept)
      }, uniquingKeysWith: { $1 })
  }

  /// The strongest satellites. Those kept before count 3 dB more, so that they do not come and go.
  func bestSatellites(_ count: Int, before: Set<Satellite>) -> Set<Satellite> {
    func weight(_ satellite: Satellite) -> Double { (satellites[satellite] ?? 0) + (before.contains(satellite) ? 3 : 0) }
    return Set(satellites.keys.sorted { (weight($1), $0) < (weight($0), $1) }.prefix(count))
  }
}
