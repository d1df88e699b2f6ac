import Foundation
import GNSS
import RINEX
import RecordedData
import Testing

/// `jizhun rtcm rinex` against RINEX of the same streams that RTKLIB's converter made (the branch of rtklibexplorer, 2025), and against readers from
/// PyPI.
@Suite struct RTCMToRINEXTests {
  struct Stream: Sendable, CustomTestStringConvertible {
    var name: String, file: String, date: String
    /// Values that RTKLIB left out: phases of GLONASS before the first message with the channel, and of the BeiDou satellites C59 and C60.
    var extra = 0
    var testDescription: String { name }
  }

  static let streams = [
    Stream(name: "armenia_hemisphere", file: "asv-gnss/imu_rtcm", date: "2023-06-14", extra: 1406),
    Stream(name: "hiroshima_20221213", file: "qzsl6tool/20221213-010900.rtcm", date: "2022-12-13", extra: 960),
    Stream(name: "jenoba_jrr32m", file: "swift-gnss-converters/jenoba-jrr32m.rtcm3", date: "2018-06-07"),
    // One epoch more: RTKLIB holds the last one back.
    Stream(name: "sept_davis", file: "swift-gnss-converters/sept.rtcm", date: "2018-01-02"),
    Stream(name: "torino_leica_gr30", file: "gpsd/ublox-zed-f9r.log", date: "2025-04-11"),
    Stream(name: "trimble_bd970", file: "swift-gnss-converters/trimble.rtcm", date: "2017-12-29"),
    Stream(name: "uuiitwp_test00", file: "uuiitwp-RTCM3/test00.rtcm3", date: "2023-05-27", extra: 352),
    Stream(name: "uuiitwp_test02", file: "uuiitwp-RTCM3/test02.rtcm3", date: "2023-05-27", extra: 435),
    Stream(name: "uuiitwp_test04", file: "uuiitwp-RTCM3/test04.rtcm3", date: "2023-05-28"),
    Stream(name: "uuiitwp_test05", file: "uuiitwp-RTCM3/test05.rtcm3", date: "2023-06-04", extra: 1020),
  ]

  /// The stream's ephemerides are of week 1982, which began on 2017-12-31.
  @Test(.recordedData("data/rtcm/swift-gnss-converters/sept.rtcm"), arguments: [("2018-06-01", true), ("2018-01-03", false)])
  func saysWhenTheDateGivenContradictsTheStream(date: String, warns: Bool) throws {
    let file = RecordedData.path("data/rtcm/swift-gnss-converters/sept.rtcm")
    let result = try JizhunProcess.run(["rtcm", "rinex", file, "-o", "-", "--approximate-date", date])
    #expect(result.status == 0 && result.errors.contains("of about 2018-01-0") == warns, "\(result.errors)")
  }

  struct Key: Hashable {
    var satellite: Satellite
    var code: ObservationCode
  }

  static func read(_ bytes: [UInt8]) throws -> [GNSSTime: [Key: Int64]] {
    var epochs: [GNSSTime: [Key: Int64]] = [:]
    var reader = ObservationReader()
    let take = { (record: ObservationRecord) throws(RINEXError) in
      guard record.flag == .ordinary, let time = record.time else { return }
      var values: [Key: Int64] = [:]
      record.forEachSatellite { satellite, range in
        for (code, i) in zip(record.types[satellite.system], range) where !record.values[i].isBlank {
          values[Key(satellite: satellite, code: code)] = record.values[i].thousandths
        }
      }
      epochs[time] = values
    }
    try reader.feed(bytes, take)
    try reader.finish(take)
    return epochs
  }

