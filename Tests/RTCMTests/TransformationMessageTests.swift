import GNSS
import RTCM
import RecordedData
import Testing

/// Messages of coordinate transformations and reference systems, and the SBAS ephemeris: one frame of each kind, with its values.
///
/// 1021, 1023 and 1025 are of a public simulator in Austria (gpsd's rtcm3_102x135.log), read by gpsd and pyrtcm; 1300 and 1302 are of a
/// public European service (pyrtcm's tests). No recorded frame has the others: theirs are synthetic, and pyrtcm decodes them as stated, but for 1043,
/// which cssrlib decodes so.
@Suite struct TransformationMessageTests {
  @Test func helmert() throws {
    let m = try decodedExample(
      Message1021.self,
      "d3003c3fd21a98181890d0c0c0c4260038a52710177a00000003b98697e9feff1d7a20007d6a400023fc800081525fc4d707c292833841d386f9197307ce4004782d"
    )
    #expect(m.header.sourceName.latin1Text == "5001" && m.header.targetName.latin1Text == "4001")
    #expect(m.header.systemID == 9 && m.header.plate == 7 && m.header.computation == 1 && m.header.heightIndicator == 1)
    #expect(m.header.utilizedMessages == 0b10_0000_0000)  // 1023, which it is sent with
    #expect(m.header.areaLatitude_arcsec == 168_840 && m.header.areaLongitude_arcsec == 48_080)
    #expect(m.header.areaLatitudeExtension_arcsec.isNaN && m.header.areaLongitudeExtension_arcsec.isNaN)
    #expect(m.parameters.dX == -577.326 && m.parameters.dY == -90.129 && m.parameters.dZ == -463.919)
    #expect(m.parameters.r1_arcsec == 5.137 && m.parameters.r2_arcsec == 1.474 && m.parameters.r3_arcsec == 5.297)
    #expect(m.parameters.dS_ppm == -2.4232)
    // Half a unit of the last place of 6.4e6 m is 5e-10 m.
    #expect(abs(m.ellipsoids.sourceSemiMajorAxis - 6_378_137) < 1e-9 && abs(m.ellipsoids.sourceSemiMinorAxis - 6_356_752.314) < 1e-9)
    #expect(abs(m.ellipsoids.targetSemiMajorAxis - 6_377_397.155) < 1e-9 && abs(m.ellipsoids.targetSemiMinorAxis - 6_356_078.963) < 1e-9)
    #expect(m.ellipsoids.horizontalQuality == 4 && m.ellipsoids.verticalQuality == 4)
  }

  /// 1022 is 1021 with the point of rotation, 105 bits, between the scale and the ellipsoids.
  @Test func molodenskyBadekas() throws {
    var m = Message1022()
    m.header.sourceName = try #require(BoundedArray("A"))
    m.header.targetName = try #require(BoundedArray("B"))
    (m.xPRaw, m.yPRaw, m.zPRaw) = (4_000_000_001, -4_000_000_002, 1)
    m.parameters.dXRaw = -1
    m.ellipsoids.verticalQuality = 5
    var builder = FrameBuilder()
    try builder.build(m)
    #expect(builder.payload.byteCount == (517 + 16 + 7) / 8)
    #expect(m.xP == 4_000_000.001 && m.yP == -4_000_000.002 && m.zP == 0.001)
    #expect(try Message1022(payload: builder.payload) == m)
    let whole = array(builder.payload)
    // Names, kind, area and the seven parameters are those of 1021, but for the number.
    var plain = Message1021()
    (plain.header, plain.parameters, plain.ellipsoids) = (m.header, m.parameters, m.ellipsoids)
    try builder.build(plain)
    let bitsBefore = 412 - 104 + 16
    #expect(Array(array(builder.payload)[2..<bitsBefore / 8]) == Array(whole[2..<bitsBefore / 8]))
  }

  @Test(.recordedData("data/rtcm/gpsd/rtcm3_102x135.log")) func residualGrid() throws {
    let bytes = try RecordedData.bytes("data/rtcm/gpsd/rtcm3_102x135.log")
    var checked = 0
    for frame in plainFrames(bytes) {
      let payload = bytes.span.bytes.extracting((frame.offset + 3)..<(frame.offset + frame.length - 3))
      guard Message.number(of: payload) == 1023 else { continue }
      let m = try Message1023(payload: payload)
      checked += 1
      #expect(m.systemID == 9 && m.hasHorizontalShift && m.hasVerticalShift)
      #expect(m.originLatitude_arcsec == 172_802.5 && m.originLongitude_arcsec == 57_601.5)
      #expect(m.spacingLatitude_arcsec == 5 && m.spacingLongitude_arcsec == 7)
      #expect(m.meanLatitudeOffset_arcsec == 0.010 && m.meanLongitudeOffset_arcsec == 0.008 && m.meanHeightOffset == 0.82)
      // gpsd's decoding beside the recording, in units of 3e-5″ and of a millimetre.
      let points = m.points.indices.map { m.points[$0] }
      #expect(points.count == 16)
      #expect(points.prefix(12).map(\.latitudeResidualRaw) == [-16, -17, -17, -17, -16, -17, -17, -17, -16, -16, -16, -17])
      #expect(points.prefix(12).map(\.longitudeResidualRaw) == [6, 7, 7, 7, 7, 8, 9, 9, 8, 9, 10, 10])
      #expect(points.prefix(12).map(\.heightResidualRaw) == [0, -3, -7, -11, 2, -1, -5, -9, 4, 0, -4, -8])
      #expect(points[15].latitudeResidualRaw == -16 && points[15].longitudeResidualRaw == 12 && points[15].heightResidualRaw == -5)
      let use = m.use
      #expect(use.horizontalInterpolation == 0 && use.verticalInterpolation == 0)
      #expect(use.horizontalQuality == 2 && use.verticalQuality == 3 && use.modifiedJulianDay == 59_586)
    }
    #expect(checked > 0)
  }

