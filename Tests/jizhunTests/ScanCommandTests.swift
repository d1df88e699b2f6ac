import Foundation
import GNSS
import RTCM
import RecordedData
import Testing

@Suite struct ScanCommandTests {
  /// One JSON object a line.
  private func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  /// 1005 with the example of the standard (station 2003) between bytes that are no frame.
  private let example =
    [0x00, 0xD3, 0x00]
    + hexBytes("d300133ed7d30202980edeef34b4bd62ac0941986f33360b98") + [0xD3, 0xFF]

  /// The independent scanner: for each file, frames by `dump` and counts by `scan` against a few lines of Python.
  private static let script = """
    import json, subprocess, sys
    table = []
    for n in range(256):
        c = n << 16
        for _ in range(8): c = (c << 1) ^ 0x1864CFB if c & 0x800000 else c << 1
        table.append(c & 0xFFFFFF)
    def crc(b):
        c = 0
        for x in b: c = ((c << 8) & 0xFFFFFF) ^ table[(c >> 16) ^ x]
        return c
    def frames(b):
        i = b.find(0xD3)
        while i >= 0 and i + 6 <= len(b):
            if b[i + 1] & 0xFC == 0:
                n = (b[i + 1] << 8 | b[i + 2]) + 6
                if i + n <= len(b) and crc(b[i:i + n]) == 0:
                    yield i, n, (b[i + 3] << 4 | b[i + 4] >> 4) if n >= 8 else 0
                    i = b.find(0xD3, i + n); continue
            i = b.find(0xD3, i + 1)
    jizhun, *files = sys.argv[1:]
    def run(*a): return subprocess.run([jizhun, "rtcm", *a], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout.splitlines()
    scans = [json.loads(l) for l in run("scan", "--json", *files)]
    assert [s["file"] for s in scans] == files
    total = 0
    for f, s in zip(files, scans):
        b = open(f, "rb").read()
        want = list(frames(b))
        got = [(d["offset"], d["bytes"], d["type"]) for d in map(json.loads, run("dump", "--json", f))]
        types = {}
        for w in want: types[str(w[2])] = types.get(str(w[2]), 0) + 1
        skipped = len(b) - sum(w[1] for w in want)
        if got != want: print("frames differ:", f, len(got), len(want))
        if (s["bytes"], s["frames"], s["types"], s["skippedBytes"]) != (len(b), len(want), types, skipped): print("scan differs:", f, s)
        total += len(want)
    print("frames", total)
    """

