import ServiceConfiguration
import Bilingual
import ArgumentParser
import CorsMonitor
import Foundation
import NTRIP

/// `check`: what the configuration says, without running it.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "检查配置文件 · Validates a configuration file and says what it would do.")

  @Option(help: ArgumentHelp("配置文件 The configuration file", valueName: "FILE")) var config: String
  @Option(help: ArgumentHelp("逐站试连若干秒 Tries every source for so many seconds", valueName: "SECONDS")) var probe: Double?
  @OptionGroup var options: LanguageOption

  func validate() throws {
    if let probe, !(probe > 0 && probe <= 3600) { throw ValidationError("--probe: 0…3600 s") }
  }

  func run() async throws {
    let configuration = try readConfiguration(config, options)
    let feeds = try feeds(configuration, options)
    let zh = options.language == .zh
    print(
      zh
        ? "监听 http://\(configuration.server.host):\(configuration.server.port)"
        : "listens on http://\(configuration.server.host):\(configuration.server.port)")
    let hours = configuration.retention.sampleSeconds / 3600
    let days = configuration.retention.minuteSeconds / 86400
    if let path = configuration.storePath {
      print(
        zh
          ? "记录 \(path):每秒数据保留 \(hours) 小时,每分钟数据保留 \(days) 天"
          : "keeps \(path): seconds for \(hours) h, minutes for \(days) d")
    } else {
      print(zh ? "不保存记录(没有 store)" : "keeps no record (there is no store)")
    }
    for station in configuration.stations {
      print("\(station.id)  \(station.name.text(in: options.language))  \(station.source.summary)")
    }
    print(zh ? "配置正确:\(configuration.stations.count) 个站" : "the configuration is correct: \(configuration.stations.count) stations")
    if let probe { try await self.probe(feeds, seconds: probe) }
  }

  /// Tries all sources at once, and says what each gave.
  private func probe(_ feeds: [MonitorService.Feed], seconds: Double) async throws {
    let results = await withTaskGroup(of: (Int, Probe).self) { group in
      for (index, feed) in feeds.enumerated() { group.addTask { (index, await Probe(feed, seconds: seconds)) } }
      var results: [(Int, Probe)] = []
      for await result in group { results.append(result) }
      return results.sorted { $0.0 < $1.0 }.map(\.1)
    }
    var silent = 0
    for result in results {
      print(result.text.text(in: options.language))
      if !result.hasData { silent += 1 }
    }
    if silent > 0 {
      throw options.fail(
        BilingualText(
          zh: "\(results.count) 个站中 \(silent) 个没有数据", en: "no data from \(silent) of \(results.count) stations"),
        code: ExitStatus.unavailable)
    }
  }
}
