import ArgumentParser
import GNSS
import RINEX

/// `jizhun rinex info [--json] FILE…`.
struct RINEXInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: text(zh: "统计 RINEX 文件的内容", en: "Say what RINEX files hold"),
    discussion: text(
      zh: "读 RINEX 2（观测）、3、4 和压缩 RINEX（CRINEX 1、3）到末尾；文件有错时报出行号，退出状态 65。",
      en:
        "Reads RINEX 2 (observations), 3, 4 and compact RINEX (CRINEX 1, 3) to the end; an error in a file is said with its line, and the exit status "
        + "is 65."))

  @OptionGroup var common: CommonOptions

  @Flag(help: ArgumentHelp(text(zh: "每个文件输出一行 JSON（格式见 docs/rinex.md）", en: "One line of JSON a file (docs/rinex.md)")))
  var json = false

  @Argument(help: ArgumentHelp(text(zh: "文件；“-”为标准输入", en: "Files; “-” is standard input"), valueName: "file"))
  var files: [String]

  func run() throws {
    var output = ByteOutput()
    var line = JSONWriter()
    var worst: ExitStatus?
    for (index, file) in files.enumerated() {
      do {
        let report = try RINEXReport(file)
        if json {
          line.removeAll()
          report.write(to: &line)
          try output.write(line.bytes)
        } else {
          if index > 0 { try output.writeLine("") }
          try output.write(report.readable())
        }
        try output.flush()
      } catch {
        if error.isOutput { throw error }
        error.report()
        worst = worst ?? error.status
      }
    }
    if let worst { throw ExitCode(worst.rawValue) }
  }
}
