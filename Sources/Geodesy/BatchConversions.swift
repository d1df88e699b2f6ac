#if GEODESY_AVX2
  import GeodesyAVX2
#endif

// The batch forms: many points at a time, columns in, columns out, no allocation.
//
// All columns have the same count (a precondition). A point that the scalar form refuses becomes NaN in every output column. Each
// public function has a `package` twin that names the kernel path, so that tests can hold the two paths together.
//
// Every function compares the counts before `convert` takes a pointer: see Columns.swift for why that makes the pointers safe.

extension TransverseMercator {
  /// Projects points in radians to metres. NaN for points that ``forward(latitude:longitude:)`` refuses.
  public func forward(
    latitudes: Span<Double>, longitudes: Span<Double>, northings: inout MutableSpan<Double>, eastings: inout MutableSpan<Double>
  ) {
    forward(path: .best, latitudes: latitudes, longitudes: longitudes, northings: &northings, eastings: &eastings)
  }

  package func forward(
    path: KernelPath, latitudes: Span<Double>, longitudes: Span<Double>, northings: inout MutableSpan<Double>,
    eastings: inout MutableSpan<Double>
  ) {
    precondition(longitudes.count == latitudes.count && northings.count == latitudes.count && eastings.count == latitudes.count)
    withParameters { parameters in
      convert(latitudes, longitudes, &northings, &eastings) { latitude, longitude, northing, easting, count in
        #if GEODESY_AVX2
          if path == .avx2 {
            return GeodesyAVX2.transverseMercatorForwardKernel(parameters, latitude, longitude, northing, easting, count)
          }
        #endif
        transverseMercatorForwardKernel(parameters, latitude, longitude, northing, easting, count)
      }
    }
  }

  /// The latitudes and longitudes, in radians, of projected points in metres. NaN for points that ``inverse(northing:easting:)`` refuses.
  public func inverse(
    northings: Span<Double>, eastings: Span<Double>, latitudes: inout MutableSpan<Double>, longitudes: inout MutableSpan<Double>
  ) {
    inverse(path: .best, northings: northings, eastings: eastings, latitudes: &latitudes, longitudes: &longitudes)
  }

  package func inverse(
    path: KernelPath, northings: Span<Double>, eastings: Span<Double>, latitudes: inout MutableSpan<Double>,
    longitudes: inout MutableSpan<Double>
  ) {
    precondition(eastings.count == northings.count && latitudes.count == northings.count && longitudes.count == northings.count)
    withParameters { parameters in
      convert(northings, eastings, &latitudes, &longitudes) { northing, easting, latitude, longitude, count in
        #if GEODESY_AVX2
          if path == .avx2 {
            return GeodesyAVX2.transverseMercatorInverseKernel(parameters, northing, easting, latitude, longitude, count)
          }
        #endif
        transverseMercatorInverseKernel(parameters, northing, easting, latitude, longitude, count)
      }
    }
  }

  private func withParameters(_ body: (UnsafePointer<Double>) -> Void) {
    kernelParameters.span.withUnsafeBufferPointer { body($0.baseAddress!) }  // never empty: 32 elements
  }
}

extension TransverseMercator {
  /// As ``forward(latitudes:longitudes:northings:eastings:)``, with the meridian convergences in radians and the point scale factors.
  public func forward(
    latitudes: Span<Double>, longitudes: Span<Double>, northings: inout MutableSpan<Double>, eastings: inout MutableSpan<Double>,
    convergences: inout MutableSpan<Double>, scales: inout MutableSpan<Double>
  ) {
    forward(
      path: .best, latitudes: latitudes, longitudes: longitudes, northings: &northings, eastings: &eastings, convergences: &convergences,
      scales: &scales)
  }

  package func forward(
    path: KernelPath, latitudes: Span<Double>, longitudes: Span<Double>, northings: inout MutableSpan<Double>,
    eastings: inout MutableSpan<Double>, convergences: inout MutableSpan<Double>, scales: inout MutableSpan<Double>
  ) {
    precondition(longitudes.count == latitudes.count && northings.count == latitudes.count && eastings.count == latitudes.count)
    precondition(convergences.count == latitudes.count && scales.count == latitudes.count)
    withParameters { parameters in
      convert(latitudes, longitudes, &northings, &eastings, &convergences, &scales) {
        latitude, longitude, northing, easting, gamma, k, count in
        #if GEODESY_AVX2
          if path == .avx2 {
            return GeodesyAVX2.transverseMercatorForwardFactorsKernel(
              parameters, latitude, longitude, northing, easting, gamma, k, count)
          }
        #endif
        transverseMercatorForwardFactorsKernel(parameters, latitude, longitude, northing, easting, gamma, k, count)
      }
    }
  }

