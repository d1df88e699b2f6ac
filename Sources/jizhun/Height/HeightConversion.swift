import Geodesy
import GridFiles
import SurveyFiles

/// Lines of points through a quasi-geoid model: h = H − ζ, H = h + ζ.
struct HeightConversion: PointConversion, Sendable {
  private let reduction: HeightReduction
  /// Columns for the kernels, as long as the longest block of lines so far.
  private var latitudes: [Double] = []
  private var longitudes: [Double] = []
  private var anomalies: [Double] = []

  init(_ reduction: HeightReduction) { self.reduction = reduction }

  var third: PointLineParser.Third { .required }
  var readsAngles: Bool { true }
  var replacesPlane: Bool { false }
  var replacesThird: Bool { true }

  var keys: (first: String, second: String, third: String) { ("lat", "lon", reduction.target.key) }

  var columnNames: (first: String, second: String, third: String) {
    (text(zh: "纬度（度）", en: "latitude in degrees"), text(zh: "经度（度）", en: "longitude in degrees"), reduction.target.inputName)
  }

  mutating func convert(_ lines: inout [PointLine]) {
    switch reduction {
    case .normal(let converter) where converter.isPlain: convert(&lines, converter.sampler, sign: -1)
    case .ellipsoidal(let converter) where converter.isPlain: convert(&lines, converter.sampler, sign: 1)
    default:
      for i in lines.indices where lines[i].kind == .point {
        guard abs(lines[i].values[2]) <= HeightReduction.largestHeight,
          let height = try? reduction.convert(lines[i].values[0], lines[i].values[1], lines[i].values[2])
        else {
          lines[i].kind = .refused
          continue
        }
        lines[i].values[2] = height
      }
    }
  }

  /// All lines at once through the kernels.
  private mutating func convert(_ lines: inout [PointLine], _ sampler: HeightSampler, sign: Double) {
    latitudes.removeAll(keepingCapacity: true)
    longitudes.removeAll(keepingCapacity: true)
    for line in lines {
      let isPoint = line.kind == .point
      latitudes.append(isPoint ? line.values[0] : .nan)
      longitudes.append(isPoint ? line.values[1] : .nan)
    }
    // Out of self while the kernels read the other columns.
    var column: [Double] = []
    swap(&column, &anomalies)
    if column.count != lines.count { column = Array(repeating: 0, count: lines.count) }
    var results = column.mutableSpan
    sampler.anomalies(latitudesDegrees: latitudes.span, longitudesDegrees: longitudes.span, anomalies: &results)
    for i in lines.indices where lines[i].kind == .point {
      if abs(lines[i].values[2]) <= HeightReduction.largestHeight, !column[i].isNaN {
        lines[i].values[2] += sign * column[i]
      } else {
        lines[i].kind = .refused
      }
    }
    swap(&column, &anomalies)
  }

  func reason(_ line: PointLine) -> String {
    if abs(line.values[2]) > HeightReduction.largestHeight { return HeightReduction.unlikely(line.values[2]) }
    do {
      _ = try reduction.convert(line.values[0], line.values[1], line.values[2])
      return text(zh: "无法换算", en: "cannot be converted")
    } catch {
      return HeightReduction.message(error, line.values[0], line.values[1])
    }
  }
}
