import Geodesy
import GridFiles
import SurveyFiles

/// Lines of points with a new height and σ of the model behind it.
struct HeightSigmaLines: LineConversion {
  private let reduction: HeightReduction
  private let sigma: HeightConverter.Quantity?
  private let columns: PointColumns
  private let decimals: Int
  private let angles: AngleFormat

  init(_ reduction: HeightReduction, sigma: HeightConverter.Quantity?, points: PointOptions, angles: AngleFormat) throws {
    self.reduction = reduction
    self.sigma = sigma
    columns = try points.pointColumns()
    decimals = points.precision ?? 4
    self.angles = angles
  }

  /// A point as it was read, with what became of its height.
  private struct Point {
    var latitude: Double
    var longitude: Double
    var height: Double
    var sigma: Double
  }

  private func point(_ line: TextLine) throws(LineProblem) -> Point {
    let latitude = try line.angle(columns.first, angles, .northSouth, text(zh: "纬度（度）", en: "latitude in degrees"))
    let longitude = try line.angle(columns.second, angles, .eastWest, text(zh: "经度（度）", en: "longitude in degrees"))
    let height = try line.number(columns.third, reduction.target.inputName)
    guard abs(height) <= HeightReduction.largestHeight else { throw LineProblem(HeightReduction.unlikely(height)) }
    do throws(GridAbsence) {
      let converted = try reduction.convert(latitude, longitude, height)
      let value =
        if let sigma { try sigma.value(latitudeDegrees: latitude, longitudeDegrees: longitude) } else {
          try reduction.sigma(latitude, longitude)
        }
      // A negative one, as some files mark what they do not know, is no σ.
      if let value, value >= 0 { return Point(latitude: latitude, longitude: longitude, height: converted, sigma: value) }
    } catch {
      throw LineProblem(HeightReduction.message(error, latitude, longitude))
    }
    throw LineProblem(
      text(
        zh: "模型在此处没有精度 σ：可用 --sigma-model 给出数值或文件", en: "the model states no σ here: --sigma-model takes a number or a file"))
  }

  mutating func convert(_ line: TextLine, to output: inout TextBuffer) throws(LineProblem) {
    let point = try point(line)
    // Every column as it stands but the height, and σ behind it.
    for column in 1...line.columns.count {
      if column > 1 { output.append(line.bytes.span.bytes, from: line.columns[column - 2].end, to: line.columns[column - 1].start) }
      if column == columns.third {
        output.append(point.height, decimals: decimals)
        output.append(line.separator)
        output.append(point.sigma, decimals: decimals)
      } else {
        output.append(line.bytes.span.bytes, from: line.columns[column - 1].start, to: line.columns[column - 1].end)
      }
    }
    if let last = line.columns.last { output.append(line.bytes.span.bytes, from: last.end, to: line.bytes.count) }
  }

  mutating func convert(_ line: TextLine, to json: inout JSONWriter) throws(LineProblem) {
    let point = try point(line)
    for (key, value) in [("lat", point.latitude), ("lon", point.longitude), (reduction.target.key, point.height), ("sigma", point.sigma)] {
      json.key(key)
      json.number(value)
    }
    line.writeRest(without: [columns.first, columns.second, columns.third], to: &json)
  }
}
