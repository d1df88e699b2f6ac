import CRTKLib
import GNSS
import Synchronization

/// RTKLIB's decoder of RTCM 3: the peer that our own is compared with and timed against.
///
/// What it does not know: MSM1–3, and B1C, B2a and B2b of BeiDou, which it drops; it keeps 96 satellites an epoch and 8 signals a satellite.
public struct RTKLibDecoder: ~Copyable {
  /// What RTKLIB decoded of one signal; values that the message did not have are 0, as RTKLIB leaves them.
  public struct Observation: Sendable, Equatable {
    /// The satellite.
    public var satellite: Satellite
    /// The signal.
    public var signal: Signal
    /// Pseudorange P, m.
    public var pseudorange: Double
    /// Carrier phase L, cycles.
    public var phase_cycles: Double
    /// Doppler shift D, Hz.
    public var doppler: Double
    /// Signal strength, dB-Hz, in steps of 0.001.
    public var snr_dbHz: Double
    /// Loss-of-lock indicator: bit 0 slip, bit 1 half cycle.
    public var lli: UInt8
  }

  /// One epoch, complete by the multiple-message bit.
  public struct Epoch: Sendable, Equatable {
    /// GPS time of the epoch.
    public var time: GNSSTime
    /// Satellite by satellite, in RTKLIB's order.
    public var observations: [Observation]
  }

  /// How many messages came out with which of RTKLIB's statuses.
  public struct Counts: Sendable, Equatable {
    /// Status 1: an epoch of observations was complete.
    public var epochs = 0
    /// Status 2: an ephemeris.
    public var ephemerides = 0
    /// Status −1: a message that could not be decoded.
    public var errors = 0
    /// Any other.
    public var others = 0
  }

  private let decoder: OpaquePointer
  private var rows = [crtk_observation](repeating: crtk_observation(), count: Int(CRTK_OBSERVATIONS))
  /// Messages so far.
  public private(set) var counts = Counts()

  /// A decoder; the approximate time resolves weeks and days.
  public init(approximateTime: GNSSTime) throws(RTKLibError) {
    try RTKLib.check()
    guard let decoder = RTKLib.lock.withLock({ _ in crtk_decoder_new(crtk_time(approximateTime)).map(Int.init(bitPattern:)) }),
      let pointer = OpaquePointer(bitPattern: decoder)
    else { throw .outOfMemory }
    self.decoder = pointer
  }

  deinit {
    let address = Int(bitPattern: decoder)
    RTKLib.lock.withLock { _ in OpaquePointer(bitPattern: address).map { crtk_decoder_free($0) } }
  }

  /// Feeds bytes of a stream, in any chunks; returns the epochs that were completed.
  public mutating func decode(_ bytes: [UInt8]) -> [Epoch] {
    var epochs: [Epoch] = []
    feed(bytes) { decoder, rows in
      let count = Int(crtk_decoder_observations(decoder, &rows, Int32(rows.count)))
      epochs.append(Self.epoch(rows[..<count]))
    }
    return epochs
  }

  /// Feeds bytes and adds up all pseudoranges, without conversion to Swift values: what a benchmark times.
  public mutating func sumOfPseudoranges(_ bytes: [UInt8]) -> Double {
    var sum = 0.0
    feed(bytes) { decoder, _ in sum += crtk_decoder_pseudorange_sum(decoder) }
    return sum
  }

  /// Hands the decoder to one call of the library.
  mutating func withDecoder(_ body: (OpaquePointer) -> Bool) -> Bool {
    let address = Int(bitPattern: decoder)
    return RTKLib.lock.withLock { _ in OpaquePointer(bitPattern: address).map(body) ?? false }
  }

  private mutating func feed(_ bytes: [UInt8], onEpoch: (OpaquePointer, inout [crtk_observation]) -> Void) {
    let address = Int(bitPattern: decoder)
    RTKLib.lock.withLock { _ in
      bytes.withUnsafeBufferPointer { buffer in
        guard let decoder = OpaquePointer(bitPattern: address), let base = buffer.baseAddress else { return }
        var offset = 0
        while offset < buffer.count {
          var used = 0
          // The pointer and the count lie within the buffer, which lives through the call.
          switch crtk_decoder_feed(decoder, base + offset, buffer.count - offset, &used) {
          case 0: break
          case 1:
            counts.epochs += 1
            onEpoch(decoder, &rows)
          case 2: counts.ephemerides += 1
          case -1: counts.errors += 1
          default: counts.others += 1
          }
          offset += used
        }
      }
    }
  }

  private static func epoch(_ rows: ArraySlice<crtk_observation>) -> Epoch {
    var observations: [Observation] = []
    for row in rows {
      guard let satellite = Satellite(text(row.satellite)) else { continue }
      let s = row.signals
      for signal in [s.0, s.1, s.2, s.3, s.4, s.5, s.6, s.7] {
        guard let code = Signal(text(signal.code)) else { continue }
        observations.append(
          Observation(
            satellite: satellite, signal: code, pseudorange: signal.pseudorange, phase_cycles: signal.phase,
            doppler: Double(signal.doppler), snr_dbHz: Double(signal.snr), lli: signal.lli))
      }
    }
    return Epoch(time: rows.first?.time.time ?? GNSSTime(nanoseconds: 0), observations: observations)
  }

  private static func text(_ c: (CChar, CChar, CChar, CChar)) -> String {
    String(decoding: [c.0, c.1, c.2, c.3].prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
