import ArgumentParser
import CRS
import Geodesy
import GridFiles
import SurveyFiles

/// An export of a fit: `proj=FILE`, `wkt2=FILE`, `ntv2=FILE` or `grid=FILE`.
struct FitExport: ExpressibleByArgument {
  enum Format: String, CaseIterable {
    case proj, wkt2, ntv2
    /// NTv2 with the residuals of the points brought in, and a parameter file for it.
    case grid
  }

  let format: Format
  let path: String

  init?(argument: String) {
    guard let equal = argument.firstIndex(of: "="), let format = Format(rawValue: String(argument[..<equal])) else { return nil }
    self.format = format
    path = String(argument[argument.index(after: equal)...])
    guard !path.isEmpty, path != "-" else { return nil }
  }

  /// The files that it writes.
  var paths: [String] { format == .grid ? [path, path + ".txt"] : [path] }

  /// The bytes of the files of ``paths``, and what there is to say of them; throws `usage` (64) where the format has no such model.
  ///
  /// - Parameter points: Those that fit or check the parameters.
  func contents(
    _ file: ParameterFile, _ points: [FitPoint], from source: FitSystem, to target: FitSystem, largestError: Double
  ) throws(CommandError) -> (files: [[UInt8]], remark: String) {
    // Ellipsoids play no part between local planes.
    let (first, last) = (source.crs?.datum.ellipsoid ?? .cgcs2000, target.crs?.datum.ellipsoid ?? .cgcs2000)
    guard
      let transformation = try? file.transformation(
        from: first, to: last, file: path, grid: { _ in throw CommandError(.data, "") }, network: { _ in throw CommandError(.data, "") })
    else {
      throw CommandError(.data, text(zh: "参数不能构成转换", en: "the parameters make no transformation"))
    }
    do throws(ExportError) {
      switch format {
      case .proj: return ([Array(try pipeline(transformation, source, target).utf8)], Self.projRemark(transformation))
      case .wkt2:
        let remark = "classification \(file.classification.rawValue)" + (file.label.map { ", \($0)" } ?? "")
        let content = try transformation.wellKnownText(
          name: file.name, from: source.exportSide, to: target.exportSide, area: file.area, accuracy: file.accuracy?.horizontal,
          remark: remark)
        return ([Array((content + "\n").utf8)], "WKT 2:2019 COORDINATEOPERATION")
      case .ntv2, .grid: break
      }
    } catch {
      throw CommandError(.usage, "--export \(format.rawValue): " + error.message(chinese: Language.current == .zh))
    }
    return try grid(transformation, file, points, source, target, largestError)
  }

  private static func projRemark(_ transformation: DatumTransformation) -> String {
    if case .planePolynomial = transformation {
      return text(zh: "PROJ pipeline（horner，PROJ ≥ 9.1）", en: "PROJ pipeline (horner, PROJ 9.1 or later)")
    }
    return text(zh: "PROJ pipeline（PROJ ≥ 7）", en: "PROJ pipeline (PROJ 7 or later)")
  }

  private func pipeline(_ transformation: DatumTransformation, _ source: FitSystem, _ target: FitSystem) throws(ExportError) -> String {
    // In a plane the systems play no part.
    let any = CoordinateReferenceSystem(datum: .cgcs2000, form: .geographic2D)
    let (from, to) = (source.crs ?? any, target.crs ?? any)
    return try DatumChange(transformation, from: from, to: to, area: nil).projPipeline(from: from, to: to)
  }

