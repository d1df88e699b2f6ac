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

    prepareSignalTerms(&locks, dialect)
    let cellCount = cellCount
    guard cellCount > 0 else {
      // Satellites without cells tell their channels and ranges, too.
      prepareSatelliteTerms(header.kind, &channels)
      return 0
    }
    var made = 0
    rows.append(addingCapacity: cellCount) { output in
      // Room for one row per cell; as many are initialised as `makeRows` says.
      unsafe output.withUnsafeMutableBufferPointer { (buffer, count) in
        guard let first = buffer.baseAddress else { return }  // never: there is room for cells
        made = unsafe makeRows(at: first + count, instant, &channels)
        count += made
      }
    }
    return cellCount - made
  }

  /// What belongs to each signal, once per message and not once per cell.
  @inline(__always)
  private mutating func prepareSignalTerms(_ locks: inout LockTable, _ dialect: MSMDialect) {
    let system = header.kind.system
    var signalTerms = signalTerms.mutableSpan
    let table = signalEntries
    let entries = table.span
    let row = MSMSignals.row(of: system, dialect)
    let ids = signalIDs.span
    for i in 0..<signalCount {
      let id = ids[i]
      signalTerms[i] = SignalTerms(entries[row &+ Int(id) &- 1], lockPlace: locks.signalPlace(of: system, signalID: id))
    }
  }

  /// What belongs to each satellite, once per message. Learns the GLONASS channels.
  /// - Parameter kind: Of the level; a constant, so that what the level does not have takes no time.
  @inline(__always)
  private mutating func prepareSatelliteTerms(_ kind: MSMKind, _ channels: inout GLONASSChannels) {
    let system = header.kind.system
    var terms = satelliteTerms.mutableSpan
    let satellites = satellites.span
    // At most 64 satellites.
    for i in 0..<satelliteCount { unsafe terms[unchecked: i] = SatelliteTerms(satellites[unchecked: i], kind, system) }
    guard system == .glonass else { return }
    // All signals of GLONASS that there are identifiers for have channels.
    for i in 0..<satelliteCount {
      let raw = satellites[i]
      terms[i].channel = channels.channel(slot: raw.maskPosition, told: kind.hasRate ? raw.extendedInformation : 15)
    }
  }

  /// Initialises one row per cell with a known signal; says how many.
  private mutating func makeRows(
    at target: UnsafeMutablePointer<Observation>, _ locks: LockTable.Instant, _ channels: inout GLONASSChannels
  ) -> Int {
    switch header.kind.level {
    case 1: makeRows(MSMLevel1.self, at: target, locks, &channels)
    case 2: makeRows(MSMLevel2.self, at: target, locks, &channels)
    case 3: makeRows(MSMLevel3.self, at: target, locks, &channels)
    case 4: makeRows(MSMLevel4.self, at: target, locks, &channels)
    case 5: makeRows(MSMLevel5.self, at: target, locks, &channels)
    case 6: makeRows(MSMLevel6.self, at: target, locks, &channels)
    default: makeRows(MSMLevel7.self, at: target, locks, &channels)
    }
  }

  /// The rows of a level, whose fields and resolutions are constants in each instance of this function.
  @inline(never)
  private mutating func makeRows<Level: MSMLevel>(
    _ level: Level.Type, at target: UnsafeMutablePointer<Observation>, _ locks: LockTable.Instant, _ channels: inout GLONASSChannels
  ) -> Int {
    // What is sent and in which units does not depend on the system.
    guard let kind = MSMKind(.gps, level: Level.level) else { return 0 }
    prepareSatelliteTerms(kind, &channels)
    let flags: Observation.Flags = kind.hasRoughRange ? [] : .moduloRange
    let fineUnits = SIMD2(kind.finePseudorange.resolution, kind.finePhaseRange.resolution)
    let cn0Unit = Float(kind.cn0.resolution)
    // The declarations of these fields all have a "not available" value within 32 bits.
    let notAvailable = SIMD2(
      Int32(truncatingIfNeeded: kind.finePseudorange.notAvailable ?? 0), Int32(truncatingIfNeeded: kind.finePhaseRange.notAvailable ?? 0))
    let notSent: UInt64 = (kind.hasPseudorange ? 0 : 0xFFFF_FFFF) | (kind.hasPhase ? 0 : 0xFFFF_FFFF_0000_0000)
    // Spans, since reading an element of an inline array by its subscript copies the whole array.
    let cells = cells.span
    let signals = signalTerms.span
    let satellites = satelliteTerms.span
    let lockRangeTable = kind.isExtended ? lockRanges407 : lockRanges402
    let lockRanges = lockRangeTable.span
    var next = target
    for i in 0..<cellCount {
      let cell = unsafe cells[unchecked: i]  // at most 64
      // The masks cost less than a check of bounds; the indices are below 64 and 32 anyway.
      let signal = unsafe signals[unchecked: Int(cell.signalIndex & 31)]
      guard signal.signal.packed != 0 else { continue }
      let satellite = unsafe satellites[unchecked: Int(cell.satelliteIndex & 63)]
      // There is a range for every indicator of ten bits, or of four.
      let lock = unsafe lockRanges[unchecked: Int(cell.lockIndicator & (kind.isExtended ? 1023 : 15))]

      // The whole row first, as if all were there; then what is not, which is seldom; then the lock, since nothing need be kept across the call of it.
      var row = Observation(satellite: satellite.satellite, signal: signal.signal)
      row.flags = cell.halfCycleAmbiguity ? flags.union(.halfCycleAmbiguity) : flags
      row.lockTime_ms = lock.minimum_ms
      row.carrierFrequency = signal.frequency + satellite.channel * signal.channelStep
      if kind.hasCN0, cell.cn0 != 0 { row.cn0_dbHz = Float(cell.cn0) * cn0Unit }
      if kind.hasRate, cell.fineRate != -16384 { row.rangeRate = (satellite.roughRate + Double(cell.fineRate)) / 10_000 }
      // Range and phase side by side in one register, from the raw values to the row.
      let raw = SIMD2(cell.finePseudorange, cell.finePhaseRange)
      let ranges = (SIMD2<Double>(raw) * fineUnits + satellite.roughRange) * metresPerMillisecond
      row.pseudorange = ranges.x
      row.phaseRange = ranges.y
      unsafe next.initialize(to: row)

      // A mask has all bits of a part set or none: the lower half is that of the range, the upper half that of the phase.
      let missing = unsafe unsafeBitCast(raw .== notAvailable, to: UInt64.self) | notSent
      if missing != 0 {
        if missing & 1 != 0 { unsafe next.pointee.pseudorange = .nan }
        if missing >> 63 != 0 {
          unsafe next.pointee.phaseRange = .nan
          unsafe next.pointee.lockTime_ms = 0
        }
      }
      // The two parts make a place.
      if missing >> 63 == 0, locks.update(place: Int(satellite.lockPlace) | Int(signal.lockPlace), lock: (lock.minimum_ms, lock.limit_ms)) {
        unsafe next.pointee.flags.insert(.lossOfLock)
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
  var maskIndex: Int { LockTable.maskIndex(satellitePlace: lockPlace) }
  /// Milliseconds, twice: for range and phase side by side; NaN where not available.
  var roughRange = SIMD2(repeating: Double.nan)
  /// Tenths of millimetres per second, the unit of the fine rate; NaN where not available.
  var roughRate = Double.nan
  /// The GLONASS channel; NaN where not known, 0 for the other systems, which have none.
  var channel = 0.0

  /// Of no satellite.
  @inline(__always)
  init() {}

  /// Of a satellite as sent; without its channel.
  /// - Parameter kind: Of the level, of any system.
  @inline(__always)
  init(_ raw: MSMSatellite, _ kind: MSMKind, _ system: GNSSSystem) {
    lockPlace = UInt16(truncatingIfNeeded: LockTable.satellitePlace(maskPosition: raw.maskPosition))
    satellite = MSMKind.satellite(of: system, maskPosition: Int(raw.maskPosition))
    // Whole milliseconds and their 1024th parts, exact as one integer.
    let whole = kind.hasRoughRange ? Int32(raw.roughRange) : 0
    if whole != 255 { roughRange = SIMD2(repeating: Double(whole &* 1024 &+ Int32(raw.roughRangeModulo)) * 0x1p-10) }
    if kind.hasRate, raw.roughRate != -8192 { roughRate = Double(Int32(raw.roughRate) &* 10_000) }
  }
}
