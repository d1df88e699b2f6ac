import GNSS
import RTCM
import RTKLib
import RecordedData
import Testing

/// Every epoch, satellite, pseudorange, phase, Doppler, C/N0 and flag of every recorded stream, against RTKLIB's decoder (Debian's 2.4.3 b34).
///
/// What RTKLIB does otherwise; each is counted, and nothing is left over:
/// 1. *gaps*: It has no B1C, B2a and B2b of BeiDou and no S band of NavIC.
/// 2. *unfinished*: It gives an epoch only when a message says it is complete; what is cut off by the next epoch, a loss, or the end, it drops.
/// 3. *firstEpoch*: GLONASS before any GPS time it puts to another day, and drops the first epoch or part of it.
/// 4. *afterDamage*: What looks like a frame and is none (a damaged frame, other bytes between frames) it passes over as a whole, and loses the intact
///    frames that begin within.
/// 5. *zeros*: It gives rows to what has neither range nor phase, of zeros.
/// 6. *notValid*: It gives the pseudorange of L1 in 1004 and 1012 where its phase is not available, which says that it is not valid; and an L2 of SBAS,
///    which does not exist (in `testglo.rtcm3` the sender fills that place with zeros: range and phase of L1, at the frequency of GPS L2).
/// 7. *superseded*: Where MSM and older messages of one system come, it gives both. Older L2 of codes 1 to 3 are 2P, 2D and 2W there, L1 of code 1 is 1P.
/// 8. *wrongSBASTime*: A message with another time throws away the epoch that collects. (`missing-gps.rtcm` has SBAS with a time of day for a time of week.)
/// 9. *otherStation*: It mixes stations, and so their lock times.
/// 10. Its flag of lost lock compares indicators alone, so it misses what only the time since the last sighting tells (*byElapsedTime*), and takes
///    a first sighting with indicator 0 for a loss (*firstSight*). It sets both bits for a half cycle.
@Suite(.serialized) struct RTKLibComparisonTests {
  struct Key: Hashable {
    var time: GNSSTime
    var satellite: Satellite
    var signal: Signal
  }

  struct Track: Hashable {
    var station: UInt16
    var satellite: Satellite
    var signal: Signal
  }

  /// An observation of ours, and what is known of the signal before.
  struct Row {
    var observation: Observation
    var before: (time: GNSSTime, lockTime_ms: UInt32)?
    var isFinished: Bool
  }

  static let gaps: [GNSSSystem: Set<String>] = [.beidou: ["5D", "5P", "5X", "7D", "1D", "1P", "1X"], .navic: ["9A"]]

  /// The recorded streams with observations.
  static let recordings = RecordedData.files(below: "data/rtcm").filter { path in
    [".rtcm3", ".rtcm", ".log", ".bin", "RTCM_33", "imu_rtcm"].contains { path.hasSuffix($0) }
      && !["/rtcm-rs/", "/go-gnss-rtcm/", "-afl/"].contains { path.contains($0) }
  }

  /// Streams that say nothing of their date, and one near it from elsewhere: the catalogue, or 2018 for an eighteenth leap second.
  static let undated = GNSSTime(gpsWeek: 2000, secondsOfWeek: 300_000)

  struct Ours {
    /// More than one where stations meet.
    var rows: [Key: [Row]] = [:]
    var stations: Set<UInt16> = []
    var statistics = EpochAssembler.Statistics()
    var first: GNSSTime?
    var isDamaged = false
  }

  static func ours(_ bytes: [UInt8], _ approximate: GNSSTime) -> Ours {
    var assembler = EpochAssembler(context: TimeContext(approximateTime: approximate))
    var ours = Ours()
    var last: [Track: (time: GNSSTime, lockTime_ms: UInt32)] = [:]
    func keep(_ epoch: Epoch, _ isFinished: Bool) {
      ours.stations.insert(epoch.stationID)
      if ours.first == nil { ours.first = epoch.time }
      for row in epoch.observations {
        let track = Track(station: epoch.stationID, satellite: row.satellite, signal: row.signal)
        ours.rows[Key(time: epoch.time, satellite: row.satellite, signal: row.signal), default: []]
          .append(Row(observation: row, before: last[track], isFinished: isFinished))
        if !row.phaseRange.isNaN { last[track] = (epoch.time, row.lockTime_ms) }
      }
    }
    let (frames, statistics) = scanFrames(bytes)
    ours.isDamaged = statistics.crcFailures > 0 || statistics.skippedBytes > 0
    for frame in frames {
      var closed: [Epoch] = []
      let payload = frame.bytes.span.bytes.extracting(3..<(frame.bytes.count - 3))
      let unfinished = assembler.statistics.unfinishedEpochs
      if let message = try? Message(payload: payload) { assembler.learn(from: message) { closed.append($0) } }
      _ = try? assembler.add(payload) { closed.append($0) }
      for (i, epoch) in closed.enumerated() { keep(epoch, !(i == 0 && assembler.statistics.unfinishedEpochs > unfinished)) }
    }
    assembler.finish { keep($0, false) }
    ours.statistics = assembler.statistics
    return ours
  }

  struct Count: Equatable {
    var equal = 0
    var gaps = 0
    var unfinished = 0
    var firstEpoch = 0
    var afterDamage = 0
    var zeros = 0
    var notValid = 0
    var superseded = 0
    var wrongSBASTime = 0
    var otherStation = 0
    var sameFlags = 0
    var halfCycles = 0
    var firstSight = 0
    var byElapsedTime = 0
    /// The greatest differences.
    var worst = (range: 0.0, phase: 0.0, doppler: 0.0, cn0: 0.0)
    static func == (a: Self, b: Self) -> Bool { a.equal == b.equal && a.sameFlags == b.sameFlags }
  }

