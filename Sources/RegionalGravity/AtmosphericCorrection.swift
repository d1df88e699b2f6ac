#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The atmospheric correction (大气改正) of gravity: what air above a place takes off measured gravity, while GM of the normal field holds its mass.
public enum AtmosphericCorrection {
  /// To be added to measured gravity before γ is taken off, mGal: 0.87 e^(−0.116 h^1.047), h the height in km; 0.87 below the sea.
  ///
  /// Within 0.002 mGal of the earlier 0.871 − 1.0298·10⁻⁴ H + 5.3105·10⁻⁹ H² of the IAG up to 2000 m, and good above.
  /// Source: H. Moritz, *Geodetic Reference System 1980*, Bull. Géod. 54 (1980) 395; J. Geod. 74 (2000) 128, doi 10.1007/s001900050278.
  /// - Parameter height: The height above the sea, metres.
  public static func milligals(height: Double) -> Double {
    height > 0 ? 0.87 * exp(-0.116 * pow(height / 1000, 1.047)) : 0.87
  }
}
