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
    let system = header.kind.system
    let instant = locks.instant(of: system, time_ms: time.map { $0.nanoseconds / 1_000_000 } ?? .max)

    prepareTerms(&locks, &channels, dialect)
    let cellCount = cellCount
    var made = 0
    rows.append(addingCapacity: cellCount) { output in
      // Room for one row per cell; as many are initialised as `makeRows` says.
      unsafe output.withUnsafeMutableBufferPointer { (buffer, count) in
        guard cellCount > 0, let first = buffer.baseAddress else { return }
        made = unsafe makeRows(at: first + count, instant)
        count += made
      }
    }
    return cellCount - made
  }

  /// What belongs to each signal and to each satellite, once per message and not once per cell.
  @inline(__always)
  private mutating func prepareTerms(_ locks: inout LockTable, _ channels: inout GLONASSChannels, _ dialect: MSMDialect) {
    let kind = header.kind
    var signalTerms = signalTerms.mutableSpan
    let table = MSMSignals.entries
    let entries = table.span
    let row = MSMSignals.row(of: kind.system, dialect)
    let ids = signalIDs.span
    for i in 0..<signalCount {
      let id = ids[i]
      signalTerms[i] = SignalTerms(entries[row &+ Int(id) &- 1], lockPlace: locks.signalPlace(of: kind.system, signalID: id))
    }
    var satelliteTerms = satelliteTerms.mutableSpan
    let satellites = satellites.span
    for i in 0..<satelliteCount {
      unsafe satelliteTerms[unchecked: i] = SatelliteTerms(satellites[unchecked: i], kind, &channels)  // at most 64
    }
  }

  /// Initialises one row per cell with a known signal; says how many.
  private mutating func makeRows(at target: UnsafeMutablePointer<Observation>, _ locks: LockTable.Instant) -> Int {
    switch header.kind.level {
    case 1: makeRows(MSMLevel1.self, at: target, locks)
    case 2: makeRows(MSMLevel2.self, at: target, locks)
    case 3: makeRows(MSMLevel3.self, at: target, locks)
    case 4: makeRows(MSMLevel4.self, at: target, locks)
    case 5: makeRows(MSMLevel5.self, at: target, locks)
    case 6: makeRows(MSMLevel6.self, at: target, locks)
    default: makeRows(MSMLevel7.self, at: target, locks)
    }
  }

  /// The rows of a level, whose fields and resolutions are constants in each instance of this function.
  @inline(never)
  private mutating func makeRows<Level: MSMLevel>(
    _ level: Level.Type, at target: UnsafeMutablePointer<Observation>, _ locks: LockTable.Instant
  ) -> Int {
    // What is sent and in which units does not depend on the system.
    guard let kind = MSMKind(.gps, level: Level.level) else { return 0 }
    let hasChannels = header.kind.system == .glonass
    let flags: Observation.Flags = kind.hasRoughRange ? [] : .moduloRange
    let fineUnits = SIMD2(kind.finePseudorange.resolution, kind.finePhaseRange.resolution)
    let cn0Unit = Float(kind.cn0.resolution)
    // The declarations of these fields all have a "not available" value within 32 bits.
    let noRange = Int32(truncatingIfNeeded: kind.finePseudorange.notAvailable ?? 0)
    let noPhase = Int32(truncatingIfNeeded: kind.finePhaseRange.notAvailable ?? 0)
    // Spans, since reading an element of an inline array by its subscript copies the whole array.
    let cells = cells.span
    let signals = signalTerms.span
    let satellites = satelliteTerms.span
    let lockRangeTable = kind.isExtended ? LockTime.df407Ranges : LockTime.df402Ranges
    let lockRanges = lockRangeTable.span
    var next = target
    for i in 0..<cellCount {
      let cell = unsafe cells[unchecked: i]  // at most 64
      // The masks cost less than a check of bounds; the indices are below 64 and 32 anyway.
      let signal = unsafe signals[unchecked: Int(cell.signalIndex & 31)]
      guard signal.signal.packed != 0 else { continue }
      let satellite = unsafe satellites[unchecked: Int(cell.satelliteIndex & 63)]
      var row = Observation(satellite: satellite.satellite, signal: signal.signal)
      row.flags = cell.halfCycleAmbiguity ? flags.union(.halfCycleAmbiguity) : flags
      let hasRange = kind.hasPseudorange && cell.finePseudorange != noRange
      let hasPhase = kind.hasPhase && cell.finePhaseRange != noPhase
      if hasPhase {
        // There is a range for every indicator of ten bits, or of four.
        let lock = unsafe lockRanges[unchecked: Int(cell.lockIndicator & (kind.isExtended ? 1023 : 15))]
        row.lockTime_ms = lock.minimum_ms
        // The two parts make a place.
        if locks.update(place: Int(satellite.lockPlace) | Int(signal.lockPlace), lock: (lock.minimum_ms, lock.limit_ms)) {
          row.flags.insert(.lossOfLock)
        }
      }
      row.carrierFrequency = signal.frequency
      if hasChannels, signal.channelStep != 0 { row.carrierFrequency += satellite.channel * signal.channelStep }
      if kind.hasCN0, cell.cn0 != 0 { row.cn0_dbHz = Float(cell.cn0) * cn0Unit }
      if kind.hasRate, cell.fineRate != -16384 { row.rangeRate = (satellite.roughRate + Double(cell.fineRate)) / 10_000 }
      // Range and phase side by side, in one register until they are written; what is not there is taken back, since nearly always both are.
      let fine = SIMD2<Double>(SIMD2<Int32>(cell.finePseudorange, cell.finePhaseRange))
      let ranges = (fine * fineUnits + satellite.roughRange) * metresPerMillisecond
      row.pseudorange = ranges.x
      row.phaseRange = ranges.y
      unsafe next.initialize(to: row)
      if !(hasRange && hasPhase) {
        if !hasRange { unsafe next.pointee.pseudorange = .nan }
        if !hasPhase { unsafe next.pointee.phaseRange = .nan }
      }
      unsafe next += 1
    }
    return next - target
  }
}