  /// 0 is how RTKLIB says "not there".
  private static func difference(_ a: Double, _ b: Double) -> Double { a.isNaN ? abs(b) : abs(a - b) }

  @Test(.recordedData("data/rtcm"), arguments: recordings) func everythingIsEqual(path: String) throws {
    let bytes = try RecordedData.bytes(path)
    let approximate = DateEvidence.find(in: bytes.span.bytes) ?? Self.undated
    let ours = Self.ours(bytes, approximate)
    guard !ours.rows.isEmpty else { return }
    var decoder = try RTKLibDecoder(approximateTime: approximate)
    var count = Count()
    var used: Set<Key> = []
    var unexplained: [String] = []
    for epoch in decoder.decode(bytes) {
      for peer in epoch.observations {
        if peer.pseudorange == 0 && peer.phase_cycles == 0 {
          count.zeros += 1
          continue
        }
        var key = Key(time: epoch.time, satellite: peer.satellite, signal: peer.signal)
        if ours.rows[key] == nil, peer.satellite.system == .gps, let alias = Self.alias(peer.signal) { key.signal = alias }
        // Where stations meet, the one that RTKLIB took.
        let row = ours.rows[key]?.min {
          Self.difference($0.observation.pseudorange, peer.pseudorange) < Self.difference($1.observation.pseudorange, peer.pseudorange)
        }
        guard let row else {
          if peer.phase_cycles == 0 || (peer.satellite.system == .sbas && peer.signal.band == 2) {
            count.notValid += 1
          } else if ours.statistics.supersededMessages > 0 {
            count.superseded += 1
          } else if ours.statistics.repairedMessages > 0, peer.satellite.system == .sbas {
            count.wrongSBASTime += 1
          } else {
            unexplained.append("only RTKLIB, \(epoch.time.secondsOfWeek): \(peer)")
          }
          continue
        }
        let o = row.observation
        let range = Self.difference(o.pseudorange, peer.pseudorange)
        let phase = Self.difference(o.phase_cycles, peer.phase_cycles)
        if range > 2e-8 || phase > 2e-7, ours.statistics.supersededMessages > 0 {
          count.superseded += 1
          continue
        }
        used.insert(key)
        count.equal += 1
        count.worst.range = max(count.worst.range, range)
        count.worst.phase = max(count.worst.phase, phase)
        count.worst.doppler = max(count.worst.doppler, Self.difference(o.doppler, peer.doppler))
        count.worst.cn0 = max(count.worst.cn0, Self.difference(Double(o.cn0_dbHz), peer.snr_dbHz))
        if o.phaseRange.isNaN { continue }
        // Its LLI is the loss plus three times the half cycle.
        let isLost = peer.lli == 1 || peer.lli == 4
        if o.flags.contains(.halfCycleAmbiguity) != (peer.lli >= 3) {
          unexplained.append("half cycle, \(epoch.time.secondsOfWeek): \(peer)")
        } else if o.flags.contains(.halfCycleAmbiguity) {
          count.halfCycles += 1
        }
        switch (o.flags.contains(.lossOfLock), isLost) {
        case (true, true), (false, false): count.sameFlags += 1
        case _ where ours.stations.count > 1: count.otherStation += 1
        case (false, true) where row.before == nil && o.lockTime_ms == 0: count.firstSight += 1
        case (true, false):
          // The lock is younger than the last sighting.
          if let before = row.before, epoch.time.seconds(since: before.time) * 1000 > Double(o.lockTime_ms) {
            count.byElapsedTime += 1
          } else {
            unexplained.append("our loss of lock, \(epoch.time.secondsOfWeek): \(peer), \(o), \(String(describing: row.before))")
          }
        case (false, true):
          unexplained.append("its loss of lock, \(epoch.time.secondsOfWeek): \(peer), \(o), \(String(describing: row.before))")
        }
      }
    }
    for (key, rows) in ours.rows where !used.contains(key) {
      for row in rows {
        if Self.gaps[key.satellite.system]?.contains(key.signal.description) == true {
          count.gaps += 1
        } else if !row.isFinished {
          count.unfinished += 1
        } else if row.observation.pseudorange.isNaN && row.observation.phaseRange.isNaN {
          count.zeros += 1
        } else if ours.first == key.time {
          count.firstEpoch += 1
        } else if count.wrongSBASTime > 0 {
          count.wrongSBASTime += 1
        } else if ours.stations.count > 1 {
          count.otherStation += 1
        } else if ours.isDamaged {
          count.afterDamage += 1
        } else {
          unexplained.append("only ours, \(key.time.secondsOfWeek): \(row.observation)")
        }
      }
    }
    print("RTKLIB comparison \(path): \(count)")
    #expect(unexplained.isEmpty, "\(unexplained.count), such as \(unexplained.prefix(5).joined(separator: "; "))")
    // Each of RTKLIB's pseudoranges is rounded twice at 2e7…7e7 m (7e-9 m each); a phase in 1e8…2e8 cycles likewise (3e-8);
    // Doppler is a 32-bit float (5e3 Hz: 2.5e-4); C/N0 a multiple of 1/1000 dB-Hz, then a float.
    let isExact = count.worst.range < 2e-8 && count.worst.phase < 2e-7 && count.worst.doppler < 5e-4 && count.worst.cn0 < 6e-4
    #expect(isExact, "\(count.worst)")
    // Few are left out for a reason that takes whole epochs.
    #expect(count.afterDamage < 60 && count.unfinished <= 60)
    if count.superseded == 0 && count.wrongSBASTime == 0 { #expect(count.firstEpoch < 60) }
  }

  private static func alias(_ signal: Signal) -> Signal? {
    switch signal.description {
    case "2P", "2D": Signal("2W")
    case "1P": Signal("1W")
    default: nil
    }
  }
}
