import Geodesy
import GridFiles
import SurveyFiles

/// Lines of points through a quasi-geoid model: h = H − ζ, H = h + ζ.
struct HeightConversion: PointConversion {
  private let grid: HeightGrid
  private let target: HeightKind

  /// Heights beyond this are no heights of points on the Earth but a wrong column or unit, metres.
  private static let largestHeight = 100_000.0

  init(_ grid: HeightGrid, to target: HeightKind) {
    self.grid = grid
    self.target = target
  }

  var third: PointLineParser.Third { .required }
  var readsAngles: Bool { true }
  var replacesPlane: Bool { false }
  var replacesThird: Bool { true }

  var keys: (first: String, second: String, third: String) {
    ("lat", "lon", target == .normal ? "normalHeight" : "ellipsoidalHeight")
  }

  var columnNames: (first: String, second: String, third: String) {
    (
      text(zh: "纬度（度）", en: "latitude in degrees"), text(zh: "经度（度）", en: "longitude in degrees"),
      target == .normal ? text(zh: "大地高（米）", en: "ellipsoidal height in metres") : text(zh: "正常高（米）", en: "normal height in metres")
    )
  }

  mutating func convert(_ lines: inout [PointLine]) {
    let sign: Double = target == .normal ? -1 : 1
    for i in lines.indices where lines[i].kind == .point {
      guard abs(lines[i].values[2]) <= Self.largestHeight,
        let anomaly = try? grid.bilinear(latitudeDegrees: lines[i].values[0], longitudeDegrees: lines[i].values[1])
      else {
        lines[i].kind = .refused
        continue
      }
      lines[i].values[2] += sign * anomaly
    }
  }

  func reason(_ line: PointLine) -> String {
    if abs(line.values[2]) > Self.largestHeight {
      return text(zh: "高 \(line.values[2]) m 不合理：请检查列和单位", en: "a height of \(line.values[2]) m: check the column and its unit")
    }
    do {
      _ = try grid.bilinear(latitudeDegrees: line.values[0], longitudeDegrees: line.values[1])
      return text(zh: "无法换算", en: "cannot be converted")
    } catch {
      switch error {
      case .outside: return text(zh: "点在模型范围之外，不外推", en: "the point is outside the model, and nothing is extrapolated")
      case .noData: return text(zh: "模型在此处无值", en: "the model has no value here")
      case .notAPosition:
        return text(
          zh: "纬度 \(line.values[0])、经度 \(line.values[1]) 不是地面位置：请检查次序和单位",
          en: "latitude \(line.values[0]), longitude \(line.values[1]) is no position: check their order and unit")
      }
    }
  }
}
