#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Stokes' function (斯托克斯核函数) and its modifications: what a gravity anomaly at the spherical distance ψ counts for the height anomaly.
///
/// S(ψ) = Σ (2n + 1)/(n − 1) Pₙ(cos ψ), n from 2. Over a cap ψ ≤ ψ₀ instead of the sphere, and on top of a model whose low degrees are better than those of
/// the anomalies, other kernels leave smaller errors.
public struct StokesKernel: Sendable, Equatable {
  /// Which function.
  public enum Form: String, Sendable, CaseIterable {
    /// S(ψ) as it is (G. G. Stokes 1849; H&M 2-164).
    case stokes
    /// S(ψ) without its degrees 2 to L: L. Wong and R. Gore, *Accuracy of geoid heights from modified Stokes kernels*, Geophys. J. R. astr. Soc. 18 (1969) 81.
    case wongGore = "wong-gore"
    /// S(ψ) − S(ψ₀), without a step at the edge: P. Meissl, *Preparations for the numerical evaluation of second-order Molodensky-type formulas*, OSU report
    /// 163, 1971.
    case meissl
    /// Both: Wong and Gore's kernel less its value at ψ₀. B. Heck and W. Grüninger, *Modification of Stokes's integral formula by combining two classical
    /// approaches*, Proc. IAG Symposia, XIX IUGG General Assembly, Vancouver 1987, vol. 2, 309.
    case heckGrueninger = "heck-grueninger"

    /// Whether the low degrees are taken off.
    public var hasDegree: Bool { self == .wongGore || self == .heckGrueninger }
  }

  /// Which function.
  public let form: Form
  /// L, the highest degree taken off; 1 for none.
  public let degree: Int
  /// ψ₀, radians: beyond it the kernel is 0.
  public let cap: Double
  /// What is taken off everywhere, so that the kernel is 0 at ψ₀.
  private let edge: Double
  /// Σ (2n + 1)/(n − 1) Pₙ for n = 2 … L at k · `step`, from k = −1 on.
  private let table: [Double]
  private let step: Double

  /// A kernel.
  /// - Precondition: 0 < ψ₀ ≤ π and 1 ≤ L ≤ 10 800.
  public init(_ form: Form, degree: Int, cap: Double) {
    precondition(cap > 0 && cap <= .pi && (1...10_800).contains(degree))
    self.form = form
    self.degree = form.hasDegree ? degree : 1
    self.cap = cap
    // Cubic interpolation over 1/40 of a radian of the highest degree: relative error (1/40)⁴ · 3/128 = 10⁻⁸ of it.
    let step = 1 / (40 * Double(max(self.degree, 10)))
    let limit = self.degree
    self.step = step
    table =
      limit < 2
      ? [] : (-1...Int((cap / step).rounded(.up)) + 2).map { Self.lowDegrees(cosine: cos(Double($0) * step), degree: limit) }
    var edge = 0.0
    switch form {
    case .stokes, .wongGore: break
    case .meissl: edge = Self.stokes(cap)
    case .heckGrueninger: edge = Self.stokes(cap) - Self.lowDegrees(cosine: cos(cap), degree: limit)
    }
    self.edge = edge
  }

  /// S(ψ) = 1/s − 6 s + 1 − 5 cos ψ − 3 cos ψ ln(s + s²) with s = sin(ψ/2) (H&M 2-164).
  /// - Parameter distance: ψ, radians, above 0.
  public static func stokes(_ distance: Double) -> Double {
    let s = sin(distance / 2)
    let cosine = 1 - 2 * s * s
    return 1 / s - 6 * s + 1 - 5 * cosine - 3 * cosine * log(s + s * s)
  }

  /// Σ (2n + 1)/(n − 1) Pₙ(cos ψ), n = 2 … L, by Pₙ = ((2n − 1) t Pₙ₋₁ − (n − 1) Pₙ₋₂)/n.
  public static func lowDegrees(cosine t: Double, degree: Int) -> Double {
    guard degree >= 2 else { return 0 }
    var (before, last, sum) = (1.0, t, 0.0)
    for i in 2...degree {
      let n = Double(i)
      let next = ((2 * n - 1) * t * last - (n - 1) * before) / n
      (before, last) = (last, next)
      sum += (2 * n + 1) / (n - 1) * next
    }
    return sum
  }

  /// The kernel at a distance.
  /// - Parameter distance: ψ, radians, above 0.
  public func value(_ distance: Double) -> Double {
    distance > cap ? 0 : Self.stokes(distance) - bounded(distance)
  }

  /// What is taken off Stokes' function: the low degrees and the value at the edge. Finite at 0.
  func bounded(_ distance: Double) -> Double {
    guard !table.isEmpty else { return edge }
    let x = distance / step
    let k = min(Int(x), table.count - 4)
    let u = x - Double(k)
    // Lagrange through −1, 0, 1, 2; node k of the distance is element k + 1.
    let (a, b, c, d) = (table[k], table[k + 1], table[k + 2], table[k + 3])
    let (p, q, r) = (u + 1, u - 1, u - 2)
    return edge + (-u * q * r * a / 6 + p * q * r * b / 2 - p * u * r * c / 2 + p * u * q * d / 6)
  }
}
