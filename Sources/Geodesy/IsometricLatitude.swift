#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Ellipsoid {
  /// The isometric latitude ψ = artanh(sin φ) − e artanh(e sin φ) (等量纬度), in which Mercator's projection is equidistant; infinite at the poles.
  ///
  /// EPSG's t is e^{−ψ}. Written with the tangent, which keeps its digits near the poles.
  func isometricLatitude(_ latitude: Double) -> Double {
    let e = eccentricitySquared.squareRoot()
    return asinh(tan(latitude)) - e * atanh(e * sin(latitude))
  }

  /// The latitude of an isometric latitude: sin φ = tanh(ψ + e artanh(e sin φ)) repeated, each step leaving e² < 0.007 of the error.
  func latitude(isometric psi: Double) -> Double {
    let e = eccentricitySquared.squareRoot()
    var q = psi
    for _ in 0..<12 {
      let next = psi + e * atanh(e * tanh(q))
      if next == q { break }
      q = next
    }
    return atan(sinh(q))
  }

  /// The radius of a parallel, N cos φ, metres: what a radian of longitude measures.
  func parallelRadius(_ latitude: Double) -> Double { primeVerticalRadius(latitude: latitude) * cos(latitude) }
}
