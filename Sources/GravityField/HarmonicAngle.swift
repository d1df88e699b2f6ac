import Geodesy

/// Sines and cosines, the same bits on every processor.
enum HarmonicAngle {
  /// Of a number of turns, of any size.
  static func sineCosine(turns: Double) -> (sine: Double, cosine: Double) {
    HarmonicSums.sineCosine((turns - turns.rounded()) * 2 * .pi)
  }
}
