/// # Geodesy: the ellipsoid, its projections and their batch kernels
///
/// What may enter: pure geometry. Ellipsoids, geodetic ⇄ geocentric ⇄ local coordinates, map projections, similarity
/// transformations, interpolation in a grid that the caller holds. Values are immutable and `Sendable`, made in well under a
/// microsecond, and share no state.
///
/// What may not: files, clocks, the environment, Foundation, names of coordinate systems (they live in `CRS`), parameters of any
/// datum (they are the user's files).
///
/// Every operation has two forms that a test holds together:
/// - a *scalar* form, which reads like the formula in the paper it cites and throws a ``CoordinateError``;
/// - a *batch* form on `Span`/`MutableSpan`, eight points at a time, without allocation, which writes NaN where the scalar form
///   throws. Its results are the same bits on every processor and do not depend on a point's place in the batch.
///
/// Angles are radians; a name that ends in `Degrees` is in degrees. Lengths are metres. Latitude comes before longitude, northing
/// before easting: the axis order of EPSG's Chinese codes.
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Double {
  /// Degrees as radians, correctly rounded but for one product.
  @inline(__always) var radians: Double { self * (.pi / 180) }
  /// Radians as degrees.
  @inline(__always) var degrees: Double { self * (180 / .pi) }
}
