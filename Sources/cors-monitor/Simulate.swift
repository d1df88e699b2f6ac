import ServiceConfiguration
import Bilingual
import ArgumentParser
import CorsMonitor
import Foundation
import GNSS
import NTRIP
import NTRIPProtocol
import Simulation

/// `simulate`: a simulated network, its monitor and its page.
struct Simulate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "模拟一个基准站网并监测它 · A simulated network, its monitor and its page.",
    discussion: """
      站名、坐标均为虚构。记录只在内存中。
      Names and positions are invented. The record is kept in memory only.
      """)

  @Option(help: ArgumentHelp("站数 Number of stations, 1…12", valueName: "N")) var stations = 12
  @Option(help: ArgumentHelp("页面端口 Port of the page", valueName: "PORT")) var port = 8080
  @OptionGroup var options: LanguageOption

  func validate() throws {
    if !(1...SimulatedNetwork.hunan.count).contains(stations) { throw ValidationError("--stations: 1…\(SimulatedNetwork.hunan.count)") }
    if !(0...65535).contains(port) { throw ValidationError("--port: 0…65535") }
  }

  func run() async throws {
    // Two hours of seconds and a day of minutes: about 20 MB for twelve stations.
    let store: Store
    do {
      store = try Store(path: nil, retention: .init(sampleSeconds: 7200, minuteSeconds: 86400))
    } catch {
      throw options.fail(error.text, code: error.exitCode)
    }
    let network = Array(SimulatedNetwork.hunan.prefix(stations))
    let casterPort = CasterPort()
    let caster = NTRIPCaster(mountpoints: network.map { SourcetableStream(mountpoint: $0.mountpoint, identifier: $0.englishName) })
    let feeds = network.map { description in
      MonitorService.Feed(
        station: StationConfiguration(
          id: description.mountpoint, name: BilingualText(zh: description.chineseName, en: description.englishName),
          position: description.position, source: .inProcess("ntrip://simulation/\(description.mountpoint)"),
          antenna: description.antenna, receiver: description.receiver, interval: 1),
        source: SimulatedSource(port: casterPort, mountpoint: description.mountpoint, seed: UInt64(description.id)), isLive: true)
    }
    var runner = ServiceRunner(feeds: feeds, address: .init(host: "127.0.0.1", port: port), store: store, options: options)
    runner.companions = [SimulatedCaster(caster: caster, stations: network, started: { await casterPort.set($0) })]
    runner.greeting = { url in
      BilingualText(
        zh: "模拟网 \(network.count) 站(站名、坐标均为虚构)。监测页面:\(url)(按 Ctrl-C 停止)",
        en: "a simulated network of \(network.count) stations (names and positions are invented); the page is at \(url) (Ctrl-C stops)")
    }
    try await runner.run()
  }
}

/// The port of the simulation's caster, known once it listens.
actor CasterPort {
  private var port: Int?
  private var waiting: [CheckedContinuation<Int, Never>] = []

  func set(_ port: Int) {
    self.port = port
    for continuation in waiting { continuation.resume(returning: port) }
    waiting = []
  }

  func get() async -> Int {
    if let port { return port }
    return await withCheckedContinuation { waiting.append($0) }
  }
}

/// A mountpoint of the simulation's caster.
struct SimulatedSource: StreamSource {
  let port: CasterPort
  let mountpoint: String
  let seed: UInt64

  func run(_ deliver: @escaping @Sendable (StreamEvent) async -> Void) async {
    let source = NTRIPSource(endpoint: StreamEndpoint(host: "127.0.0.1", port: await port.get()), mountpoint: mountpoint, seed: seed)
    await source.run(deliver)
  }
}
