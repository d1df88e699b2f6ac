import ArgumentParser
import CorsMonitor
import Foundation

/// `simulate`: a simulated network, its monitor and its page.
struct Simulate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "模拟一个基准站网并监测它 · A simulated network, its monitor and its page.")

  @Option(help: ArgumentHelp("站数 Number of stations", valueName: "N")) var stations = 12
  @Option(help: ArgumentHelp("页面端口 Port of the page", valueName: "PORT")) var port = 8080
  @OptionGroup var options: LanguageOption

  func run() async throws {
    let store: Store
    do { store = try Store(path: nil, retention: .init(sampleSeconds: 7200, minuteSeconds: 86400)) } catch {
      throw options.fail(error.text, code: error.exitCode)
    }
    try await ServiceRunner(feeds: [], address: .init(host: "127.0.0.1", port: port), store: store, options: options).run()
  }
}
