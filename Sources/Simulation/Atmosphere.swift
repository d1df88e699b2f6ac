import Glibc

/// Simple published models of what the air does to a signal: good enough to look like the field, and the same on both ends of a test.
enum Atmosphere {
  /// Tropospheric delay, m.
  ///
  /// Hydrostatic zenith delay after Saastamoinen (1972, doi 10.1029/GM015p0247) with the pressure of the standard atmosphere; a wet zenith delay of
  /// 0.15 m at sea level that halves every 1.4 km; mapped with 1.001/√(0.002001 + sin² E) (Black and Eisner 1984, RTCA DO-229 A.4.2.4).
  /// - Parameters:
  ///   - elevation: rad, above 4°.
  ///   - latitude: rad.
  ///   - height: m.
  static func troposphere(elevation: Double, latitude: Double, height: Double) -> Double {
    let pressure_hPa = 1013.25 * pow(1 - 2.2557e-5 * height, 5.2568)
    let hydrostatic = 0.002_276_8 * pressure_hPa / (1 - 0.00266 * cos(2 * latitude) - 0.00028e-3 * height)
    let wet = 0.15 * exp(-height / 2000)
    let sinE = sin(elevation)
    return (hydrostatic + wet) * 1.001 / (0.002001 + sinE * sinE).squareRoot()
  }

  /// Ionospheric delay of a code on 1575.42 MHz, m; on f it is (1575.42 MHz/f)² times as large, and a phase is advanced as much.
  ///
  /// Klobuchar's half cosine of the local time with its maximum at 14 h (1987, doi 10.1109/TAES.1987.310829; IS-GPS-200 20.3.3.5.2.5): 5 ns at night,
  /// 25 ns more at noon, period 30 h; obliquity factor 1 + 16·(0.53 − E/π)³. The place is the station's, not the pierce point's.
  /// - Parameters:
  ///   - elevation: rad.
  ///   - localTime: Seconds of the local solar day.
  static func ionosphere(elevation: Double, localTime: Double) -> Double {
    let x = 2 * Double.pi * remainder(localTime - 50_400, 86_400) / 108_000
    let vertical = 5e-9 + (abs(x) < .pi / 2 ? 25e-9 * cos(x) : 0)
    let e = 0.53 - elevation / .pi
    return 299_792_458.0 * vertical * (1 + 16 * e * e * e)
  }
}
