public import GNSS

/// Makes multiple signal messages, MSM4…MSM7, from observations. Reuse one for every epoch; it does not allocate.
///
/// - Ranges are rounded to the resolution of the level. The rough range of a satellite lies midway between its least and greatest pseudorange,
///   so that signals up to 580 m apart fit; a range that does not fit is sent as "not available" and counted in `Outcome`.
/// - The phase range must agree with the pseudorange to ±1171 m: RTCM 10403.3 (3.5.12) wants phase initialised near the pseudorange by a whole
///   number of cycles. A phase that does not fit is sent as "not available" and counted.
/// - More than 64 satellites × signals are split by satellites over several messages; all but the last have the multiple-message bit.
public struct MSMComposer: ~Copyable {
  /// What became of the observations.
  public struct Outcome: Sendable, Equatable {
    /// Messages made.
    public var messages = 0
    /// Cells written.
    public var cells = 0
    /// Observations of the system left out, because MSM has no identifier for the signal or no place for the satellite.
    public var unsupported = 0
    /// Pseudoranges, phases and rates that were there but did not fit.
    public var unfit = 0

    /// Nothing made.
    public init() {}
  }

  /// The message in the making.
  private var block: MSMBlock
  private var builder = FrameBuilder()
  /// The observation of each place in the grid of satellites × signals, −1 for none.
  private var grid = InlineArray<64, Int32>(repeating: -1)
  /// Signals observed on each satellite.
  private var signalsOf = InlineArray<64, UInt32>(repeating: 0)

  /// A composer.
  public init() {
    // Level 7 of GPS is a kind; the header is replaced for every message.
    block = MSMBlock(kind: MSMKind(number: 1077).unsafelyUnwrapped)
  }

  /// Encodes all observations of one system at one epoch.
  /// - Parameters:
  ///   - observations: Rows of any systems in any order; those of another system are passed over. Of two rows for one signal the last counts.
  ///   - header: Kind (level 4…7), station and the fields that come with them. Epoch and masks are set here; `multipleMessage` is that of the last
  ///     message: true when messages of other systems follow for this epoch.
  ///   - time: The epoch.
  ///   - leapSeconds: For the GLONASS epoch.
  ///   - emit: Receives each frame, in order; the bytes are valid within the call.
  /// - Throws: For a level below 4, and for header values that do not fit their fields.
  public mutating func compose(
    _ observations: Span<Observation>, header: MSMHeader, time: GNSSTime, leapSeconds: LeapSecondTable = .builtIn,
    emit: (RawSpan) -> Void
  ) throws(EncodeError) -> Outcome {
    let kind = header.kind
    guard kind.level >= 4 else {
      throw .invalid(message: kind.number, reason: "messages are composed at levels 4 to 7; lower levels lack the rough range")
    }
    var outcome = Outcome()
    var satellites: UInt64 = 0
    for i in 0..<64 { signalsOf[i] = 0 }
    for i in observations.indices where observations[i].satellite.system == kind.system {
      guard let position = kind.maskPosition(of: observations[i].satellite),
        let signal = MSMSignals.identifier(of: observations[i].signal, in: kind.system)
      else {
        outcome.unsupported += 1
        continue
      }
      satellites |= 0x8000_0000_0000_0000 >> UInt64(position - 1)
      signalsOf[position - 1] |= 0x8000_0000 >> UInt32(signal - 1)
    }

    block.header = header
    block.header.epochRaw = MSMHeader.epochRaw(time, of: kind.system, leapSeconds: leapSeconds)
    while satellites != 0 {
      // As many satellites, in order, as fit with the union of their signals into 64 places.
      var chosen: UInt64 = 0
      var signals: UInt32 = 0
      while satellites != 0 {
        let position = satellites.leadingZeroBitCount
        let union = signals | signalsOf[position]
        guard (chosen.nonzeroBitCount + 1) * union.nonzeroBitCount <= 64 else { break }
        let bit: UInt64 = 0x8000_0000_0000_0000 >> UInt64(position)
        chosen |= bit
        satellites &= ~bit
        signals = union
      }
      block.header.satelliteMask = chosen
      block.header.signalMask = signals
      block.header.multipleMessage = header.multipleMessage || satellites != 0
      fill(observations, &outcome)
      try builder.build(&block)
      emit(builder.frame)
      outcome.messages += 1
      outcome.cells += block.cellCount
    }
    return outcome
  }

  /// Fills the block, whose satellite and signal masks are set.
  private mutating func fill(_ observations: Span<Observation>, _ outcome: inout Outcome) {
    let kind = block.header.kind
    let satelliteMask = block.header.satelliteMask
    let signalMask = block.header.signalMask
    let signalCount = signalMask.nonzeroBitCount
    let width = satelliteMask.nonzeroBitCount * signalCount
    for i in 0..<64 { grid[i] = -1 }
    for i in observations.indices where observations[i].satellite.system == kind.system {
      guard let position = kind.maskPosition(of: observations[i].satellite),
        let signal = MSMSignals.identifier(of: observations[i].signal, in: kind.system)
      else { continue }
      // The bits before a position count the rows, those before an identifier the columns.
      let bit: UInt64 = 0x8000_0000_0000_0000 >> UInt64(position - 1)
      guard satelliteMask & bit != 0 else { continue }
      let row = (satelliteMask & ~(bit | (bit - 1))).nonzeroBitCount
      let signalBit: UInt32 = 0x8000_0000 >> UInt32(signal - 1)
      let column = (signalMask & ~(signalBit | (signalBit - 1))).nonzeroBitCount
      grid[row * signalCount + column] = Int32(truncatingIfNeeded: i)
    }
    block.header.cellMask = 0
    for place in 0..<width where grid[place] >= 0 { block.header.cellMask |= 0x8000_0000_0000_0000 >> UInt64(place) }
    block.layOut()

    var cell = 0
    for satellite in 0..<block.satelliteCount {
      let first = cell
      while cell < block.cellCount, Int(block.cells[cell].satelliteIndex) == satellite { cell += 1 }
      encode(satellite: satellite, cells: first..<cell, observations, &outcome)
    }
  }

