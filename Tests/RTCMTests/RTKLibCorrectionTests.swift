import GNSS
import RTCM
import RTKLib
import RecordedData
import Testing

/// State-space corrections of recorded streams, against RTKLIB's decoder (Debian's 2.4.3 b34).
///
/// What RTKLIB does otherwise, and is left out: BeiDou in RTCM's own messages (it adds one to the satellite, and reads 24 bits of issue where
/// recorded frames have eight); phase biases (it has them under other numbers and with 17 bits more); VTEC (it has none); and the signals of
/// code biases that its one table for RTCM and IGS does not name as the two documents do.
@Suite(.serialized) struct RTKLibCorrectionTests {
  struct Tally {
    var values = 0
    var frames: [String: Int] = [:]
    var notTaken: [String: Int] = [:]
    var unnamed: [String: Int] = [:]
    var faults: [String: (count: Int, sample: String)] = [:]

    mutating func check(_ name: String, _ ours: Double, _ theirs: Double, tolerance: Double = 1e-12) {
      values += 1
      if !(abs(ours - theirs) <= tolerance) { faults[name, default: (0, "\(ours), RTKLIB \(theirs)")].count += 1 }
    }

    mutating func check(_ name: String, _ ours: SSROrbitTerms, _ theirs: RTKLibDecoder.Corrections) {
      check(name + " radial", ours.radial, theirs.orbit.x)
      check(name + " along", ours.alongTrack, theirs.orbit.y)
      check(name + " cross", ours.crossTrack, theirs.orbit.z)
      check(name + " radial rate", ours.radialRate, theirs.orbitRate.x)
      check(name + " along rate", ours.alongTrackRate, theirs.orbitRate.y)
      check(name + " cross rate", ours.crossTrackRate, theirs.orbitRate.z)
    }

    mutating func check(_ name: String, _ ours: SSRClockTerms, _ theirs: RTKLibDecoder.Corrections) {
      check(name + " c0", ours.c0, theirs.clock.x)
      check(name + " c1", ours.c1, theirs.clock.y)
      check(name + " c2", ours.c2, theirs.clock.z)
    }
  }

  /// One frame: what ours says of each satellite beside what RTKLIB took up.
  static func compare(_ kind: SSRKind, _ payload: RawSpan, _ decoder: inout RTKLibDecoder, _ tally: inout Tally) throws {
    let name = kind.format == .igs ? "4076_\(kind.igsSubtype)" : "\(kind.number)"
    func each<C: SSRCorrections, S: SSRSatelliteGroup, let n: Int>(
      _ type: C.Type, _ list: (C) -> BoundedArray<n, S>, _ body: (S, RTKLibDecoder.Corrections, inout Tally) -> Void
    ) throws {
      let message = try C(payload: payload)
      let satellites = list(message)
      tally.frames[name, default: 0] += 1
      for i in satellites.indices {
        guard let theirs = decoder.takeCorrections(of: satellites[i].satellite) else {
          tally.notTaken[name + " " + satellites[i].satellite.description, default: 0] += 1
          continue
        }
        body(satellites[i], theirs, &tally)
      }
    }
    switch kind.content {
    case .orbit:
      try each(SSROrbits.self, \.satellites) { s, t, tally in
        tally.check(name, s.orbit, t)
        tally.check(name + " issue", Double(s.issueOfData.issue), Double(t.issue))
      }
    case .combined:
      try each(SSROrbitsAndClocks.self, \.satellites) { s, t, tally in
        tally.check(name, s.orbit, t)
        tally.check(name, s.clock, t)
        tally.check(name + " issue", Double(s.issueOfData.issue), Double(t.issue))
      }
    case .clock: try each(SSRClocks.self, \.satellites) { s, t, tally in tally.check(name, s.clock, t) }
    case .ura: try each(SSRAccuracies.self, \.satellites) { s, t, tally in tally.check(name, Double(s.accuracyRaw), Double(t.ura)) }
    case .highRateClock:
      try each(SSRHighRateClocks.self, \.satellites) { s, t, tally in tally.check(name, s.clock, t.highRateClock) }
    case .codeBias:
      try each(SSRCodeBiases.self, \.satellites) { s, t, tally in
        for i in s.biases.indices where s.biases[i].biasRaw != 0 {
          guard let signal = s.biases[i].signal, let theirs = t.codeBiases[signal] else {
            tally.unnamed["\(name) \(s.biases[i].signal?.description ?? "?")", default: 0] += 1
            continue
          }
          tally.check("\(name) \(signal)", s.biases[i].bias, theirs, tolerance: 1e-5)  // RTKLIB has it as a 32-bit float, up to 82 m
        }
      }
    case .phaseBias, .vtec: break
    }
  }

  @Test(.recordedData("data/rtcm")) func everyCorrectionIsEqual() throws {
    var tally = Tally()
    for file in RecordedData.files(below: "data/rtcm") where !file.contains("/rtcm-rs/") {
      let bytes = try RecordedData.bytes(file)
      var decoder = try RTKLibDecoder(approximateTime: GNSSTime(gpsWeek: 2200, secondsOfWeek: 0))
      for frame in plainFrames(bytes) {
        let payload = bytes.span.bytes.extracting((frame.offset + 3)..<(frame.offset + frame.length - 3))
        guard let kind = SSRKind(payload: payload), kind.content != .phaseBias, kind.content != .vtec else { continue }
        if kind.system == .beidou, kind.format == .rtcm { continue }
        _ = decoder.decode(Array(bytes[frame.offset..<(frame.offset + frame.length)]))
        try Self.compare(kind, payload, &decoder, &tally)
      }
    }
    print(
      "RTKLIB correction comparison: \(tally.values) values of", tally.frames.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" },
      "not taken by it:", tally.notTaken, "signals that it does not name:", tally.unnamed)
    for (key, fault) in tally.faults.sorted(by: { $0.key < $1.key }) { Issue.record("\(key): \(fault.count) ×, first \(fault.sample)") }
    #expect(tally.values > 10_000)
  }
}
