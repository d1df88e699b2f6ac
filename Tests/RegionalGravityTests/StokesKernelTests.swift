import Testing

@testable import RegionalGravity

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Stokes' kernels")
struct StokesKernelTests {
  /// Pₙ for n up to a degree, by the recursion.
  static func legendre(_ t: Double, _ degree: Int) -> [Double] {
    var p = [1.0, t]
    for n in 2...degree { p.append((Double(2 * n - 1) * t * p[n - 1] - Double(n - 1) * p[n - 2]) / Double(n)) }
    return p
  }

  /// The series Σ (2n + 1)/(n − 1) Pₙ of a function with a pole converges when its end is smoothed, here by Lanczos' factors: at degree 4000 to better than
  /// 10⁻³ beyond 20°.
  @Test("the closed form is the Legendre series", arguments: [20.0, 45, 90, 130, 175])
  func series(degrees: Double) {
    let t = cos(degrees * .pi / 180)
    let degree = 4000
    let p = Self.legendre(t, degree)
    var sum = 0.0
    for n in 2...degree {
      let x = .pi * Double(n) / Double(degree + 1)
      sum += sin(x) / x * Double(2 * n + 1) / Double(n - 1) * p[n]
    }
    #expect(abs(sum - StokesKernel.stokes(degrees * .pi / 180)) < 1e-3)
  }

  /// ½ ∫ S Pₙ sin ψ dψ = 1/(n − 1), from the orthogonality of Legendre's polynomials; by Simpson's rule on 20 000 intervals.
  static func eigenvalue(_ kernel: (Double) -> Double, _ degree: Int) -> Double {
    let count = 20_000
    // u = √ψ takes the pole 2/ψ out of the integrand: dψ = 2u du.
    let h = Double.pi.squareRoot() / Double(count)
    func f(_ i: Int) -> Double {
      let u = h * Double(i)
      let psi = u * u
      guard psi > 0 else { return 0 }
      return kernel(psi) * legendre(cos(psi), max(degree, 2))[degree] * sin(psi) * 2 * u
    }
    var sum = f(0) + f(count)
    for i in 1..<count { sum += f(i) * (i % 2 == 1 ? 4 : 2) }
    return sum * h / 3 / 2
  }

  @Test("each degree of the sphere has its eigenvalue", arguments: [0, 1, 2, 3, 10, 30])
  func eigenvalues(degree: Int) {
    let truth = degree < 2 ? 0 : 1 / Double(degree - 1)
    // Simpson's rule at this step: 10⁻⁸; √ψ leaves a weak singularity ψ ln ψ of 10⁻⁶.
    #expect(abs(Self.eigenvalue(StokesKernel.stokes, degree) - truth) < 1e-6)
    let kernel = StokesKernel(.wongGore, degree: 10, cap: .pi)
    #expect(abs(Self.eigenvalue(kernel.value, degree) - (degree <= 10 ? 0 : truth)) < 1e-6)
  }

  @Test("the table of low degrees is the sum itself", arguments: [2, 36, 360, 2160])
  func table(degree: Int) {
    let cap = 2 * Double.pi / 180
    let kernel = StokesKernel(.wongGore, degree: degree, cap: cap)
    for k in 1..<200 {
      let psi = cap * Double(k) / 200
      let sum = StokesKernel.lowDegrees(cosine: cos(psi), degree: degree)
      // 10⁻⁸ of the largest value, that at 0: Σ (2n + 1)/(n − 1) ≈ 2 L.
      #expect(abs(kernel.bounded(psi) - sum) < 2e-8 * Double(2 * degree + 10))
    }
  }

  @Test("modified kernels vanish where they should")
  func edges() {
    let cap = 0.03
    for form in [StokesKernel.Form.meissl, .heckGrueninger] {
      let kernel = StokesKernel(form, degree: 120, cap: cap)
      #expect(abs(kernel.value(cap)) < 1e-5)
      #expect(kernel.value(cap * 1.0001) == 0)
    }
    #expect(StokesKernel(.meissl, degree: 120, cap: cap).degree == 1)
    let difference =
      StokesKernel(.wongGore, degree: 120, cap: cap).value(0.01) - StokesKernel(.heckGrueninger, degree: 120, cap: cap).value(0.01)
    #expect(abs(difference - StokesKernel(.wongGore, degree: 120, cap: cap).value(cap)) < 1e-5)
  }

  /// A disc of constant anomaly: the planar limit of Stokes' integral is ζ = Δg s₀/γ at its centre (H&M 2-231).
  @Test("the integral of a small disc is the planar one")
  func disc() {
    var grid = RegionalGrid(south: 30 - 0.5, west: 110 - 0.5, latitudeStep: 1.0 / 60, longitudeStep: 1.0 / 60, rows: 61, columns: 61)
    for i in grid.values.indices { grid.values[i] = 30e-5 }
    let s0 = 20_000.0
    let kernel = StokesKernel(.stokes, degree: 1, cap: s0 / StokesIntegration.radius)
    let zeta = StokesIntegration(grid, kernel).heightAnomalies(row: 30, columns: 30..<31, gravity: 9.8)[0]
    // S = 2/ψ − 3 ln ψ …: the logarithm is 3 % at 20 km, added here by its own integral; whole cells for a disc are off by 1 % of the edge.
    let radius = s0 / StokesIntegration.radius
    // ∫₀^ψ₀ (S ψ − 2) dψ, numerically.
    var rest = 0.0
    for k in 0..<1000 {
      let psi = radius * (Double(k) + 0.5) / 1000
      rest += (StokesKernel.stokes(psi) * sin(psi) - 2) * radius / 1000
    }
    let truth = StokesIntegration.radius * 30e-5 / (2 * 9.8) * (2 * radius + rest)
    #expect(abs(zeta - truth) < 0.01 * truth)
    #expect(abs(truth - 30e-5 * s0 / 9.8) < 0.1 * truth)
  }
}