  private func grid(
    _ transformation: DatumTransformation, _ file: ParameterFile, _ points: [FitPoint], _ source: FitSystem, _ target: FitSystem,
    _ largestError: Double
  ) throws(CommandError) -> (files: [[UInt8]], remark: String) {
    guard let from = source.crs, let to = target.crs else {
      throw CommandError(
        .usage,
        text(
          zh: "--export \(format.rawValue)：NTv2 是经纬度改正，独立坐标系（local）没有经纬度；请用 proj 或 wkt2",
          en: "--export \(format.rawValue): NTv2 shifts latitudes and longitudes, and a local plane has none: use proj or wkt2"))
    }
    let (first, last) = (
      CoordinateReferenceSystem(datum: from.datum, form: .geographic2D, epoch: from.epoch),
      CoordinateReferenceSystem(datum: to.datum, form: .geographic2D, epoch: to.epoch)
    )
    let samples: SampledShifts
    var residuals: ResidualField?
    let rectangle: (south: Double, west: Double, north: Double, east: Double)
    do {
      let change = DatumChange(transformation, from: from, to: to, area: nil)
      let operation = try CoordinateOperation(from: first, to: last, options: ChangeOptions(change: change))
      rectangle = try Self.degrees(file.area, from)
      if format == .grid { residuals = try ResidualField(points, operation, to.datum.ellipsoid) }
      let field = residuals
      do throws(SampledShifts.Failure) {
        samples = try SampledShifts(
          name: "FIT", source: (String(from.datum.rawValue.uppercased().prefix(8)), from.datum.ellipsoid),
          target: (String(to.datum.rawValue.uppercased().prefix(8)), to.datum.ellipsoid), area: rectangle,
          error: largestError, accuracy: field?.leaveOneOut ?? file.accuracy?.horizontal ?? -1
        ) { latitude, longitude throws(CoordinateError) in
          let q = try operation.apply(latitude, longitude)
          guard let field else { return (q.0, q.1) }
          let shift = field.shift(latitudeDegrees: latitude, longitudeDegrees: longitude)
          return (q.0 + shift.latitude, q.1 + shift.longitude)
        }
      } catch {
        throw failure(error)
      }
    } catch let error as CoordinateOperationError {
      throw CommandError(.usage, "--export \(format.rawValue): " + error.message(chinese: Language.current == .zh))
    } catch let error as CommandError {
      throw error
    } catch {
      throw CommandError(
        .data,
        text(
          zh: "--export \(format.rawValue)：适用范围不能换成经纬度",
          en: "--export \(format.rawValue): the area of validity has no latitudes and longitudes"))
    }
    let grid = samples.grid.grids[0]
    let (largest, mean) = (Self.millimetres(samples.largestError), Self.millimetres(samples.meanError))
    let (height, width) = (Self.seconds(grid.latitudeStep), Self.seconds(grid.longitudeStep))
    let remark = text(
      zh: "NTv2，\(grid.rows) × \(grid.columns) 个格网点，间隔 \(height)″ × \(width)″，内插误差最大 \(largest) mm、均方根 \(mean) mm；按椭球面上的点（H = 0）",
      en: "NTv2, \(grid.rows) × \(grid.columns) nodes, \(height)″ × \(width)″, interpolation error at most \(largest) mm, \(mean) mm rms; "
        + "for points on the ellipsoid (H = 0)")
    guard let residuals else { return ([NTv2.write(samples.grid)], remark) }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let user = ParameterFile(
      name: file.name, model: .grid, source: source.description(plane: false), target: target.description(plane: false), values: [:],
      area: .geographic(south: rectangle.south, west: rectangle.west, north: rectangle.north, east: rectangle.east),
      accuracy: ParameterFile.Accuracy(horizontal: residuals.leaveOneOut), gridFile: name, label: file.label,
      classification: file.classification)
    do {
      return ([NTv2.write(samples.grid), Array(try user.text().utf8)], remark + "; " + residuals.remark)
    } catch {
      throw CommandError(.data, error.message(chinese: Language.current == .zh))
    }
  }

  private func failure(_ error: SampledShifts.Failure) -> CommandError {
    let option = "--export \(format.rawValue)"
    switch error {
    case .tooCoarse(let left):
      return CommandError(
        .usage,
        text(
          zh: "\(option)：一百万个格网点仍有 \(Self.millimetres(left)) mm 的内插误差；请放宽 --export-error 或缩小 --area",
          en:
            "\(option): a million nodes still leave an interpolation error of \(Self.millimetres(left)) mm: allow more with --export-error, or a "
            + "smaller --area"))
    case .rectangle, .point:
      return CommandError(
        .data,
        text(zh: "\(option)：适用范围内有点不能换算", en: "\(option): points of the area of validity cannot be transformed"))
    }
  }

  private static func millimetres(_ metres: Double) -> String {
    metres.isFinite ? FitReport.fixed(metres * 1000, 3) : "?"
  }

  private static func seconds(_ degrees: Double) -> String { FitReport.fixed(degrees * 3600, 1) }

  /// The rectangle in degrees; one in the plane becomes that around it.
  private static func degrees(
    _ area: AreaOfValidity, _ system: CoordinateReferenceSystem
  ) throws -> (south: Double, west: Double, north: Double, east: Double) {
    switch area {
    case .geographic(let south, let west, let north, let east): return (south, west, north, east)
    case .plane(let minNorth, let minEast, let maxNorth, let maxEast):
      let operation = try CoordinateOperation(from: system, to: CoordinateReferenceSystem(datum: system.datum, form: .geographic2D))
      var (low, high) = (SIMD2(repeating: Double.infinity), SIMD2(repeating: -Double.infinity))
      for i in 0...8 {
        for j in 0...8 {
          let q = try operation.apply(
            minNorth + (maxNorth - minNorth) * Double(i) / 8, minEast + (maxEast - minEast) * Double(j) / 8)
          low = pointwiseMin(low, SIMD2(q.0, q.1))
          high = pointwiseMax(high, SIMD2(q.0, q.1))
        }
      }
      return (low.x, low.y, high.x, high.y)
    }
  }
}

extension FitSystem {
  /// The side of an exported operation.
  fileprivate var exportSide: ExportSide {
    switch self {
    case .crs(let crs): .system(crs)
    case .local(let name): .local(name)
    }
  }
}
