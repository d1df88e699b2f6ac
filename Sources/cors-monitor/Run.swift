import ServiceConfiguration
import Bilingual
import ArgumentParser
import CorsMonitor
import Foundation

/// `run`: the service.
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "按配置文件运行监测服务 · Runs the service by its configuration file.")

  @Option(help: ArgumentHelp("配置文件 The configuration file", valueName: "FILE")) var config: String
  @OptionGroup var options: LanguageOption

  func run() async throws {
    let configuration = try readConfiguration(config, options)
    let feeds = try feeds(configuration, options)
    let store: Store
    do {
      store = try Store(path: configuration.storePath, retention: configuration.retention)
    } catch {
      throw options.fail(error.text, code: error.exitCode)
    }
    try await ServiceRunner(feeds: feeds, address: configuration.server, store: store, options: options).run()
  }
}

/// Reads and validates a configuration file.
func readConfiguration(_ path: String, _ options: LanguageOption) throws -> MonitorConfiguration {
  guard let data = FileManager.default.contents(atPath: path) else {
    throw options.fail(
      BilingualText(zh: "无法读取配置文件 \(path)", en: "the configuration file \(path) cannot be read"), code: ExitStatus.noInput)
  }
  do {
    return try MonitorConfiguration(utf8: [UInt8](data), file: path)
  } catch {
    options.say(BilingualText(zh: error.text(in: .zh), en: error.text(in: .en)))
    throw ExitCode(error.exitCode)
  }
}

/// The sources of all stations; all that is missing is said at once.
func feeds(_ configuration: MonitorConfiguration, _ options: LanguageOption) throws -> [MonitorService.Feed] {
  var feeds: [MonitorService.Feed] = []
  var failed = false
  for (index, station) in configuration.stations.enumerated() {
    do {
      feeds.append(
        try MonitorService.Feed(station, environment: ProcessInfo.processInfo.environment, seed: UInt64(index)))
    } catch {
      failed = true
      options.say(BilingualText(zh: "错误:\(error.station):\(error.text.zh)", en: "error: \(error.station): \(error.text.en)"))
    }
  }
  if failed { throw ExitCode(ExitStatus.configuration) }
  return feeds
}
