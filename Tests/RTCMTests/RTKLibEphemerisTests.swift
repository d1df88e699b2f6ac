import GNSS
import RTCM
import RTKLib
import RecordedData
import Testing

/// Every element of every recorded ephemeris, against RTKLIB's decoder (Debian's 2.4.3 b34).
///
/// What RTKLIB does otherwise, and is taken into account here:
/// - It resolves weeks of ten bits by the computer's clock: they are compared modulo 1024. It then moves the week by one towards the time of
///   the stream, which is wrong where the two are a roll apart.
/// - Weeks may differ by one where the instants agree: it keeps the week of t_oe, we keep the one that was sent.
/// - GLONASS days are compared modulo a day. It keeps no N_T, N4, τ_c, F_T and the like.
/// - 2⁻⁵⁹ and 2⁻⁶⁶ have 15 digits in it, so af2 of Galileo and BeiDou agrees to 1e-14.
/// - The flag for P data on L2, which QZSS does not send (1044), is 1 in it.
@Suite(.serialized) struct RTKLibEphemerisTests {
  /// The elements that must agree; both sides compute them from the same integers by the same constants.
  static let elements: [(name: String, value: @Sendable (KeplerEphemeris) -> Double)] = [
    ("af0", { $0.clockBias }), ("af1", { $0.clockDrift }), ("af2", { $0.clockDriftRate }), ("√A", { $0.sqrtA }), ("e", { $0.eccentricity }),
    ("M0", { $0.meanAnomaly }), ("Δn", { $0.meanMotionDifference }), ("Ω0", { $0.nodeLongitude }), ("Ω̇", { $0.nodeRate }),
    ("i0", { $0.inclination }), ("IDOT", { $0.inclinationRate }), ("ω", { $0.argumentOfPerigee }), ("Cuc", { $0.cuc }), ("Cus", { $0.cus }),
    ("Crc", { $0.crc }), ("Crs", { $0.crs }), ("Cic", { $0.cic }), ("Cis", { $0.cis }), ("TGD", { $0.groupDelay }),
    ("TGD2", { $0.groupDelay2 }),
    ("accuracy", { Double($0.accuracyIndex) }), ("health", { Double($0.health) }), ("fit", { $0.isFitIntervalExtended ? 1 : 0 }),
    ("L2 codes", { Double($0.codesOnL2) }), ("L2 P data", { $0.isL2PDataOff ? 1 : 0 }),
    ("IODE", { Double($0.issueOfEphemeris) }), ("IODC", { Double($0.issueOfClock) }),
  ]

  struct Tally {
    var compared: [UInt16: Int] = [:]
    var values = 0
    var notTaken: [UInt16: Int] = [:]
    var movedWeeks = 0
    var wronglyMoved = 0
  }

  static func ephemeris(_ message: Message, _ context: TimeContext) -> Ephemeris? {
    switch message {
    case .message1019(let m): m.ephemeris(in: context).map(Ephemeris.kepler)
    case .message1020(let m): m.ephemeris(in: context).map(Ephemeris.glonass)
    case .message1041(let m): m.ephemeris(in: context).map(Ephemeris.kepler)
    case .message1042(let m): m.ephemeris(in: context).map(Ephemeris.kepler)
    case .message1044(let m): m.ephemeris(in: context).map(Ephemeris.kepler)
    case .message1045(let m): m.ephemeris(in: context).map(Ephemeris.kepler)
    case .message1046(let m): m.ephemeris(in: context).map(Ephemeris.kepler)
    default: nil
    }
  }

