import ArgumentParser
import Geodesy
import GravityField

/// Options on how a gravity-field model is read and what its results refer to: the same wherever a command takes one.
struct GravityFieldOptions: ParsableArguments {
  @Option(
    name: .customLong("max-degree"),
    help: ArgumentHelp(text(zh: "截断阶；缺省用到模型的最高阶", en: "Where the series is cut; default: the model's degree"), valueName: "n"))
  var maximumDegree: Int?

  @Option(
    name: .customLong("ellipsoid"),
    help: ArgumentHelp(
      text(
        zh: "正常椭球：grs80（缺省）、wgs84、cgcs2000，或 a,1/f,GM,ω",
        en: "Level ellipsoid: grs80 (default), wgs84, cgcs2000, or a,1/f,GM,ω"), valueName: "name"))
  var ellipsoid: NormalFieldChoice = .init(.grs80, "grs80")

  @Option(
    name: .customLong("tide"),
    help: ArgumentHelp(
      text(zh: "结果的永久潮汐系统：tide-free、zero、mean；缺省同模型", en: "Permanent tide of the result; default: the model's"),
      valueName: "tide-free|zero|mean"))
  var tide: PermanentTide?

  @Option(
    name: .customLong("zero-degree"),
    help: ArgumentHelp(
      text(
        zh: "零阶项：model（含 GM 之差，缺省，同 ICGEM）、none（不计）、ihrs（GM 之差与 W₀ = 62636853.4）或 W₀ 的值（m²/s²）",
        en: "Degree zero: model (the difference of GM; default, as ICGEM), none, ihrs (that and W₀ = 62636853.4), or a value of W₀ in m²/s²"
      ),
      valueName: "model|none|ihrs|W₀"))
  var zeroDegree: ZeroDegreeChoice = .init(.model, "model")

  @Option(
    name: .customLong("epoch"),
    help: ArgumentHelp(text(zh: "时变模型的历元，十进制年", en: "Epoch of a time-variable model, decimal year"), valueName: "year"))
  var epoch: Double?

  func validate() throws {
    func check(_ condition: Bool, _ message: @autoclosure () -> String) throws {
      if !condition { throw ValidationError(message()) }
    }
    try check(maximumDegree.map { $0 >= 0 } ?? true, text(zh: "--max-degree 不应为负", en: "--max-degree should not be negative"))
    try check(
      epoch.map { (1900...2200).contains($0) } ?? true,
      text(zh: "--epoch 应为十进制年，如 2015.5", en: "--epoch should be a decimal year such as 2015.5"))
  }

  /// Reads the model and prepares the synthesis of functionals.
  func synthesis(_ path: String, _ functionals: [FieldFunctional]) throws(CommandError) -> FieldSynthesis {
    try synthesis(of: read(path), path, functionals)
  }

  /// Reads the model as far as it is used.
  func read(_ path: String) throws(CommandError) -> GravityModel {
    let model = try GravityModelFile.read(path: path, epoch: epoch, maximumDegree: maximumDegree)
    if let maximumDegree, maximumDegree > model.coefficients.degree {
      throw CommandError(
        .configuration,
        text(
          zh: "\(path)：模型只到 \(model.coefficients.degree) 阶，不到 \(maximumDegree) 阶",
          en: "\(path): the model has degrees up to \(model.coefficients.degree), not \(maximumDegree)"))
    }
    return model
  }

  /// Prepares the synthesis of functionals from a model that was read from `path`, to its degree or a lower one.
  func synthesis(
    of model: GravityModel, _ path: String, _ functionals: [FieldFunctional], degree: Int? = nil
  ) throws(CommandError) -> FieldSynthesis {
    do {
      return try FieldSynthesis(
        model, functionals, normalField: ellipsoid.field, maximumDegree: degree.map { min($0, model.coefficients.degree) },
        tideSystem: tide,
        zeroDegree: zeroDegree.value)
    } catch {
      throw CommandError(.configuration, "\(path): " + error.message)
    }
  }

  /// Those that were given although there is no gravity-field model to read, by their names.
  var given: [String] {
    var names: [String] = []
    if maximumDegree != nil { names.append("--max-degree") }
    if tide != nil { names.append("--tide") }
    if epoch != nil { names.append("--epoch") }
    if ellipsoid.description != "grs80" { names.append("--ellipsoid") }
    if zeroDegree.description != "model" { names.append("--zero-degree") }
    return names
  }
}

extension FieldSynthesisError {
  /// The message in the user's language.
  var message: String {
    switch self {
    case .differentHeights:
      text(
        zh: "height-anomaly 和 geoid 取海拔高，其他取大地高，不能一起算；请分开算", en: description)
    case .unknownTideSystem: text(zh: "模型没有说明潮汐系统，无法换算", en: description)
    case .modelConstants: text(zh: "模型的 GM 和半径应为正数", en: description)
    case .nothingToCompute: text(zh: "没有指定要算的量", en: description)
    case .degree(let degree, let available): text(zh: "\(degree) 阶：模型有 0–\(available) 阶", en: description)
    }
  }
}
