import GNSS
import Geodesy
import Glibc
import RTCM
import RTKLib
import Simulation
import Testing

@Suite struct SimulatedStationTests {
  static let start = GNSSTime(gpsWeek: 2445, secondsOfWeek: 500_000)

  /// Everything a stream says.
  struct Decoded {
    var epochs: [GNSSTime: [Observation]] = [:]
    var ephemerides: [Satellite: Ephemeris] = [:]
    var types: [UInt16: Int] = [:]
    var reference: SIMD3<Double>?
    var receiver = ""
    var open: [Bool] = []
    var faults: [String] = []
    var statistics = FrameScanner.Statistics()
  }

  static func decode(_ bytes: [UInt8], near time: GNSSTime) -> Decoded {
    var out = Decoded()
    var scanner = FrameScanner()
    var decoder = MessageDecoder()
    var message = Message.message1006(Message1006())
    guard let kind = MSMKind(.gps, level: 7) else { return out }
    var block = MSMBlock(kind: kind)
    var locks = LockTable()
    var channels = GLONASSChannels()
    let context = TimeContext(approximateTime: time)
    scanner.scan(bytes.span.bytes) { frame in
      out.types[frame.messageNumber ?? 0, default: 0] += 1
      do throws(DecodeError) {
        switch try decoder.decode(frame.payload, into: &message, or: &block) {
        case .msm:
          guard let time = block.header.time(in: context) else { return out.faults.append("no time") }
          block.appendObservations(to: &out.epochs[time, default: []], time: time, locks: &locks, channels: &channels)
          out.open.append(block.header.multipleMessage)
        case .message:
          switch message {
          case .message1006(let m): out.reference = SIMD3(m.point.x, m.point.y, m.point.z)
          case .message1033(let m): out.receiver = m.receiver.utf8Text
          case .message1019(let m): if let e = m.ephemeris(in: context) { out.ephemerides[e.satellite] = .kepler(e) }
          case .message1020(let m): if let e = m.ephemeris(in: context) { out.ephemerides[e.satellite] = .glonass(e) }
          case .message1042(let m): if let e = m.ephemeris(in: context) { out.ephemerides[e.satellite] = .kepler(e) }
          case .message1046(let m): if let e = m.ephemeris(in: context) { out.ephemerides[e.satellite] = .kepler(e) }
          default: break
          }
        }
      } catch {
        out.faults.append("\(error)")
      }
    }
    scanner.finish { _ in }
    out.statistics = scanner.statistics
    return out
  }

  static func stream(seconds: Int, station: Int = 0, seed: UInt64 = 5, sky: UInt64 = 1) throws -> [UInt8] {
    var station = try SimulatedStation(SimulatedNetwork.hunan[station], sky: Sky(seed: sky, start: start), seed: seed)
    return (0..<seconds).flatMap { station.next(at: start.advanced(bySeconds: Double($0))) }
  }

  @Test func theSameSeedGivesTheSameBytes() throws {
    let one = try Self.stream(seconds: 12)
    #expect(try Self.stream(seconds: 12) == one)
    #expect(try Self.stream(seconds: 12, seed: 6) != one)
    #expect(try Self.stream(seconds: 12, sky: 2) != one)
    #expect(try Self.stream(seconds: 12, station: 1) != one)
  }

  @Test func theNetworkIsInvented() {
    let network = SimulatedNetwork.hunan
    #expect(network.count == 12 && Set(network.map(\.id)).count == 12 && Set(network.map(\.mountpoint)).count == 12)
    for station in network {
      #expect(station.englishName.hasSuffix("(invented)") && station.chineseName.hasSuffix("（虚构）"))
      for degrees in [station.position.latitudeDegrees, station.position.longitudeDegrees] {
        #expect(abs(degrees * 10 - (degrees * 10).rounded()) < 1e-9)  // whole tenths of a degree
      }
    }
  }

