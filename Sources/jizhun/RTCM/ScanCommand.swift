import ArgumentParser
import GNSS
import RTCM

/// `jizhun rtcm scan [--json] [--date YYYY-MM-DD] [--dialect NAME] FILE…`.
struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: text(zh: "统计文件中的 RTCM 3 电文", en: "Say what RTCM 3 messages files hold"),
    discussion: text(
      zh: "逐字节查找帧：CRC 错误后从前导字节的下一字节重新查找，不漏任何完整帧。日期取自 --date 或数据流本身，从不取自系统时钟。",
      en: "Frames are searched byte by byte: after a bad CRC the search goes on behind the preamble, so no intact frame is lost. "
        + "Dates come from --date or from the stream itself, never from the clock."))

  @OptionGroup var common: CommonOptions

  @Flag(help: ArgumentHelp(text(zh: "每个文件输出一行 JSON（格式见 docs/rtcm-scan.md）", en: "One line of JSON a file (docs/rtcm-scan.md)")))
  var json = false

  @Option(
    help: ArgumentHelp(
      text(zh: "数据的大致日期（误差不超过三天）", en: "The date of the data, right to three days"), valueName: "YYYY-MM-DD"))
  var date: String?

  @OptionGroup var dialect: DialectOption

  @Argument(help: ArgumentHelp(text(zh: "文件；“-”为标准输入", en: "Files; “-” is standard input"), valueName: "file"))
  var files: [String]

  func run() throws {
    let approximate = try parseDate(date)
    var output = ByteOutput()
    var line = JSONWriter()
    var worst: ExitStatus?
    for (index, file) in files.enumerated() {
      do {
        let report = try scan(file, approximate)
        if json {
          line.removeAll()
          report.write(to: &line)
          try output.write(line.bytes)
        } else {
          if index > 0 { try output.writeLine("") }
          try output.write(report.readable(names: MessageNames()))
        }
        try output.flush()
        if report.bytes > 0 && report.statistics.frames == 0 {
          printToStandardError(
            text(
              zh: "jizhun: \(file)：\(report.bytes) 字节中没有完整的 RTCM 3 帧",
              en: "jizhun: \(file): no intact RTCM 3 frame in \(report.bytes) bytes"))
        }
      } catch {
        // Nothing more can be printed when standard output is gone.
        if error.isOutput { throw error }
        error.report()
        worst = worst ?? error.status
      }
    }
    if let worst { throw ExitCode(worst.rawValue) }
  }

  private func scan(_ file: String, _ date: GNSSTime?) throws(CommandError) -> ScanReport {
    var input = try ByteInput(path: file)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var scan = StreamScan(date: date, dialect: dialect.value)
    while true {
      let count = try input.read(into: &chunk)
      if count == 0 { break }
      scan.take(chunk.span.bytes.extracting(0..<count))
    }
    return scan.finish(file: file)
  }
}

/// Noon of a date, UTC, so that the whole day is within half a day of it.
func parseDate(_ date: String?, option: String = "--date") throws(CommandError) -> GNSSTime? {
  guard let date else { return nil }
  guard date.utf8.count == 10, let midnight = GNSSTime(iso8601: date) else {
    throw CommandError(
      .usage,
      text(zh: "\(option) \(date)：应为 YYYY-MM-DD 形式的日期", en: "\(option) \(date): a date as YYYY-MM-DD is expected"))
  }
  return midnight.advanced(bySeconds: 43_200)
}
