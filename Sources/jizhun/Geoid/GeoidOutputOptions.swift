import ArgumentParser
import SurveyFiles

/// Options on what `geoid fit` and `geoid update` write, and how it is labelled.
struct GeoidOutputOptions: ParsableArguments {
  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(text(zh: "所得模型，格式由扩展名定", en: "The resulting model, its format by its ending"), valueName: "file"))
  var output: String?

  @Option(
    name: .customLong("sigma-output"),
    help: ArgumentHelp(
      text(zh: "所得模型的精度格网 σ（米），格式由扩展名定", en: "The grid of its σ, metres, its format by its ending"), valueName: "file"))
  var sigmaOutput: String?

  @Option(
    name: .customLong("report"),
    help: ArgumentHelp(
      text(zh: "报告目录：HTML、JSON、逐点文本", en: "Folder for reports: HTML, JSON, points as text"), valueName: "dir"))
  var report: String?

  @Option(name: .customLong("name"), help: ArgumentHelp(text(zh: "模型名称", en: "Name of the model"), valueName: "text"))
  var name: String?

  @Option(
    name: .customLong("classification"),
    help: ArgumentHelp(
      text(
        zh: "报告和所写模型的密级：绝密、机密、秘密、内部、公开",
        en: "Classification of reports and models written: top-secret, secret, confidential, internal, public"), valueName: "word"))
  var classification: ParameterFile.Classification?

  @Option(
    name: .customLong("accuracy-table"),
    help: ArgumentHelp(
      text(
        zh: "精度等级表（[节] 与“键 = 值”）：报告按它判定内符合、外符合；不内置任何限差",
        en: "A table of accuracy classes ([section], key = value) to judge the result by; no limits are built in"), valueName: "file"))
  var accuracyTable: String?

  @Flag(name: .customLong("json"), help: ArgumentHelp(text(zh: "以 JSON 输出结果", en: "Print the result as JSON")))
  var json = false

  /// Refuses outputs, these and `others`, that are one of the inputs or one another.
  func refuseOverwriting(_ others: [String?] = [], inputs: [String]) throws(CommandError) {
    let known = inputs.compactMap { FileIdentity(path: $0) }
    var names: Set<String> = []
    for output in ([output, sigmaOutput] + others).compactMap({ $0 }) {
      guard output == "-" || names.insert(output).inserted else {
        throw CommandError(.usage, text(zh: "\(output) 被用作两个输出", en: "\(output) is named for two outputs"))
      }
      guard let identity = FileIdentity(path: output), known.contains(identity) else { continue }
      throw CommandError(.usage, text(zh: "输出文件 \(output) 就是输入文件", en: "the output file \(output) is an input"))
    }
  }
}
