/// The batch forms: many points at a time, columns in, columns out, no allocation.
///
/// All columns have the same count (a precondition). A point that the scalar form refuses becomes NaN in every output column.
extension TransverseMercator {
  /// Projects points in radians to metres.
  public func forward(
    latitudes: Span<Double>, longitudes: Span<Double>, northings: inout MutableSpan<Double>, eastings: inout MutableSpan<Double>
  ) {
    precondition(longitudes.count == latitudes.count && northings.count == latitudes.count && eastings.count == latitudes.count)
    for i in latitudes.indices {
      let point = try? forward(latitude: latitudes[i], longitude: longitudes[i])
      northings[i] = point?.northing ?? .nan
      eastings[i] = point?.easting ?? .nan
    }
  }

  /// The latitudes and longitudes, in radians, of projected points in metres.
  public func inverse(
    northings: Span<Double>, eastings: Span<Double>, latitudes: inout MutableSpan<Double>, longitudes: inout MutableSpan<Double>
  ) {
    precondition(eastings.count == northings.count && latitudes.count == northings.count && longitudes.count == northings.count)
    for i in northings.indices {
      let point = try? inverse(northing: northings[i], easting: eastings[i])
      latitudes[i] = point?.latitude ?? .nan
      longitudes[i] = point?.longitude ?? .nan
    }
  }
}

extension GaussKruger {
  /// Projects points in radians to metres; see ``TransverseMercator``.
  public func forward(
    latitudes: Span<Double>, longitudes: Span<Double>, northings: inout MutableSpan<Double>, eastings: inout MutableSpan<Double>
  ) {
    projection.forward(latitudes: latitudes, longitudes: longitudes, northings: &northings, eastings: &eastings)
  }

  /// The latitudes and longitudes, in radians, of projected points in metres.
  public func inverse(
    northings: Span<Double>, eastings: Span<Double>, latitudes: inout MutableSpan<Double>, longitudes: inout MutableSpan<Double>
  ) {
    projection.inverse(northings: northings, eastings: eastings, latitudes: &latitudes, longitudes: &longitudes)
  }
}

extension Ellipsoid {
  /// Geocentric coordinates, metres, of points in radians and metres.
  public func geocentric(
    latitudes: Span<Double>, longitudes: Span<Double>, ellipsoidalHeights: Span<Double>, x: inout MutableSpan<Double>,
    y: inout MutableSpan<Double>, z: inout MutableSpan<Double>
  ) {
    let count = latitudes.count
    precondition(longitudes.count == count && ellipsoidalHeights.count == count && x.count == count && y.count == count && z.count == count)
    for i in latitudes.indices {
      let position = GeodeticPosition(latitude: latitudes[i], longitude: longitudes[i], ellipsoidalHeight: ellipsoidalHeights[i])
      let point = try? geocentric(position)
      x[i] = point?.x ?? .nan
      y[i] = point?.y ?? .nan
      z[i] = point?.z ?? .nan
    }
  }

  /// Geodetic coordinates, radians and metres, of geocentric points in metres.
  public func geodetic(
    x: Span<Double>, y: Span<Double>, z: Span<Double>, latitudes: inout MutableSpan<Double>, longitudes: inout MutableSpan<Double>,
    ellipsoidalHeights: inout MutableSpan<Double>
  ) {
    let count = x.count
    precondition(y.count == count && z.count == count && latitudes.count == count && longitudes.count == count)
    precondition(ellipsoidalHeights.count == count)
    for i in x.indices {
      let point = try? geodetic(GeocentricPosition(x: x[i], y: y[i], z: z[i]))
      latitudes[i] = point?.latitude ?? .nan
      longitudes[i] = point?.longitude ?? .nan
      ellipsoidalHeights[i] = point?.ellipsoidalHeight ?? .nan
    }
  }
}
