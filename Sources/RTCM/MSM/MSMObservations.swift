public import GNSS

/// Light travels this far in a millisecond, m.
let metresPerMillisecond = speedOfLight * 0.001

extension MSMBlock {
  /// Adds one observation per cell, in the order of the message, to `rows`. Values that are "not available" are NaN.
  ///
  /// Range and phase are summed exactly in units of 2⁻³¹ ms and multiplied once by the speed of light, so they are within one unit in the last
  /// place (4 nm) of the exact values. MSM1–3 carry ranges modulo one millisecond only; their ranges and phases are NaN here.
  /// Cells of a reserved signal identifier give no row.
  ///
  /// Does not allocate once `rows` has grown to the largest epoch.
  /// - Parameters:
  ///   - rows: Where the observations go.
  ///   - time: The epoch, for the loss-of-lock decision; nil when it is not known.
  ///   - locks: The stream's lock table.
  ///   - channels: The stream's GLONASS channels; learnt from MSM5 and MSM7. Without a channel the carrier frequency is NaN.
  /// - Returns: The number of cells left out for a reserved signal identifier.
  ///
  /// The block does not change. The method is mutating all the same, because only then is the block passed by address; otherwise the
  /// compiler copies its three kilobytes, a tenth of the time of the whole decoding.
  @discardableResult
  public mutating func appendObservations(
    to rows: inout [Observation], time: GNSSTime?, locks: inout LockTable, channels: inout GLONASSChannels
  ) -> Int {
    let kind = header.kind
    let system = kind.system
    let time_ms = time.map { $0.nanoseconds / 1_000_000 } ?? .max

    // What each signal of the mask means, once per message.
    var signals = InlineArray<32, MSMSignals.Entry>(repeating: MSMSignals.Entry())
    let table = MSMSignals.entries
    for i in 0..<signalCount { signals[i] = table[Int(system.rawValue) &* 32 &+ Int(self.signalIDs[i]) &- 1] }
    let signalSpan = signals.span

    // Spans, since reading an element of an inline array by its subscript copies the whole array.
    let cells = cells.span
    let satellites = satellites.span
    let signalIDs = signalIDs.span
    let cellCount = cellCount
    var ignored = 0
    let isExtended = kind.isExtended
    let rangeUnit = kind.finePseudorange.resolution
    let phaseUnit = kind.finePhaseRange.resolution
    let rateUnit = DataField.df404.resolution
    let cn0Unit = Float(kind.cn0.resolution)
    // The declarations of these fields all have a "not available" value within 32 bits.
    let noRange = Int32(truncatingIfNeeded: kind.finePseudorange.notAvailable ?? 0)
    let noPhase = Int32(truncatingIfNeeded: kind.finePhaseRange.notAvailable ?? 0)

    rows.append(addingCapacity: cellCount) { output in
      // What belongs to the current satellite.
      var current = -1
      var satellite = kind.satellite(maskPosition: 1)
      var maskPosition: UInt8 = 1
      var roughRange = Double.nan
      var roughRate = Double.nan
      var channel = Double.nan
      for i in 0..<cellCount {
        let cell = cells[i]
        if Int(cell.satelliteIndex) != current {
          current = Int(cell.satelliteIndex)
          let raw = satellites[current]
          maskPosition = raw.maskPosition
          satellite = kind.satellite(maskPosition: Int(maskPosition))
          roughRange = raw.roughRange == 255 ? .nan : Double(raw.roughRange) + Double(raw.roughRangeModulo) * 0x1p-10
          roughRate = raw.roughRate == -8192 ? .nan : Double(raw.roughRate)
          if system == .glonass {
            let known = channels[Int(maskPosition)]
            let told = kind.hasRate && raw.extendedInformation <= 13 ? Int(raw.extendedInformation) - 7 : known
            if told != known { channels[Int(maskPosition)] = told }
            channel = told.map(Double.init) ?? .nan
          }
        }
        let signal = signalSpan[Int(cell.signalIndex)]
        guard signal.isKnown else {
          ignored += 1
          continue
        }
        var row = Observation(satellite: satellite, signal: signal.signal)
        row.carrierFrequency = signal.channelStep == 0 ? signal.frequency : signal.frequency + channel * signal.channelStep
        if cell.cn0 != 0 { row.cn0_dbHz = Float(cell.cn0) * cn0Unit }
        if cell.finePseudorange != noRange {
          row.pseudorange = (roughRange + Double(cell.finePseudorange) * rangeUnit) * metresPerMillisecond
        }
        if cell.fineRate != -16384 { row.rangeRate = roughRate + Double(cell.fineRate) * rateUnit }
        if cell.halfCycleAmbiguity { row.flags.insert(.halfCycleAmbiguity) }
        if cell.finePhaseRange != noPhase {
          row.phaseRange = (roughRange + Double(cell.finePhaseRange) * phaseUnit) * metresPerMillisecond
          let lock = isExtended ? LockTime.range(df407: cell.lockIndicator) : LockTime.range(df402: cell.lockIndicator)
          row.lockTime_ms = lock.minimum_ms
          let lost = locks.update(
            system: system, maskPosition: maskPosition, signalID: signalIDs[Int(cell.signalIndex)], lock: lock, time_ms: time_ms)
          if lost { row.flags.insert(.lossOfLock) }
        }
        output.append(row)
      }
    }
    return ignored
  }
}
