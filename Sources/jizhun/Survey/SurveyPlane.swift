import ArgumentParser
import CRS
import Geodesy
import SurveyFiles

/// Where a computation takes place: in a plane, or on the ellipsoid of a coordinate system.
enum SurveySurface: Sendable {
  /// Northing and easting in metres, whatever the projection.
  case plane
  /// A coordinate system, its ellipsoid, and the way from its coordinates to latitude and longitude and back.
  case ellipsoid(CoordinateReferenceSystem, Geodesic, toGeographic: CoordinateOperation, fromGeographic: CoordinateOperation)

  /// True where coordinates are latitude and longitude.
  var isGeographic: Bool {
    if case .ellipsoid(let system, _, _, _) = self { return system.isGeographic }
    return false
  }

  /// A point of two columns from `column` on, as it stands there: degrees or metres.
  func read(_ line: TextLine, _ column: Int, _ angles: AngleFormat) throws(LineProblem) -> (Double, Double) {
    if isGeographic {
      return (
        try line.angle(column, angles, .northSouth, text(zh: "纬度（度）", en: "latitude in degrees")),
        try line.angle(column + 1, angles, .eastWest, text(zh: "经度（度）", en: "longitude in degrees"))
      )
    }
    let point = (
      try line.number(column, text(zh: "北坐标（米）", en: "northing in metres")),
      try line.number(column + 1, text(zh: "东坐标（米）", en: "easting in metres"))
    )
    try check(point)
    return point
  }

  /// Refuses coordinates that are none of the surface's.
  func check(_ point: (Double, Double)) throws(LineProblem) {
    if isGeographic {
      // The operation tells the rest; here metres in the place of degrees.
      guard abs(point.0) > 90 || abs(point.1) > 540 else { return }
      throw LineProblem(
        text(
          zh: "\(point.0)、\(point.1) 不是纬度和经度；投影坐标用 --crs 或 --plane 说明",
          en: "\(point.0), \(point.1) are no latitude and longitude; --crs or --plane say what projected coordinates are"))
    }
    guard abs(point.0) <= 1e9, abs(point.1) <= 1e9 else {
      throw LineProblem(text(zh: "坐标 \(point.0)、\(point.1) 不合理：请检查列和单位", en: "coordinates \(point.0), \(point.1): check columns and units"))
    }
  }

  /// The latitude and longitude in degrees of a point of the system.
  func geographic(_ point: (Double, Double)) throws(LineProblem) -> (latitudeDegrees: Double, longitudeDegrees: Double) {
    guard case .ellipsoid(_, _, let operation, _) = self else { return point }
    do throws(CoordinateError) {
      let (latitude, longitude, _) = try operation.apply(point.0, point.1, 0)
      return (latitude, longitude)
    } catch { throw LineProblem(error.message) }
  }

  /// The point of the system at a latitude and longitude in degrees.
  func coordinates(latitudeDegrees: Double, longitudeDegrees: Double) throws(LineProblem) -> (Double, Double) {
    guard case .ellipsoid(_, _, _, let operation) = self else { return (latitudeDegrees, longitudeDegrees) }
    do throws(CoordinateError) {
      let (first, second, _) = try operation.apply(latitudeDegrees, longitudeDegrees, 0)
      return (first, second)
    } catch { throw LineProblem(error.message) }
  }
}

/// The options that say where a computation takes place.
struct SurfaceOptions: ParsableArguments {
  @Flag(
    name: .customLong("plane"),
    help: ArgumentHelp(
      text(zh: "在平面上计算：X 北、Y 东（米），不管投影", en: "Compute in the plane: northing and easting in metres, whatever the projection")))
  var plane = false

  @Option(
    name: .customLong("crs"),
    help: ArgumentHelp(
      text(
        zh: "坐标系，缺省 cgcs2000（纬度 经度）；计算在它的椭球面上进行", en: "Coordinate system, default cgcs2000 (lat lon); the computation is on its ellipsoid"),
      valueName: "crs"))
  var system: String?

  func validate() throws {
    if plane && system != nil {
      throw ValidationError(text(zh: "--plane 和 --crs 只能用一个", en: "--plane and --crs exclude each other"))
    }
  }

  /// The surface that the options name.
  func surface() throws(CommandError) -> SurveySurface {
    if plane { return .plane }
    do {
      let system = try CoordinateReferenceSystem(system ?? "cgcs2000")
      let geographic = CoordinateReferenceSystem(datum: system.datum, form: .geographic2D)
      guard system.isGeographic || system.isProjected else {
        throw CommandError(
          .usage, text(zh: "--crs 应为大地坐标系或投影坐标系，而不是空间直角坐标系", en: "--crs should be geographic or projected, not geocentric"))
      }
      return .ellipsoid(
        system, Geodesic(system.datum.ellipsoid), toGeographic: try CoordinateOperation(from: system, to: geographic),
        fromGeographic: try CoordinateOperation(from: geographic, to: system))
    } catch let error as CRSStringError {
      throw CommandError(.usage, error.message(chinese: Language.current == .zh))
    } catch let error as CommandError {
      throw error
    } catch {
      throw CommandError(.usage, "\(error)")  // two systems of one datum: never refused
    }
  }
}

extension Double {
  /// An azimuth in 0 ..< 360 degrees.
  var azimuth: Double {
    let r = remainder(dividingBy: 360)
    return r < 0 ? (r + 360 == 360 ? 0 : r + 360) : r + 0
  }
}