  @Test(.recordedData("data/rtcm")) func everyElementIsEqual() throws {
    var tally = Tally()
    var faults: [String: (count: Int, sample: String)] = [:]
    for file in RecordedData.files(below: "data/rtcm") where !file.contains("/rtcm-rs/") {
      let bytes = try RecordedData.bytes(file)
      var frames: [(number: UInt16, message: Message, bytes: [UInt8])] = []
      var evidence = DateEvidence()
      for frame in plainFrames(bytes) where DateEvidence.isEvidence(UInt16(frame.type)) {
        let payload = bytes.span.bytes.extracting((frame.offset + 3)..<(frame.offset + frame.length - 3))
        let message = try Message(payload: payload)
        evidence.take(message)
        frames.append((UInt16(frame.type), message, Array(bytes[frame.offset..<(frame.offset + frame.length)])))
      }
      let date = evidence.time ?? GNSSTime(gpsWeek: 2200, secondsOfWeek: 0)
      var context = TimeContext(approximateTime: date)
      var decoder = try RTKLibDecoder(approximateTime: date)
      for frame in frames {
        guard var ours = Self.ephemeris(frame.message, context) else { continue }
        if [.beidou, .galileo].contains(ours.satellite.system), case .kepler(let e) = ours {
          // The week is that of transmission: the stream's time is within it, or later. By that an ephemeris of the week before is judged.
          let begin = GNSSTime(week: e.week, nanosecondsOfWeek: 0, in: TimeScale(e.satellite.system), leapSeconds: .builtIn)
          if begin.seconds(since: date) > 0 { context.learn(begin) }
          ours = Self.ephemeris(frame.message, context) ?? ours
        }
        _ = decoder.decode(frame.bytes)
        guard let theirs = decoder.takeEphemeris(of: ours.satellite, ours.message) else {
          tally.notTaken[frame.number, default: 0] += 1
          continue
        }
        tally.compared[frame.number, default: 0] += 1
        func fault(_ name: String, _ text: String) {
          faults["\(frame.number) \(name)", default: (0, "\(file) \(ours.satellite): \(text)")].count += 1
        }
        switch (ours, theirs) {
        case (.kepler(let a), .kepler(let b)): Self.compare(a, b, &tally, fault)
        case (.glonass(let a), .glonass(let b)): Self.compare(a, b, &tally, fault)
        default: fault("kind", "another kind")
        }
      }
    }
    print(
      "RTKLIB ephemeris comparison: \(tally.values) values of", tally.compared.sorted { $0.key < $1.key },
      "not taken by it:", tally.notTaken.sorted { $0.key < $1.key },
      "weeks that it moved: \(tally.movedWeeks), wrongly: \(tally.wronglyMoved)")
    for number: UInt16 in [1019, 1020, 1041, 1042, 1044, 1045, 1046] { #expect(tally.compared[number, default: 0] > 0, "no \(number)") }
    #expect(tally.notTaken.isEmpty && tally.values > 350_000 && tally.wronglyMoved < 50)
    for (key, fault) in faults.sorted(by: { $0.key < $1.key }) { Issue.record("\(key): \(fault.count) ×, first \(fault.sample)") }
  }

  static func compare(_ a: KeplerEphemeris, _ b: KeplerEphemeris, _ tally: inout Tally, _ fault: (String, String) -> Void) {
    for element in elements {
      let (ours, theirs) = (element.value(a), element.value(b))
      tally.values += 1
      // Two products against one, each rounded: a unit or two in the last place.
      if element.name == "L2 P data", a.satellite.system == .qzss { continue }
      let tolerance = element.name == "af2" ? 1e-14 : 4e-16
      if abs(ours - theirs) > tolerance * abs(ours) { fault(element.name, "\(ours), RTKLIB \(theirs)") }
    }
    let roll: Int64 = [.gps, .qzss, .navic].contains(a.satellite.system) ? 1024 : 8192
    for (name, ours, theirs) in [("toe", a.toe, b.toe), ("toc", a.toc, b.toc)] {
      tally.values += 1
      let difference = (ours.nanoseconds - theirs.nanoseconds) % (roll * GNSSTime.nanosecondsPerWeek)
      if difference == 0 { continue }
      if abs(ours.seconds(since: theirs)) > 512 * 604_800,
        abs(difference) % (1022 * GNSSTime.nanosecondsPerWeek) == GNSSTime.nanosecondsPerWeek
      {
        tally.wronglyMoved += 1
      } else {
        fault(name, "\(ours), RTKLIB \(theirs)")
      }
    }
    let weeks = (a.week - b.week) % Int(roll)
    if abs(weeks) == 1 || abs(weeks) == Int(roll) - 1 {
      tally.movedWeeks += 1
    } else if weeks != 0 {
      fault("week", "\(a.week), RTKLIB \(b.week)")
    }
    tally.values += 1
  }

  static func compare(_ a: GLONASSEphemeris, _ b: GLONASSEphemeris, _ tally: inout Tally, _ fault: (String, String) -> Void) {
    let pairs: [(String, Double, Double)] = [
      ("x", a.position.x, b.position.x), ("y", a.position.y, b.position.y), ("z", a.position.z, b.position.z),
      ("vx", a.velocity.x, b.velocity.x), ("vy", a.velocity.y, b.velocity.y), ("vz", a.velocity.z, b.velocity.z),
      ("ax", a.acceleration.x, b.acceleration.x), ("ay", a.acceleration.y, b.acceleration.y), ("az", a.acceleration.z, b.acceleration.z),
      ("τ", a.tauN, b.tauN), ("γ", a.gammaN, b.gammaN), ("Δτ", a.deltaTauN, b.deltaTauN),
      ("channel", Double(a.frequencyChannel), Double(b.frequencyChannel)), ("age", Double(a.age_days), Double(b.age_days)),
      ("Bn", Double(a.healthBn), Double(b.healthBn)),
    ]
    for (name, ours, theirs) in pairs {
      tally.values += 1
      if abs(ours - theirs) > 4e-16 * abs(ours) { fault(name, "\(ours), RTKLIB \(theirs)") }
    }
    tally.values += 1
    if (a.toe.nanoseconds - b.toe.nanoseconds) % 86_400_000_000_000 != 0 { fault("toe", "\(a.toe), RTKLIB \(b.toe)") }
  }
}