  @Test(.recordedData("data/rtcm")) func findsExactlyTheFramesOfAnIndependentScanner() throws {
    let files = RecordedData.files(below: "data/rtcm").map(RecordedData.path)
    guard let result = try PythonProcess.run(Self.script, [JizhunProcess.path] + files) else { return }
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.lines.count == 1, "\(result.output)")
    let total = try #require(Int(result.lines.last?.split(separator: " ").last ?? ""))
    #expect(total > 50_000)
    print("recorded-data scanner comparison: \(files.count) files, \(total) frames")
  }

  /// The same with a scanner in Swift, so that it is tested where there is no Python.
  @Test(.recordedData("data/rtcm")) func countsExactlyTheFramesOfThePlainScanner() throws {
    let files = RecordedData.files(below: "data/rtcm")
    let result = try JizhunProcess.run(["rtcm", "scan", "--json"] + files.map(RecordedData.path))
    #expect(result.status == 0)
    let reports = try objects(result.output)
    #expect(reports.count == files.count)
    for (file, report) in zip(files, reports) {
      let bytes = try RecordedData.bytes(file)
      var types: [String: Int] = [:]
      let frames = plainFrames(bytes)
      for frame in frames { types["\(frame.type)", default: 0] += 1 }
      #expect(report["types"] as? [String: Int] == types, "\(file)")
      #expect(report["frames"] as? Int == frames.count, "\(file)")
      #expect(report["bytes"] as? Int == bytes.count, "\(file)")
      #expect(report["skippedBytes"] as? Int == bytes.count - frames.reduce(0) { $0 + $1.length }, "\(file)")
    }
  }

  @Test func reportsAStationFromStandardInput() throws {
    let result = try JizhunProcess.run(["rtcm", "scan", "--json", "-"], input: Data(example))
    #expect(result.status == 0 && result.errors.isEmpty)
    let report = try #require(try objects(result.output).first)
    #expect(report["file"] as? String == "-")
    #expect(report["frames"] as? Int == 1)
    #expect(report["bytes"] as? Int == 30)
    #expect(report["skippedBytes"] as? Int == 5)
    #expect(report["types"] as? [String: Int] == ["1005": 1])
    #expect(report["firstEpoch"] is NSNull && report["lastEpoch"] is NSNull)
    let station = try #require(report["station"] as? [String: Any])
    #expect(station["id"] as? Int == 2003)
    #expect(station["arp_m"] as? [Double] == [1114104.5999, -4850729.7108, 3975521.4643])
    #expect(station["antenna"] is NSNull)
  }

  /// 1077 of the first second of a GPS week, one satellite and one signal, all else zero.
  private func msm(secondsOfWeek: UInt32) -> [UInt8] {
    var bits = ""
    func add(_ value: UInt64, _ width: Int) {
      let digits = String(value, radix: 2)
      bits += String(repeating: "0", count: width - digits.count) + digits
    }
    add(1077, 12)
    add(5, 12)
    add(UInt64(secondsOfWeek) * 1000, 30)
    add(0, 1 + 3 + 7 + 2 + 2 + 1 + 3)
    add(1 << 63, 64)
    add(1 << 30, 32)  // 1C
    add(1, 1)
    add(0, 8 + 4 + 10 + 14 + 20 + 24 + 10 + 1 + 10 + 15)
    return frame(bits)
  }

  private func frame(_ bits: String) -> [UInt8] {
    var payload: [UInt8] = []
    var rest = Substring(bits)
    while !rest.isEmpty {
      let byte = rest.prefix(8)
      payload.append(UInt8(byte, radix: 2)! << (8 - byte.count))
      rest = rest.dropFirst(8)
    }
    let framed = [0xD3, UInt8(payload.count >> 8), UInt8(payload.count & 255)] + payload
    let crc = plainCRC(framed[...])
    return framed + [UInt8(crc >> 16 & 255), UInt8(crc >> 8 & 255), UInt8(crc & 255)]
  }

  /// Observations before MSM, without satellites: 1002 of GPS (DF004 of 30 bits), 1010 of GLONASS (DF034 of 27 bits).
  private func older(_ number: Int, milliseconds: Int) -> [UInt8] {
    func bits(_ value: Int, _ width: Int) -> String {
      let digits = String(value, radix: 2)
      return String(repeating: "0", count: width - digits.count) + digits
    }
    return frame(bits(number, 12) + bits(5, 12) + bits(milliseconds, number == 1010 ? 27 : 30) + bits(0, 1 + 5 + 1 + 3))
  }

  @Test func olderObservationsHaveEpochs() throws {
    // Saturday, the seventh day of the GPS week; 1010 counts from midnight in Moscow, 18 leap seconds beside GPS.
    let stream = older(1002, milliseconds: 522_000_000) + older(1010, milliseconds: (3 + 1) * 3_600_000 - 18_000 + 5000)
    let run = try JizhunProcess.run(["rtcm", "scan", "--json", "--date", "2024-01-06", "-"], input: Data(stream))
    let report = try #require(try objects(run.output).first)
    #expect(report["firstEpoch"] as? String == "2024-01-06T01:00:00.000 GPST")
    #expect(report["lastEpoch"] as? String == "2024-01-06T01:00:05.000 GPST")
    #expect(report["firstSecondsOfWeek"] as? Double == 522_000)
  }

  /// A stream of 1004 and 1012 whose only full date is the day of its GLONASS ephemerides beside ten bits of week.
  @Test(.recordedData("data/rtcm/uuiitwp-RTCM3/test04.rtcm3")) func aStreamBeforeMSMIsDated() throws {
    let path = RecordedData.path("data/rtcm/uuiitwp-RTCM3/test04.rtcm3")
    let report = try #require(try objects(try JizhunProcess.run(["rtcm", "scan", "--json", path]).output).first)
    let bytes = try RecordedData.bytes("data/rtcm/uuiitwp-RTCM3/test04.rtcm3")
    let found = DateEvidence.find(in: bytes.span.bytes)
    let evidence = try #require(found)
    let first = try #require(report["firstEpoch"] as? String)
    #expect(first.hasPrefix(evidence.iso8601(fractionDigits: 0, leapSeconds: .builtIn).prefix(10)))
  }

  @Test func neverGuessesTheWeek() throws {
    let stream = msm(secondsOfWeek: 604_799) + msm(secondsOfWeek: 0)
    let report = try #require(try objects(try JizhunProcess.run(["rtcm", "scan", "--json", "-"], input: Data(stream)).output).first)
    #expect(report["firstEpoch"] is NSNull && report["lastEpoch"] is NSNull)
    #expect(report["firstSecondsOfWeek"] as? Double == 604_799 && report["lastSecondsOfWeek"] as? Double == 0)
    #expect((report["signals"] as? [String: [String: Int]]) == ["G": ["1C": 2]])
    let dated = try JizhunProcess.run(["rtcm", "scan", "--json", "--date", "2024-01-06", "-"], input: Data(stream))
    let withDate = try #require(try objects(dated.output).first)
    // 2024-01-07 was a Sunday: the week rolls over between the two epochs.
    #expect(withDate["firstEpoch"] as? String == "2024-01-06T23:59:59.000 GPST")
    #expect(withDate["lastEpoch"] as? String == "2024-01-07T00:00:00.000 GPST")
  }

  @Test(.recordedData("data/rtcm/swift-gnss-converters/sept.rtcm")) func learnsTheDateFromTheStream() throws {
    let file = RecordedData.path("data/rtcm/swift-gnss-converters/sept.rtcm")
    let report = try #require(try objects(try JizhunProcess.run(["rtcm", "scan", "--json", file]).output).first)
    // The stream's 1013 and 1045 say 2018-01-02; its first epoch is second 244 685 of GPS week 1982.
    #expect(report["firstEpoch"] as? String == "2018-01-02T19:58:05.000 GPST")
    #expect(report["firstSecondsOfWeek"] as? Double == 244_685)
  }

  @Test func aBadFileIsReportedAndTheOthersAreDone() throws {
    let folder = try TemporaryFolder()
    let good = try folder.file("good.rtcm3", example)
    let empty = try folder.file("empty.rtcm3", [])
    let html = try folder.file("page.html", Array("<html>Ó</html>".utf8))
    let result = try JizhunProcess.run(["rtcm", "scan", "--json", folder.path("absent"), good, folder.url.path, empty, html])
    #expect(result.status == 66)
    let reports = try objects(result.output)
    #expect(reports.map { $0["frames"] as? Int } == [1, 0, 0])
    #expect(result.errors.contains("cannot open \(folder.path("absent")): No such file or directory"))
    #expect(result.errors.contains("is a folder, not a file"))
    #expect(result.errors.contains("page.html: no intact RTCM 3 frame in"))
  }

  @Test func usageErrorsAreSaid() throws {
    #expect(try JizhunProcess.run(["rtcm", "scan"]).status == 64)
    #expect(try JizhunProcess.run(["rtcm", "scan", "--nonsense", "-"]).status == 64)
    let date = try JizhunProcess.run(["rtcm", "scan", "--date", "2024-02-30", "-"])
    #expect(date.status == 64)
    #expect(date.errors.contains("--date 2024-02-30: a date as YYYY-MM-DD is expected"))
  }

  @Test func speaksTheUsersLanguage() throws {
    let chinese = try JizhunProcess.run(["rtcm", "scan", "-"], input: Data(example), environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(chinese.output.contains("天线参考点"))
    let english = try JizhunProcess.run(
      ["rtcm", "scan", "--lang", "en", "-"], input: Data(example), environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(english.output.contains("antenna reference point"))
    #expect(try JizhunProcess.run(["--help", "--lang=zh"]).output.contains("测绘基准"))
  }

  @Test func controlCharactersDoNotReachTheTerminal() throws {
    // 1007 whose antenna descriptor clears the screen.
    var bits = "001111101111" + "000000000101" + "00000100"
    for byte in [0x1B, 0x5B, 0x32, 0x4A] {
      bits += String(repeating: "0", count: 8 - String(byte, radix: 2).count) + String(byte, radix: 2)
    }
    bits += "00000000"
    let result = try JizhunProcess.run(["rtcm", "scan", "-"], input: Data(frame(bits)))
    #expect(result.output.contains("\\u{1B}[2J"))
    #expect(!result.output.unicodeScalars.contains("\u{1B}"))
  }
}

/// Bytes from hexadecimal digits.
func hexBytes(_ hex: String) -> [UInt8] {
  let digits = hex.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}
