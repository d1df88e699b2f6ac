import Glibc
import NTRIPProtocol

/// The files of a recording: the stream as it came, and beside it the arrival times. Every piece is handed to the system at once, so that a recorder
/// which is killed loses nothing that it had received.
struct RecordingFiles: ~Copyable {
  /// How often new files begin, by the host's UTC.
  enum Rotation: String, CaseIterable {
    case hour, day
  }

  private let path: String
  private let hasTimes: Bool
  private let rotation: Rotation?
  private var period: Int64?
  private var data: Int32 = -1
  private var times: Int32 = -1
  private var dataPath = ""

  /// Bytes written.
  private(set) var bytes: UInt64 = 0

  /// No file is made before the first piece, unless the path alone names it: then at once, so that a mistake shows before anything is received.
  init(path: String, hasTimes: Bool, rotation: Rotation?) throws(CommandError) {
    self.path = path
    self.hasTimes = hasTimes
    self.rotation = rotation
    if rotation == nil { try open(path, isRotated: false) }
  }

  deinit {
    if data > 2 { close(data) }
    if times > 2 { close(times) }
  }

  /// Writes a piece, and then the line of its arrival time: a time never stands for bytes that are not there.
  mutating func write(_ piece: ArraySlice<UInt8>, at arrival: ArrivalTime) throws(CommandError) {
    guard !piece.isEmpty else { return }
    if let rotation {
      let seconds: Int64 = rotation == .hour ? 3600 : 86_400
      let now = arrival.unixNanoseconds / 1_000_000_000 / seconds
      if now != period {
        period = now
        try open(rotatedPath(now * seconds, rotation), isRotated: true)
      }
    }
    try hand(piece, to: data, dataPath)
    bytes += UInt64(piece.count)
    if times >= 0 {
      try hand(Array(ArrivalTimes.Piece(length: piece.count, arrival: arrival).line.utf8)[...], to: times, dataPath + ".times")
    }
  }

  /// Takes the files away again when nothing was received, so that the next try finds their name free.
  mutating func removeEmpty() {
    guard bytes == 0, data > 2 else { return }
    unlink(dataPath)
    if times > 2 { unlink(dataPath + ".times") }
  }

  /// `base.rtcm3` becomes `base-20261121T06.rtcm3` by the hour and `base-20261121.rtcm3` by the day.
  private func rotatedPath(_ unixSeconds: Int64, _ rotation: Rotation) -> String {
    var seconds = time_t(unixSeconds)
    var parts = tm()
    unsafe gmtime_r(&seconds, &parts)
    func two(_ n: Int32) -> String { n < 10 ? "0\(n)" : "\(n)" }
    var stamp = "-\(parts.tm_year + 1900)\(two(parts.tm_mon + 1))\(two(parts.tm_mday))"
    if rotation == .hour { stamp += "T\(two(parts.tm_hour))" }
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return path + stamp }
    return path[..<dot] + stamp + path[dot...]
  }

  /// Opens new files; never one that exists. A recorder that was started anew within the hour goes on in `…-2`, `…-3`.
  private mutating func open(_ wanted: String, isRotated: Bool) throws(CommandError) {
    if data > 2 { close(data) }
    if times > 2 { close(times) }
    (data, times) = (-1, -1)
    if wanted == "-" {
      (data, dataPath) = (1, wanted)
      return
    }
    var candidate = wanted
    var number = 1
    while true {
      data = Glibc.open(candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if data >= 0 { break }
      let code = errno
      if code == EINTR { continue }
      guard code == EEXIST, isRotated, number < 1000 else {
        throw CommandError(
          .cannotCreate,
          code == EEXIST
            ? text(zh: "\(candidate) 已存在；录制从不覆盖文件，请换一个文件名", en: "\(candidate) exists; a recording overwrites nothing, choose another name")
            : text(zh: "无法创建 \(candidate)", en: "cannot create \(candidate)"), errno: code)
      }
      number += 1
      candidate = "\(wanted)-\(number)"
    }
    dataPath = candidate
    guard hasTimes else { return }
    repeat { times = Glibc.open(candidate + ".times", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666) } while times < 0 && errno == EINTR
    guard times >= 0 else {
      throw CommandError(.cannotCreate, text(zh: "无法创建 \(candidate).times", en: "cannot create \(candidate).times"), errno: errno)
    }
    try hand(Array(ArrivalTimes.header.utf8)[...], to: times, candidate + ".times")
  }

  private func hand(_ bytes: ArraySlice<UInt8>, to descriptor: Int32, _ path: String) throws(CommandError) {
    var written = 0
    while written < bytes.count {
      // The pointer is valid for the closure and the count stays inside the slice, which is not empty here.
      let n = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written) }
      if n < 0 && errno != EINTR {
        throw CommandError(.inputOutput, text(zh: "无法写到 \(path)", en: "cannot write to \(path)"), errno: errno)
      }
      written += max(n, 0)
    }
  }
}
