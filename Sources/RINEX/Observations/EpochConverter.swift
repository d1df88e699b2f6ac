public import GNSS

/// Records of an observation file ⇄ epochs of observations: what is a column there is a member of a row here.
///
/// Both directions keep the values to the resolution of the file. Phases become metres with the carrier frequency of the signal, which for
/// GLONASS needs the channel from the header; without it they are NaN. Numbers 0.0 are "not there" in RINEX.
public struct EpochConverter {
  /// The record that `fill` fills.
  public private(set) var record = ObservationRecord()

  private let header: ObservationHeader
  private var types = ObservationTypes()
  /// Of each system: its signals and their columns.
  private var layout: [[SignalColumns]] = []
  /// For each satellite, by its packed number, its place among those of the epoch.
  private var places = [Int32](repeating: -1, count: 7 * 256)
  private var starts: [Int] = []

  private struct SignalColumns {
    var signal: Signal
    var range = -1, phase = -1, doppler = -1, strength = -1
    var rangeFactor = 1.0, phaseFactor = 1.0, dopplerFactor = 1.0, strengthFactor = 1.0
    /// Hz; NaN for GLONASS FDMA, where it depends on the satellite, and for a band that the system does not have.
    var frequency: Double
  }

  /// A converter for the columns and GLONASS channels of a header.
  public init(header: ObservationHeader) {
    self.header = header
    record.types = header.types
    prepare(header.types)
  }

  /// Makes rows of a record of observations. Signals without any value make no row.
  public mutating func convert(_ record: ObservationRecord, into epoch: inout Epoch) {
    if record.types != types { prepare(record.types) }
    epoch.time = record.time ?? epoch.time
    epoch.observations.removeAll(keepingCapacity: true)
    var start = 0
    for satellite in record.satellites {
      for columns in layout[Int(satellite.system.rawValue)] {
        var row = Observation(satellite: satellite, signal: columns.signal)
        row.carrierFrequency = frequency(columns, satellite)
        var any = false
        func number(_ column: Int, _ factor: Double) -> Double? {
          guard column >= 0, let number = record.values[start + column].number else { return nil }
          any = true
          return number / factor
        }
        if let range = number(columns.range, columns.rangeFactor) { row.pseudorange = range }
        if let phase = number(columns.phase, columns.phaseFactor) {
          row.phaseRange = phase * (speedOfLight / row.carrierFrequency)
          let indicator = record.values[start + columns.phase].lossOfLock
          if indicator & 1 != 0 { row.flags.insert(.lossOfLock) }
          if indicator & 2 != 0 { row.flags.insert(.halfCycleAmbiguity) }
        }
        if let doppler = number(columns.doppler, columns.dopplerFactor) { row.rangeRate = -doppler * (speedOfLight / row.carrierFrequency) }
        if let strength = number(columns.strength, columns.strengthFactor) { row.cn0_dbHz = Float(strength) }
        if any { epoch.observations.append(row) }
      }
      start += record.types[satellite.system].count
    }
  }

  /// Fills `record` from rows, satellites in order.
  /// - Parameter strengthIndicators: Whether C/N0 goes into the indicators too, which RINEX 4 deprecates.
  /// - Returns: How many values were left out, for want of a column or of a carrier frequency.
  public mutating func fill(from epoch: Epoch, strengthIndicators: Bool) -> Int {
    if types != header.types { prepare(header.types) }
    record.removeAll()
    record.time = epoch.time
    var leftOut = 0
    // Which satellites have anything to write.
    for row in epoch.observations where places[Int(row.satellite.packed)] < 0 {
      guard let columns = columns(of: row), hasValue(row, columns) else { continue }
      places[Int(row.satellite.packed)] = 0
      record.satellites.append(row.satellite)
    }
    record.satellites.sort()
    var count = 0
    for satellite in record.satellites {
      places[Int(satellite.packed)] = Int32(count)
      count += header.types[satellite.system].count
    }
    record.values.append(contentsOf: repeatElement(.blank, count: count))
    for row in epoch.observations {
      let place = Int(places[Int(row.satellite.packed)])
      guard let columns = columns(of: row), place >= 0 else {
        leftOut += (row.pseudorange.isNaN ? 0 : 1) + (row.phaseRange.isNaN ? 0 : 1) + (row.rangeRate.isNaN ? 0 : 1)
        leftOut += row.cn0_dbHz.isNaN ? 0 : 1
        continue
      }
      leftOut += write(row, columns, at: place, strengthIndicators)
    }
    for satellite in record.satellites { places[Int(satellite.packed)] = -1 }
    return leftOut
  }