  @Test func aGridAlwaysHasSixteenPoints() throws {
    var m = Message1024()
    m.points.removeAll()
    var builder = FrameBuilder()
    try builder.build(m)
    #expect(builder.payload.byteCount == (590 + 7) / 8)
    try builder.build(Message1023())
    #expect(builder.payload.byteCount == (578 + 7) / 8)
  }

  /// The simulator leaves the last four bits out: they read as zero, and the message is written with them.
  @Test func projection() throws {
    let frame = bytes(hex: "d300184010904000000000b101faca000000000000000000000000c4361e")
    #expect(plainCRC(frame[...]) == 0)
    let m = try Message1025(payload: frame.span.bytes.extracting(3..<27))
    #expect(m.systemID == 9 && m.projection == 1)
    // 1.1e-8° is the resolution; the product is rounded once.
    #expect(m.originLatitudeDegrees == 0 && abs(m.originLongitudeDegrees - 16.333333335) < 1e-12)
    #expect(m.scaleRaw == 0 && m.scale_ppm == 993_000 && m.falseEasting == 0 && m.falseNorthing == 0)
    var builder = FrameBuilder()
    try builder.build(m)
    #expect(array(builder.payload) == Array(frame[3..<27]) + [0])
    #expect(throws: DecodeError.self) { try Message1025(payload: frame.span.bytes.extracting(3..<26)) }
  }

  @Test func lambertWithTwoParallels() throws {
    let m = try decodedExample(
      Message1026.self, "d3001e4020910fbf71017071ca6a5e84c17c179f282f68c02faf0801fa0a1f0000f1819b")
    #expect(m.systemID == 9 && m.projection == 4)
    // Degrees are rounded to 1.1e-8 in the frame.
    #expect(abs(m.originLatitudeDegrees - 46.5) < 1.1e-8 && abs(m.originLongitudeDegrees - 10.5) < 1.1e-8)
    #expect(abs(m.firstParallelDegrees - 49) < 1.1e-8 && abs(m.secondParallelDegrees - 46) < 1.1e-8)
    #expect(m.originEasting == 400_000 && m.originNorthing == -400_000)
  }

  @Test func obliqueMercator() throws {
    let m = try decodedExample(
      Message1027.self, "d30021403091e7dfb880b828a3b8463cf59468df85ee053724e00135f1b401ee1e5d0000972df2")
    #expect(m.systemID == 9 && m.projection == 7 && m.isRectified)
    #expect(abs(m.centreLatitudeDegrees - 46.5) < 1.1e-8 && abs(m.centreLongitudeDegrees - 7.5) < 1.1e-8)
    #expect(abs(m.azimuthDegrees - 90) < 1.1e-8 && abs(m.rectificationDifferenceDegrees + 0.011) < 1e-12)
    #expect(m.scale_ppm == 1_000_000)
    #expect(m.centreEasting == 2_600_000 && m.centreNorthing == -1_200_000)
  }

