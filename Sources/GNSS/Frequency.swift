/// The speed of light in vacuum, m/s (SI definition; used by every GNSS interface document).
public let speedOfLight = 299_792_458.0

extension Signal {
  /// The carrier frequency in Hz; nil for a band that the system does not have, and for GLONASS FDMA without a channel.
  ///
  /// Source: RINEX 4.02, tables of observation codes; the interface documents of the systems.
  /// - Parameters:
  ///   - system: The satellite's system.
  ///   - glonassChannel: The frequency channel k, −7…+6, for GLONASS bands 1 and 2.
  public func carrierFrequency(of system: GNSSSystem, glonassChannel: Int? = nil) -> Double? {
    switch (system, band) {
    case (.glonass, 1): return glonassChannel.map { 1602.0e6 + 562.5e3 * Double($0) }
    case (.glonass, 2): return glonassChannel.map { 1246.0e6 + 437.5e3 * Double($0) }
    case (.glonass, 3): return 1202.025e6
    case (.glonass, 4): return 1600.995e6
    case (.glonass, 6): return 1248.06e6
    case (.beidou, 1): return 1575.42e6  // B1C
    case (.beidou, 2): return 1561.098e6  // B1I
    case (.beidou, 5): return 1176.45e6  // B2a
    case (.beidou, 6): return 1268.52e6  // B3
    case (.beidou, 7): return 1207.14e6  // B2I, B2b
    case (.beidou, 8): return 1191.795e6  // B2a+B2b
    case (.galileo, 1), (.gps, 1), (.qzss, 1), (.sbas, 1), (.navic, 1): return 1575.42e6
    case (.gps, 2), (.qzss, 2): return 1227.60e6
    case (.gps, 5), (.qzss, 5), (.galileo, 5), (.sbas, 5), (.navic, 5): return 1176.45e6
    case (.galileo, 6), (.qzss, 6): return 1278.75e6
    case (.galileo, 7): return 1207.14e6
    case (.galileo, 8): return 1191.795e6
    case (.navic, 9): return 2492.028e6
    default: return nil
    }
  }
}
