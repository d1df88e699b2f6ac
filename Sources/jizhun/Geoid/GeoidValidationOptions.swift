import ArgumentParser
import Refinement

/// Options on how methods of a fit are judged, and which points they see.
struct GeoidValidationOptions: ParsableArguments {
  @Flag(
    name: .customLong("reject"),
    help: ArgumentHelp(text(zh: "可疑点也剔除（缺省只剔除明显粗差）", en: "Leave out suspected points, too, not gross errors alone")))
  var rejects = false

  @Option(
    name: .customLong("folds"),
    help: ArgumentHelp(text(zh: "分块交叉验证的份数，缺省 10", en: "Folds of cross-validation by blocks, default 10"), valueName: "n"))
  var folds = 10

  func validate() throws {
    guard (2...1000).contains(folds) else { throw ValidationError(text(zh: "--folds 应为 2–1000", en: "--folds should be 2 to 1000")) }
  }

  /// Refines with the points of the file `path` as these options say.
  func refine(
    _ points: GeoidPoints, _ input: GeoidPointOptions, of path: String, methods: [RefinementMethod], heights: [RefinementMethod.HeightTerm],
    triesDirection: Bool
  ) throws(CommandError) -> RefinementRun {
    var options = RefinementOptions()
    options.methods = methods
    options.heights = heights
    options.triesDirection = triesDirection
    options.blunderLevel = input.keepsAll ? nil : input.alpha
    options.rejectsSuspected = rejects
    options.folds = folds
    do {
      return try RefinementRun(points.fitted.map(\.control), options)
    } catch {
      throw CommandError(.data, "\(path): " + error.message(chinese: Language.current == .zh))
    }
  }
}
