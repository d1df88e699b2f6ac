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
      batch.count = end - index
      Self.load(lines, from: index, count: batch.count, usesThird: usesThird, &batch.first, &batch.second, &batch.third)
      operation.apply(&batch)
      Self.store(batch, to: &lines, from: index, usesThird: usesThird)
      index = end
    }
  }

  /// The coordinates of lines into columns. Lines that are no points carry zeros through: a branch less.
  private static func load(
    _ lines: [PointLine], from index: Int, count: Int, usesThird: Bool, _ first: inout [Double], _ second: inout [Double],
    _ third: inout [Double]
  ) {
    let lines = lines.span
    var a = first.mutableSpan
    var b = second.mutableSpan
    for i in 0..<count {
      a[i] = lines[index + i].values[0]
      b[i] = lines[index + i].values[1]
    }
    guard usesThird else { return }
    var c = third.mutableSpan
    for i in 0..<count { c[i] = lines[index + i].values[2] }
  }

  /// Columns back into the lines of points.
  private static func store(_ batch: CoordinateBatch, to lines: inout [PointLine], from index: Int, usesThird: Bool) {
    let first = batch.first.span
    let second = batch.second.span
    let third = batch.third.span
    var lines = lines.mutableSpan
    for i in 0..<batch.count where lines[index + i].kind == .point {
      let (a, b) = (first[i], second[i])
      // Neither NaN nor infinity ever reaches the output: the batch marks what it refuses with NaN.
      if (a + b).isFinite, !usesThird || third[i].isFinite {
        lines[index + i].values[0] = a
        lines[index + i].values[1] = b
        if usesThird { lines[index + i].values[2] = third[i] }
      } else {
        lines[index + i].kind = .refused
      }
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
