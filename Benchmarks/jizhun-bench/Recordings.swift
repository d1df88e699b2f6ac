import GNSS
import Glibc
import RTCM

/// Recorded streams of many receivers and providers, below `data/rtcm` of the recorded data.
struct Recording {
  /// Where the file lies.
  let path: String
  /// A time near the recording, half a week at most from its beginning.
  let start: GNSSTime
  let bytes: [UInt8]

  /// The files, and a GPS week near each.
  private static let files: [(name: String, week: Int)] = [
    ("swift-gnss-converters/sept.rtcm", 2000),
    ("swift-gnss-converters/missing-beidou-STR17.rtcm3", 2000),
    ("swift-gnss-converters/trimble.rtcm", 2000),
    ("swift-gnss-converters/jenoba-jrr32m.rtcm3", 2000),
    ("swift-gnss-converters/eph.rtcm", 2000),
    ("swift-gnss-converters/bds-clk.rtcm", 2000),
    ("salmoshu-RTKLIB-Manual-CN/rover.rtcm3", 2262),
    ("salmoshu-RTKLIB-Manual-CN/base.rtcm3", 2262),
    ("uuiitwp-RTCM3/test05.rtcm3", 2262),
    ("qzsl6tool/20221213-010900.rtcm", 2240),
    ("jinyuttt-rtklib_java/base_today.rtcm3", 2260),
    ("jinyuttt-rtklib_java/rover_today.rtcm3", 2260),
  ]

  /// All of them; nil, and a printed line, when one is not at hand.
  static func all(for benchmark: String) -> [Recording]? {
    let root = getenv("JIZHUN_SHARED").map { String(cString: $0) } ?? "../shared"
    let recordings = files.compactMap { file -> Recording? in
      let path = "\(root)/data/rtcm/\(file.name)"
      return contents(of: path).map { Recording(path: path, start: GNSSTime(gpsWeek: file.week, secondsOfWeek: 0), bytes: $0) }
    }
    guard recordings.count == files.count else {
      print("\(benchmark): left out, the recordings are not at hand (JIZHUN_SHARED names their folder)")
      return nil
    }
    return recordings
  }

  /// The number of intact frames in some bytes.
  static func frameCount(_ bytes: [UInt8]) -> Int {
    var scanner = FrameScanner()
    var count = 0
    scanner.scan(bytes.span.bytes) { _ in count += 1 }
    return count
  }

  /// The bytes of the recording up to the end of a number of frames, and how many there are.
  func head(frames limit: Int) -> (bytes: [UInt8], frames: Int) {
    var scanner = FrameScanner()
    var count = 0
    var end = 0
    scanner.scan(bytes.span.bytes) { frame in
      guard count < limit else { return }
      count += 1
      end = Int(frame.offset) + frame.bytes.byteCount
    }
    return (Array(bytes[..<end]), count)
  }

  private static func contents(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
    return bytes
  }
}
