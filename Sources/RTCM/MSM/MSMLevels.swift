extension MSMBlock {
  /// Rewrites the message at a lower level, which takes fewer bits: 7 → 6, 5, 4; 6 → 4; 5 → 4.
  ///
  /// Ranges, phases and carrier-to-noise ratios are rounded to the nearest value of the coarser resolution (MSM4/5: range 1.8 cm, phase 0.56 mm,
  /// C/N0 1 dB); a fine range that is at the very end of the finer field and rounds beyond the coarser one becomes “not available”, as does nothing
  /// else. A lock-time indicator (DF407) becomes the greatest one of DF402 whose minimum is not above its own. Rates, and for
  /// GLONASS the frequency channels, which only MSM5 and MSM7 carry, are left out by levels 4 and 6.
  /// - Returns: The number of ranges and phases that did not fit; nil, and no change, when the level cannot be had from this one.
  @discardableResult
  public mutating func reduce(toLevel level: Int) -> Int? {
    let old = header.kind
    guard old.level >= 4, level >= 4, level < old.level, let new = MSMKind(old.system, level: level), old.hasRate || !new.hasRate else {
      return nil
    }
    header.kind = new
    if old.hasRate && !new.hasRate {
      for i in 0..<satelliteCount {
        satellites[i].roughRate = -8192
        satellites[i].extendedInformation = 15
      }
      for i in 0..<cellCount { cells[i].fineRate = -16384 }
    }
    guard old.isExtended && !new.isExtended else { return 0 }
    var lost = 0
    for i in 0..<cellCount {
      var cell = cells[i]
      cell.finePseudorange = Self.coarser(cell.finePseudorange, old.finePseudorange, new.finePseudorange, &lost)
      cell.finePhaseRange = Self.coarser(cell.finePhaseRange, old.finePhaseRange, new.finePhaseRange, &lost)
      cell.lockIndicator = LockTime.df402(lockTime_ms: LockTime.range(df407: cell.lockIndicator).minimum_ms)
      // Sixteenths of a decibel; 0 is “not available” in both, so what is there stays above it.
      if cell.cn0 != 0 { cell.cn0 = min(max((cell.cn0 + 8) / 16, 1), 63) }
      cells[i] = cell
    }
    return lost
  }

  /// The raw value of a coarser field, whose unit is a power of two of the finer one's, rounded to the nearest.
  private static func coarser(_ raw: Int32, _ old: DataField, _ new: DataField, _ lost: inout Int) -> Int32 {
    // Both fields have a "not available" value of at most 24 bits, the least that they hold.
    let missing = Int32(truncatingIfNeeded: new.notAvailable ?? 0)
    if Int64(raw) == old.notAvailable { return missing }
    let units = Int32((new.resolution / old.resolution).rounded())
    let rounded = (raw &+ units / 2) >> Int32(units.trailingZeroBitCount)
    guard rounded > missing, Int64(rounded) <= new.rawLimits.upperBound else {
      lost += 1
      return missing
    }
    return rounded
  }

  /// The bits of the message's payload with these masks, before it is filled up to whole bytes.
  public var payloadBits: Int {
    // Message number, header up to the cell mask (RTCM 10403.3, 3.5.16.1), cell mask, data.
    12 + 157 + satelliteCount * signalCount + satelliteCount * header.kind.satelliteBits + cellCount * header.kind.cellBits
  }
}