  /// As ``inverse(northings:eastings:latitudes:longitudes:)``, with the meridian convergences in radians and the point scale factors.
  public func inverse(
    northings: Span<Double>, eastings: Span<Double>, latitudes: inout MutableSpan<Double>, longitudes: inout MutableSpan<Double>,
    convergences: inout MutableSpan<Double>, scales: inout MutableSpan<Double>
  ) {
    inverse(
      path: .best, northings: northings, eastings: eastings, latitudes: &latitudes, longitudes: &longitudes, convergences: &convergences,
      scales: &scales)
  }

  package func inverse(
    path: KernelPath, northings: Span<Double>, eastings: Span<Double>, latitudes: inout MutableSpan<Double>,
    longitudes: inout MutableSpan<Double>, convergences: inout MutableSpan<Double>, scales: inout MutableSpan<Double>
  ) {
    precondition(eastings.count == northings.count && latitudes.count == northings.count && longitudes.count == northings.count)
    precondition(convergences.count == northings.count && scales.count == northings.count)
    withParameters { parameters in
      convert(northings, eastings, &latitudes, &longitudes, &convergences, &scales) {
        northing, easting, latitude, longitude, gamma, k, count in
        #if GEODESY_AVX2
          if path == .avx2 {
            return GeodesyAVX2.transverseMercatorInverseFactorsKernel(
              parameters, northing, easting, latitude, longitude, gamma, k, count)
          }
        #endif
        transverseMercatorInverseFactorsKernel(parameters, northing, easting, latitude, longitude, gamma, k, count)
      }
    }
  }
}

extension GaussKruger {
  /// Projects points in radians to metres. NaN for points that ``forward(latitude:longitude:)`` refuses.
  public func forward(
    latitudes: Span<Double>, longitudes: Span<Double>, northings: inout MutableSpan<Double>, eastings: inout MutableSpan<Double>
  ) {
    guard moved != nil else {
      return projection.forward(latitudes: latitudes, longitudes: longitudes, northings: &northings, eastings: &eastings)
    }
    for i in 0..<latitudes.count {
      let point = try? forward(latitude: latitudes[i], longitude: longitudes[i])
      northings[i] = point?.northing ?? .nan
      eastings[i] = point?.easting ?? .nan
    }
  }

  /// The latitudes and longitudes, in radians, of projected points in metres. NaN for points that ``inverse(northing:easting:)`` refuses.
  public func inverse(
    northings: Span<Double>, eastings: Span<Double>, latitudes: inout MutableSpan<Double>, longitudes: inout MutableSpan<Double>
  ) {
    guard moved != nil else {
      return projection.inverse(northings: northings, eastings: eastings, latitudes: &latitudes, longitudes: &longitudes)
    }
    for i in 0..<northings.count {
      let point = try? inverse(northing: northings[i], easting: eastings[i])
      latitudes[i] = point?.latitude ?? .nan
      longitudes[i] = point?.longitude ?? .nan
    }
  }
}

extension Ellipsoid {
  /// Geocentric coordinates, metres, of points in radians and metres. NaN for points that ``geocentric(_:)`` refuses.
  public func geocentric(
    latitudes: Span<Double>, longitudes: Span<Double>, ellipsoidalHeights: Span<Double>, x: inout MutableSpan<Double>,
    y: inout MutableSpan<Double>, z: inout MutableSpan<Double>
  ) {
    geocentric(path: .best, latitudes: latitudes, longitudes: longitudes, ellipsoidalHeights: ellipsoidalHeights, x: &x, y: &y, z: &z)
  }