  @Test(.recordedData("data/rtcm-derived-rinex", "data/rtcm"), arguments: streams) func sameAsRTKLIB(stream: Stream) throws {
    let folder = try TemporaryFolder()
    let result = try JizhunProcess.run([
      "rtcm", "rinex", RecordedData.path("data/rtcm/" + stream.file), "-o", folder.path("o"), "--approximate-date", stream.date,
    ])
    #expect(result.status == 0)
    let ours = try Self.read([UInt8](Data(contentsOf: URL(fileURLWithPath: folder.path("o")))))
    let theirs = try Self.read(try RecordedData.gunzipped("data/rtcm-derived-rinex/\(stream.name).obs.gz"))
    #expect(Set(theirs.keys).subtracting(ours.keys).isEmpty)
    #expect(ours.count - theirs.count == (stream.name == "sept_davis" ? 1 : 0))
    var (extra, missing, different, common) = (0, 0, 0, 0)
    for (time, values) in theirs {
      guard let own = ours[time] else { continue }
      for (key, value) in values {
        guard let mine = own[key] else {
          missing += 1
          continue
        }
        common += 1
        // Both round to thousandths, from sums that were rounded differently.
        if abs(mine - value) > 1 { different += 1 }
      }
      for key in own.keys where values[key] == nil {
        extra += 1
        let isLatePhase = key.satellite.system == .glonass && key.code.quantity == .phase
        let isGEO = key.satellite.system == .beidou && (59...60).contains(key.satellite.number)
        #expect(isLatePhase || isGEO, "\(key) at \(time)")
      }
    }
    #expect(missing == 0 && different == 0 && common > 3000)
    #expect(extra == stream.extra)
  }

  /// RTKLIB's navigation files have twelve digits; it writes its own issue numbers for BeiDou, the time of reception as time of transmission, zeros in
  /// spare fields and no ephemerides of C59 and beyond.
  @Test(
    .recordedData("data/rtcm-derived-rinex", "data/rtcm"),
    arguments: streams.filter { $0.name != "jenoba_jrr32m" && $0.name != "trimble_bd970" && $0.name != "uuiitwp_test05" })
  func sameEphemeridesAsRTKLIB(stream: Stream) throws {
    let folder = try TemporaryFolder()
    let result = try JizhunProcess.run([
      "rtcm", "rinex", RecordedData.path("data/rtcm/" + stream.file), "-o", folder.path("o"), "--nav", folder.path("n"),
      "--approximate-date", stream.date,
    ])
    #expect(result.status == 0)
    let ours = try NavigationReader.ephemerides(in: [UInt8](Data(contentsOf: URL(fileURLWithPath: folder.path("n")))))
    let theirs = try NavigationReader.ephemerides(in: try RecordedData.bytes("data/rtcm-derived-rinex/\(stream.name).nav"))
    #expect(!theirs.isEmpty)
    for expected in theirs {
      let found = ours.contains { mine in
        guard mine.satellite == expected.satellite, mine.toe == expected.toe, mine.message == expected.message,
          let a = mine.state(at: mine.toe), let b = expected.state(at: expected.toe)
        else { return false }
        // Twelve digits of an angle are 1e-12 rad, 0.03 mm at 27 000 km; there are half a dozen of them, and twice as coarse near 3 rad.
        let d = a.position - b.position
        return (d * d).sum().squareRoot() < 1e-3 && abs(a.clockOffset - b.clockOffset) < 1e-14
      }
      #expect(found, "\(expected)")
    }
  }

