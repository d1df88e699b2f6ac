import RTCM
import Testing

/// Messages of network RTK: one frame of each kind, with its values.
///
/// 1031 and 1032 are recorded (swift-nav's 1012_first.rtcm). No recorded frame has the others: theirs are synthetic, with another value in
/// every field, and pyrtcm 1.2.1 decodes them as stated.
@Suite struct NetworkMessageTests {
  @Test func auxiliaryStation() throws {
    let m = try decodedExample(Message1014.self, "d3000f3f61151832032fe7e3816e83fbc7c8a98a8b")
    #expect(m.networkID == 17 && m.subnetworkID == 5 && m.auxiliaryCount == 3 && m.masterID == 100 && m.auxiliaryID == 101)
    #expect(m.deltaLatitudeDegreesRaw == -12_345 && m.deltaLongitudeDegreesRaw == 23_456 && m.deltaHeightRaw == -34_567)
    #expect(m.deltaLatitudeDegrees == -0.308625 && m.deltaLongitudeDegrees == 0.5864 && m.deltaHeight == -34.567)
  }

  @Test func gpsCorrectionDifferences() throws {
    let m = try decodedExample(Message1017.self, "d300113f911534bc6606406511d5fb2e53049480ce9fdd")
    #expect(
      m.header.networkID == 17 && m.header.subnetworkID == 5 && m.header.epoch == 172_805.1 && m.header.masterID == 100
        && m.header.auxiliaryID == 101)
    #expect(m.satellites.count == 1)
    let s = m.satellites[0]
    #expect(s.satelliteID == 7 && s.ambiguityLevel.status == 1 && s.ambiguityLevel.nonSyncCount == 2 && s.issueOfData == 83)
    #expect(s.geometric == -0.617 && s.ionospheric == 1.1725)
  }

  @Test func glonassCorrectionDifferences() throws {
    let m = try decodedExample(Message1039.self, "d3001040f1151a55e03203288eafd9716824a4e36a0a")
    #expect(
      m.header.networkID == 17 && m.header.subnetworkID == 5 && m.header.epoch == 10_787 && m.header.masterID == 100
        && m.header.auxiliaryID == 101)
    #expect(m.satellites.count == 1)
    let s = m.satellites[0]
    #expect(s.satelliteID == 7 && s.ambiguityLevel.status == 1 && s.ambiguityLevel.nonSyncCount == 2 && s.issueOfData == 45)
    #expect(s.geometric == -0.617 && s.ionospheric == 1.1725)
  }

  /// The lengths in bits that public decoders agree on: header, and what each satellite adds.
  @Test func lengths() throws {
    func bits<M: RTCMMessage>(_ m: M) throws -> Int {
      var builder = FrameBuilder()
      try builder.build(m)
      return builder.payload.byteCount
    }
    func bytes(_ header: Int, _ satellite: Int, _ count: Int) -> Int { (header + satellite * count + 7) / 8 }
    for count in [0, 1, 8, 15] {
      var a = Message1015(), b = Message1016(), c = Message1017(), d = Message1037(), e = Message1038(), f = Message1039()
      var g = Message1034(), h = Message1035(), i = Message1030(), j = Message1031(), k = Message1303(), l = Message1304()
      var m = Message1305()
      a.satellites.resize(to: count)
      b.satellites.resize(to: count)
      c.satellites.resize(to: count)
      d.satellites.resize(to: count)
      e.satellites.resize(to: count)
      f.satellites.resize(to: count)
      g.satellites.resize(to: count)
      h.satellites.resize(to: count)
      i.satellites.resize(to: count)
      j.satellites.resize(to: count)
      k.satellites.resize(to: count)
      l.satellites.resize(to: count)
      m.satellites.resize(to: count)
      #expect(try [bits(a), bits(b), bits(c)] == [bytes(76, 28, count), bytes(76, 36, count), bytes(76, 53, count)])
      #expect(try [bits(d), bits(e), bits(f)] == [bytes(73, 28, count), bytes(73, 36, count), bytes(73, 53, count)])
      #expect(try [bits(g), bits(h)] == [bytes(49, 66, count), bytes(46, 66, count)])
      #expect(try [bits(i), bits(j), bits(k)] == [bytes(56, 49, count), bytes(53, 49, count), bytes(56, 49, count)])
      #expect(try [bits(l), bits(m)] == [bytes(56, 49, count), bytes(56, 47, count)])
    }
  }

  /// The three kinds differ only in the parts that a satellite has; each must read what it writes at the same place as 1017 does.
  @Test func theSeparateDifferencesHaveTheSameHeader() throws {
    let both = try decodedExample(Message1017.self, "d300113f911534bc6606406511d5fb2e53049480ce9fdd")
    var ionospheric = Message1015(), geometric = Message1016()
    (ionospheric.header, geometric.header) = (both.header, both.header)
    ionospheric.satellites.resize(to: 1)
    geometric.satellites.resize(to: 1)
    geometric.satellites[0].satelliteID = 7
    geometric.satellites[0].ambiguityLevel.status = 1
    geometric.satellites[0].ambiguityLevel.nonSyncCount = 2
    geometric.satellites[0].geometricRaw = both.satellites[0].geometricRaw
    geometric.satellites[0].issueOfData = 83
    var builder = FrameBuilder()
    try builder.build(geometric)
    let whole = bytes(hex: "3f911534bc6606406511d5fb2e53049480")
    // 76 bits of header and 11 + 17 + 8 of the satellite are those of 1017, but for the number's last bit.
    #expect(Array(array(builder.payload)[2...]) == Array(whole[2..<14]))
    try builder.build(ionospheric)
    #expect(Array(array(builder.payload)[2..<9]) == Array(whole[2..<9]))
  }

  @Test func residualsOfRecordedGLONASS() throws {
    let m = try decodedExample(
      Message1031.self,
      "d3002c407600e81b8d320000200000086000100000062800040000073c0002000002920004000000870005000000803d7d42")
    #expect(m.epoch == 49_181 && m.stationID == 55 && m.referenceStationCount == 13)
    let s = m.satellites.indices.map { m.satellites[$0] }
    #expect(s.map(\.satelliteID) == [16, 6, 5, 15, 9, 7])
    #expect(s.map(\.deviations.geometricDistance) == [0.02, 0.02, 0.01, 0.01, 0.04, 0.10])
    #expect(s.map(\.deviations.ionosphericDistance) == [0.02, 0.03, 0.07, 0.05, 0.02, 0.04])
    #expect(s.allSatisfy { $0.deviations.geometricConstantRaw == 0 && $0.deviations.ionosphericConstantRaw == 0 })
    #expect(s.allSatisfy { $0.deviations.geometricHeightRaw == 0 })
  }

  @Test func residualsOfBeiDouAndQZSS() throws {
    func check(_ d: ResidualDeviations) {
      #expect(d.geometricConstant == 0.0055 && d.geometricDistance == 0.22 && d.geometricHeight == 3.3)
      #expect(d.ionosphericConstant == 0.022 && d.ionosphericDistance == 0.55)
    }
    let beidou = try decodedExample(Message1303.self, "d3000e5172a2f7064121782c2d08581b80ee1a8d")
    #expect(beidou.epoch == 172_791 && beidou.stationID == 100 && beidou.referenceStationCount == 9)
    #expect(beidou.satellites.count == 1 && beidou.satellites[0].satelliteID == 30)
    check(beidou.satellites[0].deviations)
    let qzss = try decodedExample(Message1305.self, "d3000d5192a30506412130b0b421606ea39b5d")
    #expect(qzss.epoch == 172_805 && qzss.stationID == 100 && qzss.referenceStationCount == 9)
    #expect(qzss.satellites.count == 1 && qzss.satellites[0].satelliteID == 3)
    check(qzss.satellites[0].deviations)
    // 1304 and 1030 have the layout of 1303 with other numbers of fields.
    var builder = FrameBuilder()
    var galileo = Message1304(), gps = Message1030()
    (galileo.epoch, galileo.stationID, galileo.referenceStationCount) = (172_791, 100, 9)
    (gps.epoch, gps.stationID, gps.referenceStationCount) = (172_791, 100, 9)
    galileo.satellites.resize(to: 1)
    gps.satellites.resize(to: 1)
    galileo.satellites[0].satelliteID = 30
    gps.satellites[0].satelliteID = 30
    galileo.satellites[0].deviations = beidou.satellites[0].deviations
    gps.satellites[0].deviations = beidou.satellites[0].deviations
    let tail = bytes(hex: "a2f7064121782c2d08581b80")
    try builder.build(galileo)
    #expect(array(builder.payload) == [0x51, 0x82] + tail)
    try builder.build(gps)
    #expect(array(builder.payload) == [0x40, 0x62] + tail)
  }

  @Test func gradients() throws {
    func check(_ g: FKPGradients) {
      #expect(g.geometricNorth == -1.23 && g.geometricEast == 2.34)
      #expect(g.ionosphericNorth == -34.56 && g.ionosphericEast == 45.67)
    }
    let gps = try decodedExample(Message1034.self, "d3000f40a0642a30508ea7f0a1d594023ae04fa893")
    #expect(gps.stationID == 100 && gps.epoch == 172_805 && gps.satellites.count == 1)
    #expect(gps.satellites[0].satelliteID == 7 && gps.satellites[0].issueOfData == 83)
    check(gps.satellites[0].gradients)
    let glonass = try decodedExample(Message1035.self, "d3000e40b06415118472df850eaca011d760f38a")
    #expect(glonass.stationID == 100 && glonass.epoch == 10_787 && glonass.satellites.count == 1)
    #expect(glonass.satellites[0].satelliteID == 7 && glonass.satellites[0].issueOfData == 45)
    check(glonass.satellites[0].gradients)
    var none = FKPGradients()
    (none.geometricNorthRaw, none.geometricEastRaw, none.ionosphericNorthRaw, none.ionosphericEastRaw) = (-2048, -2048, -8192, -8192)
    #expect(none.geometricNorth.isNaN && none.geometricEast.isNaN && none.ionosphericNorth.isNaN && none.ionosphericEast.isNaN)
  }

  @Test func physicalStation() throws {
    let m = try decodedExample(Message1032.self, "d3001440803703700b4a1c3b40fd8fe47bd0999800af60bc6bdd")
    #expect(m.stationID == 55 && m.physicalStationID == 55 && m.itrfYear == 0)
    #expect(m.x == 4_848_800.4416 && m.y == -261_769.6524 && m.z == 4_123_001.1126)
  }
}
