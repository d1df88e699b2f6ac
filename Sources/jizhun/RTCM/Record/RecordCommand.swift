import ArgumentParser
import Bilingual
import Glibc
import NTRIPProtocol

/// `jizhun rtcm record ADDRESS FILE`.
struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: text(zh: "录制数据流，可同时记录到达时间", en: "Record a stream, with its arrival times"),
    discussion: text(
      zh: "地址：“-”（标准输入）、tcp://主机:端口、ntrip://用户@主机:端口/挂载点（NTRIP 1 和 2，不含 TLS）。"
        + "密码取自环境变量 JIZHUN_NTRIP_PASSWORD 或 --password-file。逐字节录制，不解码；断线后自动重连。详见 docs/rtcm-record.md。",
      en:
        "An address is “-” (standard input), tcp://host:port or ntrip://user@host:port/mountpoint (NTRIP 1 and 2, without TLS). The password comes from "
        + "the environment, JIZHUN_NTRIP_PASSWORD, or from --password-file. Bytes are recorded as they come, whatever they are; a lost "
        + "connection is made again. See docs/rtcm-record.md."))

  @OptionGroup var common: CommonOptions

  @Flag(
    help: ArgumentHelp(
      text(
        zh: "同时写 FILE.times，记录每段数据的到达时刻（供 cors-monitor replay）",
        en: "Write FILE.times beside it, for replay with the latency of the live stream")))
  var times = false

  @Option(help: ArgumentHelp(text(zh: "按 UTC 每小时或每天换一个文件", en: "New files by the hour or the day of UTC"), valueName: "hour|day"))
  var rotate: RecordingFiles.Rotation?

  @Option(help: ArgumentHelp(text(zh: "录制多少秒后结束", en: "End after so many seconds"), valueName: "seconds"))
  var duration: Double?

  @Option(help: ArgumentHelp(text(zh: "密码文件，取第一行", en: "File whose first line is the password"), valueName: "file"))
  var passwordFile: String?

  @Option(help: ArgumentHelp(text(zh: "请求所用的 NTRIP 版本", en: "The NTRIP version to ask in"), valueName: "1|2"))
  var ntripVersion = 2

  @Option(
    help: ArgumentHelp(
      text(
        zh: "向网络 RTK 挂载点报告的位置：纬度,经度,海拔（度、米）",
        en: "Position to tell a network-RTK caster: latitude, longitude, height above the sea, in degrees and metres"),
      valueName: "B,L,h"))
  var position: String?

  @Flag(help: ArgumentHelp(text(zh: "一开始就连不上时也继续重试", en: "Keep trying even when the first attempt fails")))
  var retry = false

  @Argument(help: ArgumentHelp(text(zh: "数据源地址", en: "Where the stream comes from"), valueName: "address"))
  var address: String

  @Argument(help: ArgumentHelp(text(zh: "录制到的新文件；“-”为标准输出", en: "New file to record to; “-” is standard output"), valueName: "file"))
  var file: String

  func run() throws {
    let source = try StreamAddress(address)
    if let duration, !(duration > 0) {
      throw CommandError(.usage, text(zh: "--duration \(duration)：应大于 0", en: "--duration \(duration): a number above 0 is expected"))
    }
    guard file != "-" || (!times && rotate == nil) else {
      throw CommandError(.usage, text(zh: "--times 和 --rotate 需要文件名，不能用“-”", en: "--times and --rotate need a file, not “-”"))
    }
    let request = try request(source)
    let place = try parsedPosition()
    var files = try RecordingFiles(path: file, hasTimes: times, rotation: rotate)
    let end = duration.map { RecorderClock.seconds + $0 } ?? .infinity
    var series = ReconnectSeries(policy: ReconnectPolicy(), seed: UInt64(bitPattern: RecorderClock.arrival.unixNanoseconds))
    while true {
      var attempt = RecordingAttempt(source: source, request: request, position: place, end: end)
      let failure: StreamFailure? = try attempt.run { (piece, arrival) throws(CommandError) in try files.write(piece, at: arrival) }
      guard let failure else { break }
      let message = text(zh: failure.text.zh, en: failure.text.en)
      if source.kind == .standardInput || (files.bytes == 0 && !retry) || failure.kind == .permanent {
        files.removeEmpty()
        throw CommandError(failure.kind == .permanent ? .configuration : .noInput, message)
      }
      guard let delay = series.delay(after: failure, dataFlowed: .seconds(attempt.dataSeconds)) else {
        throw CommandError(.noInput, message)
      }
      let seconds = min(delay.inSeconds, max(0, end - RecorderClock.seconds))
      printToStandardError(
        text(
          zh: "jizhun: \(source.place)：\(message)；\(Int(seconds.rounded(.up))) 秒后重连",
          en: "jizhun: \(source.place): \(message); again in \(Int(seconds.rounded(.up))) s"))
      usleep(UInt32(min(seconds, 3600) * 1_000_000))
      if RecorderClock.seconds >= end { break }
    }
    printToStandardError(text(zh: "jizhun: 已录制 \(files.bytes) 字节", en: "jizhun: \(files.bytes) bytes recorded"))
  }

  /// Nil for sources that are not asked.
  private func request(_ source: StreamAddress) throws(CommandError) -> NTRIPRequest? {
    guard case .ntrip(let user, let mountpoint) = source.kind else { return nil }
    guard let version = NTRIPVersion(rawValue: ntripVersion) else {
      throw CommandError(
        .usage, text(zh: "--ntrip-version \(ntripVersion)：应为 1 或 2", en: "--ntrip-version \(ntripVersion): 1 or 2 is expected"))
    }
    var credentials: NTRIPCredentials?
    if let user {
      var password = environmentVariable("JIZHUN_NTRIP_PASSWORD").map { Secret($0) }
      if let passwordFile {
        var lines = try LineInput(path: passwordFile)
        var line: [UInt8] = []
        guard try lines.nextLine(&line) else {
          throw CommandError(.configuration, text(zh: "密码文件 \(passwordFile) 是空的", en: "the password file \(passwordFile) is empty"))
        }
        password = Secret(String(decoding: line, as: UTF8.self))
      }
      guard let password else {
        throw CommandError(
          .configuration,
          text(
            zh: "用户 \(user) 没有密码；请设环境变量 JIZHUN_NTRIP_PASSWORD 或用 --password-file",
            en: "no password for the user \(user); set JIZHUN_NTRIP_PASSWORD, or give --password-file"))
      }
      credentials = NTRIPCredentials(user: user, password: password)
    }
    do {
      return try NTRIPRequest(host: source.host, port: source.port, mountpoint: mountpoint, version: version, credentials: credentials)
    } catch {
      throw CommandError(.usage, text(zh: error.text.zh, en: error.text.en))
    }
  }

  private func parsedPosition() throws(CommandError) -> RecordingAttempt.Position? {
    guard let position else { return nil }
    let numbers = position.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard numbers.count == 3, let latitude = numbers[0], let longitude = numbers[1], let height = numbers[2],
      GGASentence.text(latitudeDegrees: latitude, longitudeDegrees: longitude, seaLevelHeight: height, secondsOfDay: 0) != nil
    else {
      throw CommandError(
        .usage,
        text(
          zh: "--position：应为 纬度,经度,海拔，如 30.5,114.3,25", en: "--position: latitude,longitude,height, such as 30.5,114.3,25, is expected"))
    }
    return RecordingAttempt.Position(latitudeDegrees: latitude, longitudeDegrees: longitude, seaLevelHeight: height)
  }
}

extension RecordingFiles.Rotation: ExpressibleByArgument {}
