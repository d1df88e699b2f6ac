import GNSS
import Testing

@testable import CorsMonitor

/// Times in seconds after an arbitrary instant.
func instant(_ seconds: Double) -> GNSSTime { GNSSTime(gpsWeek: 2400, secondsOfWeek: 100_000).advanced(bySeconds: seconds) }

@Suite struct EpochCounterTests {
  @Test func countsWhatIsMissing() {
    var counter = EpochCounter(interval: 1)
    var endedGaps: [Int] = []
    // 0…59, then 65…119: one gap of five epochs.
    for i in Array(0...59) + Array(65...119) where counter.add(instant(Double(i))) { endedGaps.append(i) }
    #expect(endedGaps == [65])
    #expect(counter.received == 115 && counter.missing == 5 && counter.gaps == 1)
    // The last 60 s, 60…119: 55 of 60.
    #expect(counter.completeness(at: instant(119)) == 55.0 / 60)
    // Ten seconds of silence later: 70…119 came, of 70…129.
    #expect(counter.completeness(at: instant(129)) == 50.0 / 60)
  }

  @Test(arguments: [0.1, 0.2, 1, 5, 30]) func learnsTheInterval(interval: Double) {
    var counter = EpochCounter(interval: nil)
    for i in 0..<5 { _ = counter.add(instant(Double(i) * interval)) }
    #expect(counter.interval == nil)
    _ = counter.add(instant(5 * interval))
    #expect(counter.interval == Int64((interval * 1e9).rounded()))
  }

  @Test func tooLittleIsNoEvidence() {
    var counter = EpochCounter(interval: 1)
    for i in 0..<10 { _ = counter.add(instant(Double(i))) }
    #expect(counter.completeness(at: instant(9)) == nil)
    _ = counter.add(instant(10))
    #expect(counter.completeness(at: instant(10)) == 1)
  }

  @Test func repeatedAndLateEpochsAreNotCountedTwice() {
    var counter = EpochCounter(interval: 1)
    for i in [0, 1, 2, 2, 1, 3, 4] { _ = counter.add(instant(Double(i))) }
    #expect(counter.received == 5 && counter.missing == 0 && counter.gaps == 0)
  }

  @Test func aJumpBeginsAnew() {
    var counter = EpochCounter(interval: 1)
    for i in 0...20 { _ = counter.add(instant(Double(i))) }
    for i in 0...20 { _ = counter.add(instant(Double(i) + 1e6)) }
    for i in 0...20 { _ = counter.add(instant(Double(i) - 1e6)) }
    #expect(counter.discontinuities == 2 && counter.missing == 0 && counter.gaps == 0)
    #expect(counter.completeness(at: instant(20 - 1e6)) == 1)
  }

  @Test func memoryIsBoundedForAnyRate() {
    var counter = EpochCounter(interval: 0.01)
    for i in 0..<100_000 { _ = counter.add(instant(Double(i) / 100)) }
    #expect(counter.received == 100_000)
    #expect(counter.completeness(at: instant(999.99)) == 1)
  }
}