/// What the cells of one signal have in common.
struct SignalTerms: BitwiseCopyable {
  /// RINEX code; packed 0 for a reserved identifier.
  var signal = Signal(band: 0, attribute: 0)
  /// The signal's part of the place in the lock table.
  var lockPlace: UInt16 = 0
  /// Hz; for GLONASS of channel 0.
  var frequency = Double.nan
  /// Hz per frequency channel; 0 for all but GLONASS FDMA.
  var channelStep = 0.0

  /// Of no signal.
  @inline(__always)
  init() {}

  @inline(__always)
  init(_ entry: MSMSignals.Entry, lockPlace place: Int) {
    signal = entry.signal
    lockPlace = UInt16(truncatingIfNeeded: place)
    frequency = entry.frequency
    channelStep = entry.channelStep
  }
}

/// What the cells of one satellite have in common.
struct SatelliteTerms: BitwiseCopyable {
  var satellite = Satellite(.gps, 1)
  /// The satellite's part of the place in the lock table.
  var lockPlace: UInt16 = 0
  /// The place in the satellite mask from 0.
  var maskIndex = 0
  /// Milliseconds, twice: for range and phase side by side; NaN where not available.
  var roughRange = SIMD2(repeating: Double.nan)
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
    maskIndex = Int((raw.maskPosition &- 1) & 63)
    lockPlace = UInt16(truncatingIfNeeded: LockTable.satellitePlace(maskPosition: raw.maskPosition))
    satellite = kind.satellite(maskPosition: Int(raw.maskPosition))
    // Whole milliseconds and their 1024th parts, exact as one integer.
    let whole = kind.hasRoughRange ? Int32(raw.roughRange) : 0
    if whole != 255 { roughRange = SIMD2(repeating: Double(whole &* 1024 &+ Int32(raw.roughRangeModulo)) * 0x1p-10) }
    if raw.roughRate != -8192 { roughRate = Double(Int32(raw.roughRate) &* 10_000) }
    if kind.system == .glonass { channel = channels.channel(slot: raw.maskPosition, told: kind.hasRate ? raw.extendedInformation : 15) }
  }
}
