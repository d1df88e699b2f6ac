import ServiceConfiguration
import Bilingual
import ArgumentParser
import CorsMonitor
import Foundation
import GNSS
import NTRIP

/// `replay`: recorded streams.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "回放记录的数据流 · Replays recorded streams, one station each.",
    discussion: """
      默认以最快速度回放并打印每站的小结;--serve 同时打开监测页面。
      By default as fast as possible, with a summary of each station at the end; --serve opens the page as well.
      """)

  @Argument(help: ArgumentHelp("RTCM 3 文件 files", valueName: "FILE")) var files: [String]
  @Option(help: ArgumentHelp("速度:倍数或 max · Speed: a factor, or max", valueName: "N|max")) var speed = "max"
  @Flag(help: "打开监测页面,直到 Ctrl-C · Opens the page, until Ctrl-C") var serve = false
  @Option(help: ArgumentHelp("页面端口 Port of the page", valueName: "PORT")) var port = 8080
  @Option(help: ArgumentHelp("记录的日期 Date of the recording, 2026-01-31", valueName: "DATE")) var date: String?
  @Flag(help: "每站一行 JSON · One JSON object a line for each station") var json = false
  @OptionGroup var options: LanguageOption

  func validate() throws {
    if files.isEmpty { throw ValidationError("没有文件 · no file") }
    if speed != "max", !((Double(speed) ?? 0) > 0) { throw ValidationError("--speed: a positive number or max, found \(speed)") }
    if !(0...65535).contains(port) { throw ValidationError("--port: 0…65535, found \(port)") }
    if let date, GNSSTime(iso8601: date) == nil { throw ValidationError("--date: YYYY-MM-DD, found \(date)") }
  }

  func run() async throws {
    let date = date.flatMap { GNSSTime(iso8601: $0) }.map { $0.advanced(bySeconds: 43200) }
    guard !serve else { return try await serve(date: date) }
    var failed = false
    for file in files {
      do {
        let replay = try Replay(file: file, date: date, notAfter: MonitorService.Feed.modified(file))
        print(try json ? replay.jsonLine() : replay.summary(in: options.language))
      } catch let error as Replay.Failure {
        failed = true
        options.say(error.text)
      }
    }
    if failed { throw ExitCode(ExitStatus.noInput) }
  }

  private func serve(date: GNSSTime?) async throws {
    var feeds: [MonitorService.Feed] = []
    for file in files {
      let id = Replay.identifier(of: file)
      let unique = feeds.contains { $0.station.id == id } ? "\(id)-\(feeds.count + 1)" : id
      let station = StationConfiguration(
        id: unique, name: BilingualText(zh: unique, en: unique), source: .file(path: file, speed: Double(speed) ?? 1e6))
      guard FileManager.default.isReadableFile(atPath: file) else {
        throw options.fail(BilingualText(zh: "无法读取 \(file)", en: "cannot read \(file)"), code: ExitStatus.noInput)
      }
      feeds.append(
        MonitorService.Feed.replay(
          station, path: file, speed: Double(speed).map { .scaled($0) } ?? .unlimited, date: date,
          notAfter: MonitorService.Feed.modified(file)))
    }
    let store: Store
    do { store = try Store(path: nil) } catch { throw options.fail(error.text, code: error.exitCode) }
    try await ServiceRunner(feeds: feeds, address: .init(host: "127.0.0.1", port: port), store: store, options: options).run()
  }
}
