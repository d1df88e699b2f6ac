#if GEODESY_AVX2
  import GeodesyAVX2
#endif

/// The kernels of spherical-harmonic synthesis on a path of the processor; see Kernels/HarmonicKernels.swift for what the pointers mean.
///
/// They take pointers because one set of coefficients serves many calls at places within it. `GravityField` is the only caller.
package enum HarmonicSums {
  /// Σ over the degrees for eight orders: 16 sums.
  package static func values(
    path: KernelPath, stream: UnsafePointer<Double>, degrees: UnsafePointer<Double>, orders: UnsafePointer<Double>,
    seeds: UnsafePointer<Double>, rows: Int, x: Double, q2: Double, sums: UnsafeMutablePointer<Double>
  ) -> Int {
    #if GEODESY_AVX2
      if path == .avx2 { return GeodesyAVX2.harmonicValueKernel(stream, degrees, orders, seeds, rows, x, q2, sums) }
    #endif
    return harmonicValueKernel(stream, degrees, orders, seeds, rows, x, q2, sums)
  }

  /// The same with derivatives: 48 sums.
  package static func gradients(
    path: KernelPath, stream: UnsafePointer<Double>, degrees: UnsafePointer<Double>, orders: UnsafePointer<Double>,
    seeds: UnsafePointer<Double>, rows: Int, x: Double, q2: Double, sums: UnsafeMutablePointer<Double>
  ) -> Int {
    #if GEODESY_AVX2
      if path == .avx2 { return GeodesyAVX2.harmonicGradientKernel(stream, degrees, orders, seeds, rows, x, q2, sums) }
    #endif
    return harmonicGradientKernel(stream, degrees, orders, seeds, rows, x, q2, sums)
  }

  /// cos mλ and sin mλ for eight longitudes: 16 `count` numbers.
  package static func angles(
    path: KernelPath, cosines: UnsafePointer<Double>, sines: UnsafePointer<Double>, count: Int, table: UnsafeMutablePointer<Double>
  ) {
    #if GEODESY_AVX2
      if path == .avx2 { return GeodesyAVX2.harmonicAnglesKernel(cosines, sines, count, table) }
    #endif
    harmonicAnglesKernel(cosines, sines, count, table)
  }

  /// Four Fourier series at eight longitudes: 32 sums.
  package static func fourier(
    path: KernelPath, table: UnsafePointer<Double>, series: UnsafePointer<Double>, count: Int, sums: UnsafeMutablePointer<Double>
  ) {
    #if GEODESY_AVX2
      if path == .avx2 { return GeodesyAVX2.harmonicFourierKernel(table, series, count, sums) }
    #endif
    harmonicFourierKernel(table, series, count, sums)
  }
}

extension HarmonicSums {
  /// Sine and cosine by the kernels' own functions, |x| ≤ 10⁵: the same bits on every processor, which the C library does not promise.
  package static func sineCosine(_ x: Double) -> (sine: Double, cosine: Double) {
    let both = eightSineCosines(x)
    return (both.sine[0], both.cosine[0])
  }
}

/// A name of its own: inside the type above, `sineCosine` is the type's.
@inline(__always)
private func eightSineCosines(_ x: Double) -> (sine: Lanes, cosine: Lanes) { sineCosine(lanes(x)) }
