import ArgumentParser
import Geodesy
import GridFiles
import SurveyFiles

/// A model file as the user's path names it. What is in it is the user's secret: messages name the file and the byte, never a value.
enum ModelFile {
  /// The largest model that is mapped, bytes: a global grid of 30″ has 3.7 GB.
  private static let largest = 16_000_000_000

  /// The format of a path by its ending. Throws `usage` (64) for an ending that is not known.
  static func format(path: String, named name: String? = nil) throws(CommandError) -> HeightModelFormat {
    if let name {
      guard let format = HeightModelFormat(rawValue: name) else {
        let known = HeightModelFormat.allCases.map(\.rawValue).joined(separator: ", ")
        throw CommandError(.usage, text(zh: "没有格式“\(name)”；有：\(known)", en: "there is no format “\(name)”; there are \(known)"))
      }
      return format
    }
    if GravityModelFile.isNamed(path) {
      throw CommandError(
        .usage,
        text(
          zh: "\(path)：重力场模型不是格网；geoid synthesize 计算点或格网，geoid fit --base 直接使用",
          en:
            "\(path): a gravity-field model is no grid; `geoid synthesize` computes points or grids of it, `geoid fit --base` takes it as it is"
        ))
    }
    guard let format = HeightModelFormat(path: path) else {
      let known = HeightModelFormat.endings.map { "." + $0 }.joined(separator: " ")
      throw CommandError(
        .usage, text(zh: "\(path)：格式由扩展名决定，应为 \(known) 之一", en: "\(path): the ending tells the format, and should be one of \(known)"))
    }
    return format
  }

  /// Reads a model. Throws `noInput` (66) when there is no such file, `usage` (64) for an unknown ending, `configuration` (78) when it is no model.
  static func read(path: String, limit: Double = HeightModel.largestAnomaly) throws(CommandError) -> HeightModel {
    let file = try MappedFile(path: path, atMost: largest)
    let format = try format(path: path)
    do {
      return try format.read(file.bytes, limit: limit)
    } catch {
      throw CommandError(.configuration, "\(path): " + error.message(chinese: Language.current == .zh))
    }
  }

  /// Opens a model of which only places will be asked: its nodes are read as they are needed, and a damaged one is found then. Throws as `read(path:)`.
  static func open(path: String) throws(CommandError) -> HeightModelFile {
    let file = try HeldFile(path: path, atMost: largest)
    let format = try format(path: path)
    do {
      return try format.open(file)
    } catch {
      throw CommandError(.configuration, "\(path): " + error.message(chinese: Language.current == .zh))
    }
  }

  /// What headers and reports say of a model.
  static func facts(path: String, _ properties: HeightModelProperties) throws(CommandError) -> ModelFacts {
    let file = try MappedFile(path: path, atMost: largest)
    return try ModelFacts(path: path, ownLabel: properties.label, digest: SHA256Digest(of: file.bytes))
  }

  /// Reads a model of heights: values in metres. Throws as `read(path:)`, and `configuration` (78) for another unit.
  static func readHeights(path: String, limit: Double = HeightModel.largestAnomaly) throws(CommandError) -> HeightModel {
    let model = try read(path: path, limit: limit)
    try requireMetres(path, model.properties)
    return model
  }

  /// Opens a model of heights of which only places will be asked. Throws as `readHeights(path:)`.
  static func openHeights(path: String) throws(CommandError) -> HeightModelFile {
    let model = try open(path: path)
    try requireMetres(path, model.properties)
    return model
  }

  private static func requireMetres(_ path: String, _ properties: HeightModelProperties) throws(CommandError) {
    let unit = properties.unit
    guard unit != "m" else { return }
    throw CommandError(
      .configuration, text(zh: "\(path)：值的单位是 \(unit)，不是高（米）", en: "\(path): the values are in \(unit) and no heights in metres"))
  }

  /// Makes a model ready, and says on standard error which interpolation was taken where nobody named one.
  static func sampler(_ model: HeightModelFile, method: GridInterpolation?) -> HeightSampler {
    let sampler = HeightSampler(model, method: method)
    if sampler.choice == .standard {
      printToStandardError(
        text(
          zh: "jizhun：模型未指明内插方法，用三次 B 样条（spline）；可用 --method 指定",
          en: "jizhun: the model names no interpolation; the cubic B-spline (spline) is taken, --method names another"))
    }
    return sampler
  }

  /// A number, or a grid in a file: `--datum-offset 0.12`, `--datum-offset offsets.tif`.
  static func quantity(_ argument: String) throws(CommandError) -> HeightConverter.Quantity {
    if let value = Double(argument), value.isFinite { return .constant(value) }
    return .grid(HeightSampler(try open(path: argument), method: .bilinear))
  }
}

extension GridInterpolation: ExpressibleByArgument {
  /// Other names of the field are understood, too.
  public init?(argument: String) {
    switch argument.lowercased() {
    case "b-spline", "bspline", "cubic-b-spline", "cubic-spline": self = .spline
    case "catmull-rom": self = .bicubic
    case let name: self.init(rawValue: name)
    }
  }
}
extension PermanentTide: ExpressibleByArgument {}