  @Test func sbasEphemeris() throws {
    let m = try decodedExample(Message1043.self, "d3001d41344b49a47705c33cafd4b50fed2979e7e396e8378f9e14eaa9f06134029da0")
    #expect(m.satelliteID == 17 && m.iodn == 45 && m.t0 == 19_744 && m.ura == 3)
    let now = GNSSTime(gpsWeek: 2400, secondsOfWeek: 3 * 86_400 + 80_000)
    let e = try #require(m.ephemeris(in: TimeContext(approximateTime: now)))
    #expect(e.satellite.description == "S37")
    // 80 000 s of the day is nearer to 19 744 s of the day after.
    #expect(e.toe == GNSSTime(gpsWeek: 2400, secondsOfWeek: 4 * 86_400 + 19_744))
    func near(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Bool {
      (0..<3).allSatisfy { abs(a[$0] - b[$0]) < 1e-8 }  // twice the rounding of 3e7 m
    }
    #expect(near(e.position, SIMD3(-24_098_765.36, 32_098_765.36, -493_826.8)))
    #expect(near(e.velocity, SIMD3(-7.715625, 14.66, -138.268)))
    #expect(near(e.acceleration, SIMD3(-0.0015375, 0.002925, -0.0215625)))
    #expect(e.clockBias == -1000 * 0x1p-31 && e.clockDrift == 77 * 0x1p-40)
    #expect(try Message1043(e) == m)
    #expect(m.ephemeris(in: TimeContext()) == nil)
  }

  @Test func serviceReferenceSystem() throws {
    let m = try decodedExample(
      Message1300.self, "d30024514fa2aa2923191818180000000000000000000000000000000000000000000000167600333634")
    #expect(m.name.count == 31 && m.name.withoutPadding == "ETRF2000")
    #expect(m.coordinateEpoch == 2015)
    #expect(Message1300().coordinateEpoch.isNaN)
  }

  @Test func fifteenParameters() throws {
    let m = try decodedExample(
      Message1301.self,
      "d300305150a0850826003a7bfff65c0024a7ff9407fffa6c900006eeaffff7b677fb2f2fff0a00eaff53ff8e0046ffd5af3ac046f824")
    #expect(m.sourceName.latin1Text == "A" && m.targetName.latin1Text == "B" && m.systemID == 9)
    #expect(m.utilizedMessages == 0b10_0000_0000 && m.referenceEpoch == 59_215)
    #expect(m.dX == -1.234 && m.dY == 2.345 && m.dZ == -3.456)
    #expect(m.r1_arcsec == -0.91356 && m.r2_arcsec == 1.13578 && m.r3_arcsec == -1.35780)
    #expect(m.dS_ppm == -0.78901)
    #expect(m.dXRate == -0.00246 && m.dYRate == 0.00468 && m.dZRate == -0.00690)
    #expect(m.r1Rate == -0.0001824 && m.r2Rate == 0.0002268 && m.r3Rate == -0.0002712)
    #expect(m.dSRate == -0.0001578)
  }

  /// A sender that leaves out the lengths of the links: name and plate are kept, the links are not.
  @Test func linksWithoutLengths() throws {
    let frame = bytes(
      hex:
        "d3003b516fa2aa292319181818141918189a9480000000000000000000000000000000004f9254d3cb9254d3cb9254d3cb915414d1d15414d1d15414d1c0b694f8"
    )
    #expect(plainCRC(frame[...]) == 0)
    guard case .message1302(let m) = try Message(payload: frame.span.bytes.extracting(3..<(frame.count - 3))) else {
      Issue.record("1302 is not decoded")
      return
    }
    #expect(m.name.withoutPadding == "ETRF2000(2015)")
    #expect(m.isPlateFixed && m.plate == 7 && m.links.isEmpty)
    // A payload that ends before the links is an error all the same.
    #expect(throws: DecodeError.self) { try Message(payload: frame.span.bytes.extracting(3..<30)) }
  }

  @Test func linksWithLengths() throws {
    var m = Message1302()
    m.name = try #require(BoundedArray("X"))
    for text in ["EPSG:7789", "ISO"] {
      var link = Message1302.Link()
      link.text = try #require(BoundedArray(text))
      m.links.append(link)
    }
    var builder = FrameBuilder()
    try builder.build(m)
    #expect(builder.payload.byteCount == (26 + 8 + 2 * 5 + 12 * 8 + 7) / 8)
    #expect(try Message1302(tolerant: builder.payload) == m)
  }

  /// Zeros, and all ones with the most elements: they prove the lengths.
  @Test(.recordedData("data/rtcm/rtcm-rs")) func lengthsOfSyntheticFrames() throws {
    var builder = FrameBuilder()
    var checked: Set<UInt16> = []
    for file in RecordedData.files(below: "data/rtcm/rtcm-rs") where file.hasSuffix(".rtcm") {
      let bytes = try RecordedData.bytes(file)
      for frame in plainFrames(bytes) {
        let payload = bytes.span.bytes.extracting((frame.offset + 3)..<(frame.offset + frame.length - 3))
        let number = Message.number(of: payload)
        // The frames of 1230 there lack its reserved bits.
        guard MSMKind(number: number) == nil, number != 1230, let message = try? Message(payload: payload) else { continue }
        if case .raw = message { continue }
        try builder.build(message)
        #expect(array(builder.payload) == array(payload), "\(file)")
        checked.insert(number)
      }
    }
    for number: UInt16 in [
      1014, 1015, 1016, 1017, 1021, 1022, 1023, 1024, 1025, 1026, 1027, 1030, 1031, 1032, 1034, 1035, 1037, 1038, 1039,
    ] {
      #expect(checked.contains(number), "\(number)")
    }
    #expect(checked.isSuperset(of: [1300, 1301, 1302, 1303, 1304]))
  }
}
