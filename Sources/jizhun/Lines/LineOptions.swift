import ArgumentParser

/// The options of every filter of lines.
struct LineOptions: ParsableArguments {
  @Flag(name: .customLong("json"), help: ArgumentHelp(text(zh: "每行输出一个 JSON 对象", en: "One JSON object per line")))
  var json = false

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(text(zh: "输出文件；缺省为标准输出", en: "Output file; default: standard output"), valueName: "file"))
  var output = "-"

  @OptionGroup var encoding: EncodingOption

  @Argument(help: ArgumentHelp(text(zh: "输入文件；“-”或不写为标准输入", en: "Input files; “-” or none: standard input"), valueName: "file"))
  var files: [String] = []

  /// The input paths.
  var inputs: [String] { files.isEmpty ? ["-"] : files }
}
