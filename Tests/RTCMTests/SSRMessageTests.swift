import GNSS
import RTCM
import RecordedData
import RandomFields
import Testing

/// Decodes into typed storage, and checks that it encodes to the same bytes.
func typedSSR<C: SSRCorrections>(_ type: C.Type, _ payload: RawSpan) throws -> C {
  let corrections = try C(payload: payload)
  var builder = FrameBuilder()
  try builder.build(corrections, minimumPayload: payload.byteCount)
  #expect(array(builder.payload) == array(payload), "\(corrections.header.kind) does not come back to the same bytes")
  return corrections
}

/// The same for a frame in hexadecimal digits.
func typedSSR<C: SSRCorrections>(_ type: C.Type, _ hex: String) throws -> C {
  let frame = bytes(hex: hex)
  #expect(plainCRC(frame[...]) == 0)
  return try typedSSR(type, frame.span.bytes.extracting(3..<(frame.count - 3)))
}

@Suite struct SSRMessageTests {
  /// The number table of RTCM, written out.
  @Test func numbersStandForKinds() {
    let rows: [(GNSSSystem, UInt16, UInt16)] = [
      (.gps, 1057, 1265), (.glonass, 1063, 1266), (.galileo, 1240, 1267), (.qzss, 1246, 1268), (.sbas, 1252, 1269), (.beidou, 1258, 1270),
    ]
    let order: [SSRContent] = [.orbit, .clock, .codeBias, .combined, .ura, .highRateClock]
    for (system, first, phase) in rows {
      for (i, content) in order.enumerated() {
        #expect(SSRKind(number: first + UInt16(i)) == SSRKind(content, system))
        #expect(SSRKind(content, system)?.number == first + UInt16(i))
      }
      #expect(SSRKind(number: phase) == SSRKind(.phaseBias, system) && SSRKind(.phaseBias, system)?.number == phase)
    }
    #expect(SSRKind(number: 1264) == SSRKind(.vtec, .gps) && SSRKind(.vtec, .gps)?.number == 1264)
    for number: UInt16 in [0, 1056, 1069, 1239, 1271, 4076] { #expect(SSRKind(number: number) == nil) }
    #expect(SSRKind(.orbit, .navic) == nil && SSRKind(.vtec, .beidou) == nil)
  }

  /// The sub-type table of IGS SSR 1.00: base and place.
  @Test func subtypesStandForKinds() {
    let bases: [(GNSSSystem, UInt8)] = [(.gps, 20), (.glonass, 40), (.galileo, 60), (.qzss, 80), (.beidou, 100), (.sbas, 120)]
    let order: [SSRContent] = [.orbit, .clock, .combined, .highRateClock, .codeBias, .phaseBias, .ura]
    var known: Set<UInt8> = [201]
    for (system, base) in bases {
      for (i, content) in order.enumerated() {
        let subtype = base + UInt8(i) + 1
        known.insert(subtype)
        #expect(SSRKind(igsSubtype: subtype) == SSRKind(content, system, .igs))
        #expect(SSRKind(content, system, .igs)?.igsSubtype == subtype)
      }
    }
    #expect(SSRKind(igsSubtype: 201) == SSRKind(.vtec, .gps, .igs))
    for subtype in UInt8.min...UInt8.max where !known.contains(subtype) { #expect(SSRKind(igsSubtype: subtype) == nil) }
  }

  /// Frames of our own making, a distinct value in every field: 1246, 1252, 1258 and the sub-type 21. pyrtcm 1.2.1 decodes the first three
  /// as stated; it reads 4076's along- and cross-track in the wrong order.
  @Test(arguments: [
    ("d3001a4de2a305214040a41353f877003fe63caf3fff65c008dffe43001a58af", "J03", 83, 0),
    ("d3001d4e42a305214040a41449b579bdff0ee007fcc795e7ffecb8011bffc860490910", "S37", 0xABCDEF, 77),
    ("d3001b4ea2a2f7214040a417a9eebf877003fe63caf3fff65c008dffe430b749c8", "C30", 235, 670),
    ("d3001bfec62a5460a4501029823a9fc3b801ff31e579fffb2e0046fff218ffca69", "G07", 83, 0),
  ])
  func orbitsOfEverySystem(hex: String, satellite: String, issue: Int, ephemerisTime: Int) throws {
    let m = try typedSSR(SSROrbits.self, hex)
    #expect(m.header.updateIntervalIndex == 2 && m.header.updateInterval == 5 && m.header.referenceTimeOffset == 2.5)
    #expect(m.header.issue == 5 && m.header.provider == 258 && m.header.solution == 9)
    #expect(m.header.regionalFrame == (m.header.kind.format == .igs))
    #expect(m.satellites.count == 1)
    let s = m.satellites[0]
    #expect(s.satellite.description == satellite)
    #expect(s.issueOfData.issue == UInt32(issue) && s.issueOfData.ephemerisTimeRaw == UInt16(ephemerisTime))
    #expect([s.orbit.radial, s.orbit.alongTrack, s.orbit.crossTrack] == [-12.3456, 26.1728, -21.7284])
    #expect([s.orbit.radialRate, s.orbit.alongTrackRate, s.orbit.crossTrackRate] == [-0.001234, 0.002268, -0.003560])
  }

  /// A frame of our own making: IGS SSR sub-type 26, a distinct value in every field.
  @Test func phaseBiasesOfIGS() throws {
    let m = try typedSSR(SSRPhaseBiases.self, "d30012fec6345460a4501029811c280fb163fcfc70fa515f")
    #expect(m.header.kind.igsSubtype == 26 && m.header.dispersiveConsistency && !m.header.melbourneWubbenaConsistency)
    let s = m.satellites[0]
    #expect(s.satellite == Satellite(.gps, 7) && s.yaw == .pi / 2 && s.yawRateRaw == -5 && s.biases.count == 1)
    let b = s.biases[0]
    #expect(b.signal == Signal("1W") && b.integer && b.wideLaneInteger == 2 && b.discontinuity == 3 && b.bias == -1.2345)
  }

  /// DF389: 3^class · (1 + value / 4) − 1 mm. Class 7, value 6 is 5466.5 mm, the bound that RTCM states for 62.
  @Test func accuracyClasses() {
    var s = SSRAccuracies.Satellite()
    #expect(s.accuracy.isNaN)
    s.accuracyRaw = 62
    #expect(s.accuracy == 5.4665)
    s.accuracyRaw = 1
    #expect(s.accuracy == 0.00025)
    s.accuracyRaw = 63
    #expect(s.accuracy == .infinity)
  }

  /// Both tables of signals, as BNC, cssrlib and ginan agree on them: spot checks of each row, and every signal finds its way back.
  @Test func signalTables() throws {
    func code(_ system: GNSSSystem, _ format: SSRFormat, _ id: UInt8) throws -> String? {
      SSRSignals.signal(id, of: try #require(SSRKind(.codeBias, system, format)))?.description
    }
    #expect(
      try (0..<20).map { try code(.gps, .rtcm, $0) }.compactMap(\.self).joined(separator: " ")
        == "1C 1P 1W 2C 2D 2S 2L 2X 2P 2W 5I 5Q 5X 1S 1L 1X")
    #expect(
      try code(.gps, .rtcm, 5) == "2C" && code(.gps, .rtcm, 11) == "2W" && code(.gps, .rtcm, 14) == "5I" && code(.gps, .rtcm, 19) == "1X")
    #expect(try code(.gps, .igs, 3) == "1S" && code(.gps, .igs, 11) == "2W" && code(.gps, .igs, 15) == "5Q" && code(.gps, .igs, 9) == nil)
    #expect(try code(.glonass, .rtcm, 6) == "4X" && code(.glonass, .rtcm, 12) == "3X" && code(.glonass, .rtcm, 13) == nil)
    #expect(try code(.glonass, .igs, 6) == "6A" && code(.glonass, .igs, 9) == "3Q")
    #expect(try code(.galileo, .rtcm, 17) == "6X" && code(.galileo, .rtcm, 13) == "8X" && code(.galileo, .rtcm, 18) == "6Z")
    #expect(try code(.galileo, .igs, 16) == "6C" && code(.galileo, .igs, 8) == "7I" && code(.galileo, .igs, 3) == nil)
    #expect(try code(.qzss, .rtcm, 12) == "1X" && code(.qzss, .rtcm, 18) == "6Z" && code(.qzss, .igs, 17) == "6E")
    #expect(try code(.sbas, .rtcm, 3) == "5X" && code(.sbas, .igs, 3) == nil)
    #expect(try code(.beidou, .rtcm, 14) == "5X" && code(.beidou, .igs, 18) == "6A" && code(.beidou, .igs, 15) == "1A")
    for system in GNSSSystem.allCases {
      for format in SSRFormat.allCases {
        guard let kind = SSRKind(.phaseBias, system, format) else { continue }
        for id: UInt8 in 0...40 {
          if let signal = SSRSignals.signal(id, of: kind) { #expect(SSRSignals.identifier(of: signal, in: kind) == id) }
        }
      }
    }
  }

  /// GLONASS counts seconds of its day, BeiDou of the BDT week (14 s behind), IGS SSR GPS time for all: 2020-01-01 00:00:05 GPST is GPS week
  /// 2086, 259 205 s; GLONASS time 02:59:47 (18 leap seconds).
  @Test func epochsAreOfTheirSystem() throws {
    let instant = GNSSTime(week: 2086, secondsOfWeek: 259_205, in: .gpst, leapSeconds: .builtIn)
    let context = TimeContext(approximateTime: GNSSTime(nanoseconds: instant.nanoseconds + 3_000_000_000_000))
    func time(_ system: GNSSSystem, _ format: SSRFormat, _ raw: UInt32) throws -> GNSSTime? {
      var header = SSRHeader(kind: try #require(SSRKind(.clock, system, format)))
      header.epochRaw = raw
      return header.time(in: context)
    }
    #expect(try time(.gps, .rtcm, 259_205) == instant && time(.galileo, .rtcm, 259_205) == instant)
    #expect(try time(.beidou, .rtcm, 259_191) == instant && time(.beidou, .igs, 259_205) == instant)
    #expect(try time(.glonass, .rtcm, 10_787) == instant && time(.glonass, .igs, 259_205) == instant)
  }

  /// Values of `Message` must stay cheap to copy: a state-space message takes no more room in it than a message kept as bytes.
  @Test func messagesStaySmall() {
    #expect(MemoryLayout<SSRMessage>.size <= MemoryLayout<RawMessage>.size)
  }

  @Test func reservedSubtypesAreKeptAsBytes() throws {
    let payload: [UInt8] = [0xFE, 0xC7, 0x1A, 0, 0]  // version 3, sub-type 141
    let message = try Message(payload: payload.span.bytes)
    guard case .raw(let raw) = message else {
      Issue.record("\(message)")
      return
    }
    #expect(raw.number == 4076)
  }

  /// What a visitor changes in a `Message` arrives in its bytes; what cannot be sent is refused and changes nothing.
  @Test func visitorsChangeMessages() throws {
    struct Change: FieldVisitor {
      var to: Int64
      var refusal: String?
      mutating func field<Raw: FixedWidthInteger & Sendable>(_ field: DataField, _ value: inout Raw) {
        if field.id.description == "DF365" { value = Raw(truncatingIfNeeded: to) }
      }
      mutating func flag(_ field: DataField, _ value: inout Bool) {}
      mutating func count<let capacity: Int, Element>(_ field: DataField, of list: inout BoundedArray<capacity, Element>, offset: Int) {}
      mutating func list<let capacity: Int, Element: FieldGroup>(_ name: StaticString, _ list: inout BoundedArray<capacity, Element>) {
        for i in list.indices { Element.visit(&list[i], &self) }
      }
      mutating func text<let capacity: Int>(_ field: DataField, _ text: inout BoundedArray<capacity, UInt8>) {}
      mutating func values<let capacity: Int, Raw: FixedWidthInteger & BitwiseCopyable & Sendable>(
        _ field: DataField, _ values: inout BoundedArray<capacity, Raw>
      ) {}
      mutating func includes(_ condition: Bool, when: StaticString) -> Bool { condition }
      mutating func refuse(_ reason: StaticString) { refusal = reason.description }
    }
    let frame = bytes(hex: "d3001b4ea2a2f7214040a417a9eebf877003fe63caf3fff65c008dffe430b749c8")
    var message = try Message(payload: frame.span.bytes.extracting(3..<(frame.count - 3)))
    var change = Change(to: 54321)
    message.visitFields(&change)
    var corrections = SSROrbits()
    guard case .ssr(let changed) = message else {
      Issue.record("\(message)")
      return
    }
    try changed.read(into: &corrections)
    #expect(corrections.satellites[0].orbit.radial == 5.4321 && change.refusal == nil)
    change.to = 1 << 22
    message.visitFields(&change)
    #expect(change.refusal != nil)
    guard case .ssr(let unchanged) = message else { return }
    #expect(unchanged == changed)
    var clocks = SSRClocks()
    #expect(throws: DecodeError.wrongNumber(found: 1258)) { try changed.read(into: &clocks) }
  }
}