  private mutating func write(_ row: Observation, _ columns: SignalColumns, at place: Int, _ strengthIndicators: Bool) -> Int {
    var leftOut = 0
    // Ranges that lack whole light-milliseconds are none.
    let hasRange = !row.flags.contains(.moduloRange)
    let indicator = strengthIndicators && row.cn0_dbHz > 0 ? UInt8(min(max(row.cn0_dbHz / 6, 1), 9)) : 0
    func put(
      _ value: Double, _ column: Int, _ factor: Double, lossOfLock: UInt8 = 0, strength: UInt8 = 0, _ record: inout ObservationRecord
    ) {
      guard !value.isNaN else { return }
      let thousandths = (value * factor * 1000).rounded()
      guard column >= 0, thousandths.magnitude < 1e15 else {
        leftOut += 1
        return
      }
      record.values[place + column] = ObservationValue(thousandths: Int64(thousandths), lossOfLock: lossOfLock, strength: strength)
    }
    put(hasRange ? row.pseudorange : .nan, columns.range, columns.rangeFactor, strength: indicator, &record)
    if hasRange, !row.phaseRange.isNaN {
      let flags = (row.flags.contains(.lossOfLock) ? 1 : 0) | (row.flags.contains(.halfCycleAmbiguity) ? 2 : 0) as UInt8
      if row.carrierFrequency.isNaN { leftOut += 1 }
      put(row.phase_cycles, columns.phase, columns.phaseFactor, lossOfLock: flags, strength: indicator, &record)
    }
    if !row.rangeRate.isNaN {
      if row.carrierFrequency.isNaN { leftOut += 1 }
      put(row.doppler, columns.doppler, columns.dopplerFactor, &record)
    }
    put(Double(row.cn0_dbHz), columns.strength, columns.strengthFactor, &record)
    return leftOut
  }

  private func hasValue(_ row: Observation, _ columns: SignalColumns) -> Bool {
    let hasRange = !row.flags.contains(.moduloRange)
    return hasRange && (!row.pseudorange.isNaN && columns.range >= 0 || !row.phase_cycles.isNaN && columns.phase >= 0)
      || !row.doppler.isNaN && columns.doppler >= 0 || !row.cn0_dbHz.isNaN && columns.strength >= 0
  }

  private func columns(of row: Observation) -> SignalColumns? {
    let system = layout[Int(row.satellite.system.rawValue)]
    for i in system.indices where system[i].signal == row.signal { return system[i] }
    return nil
  }

  private func frequency(_ columns: SignalColumns, _ satellite: Satellite) -> Double {
    guard satellite.system == .glonass, columns.frequency.isNaN, let channel = header.glonassChannels[satellite.number] else {
      return columns.frequency
    }
    return columns.signal.carrierFrequency(of: .glonass, glonassChannel: Int(channel)) ?? .nan
  }

  private mutating func prepare(_ types: ObservationTypes) {
    self.types = types
    layout = GNSSSystem.allCases.map { system in
      var signals: [SignalColumns] = []
      for (column, code) in types[system].enumerated() {
        let index: Int
        if let known = signals.firstIndex(where: { $0.signal == code.signal }) {
          index = known
        } else {
          index = signals.count
          signals.append(SignalColumns(signal: code.signal, frequency: code.signal.carrierFrequency(of: system) ?? .nan))
        }
        let factor = Double(header.scaleFactor(of: code, in: system))
        switch code.quantity {
        case .pseudorange: (signals[index].range, signals[index].rangeFactor) = (column, factor)
        case .phase: (signals[index].phase, signals[index].phaseFactor) = (column, factor)
        case .doppler: (signals[index].doppler, signals[index].dopplerFactor) = (column, factor)
        case .strength: (signals[index].strength, signals[index].strengthFactor) = (column, factor)
        case .ionosphere, .channel: break
        }
      }
      return signals.filter { $0.range >= 0 || $0.phase >= 0 || $0.doppler >= 0 || $0.strength >= 0 }
    }
  }
}
