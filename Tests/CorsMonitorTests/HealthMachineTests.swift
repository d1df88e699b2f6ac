import ServiceConfiguration
import Bilingual
import GNSS
import Testing

@testable import CorsMonitor

@Suite struct HealthMachineTests {
  /// A station of which nothing is wrong, `seconds` after its first byte.
  private func healthy(_ seconds: Double) -> Findings {
    var f = Findings()
    f.elapsed = seconds
    f.sinceFirstByte = seconds
    f.sinceByte = 0
    f.sinceEpoch = 0
    f.connected = true
    f.completeness = 1
    f.integrity = 1
    f.latency = 0.3
    f.satellites = 40
    f.cn0_dbHz = 44
    f.arpOffset = 0.001
    return f
  }

  @Test func nothingIsSaidBeforeTheWarmUpIsOver() {
    var machine = HealthMachine()
    var changes: [(Double, HealthState)] = []
    for i in 0...60 where machine.judge(healthy(Double(i)), by: Policy(), at: instant(Double(i))) != nil {
      changes.append((Double(i), machine.state))
    }
    #expect(changes.count == 1 && changes[0] == (30, .up))
    #expect(machine.reasons.isEmpty)
  }

  /// Each limit, broken a little and kept just so.
  @Test(arguments: [
    ("completenessLow", 0.949, 0.95), ("crcFailures", 0.989, 0.99), ("latencyHigh", 2.01, 2.0), ("clockWrong", -1.01, -1.0),
    ("satellitesFew", 7, 8), ("cn0Low", 35.9, 36), ("arpOffset", 0.0501, 0.05),
  ]) func everyLimitIsShownWithItsVerdict(code: String, broken: Double, kept: Double) throws {
    func findings(_ value: Double) -> Findings {
      var f = healthy(100)
      switch code {
      case "completenessLow": f.completeness = value
      case "crcFailures": f.integrity = value
      case "latencyHigh", "clockWrong": f.latency = value
      case "satellitesFew": f.satellites = Int(value)
      case "cn0Low": f.cn0_dbHz = value
      default: f.arpOffset = value
      }
      return f
    }
    let (state, reasons) = HealthMachine.verdict(findings(broken), Policy())
    #expect(state == .degraded && reasons.map(\.code) == [code])
    let reason = try #require(reasons.first)
    #expect(reason.value == broken && reason.limit == kept)
    #expect(!reason.text.zh.isEmpty && !reason.text.en.isEmpty)
    #expect(HealthMachine.verdict(findings(kept), Policy()).0 == .up)
  }

  @Test func aStateIsHeldAgainstFlutter() {
    var machine = HealthMachine()
    var log: [String] = []
    for i in 0...200 {
      var f = healthy(Double(i))
      // Bad for 3 s at 50 (too short), for 10 s at 60, good for 5 s at 70 (too short), bad for 5 s, then good.
      if (50..<53).contains(i) || (60..<70).contains(i) || (75..<80).contains(i) { f.latency = 9 }
      if machine.judge(f, by: Policy(), at: instant(Double(i))) != nil { log.append("\(i) \(machine.state)") }
    }
    #expect(log == ["30 up", "65 degraded", "100 up"])
  }

  @Test func silenceIsDownAtOnceAndSoonerWhenTheConnectionIsLost() {
    for (connected, limit, code) in [(true, 10, "silent"), (false, 5, "disconnected")] {
      var machine = HealthMachine()
      for i in 0...40 { _ = machine.judge(healthy(Double(i)), by: Policy(), at: instant(Double(i))) }
      for i in 41...60 {
        var f = healthy(Double(i))
        f.sinceEpoch = Double(i - 40)
        f.sinceByte = Double(i - 40)
        f.connected = connected
        _ = machine.judge(f, by: Policy(), at: instant(Double(i)))
        #expect(machine.state == (i - 40 < limit ? .up : .down))
      }
      #expect(machine.reasons.first?.code == code && machine.reasons.first?.limit == Double(limit))
      // Back again: up after the hold.
      for i in 61...90 {
        _ = machine.judge(healthy(Double(i)), by: Policy(), at: instant(Double(i)))
        #expect(machine.state == (i < 81 ? .down : .up))
        if i < 81 { #expect(machine.reasons.contains { $0.code == "recovering" }) }
      }
    }
  }

  @Test func aSourceThatGivesNothingIsDownAfterAWhile() {
    var f = Findings()
    f.connected = false
    f.connection = BilingualText(zh: "拒绝", en: "refused")
    f.elapsed = 29
    #expect(HealthMachine.verdict(f, Policy()).0 == .noEvidence)
    f.elapsed = 30
    let (state, reasons) = HealthMachine.verdict(f, Policy())
    #expect(state == .down && reasons.first?.code == "noData")
    #expect(reasons.first?.text.en.contains("refused") == true)
    // Bytes, but no observations.
    f.sinceFirstByte = 30
    #expect(HealthMachine.verdict(f, Policy()).1.first?.code == "noObservations")
  }

  @Test func numbersAreWrittenWithFixedDecimals() {
    for (value, decimals, text) in [(0.0, 0, "0"), (1.25, 1, "1.3"), (-0.0004, 3, "0.000"), (-1.5, 2, "-1.50"), (99.96, 1, "100.0")] {
      #expect(HealthMachine.fixed(value, decimals) == text)
    }
  }
}
