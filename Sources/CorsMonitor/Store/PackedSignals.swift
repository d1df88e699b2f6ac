import Foundation
import GNSS

/// Satellites per system and C/N0 per signal of one sample, as the bytes of a column: six bytes for each system and signal.
///
/// System (raw value of `GNSSSystem`), band digit and attribute letter (ASCII; both 0 for the count of a system), satellites (at most 255),
/// mean C/N0 in 0.01 dB-Hz (big endian; 0xFFFF is none).
enum PackedSignals {
  static let stride = 6

  static func data(_ sample: Sample) -> Data {
    var bytes: [UInt8] = []
    bytes.reserveCapacity((sample.satellites.count + sample.signals.count) * stride)
    func append(_ system: GNSSSystem, _ packed: UInt16, _ count: Int, _ cn0: Double?) {
      let raw = cn0.map { UInt16(min(max(($0 * 100).rounded(), 0), 65534)) } ?? 0xFFFF
      bytes += [
        system.rawValue, UInt8(packed >> 8), UInt8(packed & 0xFF), UInt8(min(max(count, 0), 255)), UInt8(raw >> 8), UInt8(raw & 0xFF),
      ]
    }
    for entry in sample.satellites { append(entry.system, 0, entry.count, nil) }
    for entry in sample.signals { append(entry.system, entry.signal.packed, entry.satellites, entry.cn0_dbHz) }
    return Data(bytes)
  }

  /// Adds what the bytes say to a sample. Bytes that make no sense are left out.
  static func read(_ data: Data, into sample: inout Sample) {
    let bytes = [UInt8](data)
    for start in Swift.stride(from: 0, to: bytes.count - stride + 1, by: stride) {
      guard let system = GNSSSystem(rawValue: bytes[start]) else { continue }
      if bytes[start + 1] == 0 {
        sample.satellites.append(.init(system: system, count: Int(bytes[start + 3])))
        continue
      }
      let raw = UInt16(bytes[start + 4]) << 8 | UInt16(bytes[start + 5])
      sample.signals.append(
        .init(
          system: system, signal: Signal(band: bytes[start + 1], attribute: bytes[start + 2]), satellites: Int(bytes[start + 3]),
          cn0_dbHz: raw == 0xFFFF ? nil : Double(raw) / 100))
    }
  }
}
