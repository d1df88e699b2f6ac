public import GNSS

/// Light travels this far in a millisecond, m.
let metresPerMillisecond = speedOfLight * 0.001

extension MSMBlock {
  /// Adds one observation per cell, in the order of the message, to `rows`. Values that are "not available" are NaN.
  ///
  /// Range and phase are summed exactly in units of 2⁻³¹ ms and multiplied once by the speed of light, so they are within one unit in the last
  /// place (4 nm) of the exact values. MSM1–3 carry ranges modulo one millisecond only; their rows have the range and phase so, flagged `moduloRange`.
  /// Cells of a reserved signal identifier give no row.
  ///
  /// Does not allocate once `rows` has grown to the largest epoch.
  /// - Parameters:
  ///   - rows: Where the observations go.
  ///   - time: The epoch, for the loss-of-lock decision; nil when it is not known.
  ///   - locks: The stream's lock table.
  ///   - channels: The stream's GLONASS channels; learnt from MSM5 and MSM7. Without a channel the carrier frequency is NaN.
  ///   - dialect: Meanings of reserved signal identifiers, where it is known whose stream it is.
  /// - Returns: The number of cells left out for a reserved signal identifier.
  ///
  /// The message in the block does not change, only what the block keeps beside it for this method.
  @discardableResult
  public mutating func appendObservations(
    to rows: inout [Observation], time: GNSSTime?, locks: inout LockTable, channels: inout GLONASSChannels, dialect: MSMDialect = []
  ) -> Int {
    let kind = header.kind
    let system = kind.system
    let time_ms = time.map { $0.nanoseconds / 1_000_000 } ?? .max

    // What each signal of the mask means, once per message.
    var signalSpan = signalEntries.mutableSpan
    let table = MSMSignals.entries(dialect)
    for i in 0..<signalCount { signalSpan[i] = table[Int(system.rawValue) &* 32 &+ Int(signalIDs.span[i]) &- 1] }

    // What belongs to each satellite, once per satellite.
    var termSpan = satelliteTerms.mutableSpan
    for i in 0..<satelliteCount { termSpan[i] = SatelliteTerms(satellites.span[i], kind, &channels) }

    // Spans, since reading an element of an inline array by its subscript copies the whole array.
    let cells = cells.span
    let signalEntries = signalEntries.span
    let satelliteTerms = satelliteTerms.span
    let signalIDs = signalIDs.span
    let cellCount = cellCount
    var ignored = 0
    let isExtended = kind.isExtended
    let rangeFlags: Observation.Flags = kind.hasRoughRange ? [] : .moduloRange
    let fineUnits = SIMD2(kind.finePseudorange.resolution, kind.finePhaseRange.resolution)
    let cn0Unit = Float(kind.cn0.resolution)
    // The declarations of these fields all have a "not available" value within 32 bits.
    let noFine = SIMD2(
      Int32(truncatingIfNeeded: kind.finePseudorange.notAvailable ?? 0), Int32(truncatingIfNeeded: kind.finePhaseRange.notAvailable ?? 0))

    rows.append(addingCapacity: cellCount) { output in
      for i in 0..<cellCount {
        let cell = cells[i]
        // The masks cost less than a check of bounds; the indices are below 64 and 32 anyway.
        let satellite = unsafe satelliteTerms[unchecked: Int(cell.satelliteIndex & 63)]
        let signalIndex = Int(cell.signalIndex & 31)
        let signal = unsafe signalEntries[unchecked: signalIndex]
        guard signal.isKnown else {
          ignored += 1
          continue
        }
        var row = Observation(satellite: satellite.satellite, signal: signal.signal)
        row.flags = rangeFlags
        row.carrierFrequency = signal.channelStep == 0 ? signal.frequency : signal.frequency + satellite.channel * signal.channelStep
        if cell.cn0 != 0 { row.cn0_dbHz = Float(cell.cn0) * cn0Unit }
        // Range and phase side by side.
        let fine = SIMD2(cell.finePseudorange, cell.finePhaseRange)
        let ranges = (SIMD2(Double(fine.x), Double(fine.y)) * fineUnits + satellite.roughRange) * metresPerMillisecond
        if fine.x != noFine.x { row.pseudorange = ranges.x }
        if cell.fineRate != -16384 { row.rangeRate = (satellite.roughRate + Double(cell.fineRate)) / 10_000 }
        if cell.halfCycleAmbiguity { row.flags.insert(.halfCycleAmbiguity) }
        if fine.y != noFine.y {
          row.phaseRange = ranges.y
          let lock = isExtended ? LockTime.range(df407: cell.lockIndicator) : LockTime.range(df402: cell.lockIndicator)
          row.lockTime_ms = lock.minimum_ms
          let lost = locks.update(
            system: system, maskPosition: satellite.maskPosition, signalID: unsafe signalIDs[unchecked: signalIndex], lock: lock,
            time_ms: time_ms)
          if lost { row.flags.insert(.lossOfLock) }
        }
        output.append(row)
      }
    }
    return ignored
  }
}

/// What the cells of one satellite have in common.
struct SatelliteTerms: BitwiseCopyable {
  var satellite = Satellite(.gps, 1)
  var maskPosition: UInt8 = 1
  /// Milliseconds; NaN where not available.
  var roughRange = Double.nan
  /// Tenths of millimetres per second, the unit of the fine rate; NaN where not available.
  var roughRate = Double.nan
  /// The GLONASS channel; NaN where not known.
  var channel = Double.nan

  /// Of no satellite.
  @inline(__always)
  init() {}

  /// Of a satellite as sent; notes the GLONASS channel that it tells.
  @inline(__always)
  init(_ raw: MSMSatellite, _ kind: MSMKind, _ channels: inout GLONASSChannels) {
    maskPosition = raw.maskPosition
    satellite = kind.satellite(maskPosition: Int(raw.maskPosition))
    if !kind.hasRoughRange {
      roughRange = Double(raw.roughRangeModulo) * 0x1p-10
    } else if raw.roughRange != 255 {
      roughRange = Double(raw.roughRange) + Double(raw.roughRangeModulo) * 0x1p-10
    }
    if raw.roughRate != -8192 { roughRate = Double(raw.roughRate) * 10_000 }
    if kind.system == .glonass {
      let known = channels[Int(raw.maskPosition)]
      let told = kind.hasRate && raw.extendedInformation <= 13 ? Int(raw.extendedInformation) - 7 : known
      if told != known { channels[Int(raw.maskPosition)] = told }
      channel = told.map(Double.init) ?? .nan
    }
  }
}