  private func observation(_ cell: Int, _ observations: Span<Observation>) -> Observation {
    let place = Int(block.cells[cell].satelliteIndex) * block.signalCount + Int(block.cells[cell].signalIndex)
    // A cell exists only where the grid has an index of `observations`.
    return observations[Int(grid[place])]
  }

  /// The raw values of one satellite and its cells.
  private mutating func encode(satellite: Int, cells: Range<Int>, _ observations: Span<Observation>, _ outcome: inout Outcome) {
    let kind = block.header.kind
    var ranges = Extent()
    var phases = Extent()
    var rates = Extent()
    var channel: UInt8 = kind.system == .glonass ? 15 : 0
    for i in cells {
      let row = observation(i, observations)
      ranges.include(row.pseudorange)
      phases.include(row.phaseRange)
      rates.include(row.rangeRate)
      if kind.system == .glonass, let known = glonassChannel(row) { channel = UInt8(known + 7) }
    }
    var raw = MSMSatellite()
    raw.maskPosition = block.satellites[satellite].maskPosition
    raw.extendedInformation = channel

    // Rough range, in units of 2⁻¹⁰ ms. 254 ms and 1023 units are the last that can be sent.
    let middle = ranges.isEmpty ? phases.middle : ranges.middle
    let units = (middle / metresPerMillisecond * 1024).rounded()
    var rough = Double.nan
    if units >= 0, units < 255 * 1024 {
      raw.roughRange = UInt8(Int(units) / 1024)
      raw.roughRangeModulo = UInt16(Int(units) % 1024)
      rough = units / 1024
    }
    if !rates.isEmpty {
      let roughRate = rates.middle.rounded()
      if abs(roughRate) <= 8191 { raw.roughRate = Int16(roughRate) }
    }
    block.satellites[satellite] = raw

    for i in cells {
      let row = observation(i, observations)
      var cell = block.cells[i]
      cell.finePseudorange = fine(row.pseudorange / metresPerMillisecond - rough, of: row.pseudorange, kind.finePseudorange, &outcome)
      cell.finePhaseRange = fine(row.phaseRange / metresPerMillisecond - rough, of: row.phaseRange, kind.finePhaseRange, &outcome)
      let roughRate = raw.roughRate == -8192 ? .nan : Double(raw.roughRate)
      cell.fineRate = kind.hasRate ? Int16(fine(row.rangeRate - roughRate, of: row.rangeRate, .df404, &outcome)) : -16384
      cell.lockIndicator = kind.isExtended ? LockTime.df407(lockTime_ms: row.lockTime_ms) : LockTime.df402(lockTime_ms: row.lockTime_ms)
      cell.halfCycleAmbiguity = row.flags.contains(.halfCycleAmbiguity)
      // 0 means "not available", so the least value that can be sent is one unit.
      cell.cn0 = row.cn0_dbHz.isNaN ? 0 : max(1, kind.cn0.raw(Double(row.cn0_dbHz)))
      block.cells[i] = cell
    }
  }

  /// A fine value, or "not available" when the value is not there or does not fit.
  private func fine(_ difference: Double, of value: Double, _ field: DataField, _ outcome: inout Outcome) -> Int32 {
    // These fields are at most 24 bits wide and all have a "not available" value.
    let missing = Int32(truncatingIfNeeded: field.notAvailable ?? 0)
    if value.isNaN { return missing }
    let raw = (difference / field.resolution).rounded()
    guard raw > Double(missing), raw <= Double(field.rawLimits.upperBound) else {
      outcome.unfit += 1
      return missing
    }
    return Int32(raw)
  }

  /// The frequency channel that the carrier frequency tells; nil when it is not known or not of a FDMA band.
  private func glonassChannel(_ row: Observation) -> Int? {
    guard let zero = row.signal.carrierFrequency(of: .glonass, glonassChannel: 0),
      let one = row.signal.carrierFrequency(of: .glonass, glonassChannel: 1), one > zero
    else { return nil }
    let channel = ((row.carrierFrequency - zero) / (one - zero)).rounded()
    return channel >= -7 && channel <= 6 ? Int(channel) : nil
  }
}

/// The least and the greatest of some values; NaN is passed over.
private struct Extent {
  var least = Double.infinity
  var greatest = -Double.infinity

  var isEmpty: Bool { least > greatest }
  /// NaN for none.
  var middle: Double { isEmpty ? .nan : least + (greatest - least) / 2 }

  mutating func include(_ value: Double) {
    if value.isNaN { return }
    least = min(least, value)
    greatest = max(greatest, value)
  }
}
