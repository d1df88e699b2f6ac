#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The height layers of GB/T 39409-2020, section 6: layer n begins at H = r₀ (1 + θ₀)^(nθ/θ₀) − r₀ with θ₀ = π/180, θ = 1/2048″ in
/// radians and r₀ = 6 378 137 m, so that a layer of level 10 is as high as its cell is wide at the equator: 15 mm at the ellipsoid.
public enum GridHeight {
  /// The equatorial radius r₀ of CGCS2000, metres.
  public static let radius = 6_378_137.0
  /// Layers on either side of the ellipsoid: 256 · 7 372 800, up to H₂₅₆ = 528 680.171 km and down to 76.030 km from the centre.
  static let layerCount = 256 * GridUnits.degree
  /// ln(1 + θ₀)/7 372 800 = 2.3468333772353846…·10⁻⁹, the step of ln(1 + H/r₀), and what is missing of it.
  private static let step = (high: 0x1.428bdbd8b004fp-29, low: -0x1.345e9c3f24d93p-83)

  /// The layer n = ⌊ln(1 + H/r₀)/ln(1 + θ₀) · θ₀/θ⌋ of level 10 that holds an ellipsoidal height in metres.
  ///
  /// Correct for every double: near a border, where the rounding of the logarithm could decide, the border itself is computed to about 30
  /// digits and compared. (The borders are transcendental but for H = 0, so no height is one.)
  public static func layer(ofHeight height: Double) throws(GridPositionError) -> Int {
    guard height.isFinite else { throw .notFinite }
    guard height > -radius else { throw .heightOutOfRange(height) }
    let t = log1p(height / radius) / step.high
    guard abs(t) <= Double(layerCount) + 1 else { throw .heightOutOfRange(height) }
    var n = Int(t.rounded(.down))
    // The error of t is below 4·10⁻¹⁶ |t| < 10⁻⁶.
    let near = t.rounded()
    if abs(t - near) < 1e-5 {
      let k = Int(near)
      n = isAtOrAbove(height, layer: k) ? k : k - 1
    }
    guard n >= -layerCount, n < layerCount else { throw .heightOutOfRange(height) }
    return n
  }

  /// The ellipsoidal height in metres at which layer n of level 10 begins, to within 4 units of the last place.
  public static func lowerHeight(ofLayer n: Int) -> Double { radius * expm1(Double(n) * step.high) }

  /// Whether r₀ + H ≥ r₀ e^{n·step}, in pairs of doubles.
  private static func isAtOrAbove(_ height: Double, layer n: Int) -> Bool {
    // n has 31 bits: both products are exact sums of two doubles.
    let x = Pair(product: Double(n), step.high) + Pair(Double(n) * step.low)
    let border = x.exponential() * Pair(radius)
    let difference = Pair(sum: radius, height) + Pair(high: -border.high, low: -border.low)
    return difference.high >= 0
  }
}

/// An unevaluated sum of two doubles, good for about 31 digits (T. J. Dekker, doi 10.1007/BF01397083). Only for heights near a border.
private struct Pair {
  var high: Double
  var low: Double

  init(_ value: Double) { (high, low) = (value, 0) }
  init(high: Double, low: Double) { (self.high, self.low) = (high, low) }
  /// a + b without error (Knuth).
  init(sum a: Double, _ b: Double) {
    let s = a + b
    let c = s - a
    (high, low) = (s, (a - (s - c)) + (b - c))
  }
  /// a · b without error; the fused operation may be slow, and is rare here.
  init(product a: Double, _ b: Double) {
    let p = a * b
    (high, low) = (p, (-p).addingProduct(a, b))
  }

  static func + (a: Pair, b: Pair) -> Pair {
    let s = Pair(sum: a.high, b.high)
    let t = Pair(sum: a.low, b.low)
    let u = Pair(sum: s.high, s.low + t.high)
    return Pair(sum: u.high, u.low + t.low)
  }

  static func * (a: Pair, b: Pair) -> Pair {
    let p = Pair(product: a.high, b.high)
    return Pair(sum: p.high, p.low + (a.high * b.low + a.low * b.high))
  }

  /// e^x for |x| < 5: (e^{x/256})²⁵⁶, the small power by its series to x¹²/12!, whose remainder is below 10⁻³².
  func exponential() -> Pair {
    let small = Pair(high: high / 256, low: low / 256)
    var sum = Pair(1)
    for k in stride(from: 12, through: 1, by: -1) {
      // Horner: 1 + x/k (…); 1/k as a pair.
      let inverse = 1 / Double(k)
      let reciprocal = Pair(high: inverse, low: (1.0).addingProduct(-inverse, Double(k)) / Double(k))
      sum = Pair(1) + small * reciprocal * sum
    }
    for _ in 0..<8 { sum = sum * sum }
    return sum
  }
}

/// A layer of cells at some level: the height characters of a code as a number.
public struct GridLayer: Sendable, Hashable {
  /// True below the ellipsoid: the first height character a₀ is 1.
  public let isBelow: Bool
  /// |n| without the bits of finer levels.
  public let index: Int
  /// The level.
  public let level: GridLevel

  init(isBelow: Bool, index: Int, level: GridLevel) {
    (self.isBelow, self.index, self.level) = (isBelow, index, level)
  }

  /// The layer of a level that holds an ellipsoidal height in metres.
  public init(containingHeight height: Double, level: GridLevel) throws(GridPositionError) {
    self.init(layer: try GridHeight.layer(ofHeight: height), level: level)
  }

  /// The layer of a level that holds layer `n` of level 10, n as an integer with sign.
  init(layer n: Int, level: GridLevel) {
    self.init(isBelow: n < 0, index: abs(n) >> Self.shifts[level.rawValue], level: level)
  }

  /// The layer's bits below those of a level.
  static let shifts: InlineArray<11, Int> = [31, 25, 22, 21, 17, 13, 12, 9, 6, 3, 0]

  /// The layers n of level 10 in it, as integers with sign. The magnitude counts outward from the ellipsoid on both sides, and below it
  /// begins with 1.
  var layers: Range<Int> {
    let shift = Self.shifts[level.rawValue]
    let (first, next) = (index << shift, (index + 1) << shift)
    return isBelow ? (1 - next)..<(min(1 - first, 0)) : first..<next
  }

  /// The ellipsoidal heights in metres between which the layer lies.
  public var heights: (lower: Double, upper: Double) {
    (GridHeight.lowerHeight(ofLayer: layers.lowerBound), GridHeight.lowerHeight(ofLayer: layers.upperBound))
  }

  /// The layer above, nil at the top of the grid.
  public var above: GridLayer? {
    let next = layers.upperBound
    return next < GridHeight.layerCount ? GridLayer(layer: next, level: level) : nil
  }

  /// The layer below, nil at the bottom of the grid.
  public var below: GridLayer? {
    let next = layers.lowerBound - 1
    return next >= -GridHeight.layerCount ? GridLayer(layer: next, level: level) : nil
  }
}