  @Test func everyFrameIsSoundAndEveryTypeComes() throws {
    let bytes = try Self.stream(seconds: 60)
    let decoded = Self.decode(bytes, near: Self.start)
    #expect(decoded.faults == [])
    #expect(decoded.statistics.crcFailures == 0 && decoded.statistics.skippedBytes == 0)
    #expect(Int(decoded.statistics.frameBytes) == bytes.count)
    for type: UInt16 in [1077, 1087, 1097] { #expect(decoded.types[type, default: 0] >= 60, "\(type)") }
    #expect(decoded.types[1127, default: 0] >= 120)  // more than 64 satellites × signals: at least two a second
    for type: UInt16 in [1006, 1033, 1230] { #expect(decoded.types[type] == 6, "\(type)") }
    #expect(decoded.epochs.count == 60)
    // One message a second closes the epoch.
    #expect(decoded.open.filter { !$0 }.count == 60 && decoded.open.last == false)
    #expect(decoded.receiver == "JIZHUN SIMULATOR")
    // Every satellite in view has sent its ephemeris, twice.
    let seen = Set(decoded.epochs.values.flatMap { $0.map(\.satellite) })
    #expect(Set(decoded.ephemerides.keys) == seen)
    let count = [1019, 1020, 1042, 1046].reduce(0) { $0 + decoded.types[$1, default: 0] }
    #expect((2 * seen.count - 2...2 * seen.count).contains(count))
  }

  /// In Hunan: the numbers of satellites above 5° that planners show for these constellations, with a margin; BeiDou's regional ones are always there.
  @Test(arguments: [0, 21_600, 43_200, 64_800]) func satellitesInView(offset: Int) throws {
    let time = Self.start.advanced(bySeconds: Double(offset))
    var station = try SimulatedStation(SimulatedNetwork.hunan[0], sky: Sky(seed: 1, start: time), seed: 1)
    let observations = station.observe(at: time)
    func count(_ system: GNSSSystem) -> Int { Set(observations.map(\.satellite).filter { $0.system == system }).count }
    #expect((7...15).contains(count(.gps)))
    #expect((5...12).contains(count(.glonass)))
    #expect((5...13).contains(count(.galileo)))
    #expect((16...32).contains(count(.beidou)))
    for row in observations {
      #expect((28...56).contains(row.cn0_dbHz) && (1.9e7...4.2e7).contains(row.pseudorange))
      #expect(abs(row.pseudorange - row.phaseRange) < 120)  // ambiguity ≤ 20 cycles of ≤ 0.26 m, ionosphere twice, noise
    }
  }

  /// The round trip: position by least squares from decoded pseudoranges and decoded ephemerides, one clock for each system.
  ///
  /// Ionosphere-free combinations of two frequencies, elevation above 10°; the troposphere is corrected by 2.45 m/sin E. Noise of 0.3…1.3 m at each frequency
  /// becomes 3 times as much, 40 satellites and a vertical dilution near 1 make 0.5 m; broadcast rounding and the plain mapping are below that. 3 m is the bound.
  @Test(arguments: [0, 6, 11]) func positionFromTheStream(station index: Int) throws {
    let decoded = Self.decode(try Self.stream(seconds: 31, station: index), near: Self.start)
    let time = Self.start.advanced(bySeconds: 30)
    let rows = try #require(decoded.epochs[time])
    let truth = try #require(decoded.reference)
    let place = SimulatedNetwork.hunan[index].position
    let pairs: [GNSSSystem: (String, String)] = [.gps: ("1C", "2W"), .glonass: ("1C", "2C"), .galileo: ("1C", "5Q"), .beidou: ("2I", "6I")]
    var ranges: [(Ephemeris, Double)] = []
    for satellite in Set(rows.map(\.satellite)).sorted() {
      let pair = try #require(pairs[satellite.system])
      let ephemeris = try #require(decoded.ephemerides[satellite])
      guard let a = rows.first(where: { $0.satellite == satellite && $0.signal.description == pair.0 }),
        let b = rows.first(where: { $0.satellite == satellite && $0.signal.description == pair.1 })
      else { continue }
      let (f1, f2) = (a.carrierFrequency * a.carrierFrequency, b.carrierFrequency * b.carrierFrequency)
      ranges.append((ephemeris, (f1 * a.pseudorange - f2 * b.pseudorange) / (f1 - f2)))
    }
    #expect(ranges.count >= 30)
    // Start 10 km off.
    var position = truth + SIMD3(7000, -5000, 5000)
    var residuals: [Double] = []
    for _ in 0..<6 {
      let observer = Observer(position: position, latitude: place.latitude, longitude: place.longitude)
      var normal = [[Double]](repeating: [Double](repeating: 0, count: 8), count: 7)
      residuals = []
      for (ephemeris, range) in ranges {
        let line = try #require(observer.lineOfSight(to: ephemeris, at: time))
        guard line.elevation > 10 * .pi / 180 else { continue }
        let system = [GNSSSystem.gps, .glonass, .galileo, .beidou].firstIndex(of: ephemeris.satellite.system) ?? 0
        var row = [-line.unit.x, -line.unit.y, -line.unit.z, 0, 0, 0, 0]
        row[3 + system] = 1
        let misclosure = range - line.range + speedOfLight * line.satellite.clockOffset - 2.45 / sin(line.elevation)
        let weight = sin(line.elevation) * sin(line.elevation)
        for i in 0..<7 {
          for j in 0..<7 { normal[i][j] += weight * row[i] * row[j] }
          normal[i][7] += weight * row[i] * misclosure
        }
        residuals.append(misclosure)
      }
      let solution = solve(normal)
      position += SIMD3(solution[0], solution[1], solution[2])
    }
    let d = position - truth
    #expect((d * d).sum().squareRoot() < 3, "\(d)")
    // The reference point of 1006 is the description's, to 0.1 mm.
    let expected = try Ellipsoid.cgcs2000.geocentric(place)
    #expect(abs(truth.x - expected.x) < 1e-4 && abs(truth.y - expected.y) < 1e-4 && abs(truth.z - expected.z) < 1e-4)
  }

  /// Gauss–Jordan elimination with pivoting.
  private func solve(_ matrix: [[Double]]) -> [Double] {
    var m = matrix
    for i in m.indices {
      let pivot = (i..<m.count).max { abs(m[$0][i]) < abs(m[$1][i]) } ?? i
      m.swapAt(i, pivot)
      for j in m.indices where j != i {
        let factor = m[j][i] / m[i][i]
        for k in i...m.count { m[j][k] -= factor * m[i][k] }
      }
    }
    return m.indices.map { m[$0][m.count] / m[$0][$0] }
  }

  /// Phase, code and Doppler tell the same story from second to second.
  @Test func phaseFollowsRangeAndDoppler() throws {
    var station = try SimulatedStation(SimulatedNetwork.hunan[2], sky: Sky(seed: 1, start: Self.start), seed: 9)
    let first = station.observe(at: Self.start)
    let second = station.observe(at: Self.start.advanced(bySeconds: 1))
    for (a, b) in zip(first, second) where a.satellite == b.satellite {
      #expect(a.signal == b.signal)
      // Noise of two phases and two rates at 5°, 0.07 m/s, the atmosphere's rate, 0.01 m/s; four standard deviations.
      #expect(abs(b.phaseRange - a.phaseRange - (a.rangeRate + b.rangeRate) / 2) < 0.35, "\(a.satellite)")
      #expect(b.lockTime_ms == 1000 && a.lockTime_ms == 0)
    }
  }

  /// RTKLIB reads the stream: every epoch, and each pseudorange that it knows the signal of, equal to what we decode to the last bit but one.
  @Test func rtklibReadsIt() throws {
    let bytes = try Self.stream(seconds: 10)
    let decoded = Self.decode(bytes, near: Self.start)
    var peer = try RTKLibDecoder(approximateTime: Self.start)
    let epochs = peer.decode(bytes)
    #expect(peer.counts.errors == 0 && epochs.count == 10)
    var compared = 0
    for epoch in epochs {
      let own = try #require(decoded.epochs[epoch.time])
      for row in epoch.observations where row.pseudorange != 0 {
        guard let match = own.first(where: { $0.satellite == row.satellite && $0.signal == row.signal }) else { continue }
        #expect(abs(match.pseudorange - row.pseudorange) < 1e-6)
        compared += 1
      }
    }
    #expect(compared > 1000)
  }
}