  /// georinex reads version 3.05, cssrlib the navigation of 4.02: as many epochs, satellites and ephemerides as were written.
  @Test(.recordedData("data/rtcm/qzsl6tool/20221213-010900.rtcm")) func publicReadersReadTheFiles() throws {
    let folder = try TemporaryFolder()
    let stream = RecordedData.path("data/rtcm/qzsl6tool/20221213-010900.rtcm")
    let (obs, nav3, nav4) = (folder.path("o.obs"), folder.path("n3.rnx"), folder.path("n4.rnx"))
    #expect(try JizhunProcess.run(["rtcm", "rinex", stream, "-o", obs, "--nav", nav3, "--interval", "15"]).status == 0)
    #expect(try JizhunProcess.run(["rtcm", "rinex", stream, "-o", folder.path("4"), "--nav", nav4, "--version", "4.02"]).status == 0)
    let epochs = try Self.read([UInt8](Data(contentsOf: URL(fileURLWithPath: obs))))
    let satellites = Set(epochs.values.flatMap { $0.keys.map(\.satellite) })
    let ephemerides = try NavigationReader.ephemerides(in: [UInt8](Data(contentsOf: URL(fileURLWithPath: nav4))))
    #expect(epochs.count == 4)
    let script = """
      import warnings, sys
      warnings.filterwarnings('ignore')
      import georinex
      o = georinex.load(sys.argv[1])
      n = georinex.load(sys.argv[2])
      print(o.time.size, o.sv.size, len({str(s).split('_')[0] for s in n.sv.values}))
      """
    if let result = try PythonProcess.run(script, [obs, nav3], needing: "georinex") {
      #expect(result.status == 0, "\(result.errors.suffix(500))")
      #expect(result.lines.last == "4 \(satellites.count) \(Set(ephemerides.map(\.satellite)).count)")
    }
    let cssr = """
      import sys
      from cssrlib.rinex import rnxdec
      from cssrlib.gnss import Nav
      nav = rnxdec().decode_nav(sys.argv[1], Nav())
      print(len(nav.eph) + len(nav.geph))
      """
    if let result = try PythonProcess.run(cssr, [nav4], needing: "cssrlib.rinex") {
      #expect(result.status == 0, "\(result.errors.suffix(500))")
      #expect(result.lines.last == "\(ephemerides.count)")
    }
  }

  /// Thinned to whole multiples; the date makes no difference where the stream says its own.
  @Test(.recordedData("data/rtcm/uuiitwp-RTCM3/test00.rtcm3")) func intervalAndDate() throws {
    let stream = RecordedData.path("data/rtcm/uuiitwp-RTCM3/test00.rtcm3")
    let all = try Self.read(Array(try JizhunProcess.run(["rtcm", "rinex", stream, "-o", "-"]).output.utf8))
    let some = try Self.read(Array(try JizhunProcess.run(["rtcm", "rinex", stream, "-o", "-", "--interval", "5"]).output.utf8))
    #expect(some.count == 8 && some.allSatisfy { $0.key.nanoseconds % 5_000_000_000 == 0 && all[$0.key] == $0.value })
    let dated = try Self.read(
      Array(try JizhunProcess.run(["rtcm", "rinex", stream, "-o", "-", "--approximate-date", "2023-05-25"]).output.utf8))
    #expect(dated == all)
  }

  /// Four stations one after another: each gives an event of a new site, and what it then says of itself one of header lines.
  @Test(.recordedData("data/rtcm/swift-gnss-converters/switch-legacy-msm-legacy-msm.rtcm")) func changesOfTheStationAreEvents() throws {
    let stream = RecordedData.path("data/rtcm/swift-gnss-converters/switch-legacy-msm-legacy-msm.rtcm")
    let result = try JizhunProcess.run(["rtcm", "rinex", stream, "-o", "-"])
    var reader = ObservationReader()
    var events: [(flag: ObservationRecord.Flag, lines: [String])] = []
    let take = { (record: ObservationRecord) throws(RINEXError) in
      if !record.flag.hasObservations { events.append((record.flag, record.headerLines)) }
    }
    try reader.feed(Array(result.output.utf8), take)
    try reader.finish(take)
    let sites = events.filter { $0.flag == .newSite }
    #expect(reader.header.markerName == "0175")
    #expect(sites.map { $0.lines.first?.prefix(4) } == ["1014", "0059", "0000"])
    // Nothing is taken over from the station before.
    #expect(sites.allSatisfy { $0.lines.count == 1 || !$0.lines[1].contains("SPS855") })
    let antennas = events.filter { $0.flag == .headerLines }.flatMap(\.lines).filter { $0.hasSuffix("ANT # / TYPE") }
    #expect(antennas.contains { $0.contains("TRM55971.00") } && antennas.contains { $0.contains("LEIAR25.R4") })
    // Without the others it is one station, and no event.
    let one = try JizhunProcess.run(["rtcm", "rinex", stream, "-o", "-", "--station", "59"])
    #expect(one.status == 0 && one.output.contains("\n0059 ") && !one.output.contains("1014                  "))
  }
}
