import ServiceConfiguration
import Bilingual
import ArgumentParser
import CorsMonitor
import Foundation
import GNSS
import NTRIP
import NTRIPProtocol
import ServiceLifecycle
import Simulation
import UnixSignals

/// `simulate`: a simulated network, its monitor and its page.
struct Simulate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "模拟一个基准站网并监测它 · A simulated network, its monitor and its page.",
    discussion: """
      站名、坐标均为虚构。记录只在内存中。--caster 只播发数据流,用来试自己的配置(挂载点 SIM01、SIM02 …)。
      Names and positions are invented. The record is kept in memory only. --caster only serves the streams, to try a configuration of your own
      (mountpoints SIM01, SIM02, …).
      """)

  @Option(help: ArgumentHelp("站数 Number of stations, 1…\(SimulatedNetwork.maximumCount)", valueName: "N")) var stations = 12
  @Option(help: ArgumentHelp("页面端口 Port of the page", valueName: "PORT")) var port = 8080
  @Option(help: ArgumentHelp("只播发,NTRIP 端口 Only a caster, on this port", valueName: "PORT")) var caster: Int?
  @OptionGroup var options: LanguageOption

  func validate() throws {
    if !(1...SimulatedNetwork.maximumCount).contains(stations) {
      throw ValidationError("--stations: 1…\(SimulatedNetwork.maximumCount), found \(stations)")
    }
    if !(0...65535).contains(port) { throw ValidationError("--port: 0…65535, found \(port)") }
    if let caster, !(0...65535).contains(caster) { throw ValidationError("--caster: 0…65535, found \(caster)") }
  }

  func run() async throws {
    if let caster { return try await runCaster(port: caster) }
    // Two hours of seconds and a day of minutes: about 20 MB for twelve stations.
    let store: Store
    do {
      store = try Store(path: nil, retention: .init(sampleSeconds: 7200, minuteSeconds: 86400))
    } catch {
      throw options.fail(error.text, code: error.exitCode)
    }
    let network = SimulatedNetwork.stations(stations)
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

  /// The streams without a monitor.
  private func runCaster(port: Int) async throws {
    let network = SimulatedNetwork.stations(stations)
    var configuration = NTRIPCaster.Configuration()
    configuration.port = port
    let caster = NTRIPCaster(
      configuration: configuration, mountpoints: network.map { SourcetableStream(mountpoint: $0.mountpoint, identifier: $0.englishName) })
    let options = options
    let service = SimulatedCaster(caster: caster, stations: network) { port in
      let streams = "\(network[0].mountpoint) … \(network[network.count - 1].mountpoint)"
      print(
        BilingualText(
          zh: "模拟播发(站名、坐标均为虚构):ntrip://127.0.0.1:\(port)/,挂载点 \(streams)(按 Ctrl-C 停止)",
          en: "simulated streams (names and positions are invented) at ntrip://127.0.0.1:\(port)/, mountpoints \(streams) (Ctrl-C stops)"
        ).text(in: options.language))
      fflush(nil)
    }
    let group = ServiceGroup(
      configuration: .init(services: [service], gracefulShutdownSignals: [.sigint, .sigterm], logger: serviceLogger()))
    do { try await group.run() } catch let failure as StreamFailure {
      var reason = "\(failure)"
      if case .cannotConnect(_, let words) = failure { reason = words }
      throw options.fail(
        BilingualText(zh: "无法在端口 \(port) 播发:\(reason)", en: "cannot serve streams on port \(port): \(reason)"),
        code: ExitStatus.unavailable)
    }
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
