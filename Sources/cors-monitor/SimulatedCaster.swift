import CorsMonitor
import GNSS
import NTRIP
import NTRIPProtocol
import ServiceLifecycle
import Simulation

/// The simulated network: its stations send one epoch a second through a caster on the loopback, where the monitor fetches them as it
/// would from any other network.
struct SimulatedCaster: Service {
  let caster: NTRIPCaster
  let stations: [StationDescription]
  let started: @Sendable (Int) async -> Void

  /// The seed of the sky and of the receivers' noise: every run of the simulation differs only by its times.
  static let seed: UInt64 = 20_000_101

  func run() async throws {
    let network = self
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await network.caster.run { port in await network.started(port) } }
      group.addTask { await network.send() }
      group.addTask { await cancelWhenGracefulShutdown { try? await Task.sleep(for: .seconds(.max / 4)) } }
      // The first to end ends all: the shutdown, or a caster that cannot listen.
      defer { group.cancelAll() }
      do { try await group.next() } catch is CancellationError {}
    }
  }

  /// Every second, the epoch of that second from every station.
  private func send() async {
    let clock = StreamClock.system
    func nextSecond() -> GNSSTime { GNSSTime(unixNanoseconds: (clock.now().unixNanoseconds / 1_000_000_000 + 1) * 1_000_000_000) }
    let sky = Sky(seed: Self.seed, start: nextSecond())
    var receivers: [(mountpoint: String, station: SimulatedStation)] = []
    for description in stations {
      // Fails for a position that is none; those of the network are.
      if let station = try? SimulatedStation(description, sky: sky, seed: Self.seed) { receivers.append((description.mountpoint, station)) }
    }
    while !Task.isCancelled {
      let time = nextSecond()
      let wait = 1_000_000_000 - clock.now().unixNanoseconds % 1_000_000_000
      do { try await clock.sleep(.nanoseconds(wait)) } catch { return }
      for index in receivers.indices {
        caster.publish(receivers[index].station.next(at: time), to: receivers[index].mountpoint)
        if Task.isCancelled { return }
      }
    }
  }
}
