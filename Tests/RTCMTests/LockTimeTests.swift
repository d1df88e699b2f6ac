import GNSS
import Testing

@testable import RTCM

@Suite struct LockTimeTests {
  /// RTCM 10403.3, table of DF402: 0, 32, 64 … 524 288 ms.
  @Test func fourBitIndicators() {
    let minima: [UInt32] = [0, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131_072, 262_144, 524_288]
    for (indicator, minimum) in minima.enumerated() {
      let range = LockTime.range(df402: UInt16(indicator))
      #expect(range.minimum_ms == minimum)
      #expect(range.limit_ms == (indicator == 15 ? .max : minima[indicator + 1]))
      #expect(LockTime.df402(lockTime_ms: minimum) == UInt16(indicator))
      if indicator < 15 { #expect(LockTime.df402(lockTime_ms: range.limit_ms - 1) == UInt16(indicator)) }
    }
    #expect(LockTime.df402(lockTime_ms: .max) == 15)
  }

  /// RTCM 10403.3, table of DF407: the first indicator and minimum of each of its rows.
  @Test func tenBitIndicators() {
    let rows: [(UInt16, UInt32)] = [
      (0, 0), (63, 63), (64, 64), (96, 128), (128, 256), (160, 512), (192, 1024), (224, 2048), (256, 4096), (288, 8192), (320, 16384),
      (352, 32768), (384, 65536), (416, 131_072), (448, 262_144), (480, 524_288), (512, 1_048_576), (544, 2_097_152), (576, 4_194_304),
      (608, 8_388_608), (640, 16_777_216), (672, 33_554_432), (704, 67_108_864),
    ]
    for (indicator, minimum) in rows { #expect(LockTime.range(df407: indicator).minimum_ms == minimum) }
    for indicator: UInt16 in 0..<704 {
      let range = LockTime.range(df407: indicator)
      #expect(range.limit_ms == LockTime.range(df407: indicator + 1).minimum_ms, "ranges join, \(indicator)")
      #expect(LockTime.df407(lockTime_ms: range.minimum_ms) == indicator)
      #expect(LockTime.df407(lockTime_ms: range.limit_ms - 1) == indicator)
    }
    #expect(LockTime.df407(lockTime_ms: .max) == 704)
  }

  @Test func lossOfLockIsSeenByMinimumAndByElapsedTime() {
    var table = LockTable()
    func update(_ indicator: UInt16, _ time_ms: Int64?) -> Bool {
      table.instant(of: .beidou, time_ms: time_ms ?? .max).update(
        place: table.signalPlace(of: .beidou, signalID: 32) | LockTable.satellitePlace(maskPosition: 63),
        lock: LockTime.range(df402: indicator))
    }
    #expect(!update(0, 0), "the first sight is no loss")
    #expect(!update(6, 1000), "continuous: locked between 1024 and 2048 ms")
    #expect(!update(7, 2500))
    #expect(update(6, 3500), "the minimum fell")
    #expect(!update(6, 5500), "2000 ms passed, the lock may be as old as 2048 ms")
    #expect(update(6, 7600), "2100 ms passed, the lock is younger than 2048 ms")
    #expect(!update(15, 1_000_000), "an indicator without limit cannot tell")
    #expect(!update(15, nil))
    #expect(!update(15, 1_001_000))
    #expect(update(3, nil), "without time the minima still tell")
    table.reset()
    #expect(!update(0, 10_000_000))
  }

  /// Signals get their places as they come, in any order: no two signals of a system share one, and after `reset` every one is as never seen.
  @Test func everySignalHasAPlaceOfItsOwn() {
    var table = LockTable()
    for round in 0..<2 {
      for system in GNSSSystem.allCases {
        var places = Set<Int>()
        for k in 0..<32 {
          let signal = table.signalPlace(of: system, signalID: UInt8((k * 13 + round) % 32 + 1))
          for position: UInt8 in 1...64 {
            let place = signal | LockTable.satellitePlace(maskPosition: position)
            #expect((0..<2048).contains(place) && places.insert(place).inserted)
            #expect(LockTable.maskIndex(satellitePlace: UInt16(LockTable.satellitePlace(maskPosition: position))) == Int(position) - 1)
            let lock = LockTime.range(df407: UInt16(round == 0 ? 704 : 0))
            #expect(!table.instant(of: system, time_ms: 1000).update(place: place, lock: lock), "the first sight is no loss")
          }
        }
      }
      table.reset()
    }
  }

  /// RTCM 10403.3, table 3.4-2: the ranges of the older messages join, and begin its rows at these seconds.
  @Test func sevenBitIndicators() {
    let rows: [(UInt8, UInt32)] = [(0, 0), (23, 23), (24, 24), (48, 72), (72, 168), (96, 360), (120, 744), (127, 937)]
    for (indicator, seconds) in rows { #expect(LockTime.range(df013: indicator).minimum_ms == seconds * 1000) }
    for indicator: UInt8 in 0..<127 {
      #expect(LockTime.range(df013: indicator).limit_ms == LockTime.range(df013: indicator + 1).minimum_ms)
    }
    #expect(LockTime.range(df013: 127).limit_ms == .max)
  }

  /// A coarser table has lower minima: that alone is no loss. A lock that did not age as time went by is one.
  @Test func otherTablesAndGapsInTime() {
    var table = LockTable()
    func update(_ lock: (minimum_ms: UInt32, limit_ms: UInt32), _ time_ms: Int64) -> Bool {
      table.instant(of: .gps, time_ms: time_ms).update(
        place: table.signalPlace(of: .gps, signalID: 2) | LockTable.satellitePlace(maskPosition: 1), lock: lock)
    }
    #expect(!update(LockTime.range(df407: LockTime.df407(lockTime_ms: 100_000)), 0))
    #expect(!update(LockTime.range(df402: LockTime.df402(lockTime_ms: 101_000)), 1000), "65.5 to 131 s")
    #expect(!update(LockTime.range(df407: LockTime.df407(lockTime_ms: 102_000)), 2000))
    // 100 s later the lock should be 200 s old, and is 90 s: the indicator did not fall below what it was (65.5 s), nor is it younger than the gap.
    table.reset()
    #expect(!update(LockTime.range(df402: LockTime.df402(lockTime_ms: 130_000)), 0))
    #expect(update(LockTime.range(df402: LockTime.df402(lockTime_ms: 90_000)), 100_000))
    // A counter of whole seconds at 5 Hz is no loss.
    table.reset()
    for i in 0..<20 { #expect(!update(LockTime.range(df407: LockTime.df407(lockTime_ms: UInt32(10 + i / 5) * 1000)), Int64(i) * 200)) }
  }
}
