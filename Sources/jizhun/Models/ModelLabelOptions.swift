import ArgumentParser
import Geodesy
import GridFiles
import SurveyFiles

/// What `height` and `geoid sample` say of the model that they use, and ask of it.
struct ModelLabelOptions: ParsableArguments {
  @Flag(
    name: .customLong("header"),
    help: ArgumentHelp(
      text(
        zh: "输出前写注释行：模型文件名、标记、密级、SHA-256、内插方法；绝不含模型的值",
        en: "Write comment lines first: the model's file, label, classification, SHA-256 and interpolation; never a value of it")))
  var header = false

  @Flag(
    name: .customLong("require-label"),
    help: ArgumentHelp(
      text(
        zh: "模型没有标记或密级时拒绝使用（模型旁的 .label 文件，见 docs/geoid-formats.md），退出码 78",
        en: "Refuse a model without a label or classification (a .label file beside it: docs/geoid-formats.md), exit status 78")))
  var requiresLabel = false

  /// The facts of a model, where they are shown or asked for.
  func facts(path: String, _ properties: HeightModelProperties) throws(CommandError) -> ModelFacts? {
    guard header || requiresLabel else { return nil }
    let facts = try ModelFile.facts(path: path, properties)
    if requiresLabel { try facts.requireLabel(path: path) }
    return facts
  }

  /// The lines of the header, none unless it is asked for.
  func lines(_ command: String, _ facts: [ModelFacts], sampler: HeightSampler?, more: [(key: String, text: String)] = [], json: Bool)
    -> [String]
  {
    guard header else { return [] }
    var header = TransformHeader()
    header.add("models", facts, "model")
    if let sampler { header.add("interpolation", sampler.method.rawValue) }
    for fact in more { header.add(fact.key, fact.text) }
    return header.lines(json: json, of: command)
  }
}
