import GNSS
import RTCM
import RecordedData
import Testing

/// Recorded state-space messages: every one through typed storage to the same bytes, and values that public decoders agree on.
/// The decoders are named where they were asked: pyrtcm 1.2.1, cssrlib 1.2.1, BNC's layout where both fail.
@Suite struct SSRRecordingTests {
  private static let folder = "data/rtcm/"

  /// The payloads of a recording that are of a kind, in order.
  private func payloads(_ file: String, _ kind: SSRKind?) throws -> [[UInt8]] {
    let bytes = try RecordedData.bytes(Self.folder + file)
    return plainFrames(bytes).compactMap { frame in
      let payload = Array(bytes[(frame.offset + 3)..<(frame.offset + frame.length - 3)])
      return SSRKind(payload: payload.span.bytes) == kind ? payload : nil
    }
  }

  private func first<C: SSRCorrections>(_ type: C.Type, _ system: GNSSSystem, _ format: SSRFormat = .rtcm, in file: String) throws -> C {
    let kind = try #require(SSRKind(C.content, system, format))
    let payload = try #require(try payloads(file, kind).first)
    return try typedSSR(type, payload.span.bytes)
  }

  private static let mixed = "swift-gnss-converters/bds-clk.rtcm"
  private static let separate = "swift-gnss-converters/separate_clk_orbit.rtcm"
  private static let igs = "pyrtcm/pygpsdata-NTRIP-4076.log"

  @Test(.recordedData("data/rtcm")) func everyFrameComesBackThroughTypedStorage() throws {
    var counts: [String: Int] = [:]
    for file in RecordedData.files(below: "data/rtcm") {
      let bytes = try RecordedData.bytes(file)
      for frame in plainFrames(bytes) {
        let payload = bytes.span.bytes.extracting((frame.offset + 3)..<(frame.offset + frame.length - 3))
        guard let kind = SSRKind(payload: payload) else { continue }
        do {
          switch kind.content {
          case .orbit: _ = try typedSSR(SSROrbits.self, payload)
          case .clock: _ = try typedSSR(SSRClocks.self, payload)
          case .codeBias: _ = try typedSSR(SSRCodeBiases.self, payload)
          case .combined: _ = try typedSSR(SSROrbitsAndClocks.self, payload)
          case .ura: _ = try typedSSR(SSRAccuracies.self, payload)
          case .highRateClock: _ = try typedSSR(SSRHighRateClocks.self, payload)
          case .phaseBias: _ = try typedSSR(SSRPhaseBiases.self, payload)
          case .vtec: _ = try typedSSR(SSRIonosphere.self, payload)
          }
          let synthetic = file.contains("/rtcm-rs/")
          counts[(synthetic ? "synthetic " : "") + (kind.format == .igs ? "4076_\(kind.igsSubtype)" : "\(kind.number)"), default: 0] += 1
        } catch {
          Issue.record("\(file)@\(frame.offset): \(error)")
        }
      }
    }
    let recorded =
      [1057, 1058, 1059, 1060, 1063, 1064, 1065, 1066, 1240, 1241, 1242, 1243, 1260, 1261, 1264, 1265, 1266, 1267, 1270].map(String.init)
      + [23, 25, 43, 45, 63, 65, 103, 201].map { "4076_\($0)" } + [1061, 1062, 1067, 1068].map { "synthetic \($0)" }
    for kind in recorded { #expect(counts[kind, default: 0] > 0, "no \(kind) in the recordings") }
    print("recorded-data SSR round trip:", counts.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: " "))
  }

