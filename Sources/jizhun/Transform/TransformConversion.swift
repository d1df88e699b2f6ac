import CRS
import Geodesy
import SurveyFiles

/// Lines of points through a coordinate operation.
struct TransformConversion: PointConversion, Sendable {
  private let operation: CoordinateOperation
  private var batch = CoordinateBatch(capacity: 512)

  init(_ operation: CoordinateOperation) { self.operation = operation }

  // A height that the operation does not touch stays as the user wrote it.
  var third: PointLineParser.Third { operation.needsThirdCoordinate ? .required : .ignored }
  var readsAngles: Bool { operation.source.isGeographic }
  var replacesPlane: Bool { true }
  var replacesThird: Bool { operation.needsThirdCoordinate }

  var keys: (first: String, second: String, third: String) {
    switch operation.target.form {
    case .geographic2D, .geographic3D: ("lat", "lon", "h")
    case .geocentric: ("x", "y", "z")
    case .gaussKruger, .utm, .conformal: ("north", "east", "h")
    }
  }

  var columnNames: (first: String, second: String, third: String) {
    switch operation.source.form {
    case .geographic2D, .geographic3D:
      (
        text(zh: "纬度（度）", en: "latitude in degrees"), text(zh: "经度（度）", en: "longitude in degrees"),
        text(zh: "大地高（米）", en: "ellipsoidal height in metres")
      )
    case .geocentric: ("X", "Y", "Z")
    case .gaussKruger, .utm, .conformal:
      (
        text(zh: "北坐标（米）", en: "northing in metres"), text(zh: "东坐标（米）", en: "easting in metres"),
        text(zh: "大地高（米）", en: "ellipsoidal height in metres")
      )
    }
  }

  mutating func convert(_ lines: inout [PointLine]) {
    let usesThird = replacesThird
    var index = 0
    while index < lines.count {
      let end = min(index + batch.capacity, lines.count)
      // Lines that are no points carry zeros through: a branch less.
      for i in index..<end {
        batch.first[i - index] = lines[i].values[0]
        batch.second[i - index] = lines[i].values[1]
        if usesThird { batch.third[i - index] = lines[i].values[2] }
      }
      batch.count = end - index
      operation.apply(&batch)
      for i in index..<end where lines[i].kind == .point {
        let (a, b) = (batch.first[i - index], batch.second[i - index])
        let c = usesThird ? batch.third[i - index] : lines[i].values[2]
        // Neither NaN nor infinity ever reaches the output: the batch marks what it refuses with NaN.
        if (a + b).isFinite, !usesThird || c.isFinite {
          lines[i].values = SIMD4(a, b, c, 0)
        } else {
          lines[i].kind = .refused
        }
      }
      index = end
    }
  }

  func reason(_ line: PointLine) -> String {
    do {
      _ = try operation.apply(line.values[0], line.values[1], line.values[2])
      return text(zh: "坐标超出可换算的范围", en: "the coordinates are out of range")
    } catch {
      return error.message
    }
  }
}
