import CRTKLib
import GNSS
import RTKLib

/// Sums of everything that a decoder gives, ours or RTKLIB's, to show that both did the same work.
struct ObservationSums {
  private(set) var count = 0
  private var pseudorange = ExactSum()
  private var phase = ExactSum()
  private var doppler = ExactSum()
  private var cn0 = ExactSum()

  /// RTKLIB writes 0 for what is not there, and keeps C/N0 in thousandths of a dB-Hz: so do we here.
  mutating func add(_ row: Observation) {
    count += 1
    if !row.pseudorange.isNaN { pseudorange.add(row.pseudorange) }
    if !row.phase_cycles.isNaN { phase.add(row.phase_cycles) }
    if !row.doppler.isNaN { doppler.add(row.doppler) }
    if !row.cn0_dbHz.isNaN { cn0.add((Double(row.cn0_dbHz) * 1000).rounded(.toNearestOrAwayFromZero) / 1000) }
  }

  mutating func add(_ row: RTKLibDecoder.Observation) {
    count += 1
    pseudorange.add(row.pseudorange)
    phase.add(row.phase_cycles)
    doppler.add(row.doppler)
    cn0.add((row.snr_dbHz * 1000).rounded(.toNearestOrAwayFromZero) / 1000)  // a 32-bit float until here
  }

  var text: String {
    "P \(fixed(pseudorange.value, 3)) m, L \(fixed(phase.value, 3)) cycles, D \(fixed(doppler.value, 1)) Hz, S \(fixed(cn0.value, 3)) dB-Hz"
  }

  /// RTKLIB rounds each pseudorange and phase twice (4 nm, 2e-8 cycles) and keeps Doppler as a 32-bit float (half a unit: 2.5e-4 Hz at 5 kHz): the
  /// sums may differ by that much per term at the very most. C/N0 is a whole number of thousandths: equal but for the rounding of our sum.
  func agrees(with peer: ObservationSums) -> Bool {
    let n = Double(count)
    return count == peer.count && count > 0 && abs(pseudorange.value - peer.pseudorange.value) < 4e-9 * n
      && abs(phase.value - peer.phase.value) < 4e-8 * n && abs(doppler.value - peer.doppler.value) < 2.5e-4 * n
      && abs(cn0.value - peer.cn0.value) < 1e-6
  }
}

/// RTKLIB over a stream: its results are there, and of them the pseudoranges are summed.
func rtklibPass(_ decoder: OpaquePointer, _ bytes: [UInt8]) -> Double {
  var sum = 0.0
  bytes.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress else { return }
    var position = 0
    while position < buffer.count {
      var used = 0
      let status = crtk_decoder_feed(decoder, base + position, buffer.count - position, &used)
      position += max(used, 1)
      if status == 1 { sum += crtk_decoder_pseudorange_sum(decoder) }
    }
  }
  return sum
}
