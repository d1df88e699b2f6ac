import ServiceConfiguration
import Bilingual
import ArgumentParser
import CorsMonitor
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// Runs monitor and web server together until SIGINT or SIGTERM.
struct ServiceRunner {
  var feeds: [MonitorService.Feed]
  var address: ListenAddress
  var store: Store
  var options: LanguageOption
  var logger = serviceLogger()
  /// Services that run beside.
  var companions: [any Service] = []
  /// Said once the page can be had.
  var greeting: @Sendable (String) -> BilingualText = { url in
    BilingualText(zh: "监测页面:\(url)(按 Ctrl-C 停止)", en: "the page is at \(url) (Ctrl-C stops)")
  }

  func run() async throws {
    let options = options
    let files = StaticFiles()
    for missing in files.missing {
      options.say(
        BilingualText(
          zh: "警告:缺少 \(missing.path),请安装软件包 \(missing.package);页面的地图或图表将不可用",
          en: "warning: \(missing.path) is missing, install the package \(missing.package); the page lacks its map or charts"))
    }
    let board = MonitorService.board(feeds)
    let monitor = MonitorService(feeds: feeds, board: board, store: store, logger: logger)
    let (address, greeting) = (address, greeting)
    let server = WebServer(address: address, board: board, store: store, files: files, logger: logger) { port in
      let host = address.host.contains(":") ? "[\(address.host)]" : address.host
      print(greeting("http://\(host):\(port)").text(in: options.language))
      fflush(nil)
    }
    let group = ServiceGroup(
      configuration: .init(
        services: (companions + [server, monitor]).map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
        gracefulShutdownSignals: [.sigint, .sigterm], logger: logger))
    do {
      try await group.run()
    } catch let error as WebServerError {
      throw options.fail(error.text, code: ExitStatus.unavailable)
    }
    do { try store.close() } catch { throw options.fail(error.text, code: error.exitCode) }
  }
}
