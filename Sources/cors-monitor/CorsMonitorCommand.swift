import Bilingual
import ArgumentParser
import CorsMonitor
import Foundation
import Logging

/// The service's command line.
@main struct CorsMonitorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cors-monitor",
    abstract: "基准站监测 · Monitors reference stations from their RTCM 3 streams.",
    discussion: """
      接收各基准站的 RTCM 3 数据流,判断每站是否正常,在网页上显示并保存记录。
      Takes the RTCM 3 streams of reference stations, says which of them are healthy, shows it on a page and keeps the record.
      """,
    version: ServiceVersion.current, subcommands: [Run.self, ReplayCommand.self, Simulate.self, Check.self])
}

/// The language of messages.
struct LanguageOption: ParsableArguments {
  @Option(help: ArgumentHelp("语言 Language: zh, en (默认按环境 default: by locale)", valueName: "zh|en")) var lang: BilingualText.Language?

  var language: BilingualText.Language {
    if let lang { return lang }
    let environment = ProcessInfo.processInfo.environment
    return BilingualText.Language(locale: environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"] ?? "")
  }

  /// A line on standard error.
  func say(_ text: BilingualText) { FileHandle.standardError.write(Data((text.text(in: language) + "\n").utf8)) }

  /// A line on standard error, and the exit with a code after sysexits.
  func fail(_ text: BilingualText, code: Int32) -> ExitCode {
    say(BilingualText(zh: "错误:\(text.zh)", en: "error: \(text.en)"))
    return ExitCode(code)
  }
}

extension BilingualText.Language: ExpressibleByArgument {}

/// Sysexits that the service uses.
enum ExitStatus {
  static let usage: Int32 = 64
  static let noInput: Int32 = 66
  static let unavailable: Int32 = 69
  static let cannotCreate: Int32 = 73
  static let configuration: Int32 = 78
}

/// The log on standard error; a level from `LOG_LEVEL`, else notice.
func serviceLogger() -> Logger {
  LoggingSystem.bootstrap(StreamLogHandler.standardError)
  var logger = Logger(label: "cors-monitor")
  logger.logLevel = ProcessInfo.processInfo.environment["LOG_LEVEL"].flatMap { Logger.Level(rawValue: $0.lowercased()) } ?? .notice
  return logger
}
