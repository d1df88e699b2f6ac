import ArgumentParser
import Geodesy
import GridFiles
import SurveyFiles

/// `jizhun geoid sample`: the model's value at places.
struct GeoidSampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: text(zh: "按点内插高程异常 ζ", en: "The height anomaly ζ at places"),
    discussion: text(
      zh: """
        逐行读“纬度 经度 [其余…]”（度），写“纬度 经度 ζ [σ] [ξ η] [其余…]”（米，角秒）。
        例：echo "28.2 112.95" | jizhun geoid sample --model 模型.tif --method spline
        有 ∂ζ/∂h 波段的模型给出参考高处的 ζ。范围之外、无值处：该行写成“# error line N: …”，退出码 65，绝不外推。
        """,
      en: """
        Reads lines “lat lon [rest…]” in degrees and writes “lat lon ζ [σ] [ξ η] [rest…]” in metres and seconds of arc.
        Example: echo "28.2 112.95" | jizhun geoid sample --model MODEL.tif --method spline
        Of a model with a band ∂ζ/∂h it is ζ at the reference height. Outside, and where there is no value: the line becomes \
        “# error line N: …” and the exit status 65; nothing is extrapolated.
        """))

  @Option(
    name: .customLong("model"),
    help: ArgumentHelp(text(zh: "模型文件；格式由扩展名决定", en: "The model; its ending tells the format"), valueName: "file"))
  var model: String

  @OptionGroup var interpolation: InterpolationOption

  @Option(
    name: .customLong("precision"),
    help: ArgumentHelp(text(zh: "输出的小数位数，0–15，缺省 4", en: "Decimals of the output, 0–15, default 4"), valueName: "n"))
  var precision = 4

  @Flag(name: .customLong("sigma"), help: ArgumentHelp(text(zh: "加一列：模型的精度 σ（米）", en: "Add σ of the model, metres"))) var sigma = false

  @Flag(
    name: .customLong("deflection"),
    help: ArgumentHelp(text(zh: "加两列：由曲面坡度得到的垂线偏差 ξ、η（角秒）", en: "Add the deflection of the vertical ξ, η from the slope, seconds of arc")))
  var deflection = false

  @Option(
    name: .customLong("input-angles"),
    help: ArgumentHelp(text(zh: "输入角度：degrees 或 dddmmss", en: "Angles of the input: degrees or dddmmss"), valueName: "degrees|dms|dddmmss"))
  var inputAngles: AngleFormat = .degrees

  @OptionGroup var label: ModelLabelOptions
  @OptionGroup var lines: LineOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard (0...15).contains(precision) else {
      throw ValidationError(text(zh: "--precision 应为 0–15，而不是 \(precision)", en: "--precision should be 0–15, not \(precision)"))
    }
  }

  func run() throws {
    let path = model
    let model = try ModelFile.open(path: path)
    let facts = try label.facts(path: path, model.properties)
    let sampler = ModelFile.sampler(model, method: interpolation.method)
    let conversion = GeoidSampleLines(
      sampler: sampler, decimals: precision, showsSigma: sigma, showsDeflection: deflection,
      angles: inputAngles)
    var filter = try LineFilter(
      conversion, inputs: lines.inputs, json: lines.json, encoding: lines.encoding.choice, output: lines.output,
      header: label.lines("geoid sample", facts.map { [$0] } ?? [], sampler: sampler, json: lines.json))
    try filter.run()
  }
}

/// Lines of places with the model's values behind them.
struct GeoidSampleLines: LineConversion {
  let sampler: HeightSampler
  let decimals: Int
  let showsSigma: Bool
  let showsDeflection: Bool
  let angles: AngleFormat

  /// The values by their keys, in the order in which they are written.
  private func values(_ line: TextLine) throws(LineProblem) -> [(key: String, value: Double)] {
    let latitude = try line.angle(1, angles, .northSouth, text(zh: "纬度（度）", en: "latitude in degrees"))
    let longitude = try line.angle(2, angles, .eastWest, text(zh: "经度（度）", en: "longitude in degrees"))
    do throws(GridAbsence) {
      let sample = try sampler.sample(latitudeDegrees: latitude, longitudeDegrees: longitude)
      var values = [("lat", latitude), ("lon", longitude), ("zeta", sample.anomaly)]
      if showsDeflection {
        let d = try sampler.deflection(latitudeDegrees: latitude, longitudeDegrees: longitude, on: .cgcs2000)
        let seconds = 648_000 / Double.pi
        values += [("xi", d.xi * seconds), ("eta", d.eta * seconds)]
      }
      guard showsSigma else { return values }
      if let sigma = sample.sigma {
        values.insert(("sigma", sigma), at: 3)
        return values
      }
    } catch {
      throw LineProblem(HeightReduction.message(error, latitude, longitude))
    }
    throw LineProblem(text(zh: "模型在此处没有精度 σ", en: "the model states no σ here"))
  }

  mutating func convert(_ line: TextLine, to output: inout TextBuffer) throws(LineProblem) {
    let values = try values(line)
    for column in 0..<2 {
      if column == 1 { output.append(line.separator) }
      output.append(line.bytes.span.bytes, from: line.columns[column].start, to: line.columns[column].end)
    }
    for (_, value) in values.dropFirst(2) {
      output.append(line.separator)
      output.append(value, decimals: decimals)
    }
    line.appendRest(without: [1, 2], to: &output)
  }

  mutating func convert(_ line: TextLine, to json: inout JSONWriter) throws(LineProblem) {
    for (key, value) in try values(line) {
      json.key(key)
      json.number(value)
    }
    line.writeRest(without: [1, 2], to: &json)
  }
}
