import RegionalGravity

#if canImport(Glibc)
  import Glibc
#endif

/// The harmonics of a ``MountainField`` to a degree: T = Σ (R/r)ⁿ⁺¹ (a cos mλ + b sin mλ) P̄ₙₘ(sin φ).
struct MountainHarmonics: Sendable {
  let degree: Int
  /// a and b, m²/s², at n(n+1)/2 + m.
  private var values: [SIMD2<Double>]

  /// Columns of height H: ((R + H)ⁿ⁺³ − Rⁿ⁺³)/(n + 3) in powers of H/R, of which the sixth, (nH/R)⁵/720, is 10⁻⁵ of
  /// the first at degree 720.
  init(_ field: MountainField, degree: Int) {
    self.degree = degree
    values = Array(repeating: .zero, count: (degree + 1) * (degree + 2) / 2)
    let (terrain, radius) = (field.terrain, MountainField.radius)
    let powers = 5
    let (columns, orders) = (terrain.columns, degree + 1)
    let (height, width) = (terrain.latitudeStep * .pi / 180, terrain.longitudeStep * .pi / 180)
    // A column is as wide as its cell: sin(mΔ/2)/(mΔ/2) of its middle; the same is taken in latitude by the degree.
    func mean(_ n: Int, _ step: Double) -> Double { n == 0 ? 1 : sin(Double(n) * step / 2) / (Double(n) * step / 2) }
    var waves = [SIMD2<Double>](repeating: .zero, count: orders * columns)
    for m in 0..<orders {
      for c in 0..<columns {
        let angle = Double(m) * terrain.longitude(c) * .pi / 180
        waves[m * columns + c] = SIMD2(cos(angle), sin(angle)) * mean(m, width)
      }
    }
    var legendre = MountainLegendre(degree: degree)
    var heights = [Double](repeating: 0, count: powers * columns)
    var sums = [SIMD2<Double>](repeating: .zero, count: powers * orders)
    for r in 0..<terrain.rows {
      let b = terrain.latitude(r) * .pi / 180
      let area = 2 * cos(b) * sin(height / 2) * width
      // (H/R)ᵏ⁺¹ along the row.
      for c in 0..<columns {
        let q = terrain.values[r * columns + c] / radius
        var p = q
        for k in 0..<powers {
          heights[k * columns + c] = p
          p *= q
        }
      }
      for m in 0..<orders {
        for k in 0..<powers {
          var s = SIMD2<Double>.zero
          for c in 0..<columns { s += heights[k * columns + c] * waves[m * columns + c] }
          sums[k * orders + m] = s * area
        }
      }
      legendre.compute(sin(b), cos(b))
      for n in 0...degree {
        // Binomial coefficients of (1 + q)ⁿ⁺³, each over n + 3.
        var factor = [Double](repeating: 1, count: powers)
        for k in 1..<powers { factor[k] = factor[k - 1] * Double(n + 3 - k) / Double(k + 1) }
        for m in 0...n {
          var s = SIMD2<Double>.zero
          for k in 0..<powers { s += factor[k] * sums[k * orders + m] }
          values[n * (n + 1) / 2 + m] += legendre.values[n * (n + 1) / 2 + m] * s
        }
      }
    }
    let scale = MountainField.newton * MountainField.density * radius * radius
    for n in 0...degree { for m in 0...n { values[n * (n + 1) / 2 + m] *= scale / Double(2 * n + 1) } }
    for mass in field.masses {
      let (sine, cosine) = (mass.direction.z, (1 - mass.direction.z * mass.direction.z).squareRoot())
      legendre.compute(sine, cosine)
      let longitude = atan2(mass.direction.y, mass.direction.x)
      var falloff = mass.strength / radius
      for n in 0...degree {
        for m in 0...n {
          let i = n * (n + 1) / 2 + m
          values[i] += falloff / Double(2 * n + 1) * legendre.values[i] * SIMD2(cos(Double(m) * longitude), sin(Double(m) * longitude))
        }
        falloff *= mass.distance / radius
      }
    }
  }

  /// The potential at heights above one place.
  func potentials(_ latitude: Double, _ longitude: Double, heights: [Double]) -> [MountainField.Potential] {
    let (b, l) = (latitude * .pi / 180, longitude * .pi / 180)
    var legendre = MountainLegendre(degree: degree)
    legendre.compute(sin(b), cos(b))
    let waves = (0...degree).map { SIMD2(cos(Double($0) * l), sin(Double($0) * l)) }
    let layers = (0...degree).map { n -> Double in
      var s = 0.0
      for m in 0...n { s += legendre.values[n * (n + 1) / 2 + m] * (values[n * (n + 1) / 2 + m] * waves[m]).sum() }
      return s
    }
    return heights.map { h in
      let r = MountainField.radius + h
      var (q, sum) = (MountainField.radius / r, MountainField.Potential())
      let step = q
      for n in 0...degree {
        sum.value += q * layers[n]
        sum.slope -= Double(n + 1) / r * q * layers[n]
        q *= step
      }
      return sum
    }
  }
}

/// P̄ₙₘ by the recursion along degrees (Holmes and Featherstone 2002, eq. 11), good to degree 1000 at middle latitudes.
struct MountainLegendre {
  let degree: Int
  private(set) var values: [Double]

  init(degree: Int) {
    self.degree = degree
    values = Array(repeating: 0, count: (degree + 1) * (degree + 2) / 2)
  }

  mutating func compute(_ t: Double, _ u: Double) {
    var sectorial = 1.0
    for m in 0...degree {
      if m > 0 { sectorial *= u * (m == 1 ? 3 : Double(2 * m + 1) / Double(2 * m)).squareRoot() }
      values[m * (m + 1) / 2 + m] = sectorial
      var (before, last) = (0.0, sectorial)
      guard m < degree else { continue }
      for n in m + 1...degree {
        let (a, b, k) = (Double(n), Double(m), Double((2 * n + 1)))
        let first = (k * (2 * a - 1) / ((a - b) * (a + b))).squareRoot()
        let second = n == m + 1 ? 0 : (k * (a + b - 1) * (a - b - 1) / ((a - b) * (a + b) * (2 * a - 3))).squareRoot()
        (before, last) = (last, first * t * last - second * before)
        values[n * (n + 1) / 2 + m] = last
      }
    }
  }
}