  package func geocentric(
    path: KernelPath, latitudes: Span<Double>, longitudes: Span<Double>, ellipsoidalHeights: Span<Double>, x: inout MutableSpan<Double>,
    y: inout MutableSpan<Double>, z: inout MutableSpan<Double>
  ) {
    let count = latitudes.count
    precondition(longitudes.count == count && ellipsoidalHeights.count == count && x.count == count && y.count == count && z.count == count)
    let column: InlineArray<4, Double> = [
      semiMajorAxis, eccentricitySquared, Self.heightRange.lower * semiMajorAxis, Self.heightRange.upper * semiMajorAxis,
    ]
    column.span.withUnsafeBufferPointer { column in
      let parameters = column.baseAddress!  // never empty: four elements
      convert(latitudes, longitudes, ellipsoidalHeights, &x, &y, &z) { latitude, longitude, height, x, y, z, count in
        #if GEODESY_AVX2
          if path == .avx2 { return GeodesyAVX2.geocentricKernel(parameters, latitude, longitude, height, x, y, z, count) }
        #endif
        geocentricKernel(parameters, latitude, longitude, height, x, y, z, count)
      }
    }
  }

  /// Geodetic coordinates, radians and metres, of geocentric points in metres. NaN for points that ``geodetic(_:)`` refuses.
  public func geodetic(
    x: Span<Double>, y: Span<Double>, z: Span<Double>, latitudes: inout MutableSpan<Double>, longitudes: inout MutableSpan<Double>,
    ellipsoidalHeights: inout MutableSpan<Double>
  ) {
    geodetic(path: .best, x: x, y: y, z: z, latitudes: &latitudes, longitudes: &longitudes, ellipsoidalHeights: &ellipsoidalHeights)
  }

  package func geodetic(
    path: KernelPath, x: Span<Double>, y: Span<Double>, z: Span<Double>, latitudes: inout MutableSpan<Double>,
    longitudes: inout MutableSpan<Double>, ellipsoidalHeights: inout MutableSpan<Double>
  ) {
    let count = x.count
    precondition(y.count == count && z.count == count && latitudes.count == count && longitudes.count == count)
    precondition(ellipsoidalHeights.count == count)
    let column = figureParameters
    column.span.withUnsafeBufferPointer { column in
      let parameters = column.baseAddress!  // never empty: seven elements
      convert(x, y, z, &latitudes, &longitudes, &ellipsoidalHeights) { x, y, z, latitude, longitude, height, count in
        #if GEODESY_AVX2
          if path == .avx2 { return GeodesyAVX2.geodeticKernel(parameters, x, y, z, latitude, longitude, height, count) }
        #endif
        geodeticKernel(parameters, x, y, z, latitude, longitude, height, count)
      }
    }
  }

  /// What the kernels want to know of the ellipsoid: a, b, e², e′², 1 − f, smallest and largest accepted radius.
  fileprivate var figureParameters: InlineArray<7, Double> {
    let a = semiMajorAxis
    return [
      a, semiMinorAxis, eccentricitySquared, secondEccentricitySquared, 1 - flattening, Self.radiusRange.lower * a,
      Self.radiusRange.upper * a,
    ]
  }
}

extension TransverseMercator {
  /// Projects geocentric points, metres, on the projection's own ellipsoid: as accurate as first geodetic, then projected coordinates, in two
  /// thirds of their time. NaN for points that `Ellipsoid.geodetic(_:)` or ``forward(latitude:longitude:)`` refuses.
  public func forward(
    x: Span<Double>, y: Span<Double>, z: Span<Double>, northings: inout MutableSpan<Double>, eastings: inout MutableSpan<Double>,
    ellipsoidalHeights: inout MutableSpan<Double>
  ) {
    forward(path: .best, x: x, y: y, z: z, northings: &northings, eastings: &eastings, ellipsoidalHeights: &ellipsoidalHeights)
  }

  package func forward(
    path: KernelPath, x: Span<Double>, y: Span<Double>, z: Span<Double>, northings: inout MutableSpan<Double>,
    eastings: inout MutableSpan<Double>, ellipsoidalHeights: inout MutableSpan<Double>
  ) {
    let count = x.count
    precondition(y.count == count && z.count == count && northings.count == count && eastings.count == count)
    precondition(ellipsoidalHeights.count == count)
    let column = ellipsoid.figureParameters
    column.span.withUnsafeBufferPointer { column in
      let figure = column.baseAddress!  // never empty: seven elements
      withParameters { parameters in
        convert(x, y, z, &northings, &eastings, &ellipsoidalHeights) { x, y, z, northing, easting, height, count in
          #if GEODESY_AVX2
            if path == .avx2 {
              return GeodesyAVX2.geocentricToTransverseMercatorKernel(figure, parameters, x, y, z, northing, easting, height, count)
            }
          #endif
          geocentricToTransverseMercatorKernel(figure, parameters, x, y, z, northing, easting, height, count)
        }
      }
    }
  }
}