  /// pyrtcm; for 1261 the layout of BNC and pyrtcm, where cssrlib and RTKLIB 2.4.3 read other widths.
  @Test(.recordedData(folder + mixed)) func combinedCorrections() throws {
    let glonass = try first(SSROrbitsAndClocks.self, .glonass, in: Self.mixed).satellites[0]
    #expect(glonass.satellite.description == "R01" && glonass.issueOfData.issue == 11)
    #expect(
      [glonass.orbit.radial, glonass.orbit.alongTrack, glonass.orbit.crossTrack, glonass.clock.c0] == [0.5282, -2.2872, 0.8148, 4.8773])
    let galileo = try first(SSROrbitsAndClocks.self, .galileo, in: Self.mixed).satellites[0]
    #expect(galileo.satellite.description == "E01" && galileo.issueOfData.issue == 27)
    #expect(
      [galileo.orbit.radial, galileo.orbit.alongTrack, galileo.orbit.crossTrack, galileo.clock.c0] == [0.2024, -0.2008, 0.0068, -0.023])
    #expect([galileo.orbit.radialRate, galileo.orbit.alongTrackRate, galileo.orbit.crossTrackRate] == [0.000058, 0.000028, -0.000012])
    let m = try first(SSROrbitsAndClocks.self, .beidou, in: Self.mixed)
    #expect(m.header.epochRaw == 172_791 && m.header.updateInterval == 5 && m.satellites.count == 32)
    let beidou = m.satellites[0]
    #expect(beidou.satellite.description == "C02" && beidou.issueOfData.issue == 235 && beidou.issueOfData.ephemerisTimeRaw == 0)
    #expect(
      [beidou.orbit.radial, beidou.orbit.alongTrack, beidou.orbit.crossTrack, beidou.clock.c0] == [4.7787, -1.4608, -5.2120, -0.2083])
    #expect([beidou.orbit.radialRate, beidou.orbit.alongTrackRate, beidou.orbit.crossTrackRate] == [-0.000058, -0.00006, -0.000044])
  }

  /// pyrtcm.
  @Test(.recordedData(folder + mixed)) func codeBiases() throws {
    let galileo = try first(SSRCodeBiases.self, .galileo, in: Self.mixed)
    #expect(galileo.satellites.count == 22)
    let e01 = galileo.satellites[0].biases
    #expect(e01.indices.map { e01[$0].signalID } == [3, 7, 17, 10, 13])
    #expect(e01.indices.map { e01[$0].signal?.description } == ["1X", "5X", "6X", "7X", "8X"])
    #expect(e01.indices.map { e01[$0].bias } == [-0.07, -0.13, -1.01, -0.09, -0.09])
    let beidou = try first(SSRCodeBiases.self, .beidou, in: Self.mixed)
    let c03 = beidou.satellites[1].biases
    #expect(beidou.satellites[1].satellite.description == "C03")
    #expect(c03.indices.map { c03[$0].signal?.description } == ["2I", "6I", "7I"])
    #expect(c03.indices.map { c03[$0].bias } == [3.71, 5.62, 5.04])
  }

  /// No decoder at hand reads these but BNC's layout, which fits every frame to the last bit with biases of centimetres to metres.
  @Test(.recordedData(folder + mixed)) func phaseBiases() throws {
    let gps = try first(SSRPhaseBiases.self, .gps, in: Self.mixed)
    let g01 = gps.satellites[0]
    #expect(g01.satellite.description == "G01")
    #expect(g01.biases.indices.map { g01.biases[$0].signal?.description } == ["1C", "2W", "5I"])
    #expect(g01.biases.indices.map { g01.biases[$0].bias } == [-0.0030, -0.0393, -1.1144])
    let galileo = try first(SSRPhaseBiases.self, .galileo, in: Self.mixed)
    let e01 = galileo.satellites[0].biases
    #expect(e01.indices.map { e01[$0].signal?.description } == ["1X", "5X", "7X", "6X"])
    #expect(e01.indices.map { e01[$0].bias } == [1.6162, 2.1254, 4.0505, 0.5555])
    let glonass = try first(SSRPhaseBiases.self, .glonass, in: Self.mixed)
    #expect(glonass.satellites.count > 0 && glonass.satellites.indices.allSatisfy { glonass.satellites[$0].biases.isEmpty })
  }

  /// The layout of BNC and pyrtcm's 4076; C00 and C20 are the mean and the flattening of the ionosphere and so of plausible size and sign.
  @Test(.recordedData(folder + mixed, folder + igs)) func ionosphere() throws {
    let m = try first(SSRIonosphere.self, .gps, in: Self.mixed)
    #expect(m.header.epochRaw == 172_860 && m.header.updateInterval == 60 && m.layers.count == 1)
    let layer = m.layers[0]
    #expect(layer.height == 450_000 && layer.degree == 12 && layer.order == 12)
    #expect(layer.cosines.count == 91 && layer.sines.count == 78)
    #expect(
      layer.cosine(degree: 0, order: 0) == 13.72 && layer.cosine(degree: 1, order: 0) == -2.46 && layer.cosine(degree: 2, order: 0) == -4.84
    )
    #expect(layer.sine(degree: 1, order: 1) == 0.16)
    #expect(layer.cosine(degree: 12, order: 12) != nil && layer.sine(degree: 12, order: 12) != nil)
    #expect(layer.cosine(degree: 1, order: 2) == nil && layer.sine(degree: 3, order: 0) == nil && layer.cosine(degree: 13, order: 1) == nil)
    let igs = try first(SSRIonosphere.self, .gps, .igs, in: Self.igs).layers[0]
    #expect(igs.cosine(degree: 0, order: 0) == 35.36 && igs.cosine(degree: 1, order: 0) == 2.34 && igs.sine(degree: 1, order: 1) == 2.15)
  }

  /// The places of the coefficients, counted out: order by order, in an order degree by degree.
  @Test(arguments: [(3, 3), (4, 2), (16, 16), (1, 1), (2, 5)]) func coefficientPlaces(degree: Int, order: Int) {
    var layer = SSRIonosphere.Layer()
    layer.degreeRaw = UInt8(degree - 1)
    layer.orderRaw = UInt8(order - 1)
    layer.resizeToDegree()
    for i in layer.cosines.indices { layer.cosines[i] = Int16(i) }
    for i in layer.sines.indices { layer.sines[i] = Int16(i) }
    var cosines = 0
    var sines = 0
    for m in 0...order where m <= degree {
      for n in m...degree {
        #expect(layer.cosine(degree: n, order: m) == DataField.signed("", "", 16, 0.005).value(cosines))
        cosines += 1
        if m == 0 { continue }
        #expect(layer.sine(degree: n, order: m) == DataField.signed("", "", 16, 0.005).value(sines))
        sines += 1
      }
    }
    #expect(layer.cosines.count == cosines && layer.sines.count == sines)
  }

  /// pyrtcm and cssrlib: the first 1064 of the file, epoch 5878 s of the GLONASS day.
  @Test(.recordedData(folder + separate)) func clocks() throws {
    let hex =
      "d3004a4280b7b000000007180150c0000000000009fe0784000000000001406952800000000000400d23d000000000000902b872000000000001300a474000000000002809aec8000000000000158a0e"
    let m = try typedSSR(SSRClocks.self, hex)
    #expect(m.header.epochRaw == 5878 && m.satellites.count == 7)
    #expect(m.satellites.indices.map { m.satellites[$0].satellite.description } == ["R03", "R09", "R10", "R16", "R18", "R19", "R20"])
    #expect(m.satellites.indices.map { m.satellites[$0].clock.c0 } == [0.2694, -3.2287, 5.3925, 5.3821, 8.9145, 1.0525, 7.9321])
    #expect(try first(SSRClocks.self, .glonass, in: Self.separate) == m)
  }
}
