import ArgumentParser
import Geodesy
import GridFiles

/// `jizhun geoid convert`: a model from one format to another, and what the other cannot hold.
struct GeoidConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: text(zh: "模型文件格式转换，并说明目标格式存不下的内容", en: "Convert a model file, and say what the other format cannot hold"),
    discussion: text(
      zh: """
        例：jizhun geoid convert 模型.gtx -o 模型.tif --method spline --label 名称
        写出的格式由扩展名或 --format 决定。结点值不经内插。不能保存的内容逐条写到标准错误；--strict 时有任何损失即失败（退出码 65）。
        """,
      en: """
        Example: jizhun geoid convert MODEL.gtx -o MODEL.tif --method spline --label NAME
        The ending or --format tells the format written. Nodes are not interpolated. What cannot be kept is listed on standard error; with --strict \
        any loss fails (exit status 65).
        """))

  @Argument(help: ArgumentHelp(text(zh: "模型文件", en: "The model"), valueName: "file")) var input: String

  @Option(
    name: [.customShort("o"), .customLong("output")], help: ArgumentHelp(text(zh: "写出的文件", en: "The file written"), valueName: "file"))
  var output: String

  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      text(zh: "写出的格式，代替扩展名", en: "The format written, in place of the ending"),
      valueName: HeightModelFormat.allCases.map(\.rawValue).joined(separator: "|")))
  var format: String?

  @Option(name: .customLong("label"), help: ArgumentHelp(text(zh: "模型名称", en: "The name of the model"), valueName: "name")) var label:
    String?

  @Option(
    name: .customLong("method"),
    help: ArgumentHelp(
      text(zh: "写入文件头的内插方法", en: "The interpolation that the header will ask for"),
      valueName: "nearest|bilinear|biquadratic|bicubic|spline|cubic12"
    ))
  var method: GridInterpolation?

  @Option(
    name: .customLong("surface"),
    help: ArgumentHelp(text(zh: "写入文件头的面类型", en: "The surface that the header will name"), valueName: "quasi-geoid|geoid|vertical-offset"))
  var surface: HeightModelProperties.Surface?

  @Option(
    name: .customLong("model-tide"),
    help: ArgumentHelp(
      text(zh: "写入文件头的永久潮汐系统", en: "The permanent-tide system that the header will name"), valueName: "tide-free|zero|mean"))
  var tide: PermanentTide?

  @Option(
    name: .customLong("sigma-model"),
    help: ArgumentHelp(text(zh: "作为 σ 波段的精度格网（结点须相同）", en: "A grid of σ on the same nodes, to become the band σ"), valueName: "file"))
  var sigma: String?

  @Flag(name: .customLong("strict"), help: ArgumentHelp(text(zh: "有任何内容不能保存即失败", en: "Fail where anything cannot be kept")))
  var strict = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let target = try ModelFile.format(path: output, named: format)
    var model = try ModelFile.read(path: input)
    if let sigma { model = try model.with(sigmaOf: ModelFile.readHeights(path: sigma), path: sigma) }
    if let label { model.properties.label = label }
    if let method { model.properties.interpolation = method }
    if let surface { model.properties.surface = surface }
    if let tide { model.properties.tideSystem = tide }
    if FileIdentity(path: output) != nil, FileIdentity(path: output) == FileIdentity(path: input) {
      throw CommandError(.usage, text(zh: "输出文件 \(output) 就是输入文件", en: "the output file \(output) is the input"))
    }
    let zh = Language.current == .zh
    let losses = target.losses(model).map { $0.message(chinese: zh) }
    if strict, !losses.isEmpty {
      throw CommandError(
        .data,
        text(zh: "\(target.name) 不能保存：\(losses.joined(separator: "；"))", en: "\(target.name) cannot hold \(losses.joined(separator: "; "))")
      )
    }
    let bytes: [UInt8]
    do throws(HeightModelWriteError) {
      bytes = try target.write(model)
    } catch {
      throw CommandError(.data, error.message(chinese: zh))
    }
    var file = try ByteOutput(path: output)
    try file.write(bytes)
    try file.flush()
    for loss in losses {
      printToStandardError(text(zh: "jizhun：\(target.name) 未保存：\(loss)", en: "jizhun: not kept by \(target.name): \(loss)"))
    }
  }
}

extension HeightModelProperties.Surface: ExpressibleByArgument {}

extension HeightModel {
  /// The model with σ from another model's grid. Throws `configuration` (78) where its nodes are others.
  fileprivate func with(sigmaOf other: HeightModel, path: String) throws(CommandError) -> HeightModel {
    var parts = self.parts
    if let part = Part(
      name: main.name, anomaly: main.anomaly, sigma: other.main.anomaly, heightGradient: main.heightGradient)
    {
      parts[0] = part
      if let model = HeightModel(parts: parts, referenceHeight: referenceHeight, properties: properties) { return model }
    }
    throw CommandError(.configuration, jizhun.text(zh: "\(path)：结点与模型不同", en: "\(path): its nodes are not those of the model"))
  }
}
