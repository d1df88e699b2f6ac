import CRS
import Geodesy
import Glibc
import Refinement

/// What a transformation leaves at the common points (残差), as a smooth field of shifts: north and east each by least-squares collocation with a
/// covariance estimated from the residuals themselves (REML). Between points it brings what they share; the noise of each stays out.
struct ResidualField {
  private let north: RefinementRun
  private let east: RefinementRun
  private let ellipsoid: Ellipsoid
  private let pointCount: Int

  /// Of points left out of the field one by one: the root mean square of what is left of their residuals, in the plane, metres.
  let leaveOneOut: Double
  /// The same without the field.
  private let before: Double

  /// Fewer say nothing of how residuals hang together.
  private static let fewestPoints = 8

  /// The field of the residuals of an operation between the latitudes and longitudes of both systems.
  ///
  /// The operation is that of the grid, for points on the ellipsoid: what it loses on the heights of the points is part of their residuals.
  ///
  /// - Parameter ellipsoid: That of the target.
  init(_ points: [FitPoint], _ operation: CoordinateOperation, _ ellipsoid: Ellipsoid) throws {
    guard points.count >= Self.fewestPoints else {
      throw CommandError(
        .data,
        text(
          zh: "--export grid：残差格网至少需要 \(Self.fewestPoints) 个点，现有 \(points.count) 个",
          en: "--export grid: a grid of residuals takes at least \(Self.fewestPoints) points; there are \(points.count)"))
    }
    let degrees = 180 / Double.pi
    var discrepancies: [(source: SIMD2<Double>, shift: SIMD2<Double>)] = []
    for point in points {
      let (given, target) = (point.source.geodetic, point.target.geodetic)
      let q = try operation.apply(given.x * degrees, given.y * degrees)
      let missing = SIMD2(target.x - q.0 / degrees, target.y - q.1 / degrees)
      let (m, n) = Self.radii(ellipsoid, target.x)
      discrepancies.append((SIMD2(given.x, given.y) * degrees, missing * SIMD2(m, n)))
    }
    var options = RefinementOptions()
    options.methods = [RefinementMethod(trend: .constant, shape: .gaussMarkov2)]
    options.blunderLevel = nil  // the fit has tested its points
    func run(_ axis: Int) throws(CommandError) -> RefinementRun {
      do throws(RefinementError) {
        return try RefinementRun(
          discrepancies.map {
            ControlPoint(latitudeDegrees: $0.source.x, longitudeDegrees: $0.source.y, normalHeight: 0, discrepancy: $0.shift[axis])
          }, options)
      } catch {
        throw CommandError(.data, "--export grid: " + error.message(chinese: Language.current == .zh))
      }
    }
    (north, east) = (try run(0), try run(1))
    self.ellipsoid = ellipsoid
    pointCount = points.count
    func meanSquare(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 } / Double(max(values.count, 1)) }
    leaveOneOut = (meanSquare(north.differences) + meanSquare(east.differences)).squareRoot()
    before = (meanSquare(discrepancies.map(\.shift.x)) + meanSquare(discrepancies.map(\.shift.y))).squareRoot()
  }

  /// Metres per radian of latitude and of longitude, on the ellipsoid.
  private static func radii(_ ellipsoid: Ellipsoid, _ latitude: Double) -> (Double, Double) {
    (ellipsoid.meridianRadius(latitude: latitude), ellipsoid.primeVerticalRadius(latitude: latitude) * cos(latitude))
  }

  /// What to add to a transformed place, degrees.
  func shift(latitudeDegrees: Double, longitudeDegrees: Double) -> (latitude: Double, longitude: Double) {
    let place = SpherePlace(latitudeDegrees: latitudeDegrees, longitudeDegrees: longitudeDegrees)
    let (m, n) = Self.radii(ellipsoid, latitudeDegrees * .pi / 180)
    let degrees = 180 / Double.pi
    return (
      north.corrector.value(place, normalHeight: 0) / m * degrees, east.corrector.value(place, normalHeight: 0) / n * degrees
    )
  }

  /// What the field brings, for people.
  var remark: String {
    let (left, without) = (FitReport.fixed(leaveOneOut * 1000, 1), FitReport.fixed(before * 1000, 1))
    let said = text(
      zh: "\(pointCount) 个点的残差按配置法并入：逐点剔除检核 \(left) mm，未并入时残差 \(without) mm",
      en:
        "the residuals of \(pointCount) points brought in by collocation: \(left) mm at points left out, residuals without it \(without) mm"
    )
    guard leaveOneOut >= before else { return said }
    return said + text(zh: "；残差之间没有可用的规律，格网不比参数好", en: "; residuals share nothing, and the grid is no better than the parameters")
  }
}
