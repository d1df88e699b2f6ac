import Geodesy

/// The memory that synthesis works in: one for each thread, used for any number of calls. After it is made nothing is allocated.
///
/// At degree 2190 with 16 parallels it has 3 MB.
public struct FieldWorkspace: ~Copyable {
  /// How many parallels (or points) are summed together, sharing what is read of the coefficients; a multiple of four.
  let capacity: Int
  /// The highest degree that it has room for.
  let degree: Int
  /// Orders in whole lanes of eight.
  let lanes: Int

  var parallels: [Parallel]
  /// For each parallel and each group of orders, 8 seeds and 8 exponents.
  var seeds: [Double]
  /// What the Legendre kernels answer: 48 sums.
  var sums: [Double]
  /// Fourier series, four together: 8 numbers an order.
  var series: [Double]
  /// cos mλ and sin mλ of eight longitudes.
  var angles: [Double]
  /// What the Fourier kernel answers: 32 sums.
  var fourier: [Double]
  /// Eight cosines, then eight sines.
  var longitudes: [Double]

  init(degree: Int, lanes: Int, capacity: Int) {
    self.capacity = capacity
    self.degree = degree
    self.lanes = lanes
    parallels = Array(repeating: Parallel(), count: capacity)
    seeds = Array(repeating: 0, count: capacity * lanes * 2)
    sums = Array(repeating: 0, count: 48)
    series = Array(repeating: 0, count: capacity * lanes * 8)
    angles = Array(repeating: 0, count: 16 * (degree + 1))
    fourier = Array(repeating: 0, count: 32)
    longitudes = Array(repeating: 0, count: 16)
  }
}

/// A parallel on which a field is summed.
struct Parallel {
  /// Sine and cosine of the geodetic latitude.
  var sine = 0.0, cosine = 1.0
  /// The ellipsoidal height at which the field is summed, metres.
  var height = 0.0
  /// A height above mean sea level that a functional asks for, metres.
  var topography = 0.0
  /// The distance from the centre, metres.
  var radius = 1.0
  /// Sine and cosine of the geocentric latitude.
  var t = 0.0, u = 1.0
  /// R/r.
  var q = 1.0
  /// The highest degree that matters here: (R/r)ⁿ falls below 2⁻¹²⁰ beyond it.
  var degree = 0
  /// True once an order has been met whose Legendre functions vanish; those of all higher orders do, too.
  var isDone = false

  /// The parallel of a latitude in radians on which points have an ellipsoidal height; nil where that is no place for a field of reference radius
  /// `radius` (more than 2 % of it below the sphere, or not a number).
  init?(latitude: Double, height: Double, ellipsoid: Ellipsoid, reference: Double, degree: Int) {
    guard abs(latitude) <= .pi / 2, height.isFinite else { return nil }
    (sine, cosine) = HarmonicSums.sineCosine(latitude)
    let e2 = ellipsoid.eccentricitySquared
    let n = ellipsoid.semiMajorAxis / (1 - e2 * sine * sine).squareRoot()
    let p = (n + height) * cosine
    let z = (n * (1 - e2) + height) * sine
    let r = (p * p + z * z).squareRoot()
    guard n + height > 0, r > reference / 1.02, r < 1e12 else { return nil }
    self.height = height
    radius = r
    (t, u, q) = (z / r, abs(p / r), reference / r)
    // qⁿ by squaring: no logarithm, whose last bit depends on the C library.
    self.degree = degree
    if q < 1 {
      var power = 1.0
      for n in 0...degree {
        power *= q
        if power < 0x1p-120 {
          self.degree = n
          break
        }
      }
    }
  }

  init() {}
}
