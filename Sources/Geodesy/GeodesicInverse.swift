#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Geodesic {
  /// The shortest geodesic between two points (大地主题反算), for any two points of the ellipsoid, antipodal ones included; where several
  /// geodesics are equally short, one of them.
  ///
  /// - Parameters:
  ///   - latitude1Degrees, latitude2Degrees: −90 … 90.
  ///   - longitude1Degrees, longitude2Degrees: any.
  /// - Returns: nil where a latitude is out of range or a number is not finite.
  public func inverse(latitude1Degrees: Double, longitude1Degrees: Double, latitude2Degrees: Double, longitude2Degrees: Double)
    -> GeodesicLine?
  {
    guard abs(latitude1Degrees) <= 90, abs(latitude2Degrees) <= 90, longitude1Degrees.isFinite, longitude2Degrees.isFinite else {
      return nil
    }
    // Section 4, eq. (44): to 0 ≤ λ₁₂ ≤ 180°, φ₁ ≤ 0, |φ₂| ≤ |φ₁|, and back in the end.
    let (difference, error) = angleDifference(longitude2Degrees, longitude1Degrees)
    let east = difference >= 0 ? 1.0 : -1.0
    let (lambda, lambdaError) = (difference * east, error * east)
    let swaps = abs(latitude1Degrees) < abs(latitude2Degrees)
    let (first, second) = swaps ? (latitude2Degrees, latitude1Degrees) : (latitude1Degrees, latitude2Degrees)
    let south = first < 0 ? 1.0 : -1.0
    let (s1, k1) = sineCosine(degrees: first * south)
    let (s2, k2) = sineCosine(degrees: second * south)
    var p = Problem(
      geodesic: self, reduced1: unit(f1 * s1, k1), reduced2: unit(f1 * s2, k2), lambda: Self.smallAngles(lambda, lambdaError))
    let line = p.solve()
    let (sign, mirror) = (swaps ? -1.0 : 1.0, swaps ? (line.end, line.start) : (line.start, line.end))
    // Walked backward, and mirrored once more so that λ₁₂ stays positive.
    let (sAlpha, cAlpha) = (east, sign * south)
    return GeodesicLine(
      distance: line.distance, azimuth1Degrees: angleDegrees(mirror.0.s * sAlpha, mirror.0.c * cAlpha),
      azimuth2Degrees: angleDegrees(mirror.1.s * sAlpha, mirror.1.c * cAlpha), reducedLength: line.reducedLength,
      areaToEquator: east * south * line.area + 0)
  }

  /// Sine, cosine and value in radians of λ₁₂, and of its supplement where that is smaller: the error of the difference goes into both.
  private static func smallAngles(_ degrees: Double, _ error: Double) -> (s: Double, c: Double, radians: Double) {
    if degrees <= 90 {
      let (s, c) = sineCosine(degrees: degrees)
      let d = error * (.pi / 180)
      return (s + c * d, c - s * d, degrees * (.pi / 180) + d)
    }
    let rest = (180 - degrees) - error
    let (s, c) = sineCosine(degrees: rest)
    return (s, -c, .pi - rest * (.pi / 180))
  }

  /// The inverse problem in the canonical position: φ₁ ≤ 0, φ₁ ≤ φ₂ ≤ −φ₁, 0 ≤ λ₁₂ ≤ π.
  private struct Problem {
    typealias Direction = (s: Double, c: Double)
    let g: Geodesic
    var b1: Direction
    var b2: Direction
    let lambda: (s: Double, c: Double, radians: Double)
    let dn1: Double
    let dn2: Double

    init(geodesic: Geodesic, reduced1: Direction, reduced2: Direction, lambda: (s: Double, c: Double, radians: Double)) {
      g = geodesic
      b1 = (reduced1.s, max(Geodesic.tiny, reduced1.c))
      b2 = (reduced2.s, max(Geodesic.tiny, reduced2.c))
      // |β₂| = |β₁| exactly where the latitudes are: the two were not computed by the same steps.
      if b1.c < -b1.s {
        if b2.c == b1.c { b2.s = b2.s < 0 ? b1.s : -b1.s }
      } else if abs(b2.s) == -b1.s {
        b2.c = b1.c
      }
      self.lambda = lambda
      dn1 = (1 + g.ep2 * b1.s * b1.s).squareRoot()
      dn2 = (1 + g.ep2 * b2.s * b2.s).squareRoot()
    }

    struct Line {
      var distance = 0.0
      var start: Direction = (0, 1)
      var end: Direction = (0, 1)
      var reducedLength = 0.0
      var area = 0.0
    }

    mutating func solve() -> Line {
      meridional() ?? equatorial() ?? general()
    }

    /// s₁₂/b and m₁₂/b between two points of the auxiliary sphere (eqs. 15, 38).
    private func lengths(_ e: Double, _ sigma12: Double, _ p1: Direction, _ p2: Direction) -> (s: Double, m: Double) {
      let c1 = GeodesicSeries.c1(e)
      let b = GeodesicSeries.sine(c1, p2.s, p2.c) - GeodesicSeries.sine(c1, p1.s, p1.c)
      return (GeodesicSeries.a1(e) * (sigma12 + b), reduced(e, sigma12, p1, p2))
    }

    /// m₁₂/b (eqs. 38, 40).
    private func reduced(_ e: Double, _ sigma12: Double, _ p1: Direction, _ p2: Direction) -> Double {
      dn2 * (p1.c * p2.s) - dn1 * (p1.s * p2.c) - p1.c * p2.c * g.j12(e, sigma12, p1, p2)
    }

    /// Along a meridian, unless that is not the shortest way: past the opposite meridian's conjugate point.
    private func meridional() -> Line? {
      guard lambda.s == 0 || b1.c <= Geodesic.tiny else { return nil }
      let start: Direction = (lambda.s, lambda.c)
      let end: Direction = (0, 1)
      let (p1, p2): (Direction, Direction) = ((b1.s, start.c * b1.c), (b2.s, end.c * b2.c))
      let sigma12 = atan2(max(0, p1.c * p2.s - p1.s * p2.c), p1.c * p2.c + p1.s * p2.s)
      let (s, m) = lengths(g.n, sigma12, p1, p2)
      guard sigma12 < 1 || m >= 0 else { return nil }
      // Points that coincide but for rounding.
      if sigma12 < 3 * Geodesic.tiny { return Line(start: start, end: end) }
      return Line(
        distance: s * g.b, start: start, end: end, reducedLength: m * g.b, area: g.c2 * angle(start, end))
    }

    /// Along the equator, as far as it is the shortest way.
    private func equatorial() -> Line? {
      guard b1.s == 0, lambda.radians <= .pi * g.f1 else { return nil }
      let sigma12 = lambda.radians / g.f1
      return Line(distance: g.a * lambda.radians, start: (1, 0), end: (1, 0), reducedLength: g.b * sin(sigma12))
    }

    private func general() -> Line {
      var line = Line()
      let guess = start()
      if let short = guess.short {
        line.distance = short.sigma * g.b * short.dn
        line.reducedLength = short.dn * short.dn * g.b * sin(short.sigma / short.dn)
        line.start = guess.alpha
        line.end = short.end
        let omega = lambda.radians / (g.f1 * short.dn)
        line.area = area(line, (sin(omega), cos(omega)))
        return line
      }
      let root = newton(guess.alpha)
      let (s, m) = lengths(root.e, root.sigma12, root.p1, root.p2)
      line.distance = s * g.b
      line.reducedLength = m * g.b
      line.start = root.alpha1
      line.end = unit(root.alpha2.s, root.alpha2.c)
      // ω₁₂ = λ₁₂ + (ω₁₂ − λ₁₂).
      let (sd, cd) = (sin(root.domega), cos(root.domega))
      line.area = area(line, (lambda.s * cd + lambda.c * sd, lambda.c * cd - lambda.s * sd))
      return line
    }

    // MARK: The starting point

    private typealias Guess = (alpha: Direction, short: (sigma: Double, dn: Double, end: Direction)?)

    /// α₁ to begin with (section 4, eqs. 48 … 57); for very short lines the solution itself.
    private func start() -> Guess {
      let sin12 = b2.s * b1.c - b2.c * b1.s
      let cos12 = b2.c * b1.c + b2.s * b1.s
      let sinSum = b2.s * b1.c + b2.c * b1.s
      let short = cos12 >= 0 && sin12 < 0.5 && b2.c * lambda.radians < 0.5
      var omega: Direction = (lambda.s, lambda.c)
      var dn = 1.0
      if short {
        // The factor of eq. (48), at the middle of β₁ and β₂.
        let s = (b1.s + b2.s) * (b1.s + b2.s)
        let c = (b1.c + b2.c) * (b1.c + b2.c)
        dn = (1 + g.ep2 * (s / (s + c))).squareRoot()
        let omega12 = lambda.radians / (g.f1 * dn)
        omega = (sin(omega12), cos(omega12))
      }
      // The spherical triangle (eqs. 49, 51), without cancellation at either end.
      var alpha: Direction = (
        b2.c * omega.s,
        omega.c >= 0
          ? sin12 + b2.c * b1.s * omega.s * omega.s / (1 + omega.c) : sinSum - b2.c * b1.s * omega.s * omega.s / (1 - omega.c)
      )
      let ssigma = hypot(alpha.s, alpha.c)
      let csigma = b1.s * b2.s + b1.c * b2.c * omega.c
      // Below some centimetres the triangle is exact to rounding, while σ₁₂ as a difference is not.
      if short, ssigma < 4e-9 {
        let end = unit(
          b1.c * omega.s, sin12 - b1.c * b2.s * (omega.c >= 0 ? omega.s * omega.s / (1 + omega.c) : 1 - omega.c))
        return (alpha.s == 0 && alpha.c == 0 ? (0, 1) : unit(alpha.s, alpha.c), (atan2(ssigma, csigma), dn, ssigma == 0 ? (0, 1) : end))
      }
      if csigma < 0, ssigma < 6 * g.n * .pi * b1.c * b1.c { alpha = nearAntipodal(sinSum) }
      // A direction that is not eastward is a rounding error.
      return (alpha.s > 0 ? unit(alpha.s, alpha.c) : (1, 0), nil)
    }

    /// Close to the antipode, in units of the size of the astroid (eqs. 53 … 57).
    private func nearAntipodal(_ sinSum: Double) -> Direction {
      let k2 = b1.s * b1.s * g.ep2
      let scale = g.f * b1.c * g.series.a3(GeodesicSeries.epsilon(k2)) * .pi
      let x = atan2(-lambda.s, -lambda.c) / scale
      let y = sinSum / (scale * b1.c)
      if y > -200 * 0x1p-52, x > -1 - 1000 * 0x1p-26 {
        // On the cut, the limit y → 0 of eq. (56).
        let s = min(1, -x)
        return (s, -(1 - s * s).squareRoot())
      }
      let k = Self.astroid(x, y)
      // The spherical triangle to the point where the longitude is turned by −x k/(1 + k).
      let omega = scale * (-x * k / (1 + k))
      let (s, c) = (sin(omega), -cos(omega))
      return (b2.c * s, sinSum - b2.c * b1.s * s * s / (1 - c))
    }

    /// The positive root of μ⁴ + 2μ³ + (1 − x² − y²)μ² − 2y²μ − y² = 0 (eq. 55), by Newton from above: the function is convex there, so that
    /// the steps go down to the root without passing it.
    private static func astroid(_ x: Double, _ y: Double) -> Double {
      let (p, q) = (x * x, y * y)
      // x²/(1 + μ)² + y²/μ² = 1: a root lies below |x| + |y|.
      var mu = hypot(x, y) + 1e-300
      for _ in 0..<60 {
        let value = p / ((1 + mu) * (1 + mu)) + q / (mu * mu) - 1
        let slope = -2 * (p / ((1 + mu) * (1 + mu) * (1 + mu)) + q / (mu * mu * mu))
        let next = mu - value / slope
        if !(next > 0) {
          mu /= 4
          continue
        }
        if abs(next - mu) <= 1e-14 * mu { return next }
        mu = next
      }
      return mu
    }

    // MARK: The root

    private struct Trial {
      var excess = 0.0  // λ₁₂(α₁) − λ₁₂
      var slope = 0.0
      var alpha1: Direction = (0, 1)
      var alpha2: Direction = (0, 1)
      var sigma12 = 0.0
      var p1: Direction = (0, 1)
      var p2: Direction = (0, 1)
      var e = 0.0
      var domega = 0.0
    }

    /// λ₁₂ as a function of α₁ and its derivative (eqs. 5 … 12, 45 … 47).
    private func trial(_ start: Direction) -> Trial {
      var alpha = start
      // Equator to equator, the slope is not defined for α₁ = 90°.
      if b1.s == 0, alpha.c == 0 { alpha.c = -Geodesic.tiny }
      let sa0 = alpha.s * b1.c
      let ca0 = (alpha.c * alpha.c + alpha.s * b1.s * alpha.s * b1.s).squareRoot()
      var out = Trial()
      out.alpha1 = start
      let (so1, co1) = (sa0 * b1.s, alpha.c * b1.c)
      out.p1 = unit(b1.s, co1)
      // Eq. (45), the difference of squares by the smaller of the two.
      let sa2 = b2.c != b1.c ? sa0 / b2.c : alpha.s
      let ca2: Double
      if b2.c != b1.c || abs(b2.s) != -b1.s {
        let product = b1.c < -b1.s ? (b2.c - b1.c) * (b1.c + b2.c) : (b1.s - b2.s) * (b1.s + b2.s)
        ca2 = (alpha.c * b1.c * alpha.c * b1.c + product).squareRoot() / b2.c
      } else {
        ca2 = abs(alpha.c)
      }
      out.alpha2 = (sa2, ca2)
      let (so2, co2) = (sa0 * b2.s, ca2 * b2.c)
      out.p2 = unit(b2.s, co2)
      let (p1, p2) = (out.p1, out.p2)
      out.sigma12 = atan2(max(0, p1.c * p2.s - p1.s * p2.c), p1.c * p2.c + p1.s * p2.s)
      let somega = max(0, co1 * so2 - so1 * co2)
      let comega = co1 * co2 + so1 * so2
      // ω₁₂ − λ₁₂ as one angle.
      let eta = atan2(somega * lambda.c - comega * lambda.s, comega * lambda.c + somega * lambda.s)
      out.e = GeodesicSeries.epsilon(ca0 * ca0 * g.ep2)
      let c3 = g.series.c3(out.e)
      let b3 = GeodesicSeries.sine(c3, p2.s, p2.c) - GeodesicSeries.sine(c3, p1.s, p1.c)
      out.domega = g.f * g.series.a3(out.e) * sa0 * (out.sigma12 + b3)
      out.excess = eta - out.domega
      if ca2 == 0 {
        out.slope = -2 * g.f1 * dn1 / b1.s
      } else {
        out.slope = reduced(out.e, out.sigma12, p1, p2) * g.f1 / (ca2 * b2.c)
      }
      return out
    }

    /// Newton's method for λ₁₂(α₁) = λ₁₂, kept inside a bracket that shrinks with every trial; bisection where it would leave it.
    private func newton(_ guess: Direction) -> Trial {
      var alpha = guess
      var (low, high): (Direction, Direction) = ((Geodesic.tiny, 1), (Geodesic.tiny, -1))
      var close = false
      var result = Trial()
      for step in 0..<80 {
        result = trial(alpha)
        let v = result.excess
        if !(abs(v) >= (close ? 8 : 1) * 0x1p-52) { break }
        // λ₁₂ grows with α₁.
        if v > 0, alpha.c / alpha.s > high.c / high.s { high = alpha }
        if v < 0, alpha.c / alpha.s < low.c / low.s { low = alpha }
        if step < 20, result.slope > 0 {
          let delta = -v / result.slope
          let (s, c) = (sin(delta), cos(delta))
          let next: Direction = (alpha.s * c + alpha.c * s, alpha.c * c - alpha.s * s)
          if next.s > 0, abs(delta) < .pi {
            close = abs(v) <= 16 * 0x1p-52
            alpha = unit(next.s, next.c)
            continue
          }
        }
        let middle = unit((low.s + high.s) / 2, (low.c + high.c) / 2)
        close = false
        if abs(low.s - middle.s) + (low.c - middle.c) < 0x1p-60 || abs(middle.s - high.s) + (middle.c - high.c) < 0x1p-60 { break }
        alpha = middle
      }
      return result
    }

    // MARK: The area

    /// α₂ − α₁ of two directions.
    private func angle(_ start: Direction, _ end: Direction) -> Double {
      let s = end.s * start.c - end.c * start.s
      let c = end.c * start.c + end.s * start.s
      // Against one another, α₂ − α₁ is 180° with the sign that α₁ gives.
      if s == 0, c < 0 { return atan2(Geodesic.tiny * start.c, -1) }
      return atan2(s, c)
    }

    /// S₁₂ (eqs. 58 … 65).
    private func area(_ line: Line, _ omega: Direction) -> Double {
      let sa0 = line.start.s * b1.c
      let ca0 = hypot(line.start.c, line.start.s * b1.s)
      guard sa0 != 0 || ca0 != 0 else { return 0 }
      var sum = 0.0
      if ca0 != 0 && sa0 != 0 {
        let p1 = unit(b1.s, line.start.c * b1.c)
        let p2 = unit(b2.s, line.end.c * b2.c)
        sum = g.areaSeries(GeodesicSeries.epsilon(ca0 * ca0 * g.ep2), sa0, ca0, p1, p2)
      }
      if omega.c > -0.7071, b2.s - b1.s < 1.75 {
        // Eq. (65): tan ½(α₂ − α₁) = tan ½ω₁₂ (tan ½β₁ + tan ½β₂)/(1 + tan ½β₁ tan ½β₂), over a common denominator.
        let (d, d1, d2) = (1 + omega.c, 1 + b1.c, 1 + b2.c)
        return sum + g.c2 * 2 * atan2(omega.s * (b1.s * d2 + b2.s * d1), d * (b1.s * b2.s + d1 * d2))
      }
      return sum + g.c2 * angle(line.start, line.end)
    }
  }
}
