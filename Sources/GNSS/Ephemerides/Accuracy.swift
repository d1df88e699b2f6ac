extension KeplerEphemeris {
  /// The accuracy that the index stands for, m; nil where the index means "no prediction".
  ///
  /// GPS, QZSS, BeiDou and NavIC: URA, the upper end of the index's range (IS-GPS-200 20.3.3.3.1.3). Galileo: SISA (OS SIS ICD, table 76).
  public var accuracy: Double? { satellite.system == .galileo ? Self.sisa(index: accuracyIndex) : Self.ura(index: accuracyIndex) }

  /// Signal-in-space accuracy of Galileo, m; nil for the spare indices 126…254 and for 255, "no accuracy prediction available".
  public static func sisa(index: UInt8) -> Double? {
    let i = Double(index)
    switch index {
    case 0..<50: return i * 0.01
    case 50..<75: return 0.5 + (i - 50) * 0.02
    case 75..<100: return 1 + (i - 75) * 0.04
    case 100...125: return 2 + (i - 100) * 0.16
    default: return nil
    }
  }

  /// The least SISA index that stands for at least this accuracy in metres; 255 for a negative one and above 6 m.
  public static func sisaIndex(accuracy: Double) -> UInt8 { index(accuracy, in: 0...125, of: sisa) ?? 255 }

  /// User range accuracy, m, of an index 0…14; nil for 15.
  public static func ura(index: UInt8) -> Double? {
    index < 15 ? uraUpperBounds[Int(index)] : nil
  }

  /// The least URA index that stands for at least this accuracy in metres; 15 for a negative one and above 6144 m.
  public static func uraIndex(accuracy: Double) -> UInt8 { index(accuracy, in: 0...14, of: ura) ?? 15 }

  private static func index(_ accuracy: Double, in range: ClosedRange<UInt8>, of metres: (UInt8) -> Double?) -> UInt8? {
    // 1e-6 relative, because text files round the metres.
    accuracy >= 0 ? range.first { (metres($0) ?? .infinity) * (1 + 1e-6) >= accuracy } : nil
  }
}

/// IS-GPS-200 20.3.3.3.1.3: the upper end of each index's range, m.
private let uraUpperBounds: InlineArray<15, Double> = [2.4, 3.4, 4.85, 6.85, 9.65, 13.65, 24, 48, 96, 192, 384, 768, 1536, 3072, 6144]

extension GLONASSEphemeris {
  /// The accuracy that F_T stands for, m (GLONASS ICD 5.1, table 4.4); nil for 15, "not used".
  public var accuracy: Double? {
    let metres: InlineArray<15, Double> = [1, 2, 2.5, 4, 5, 7, 10, 12, 14, 16, 32, 64, 128, 256, 512]
    return accuracyIndexFT < 15 ? metres[Int(accuracyIndexFT)] : nil
  }
}

extension SBASEphemeris {
  /// The accuracy that the index stands for, m; nil for 15. The scale is that of GPS URA.
  public var accuracy: Double? { KeplerEphemeris.ura(index: accuracyIndex) }
}
