import ArgumentParser
import GNSS
import JSONText
import RTCM

/// `jizhun rtcm encode [--dialect NAME] FILE`.
struct EncodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode",
    abstract: text(
      zh: "由 JSON 行生成 RTCM 3 帧（rtcm dump --json 的逆）", en: "Make RTCM 3 frames from lines of JSON (the inverse of rtcm dump --json)"),
    discussion: text(
      zh: "每行一个对象，键与 rtcm dump --json 相同（docs/rtcm-encode.md）。缺少的字段取“不可用”，没有该值的取 0；"
        + "不认识的键、放不下的值是错误：报出行号和键，跳过该行，退出状态 65。",
      en:
        "One object a line, with the keys of rtcm dump --json (docs/rtcm-encode.md). A field left out is “not available”, or 0 where it has no "
        + "such value; a key that is no field and a value that does not fit are errors: line and key are said, the line is left out, "
        + "and the exit status is 65."))

  @OptionGroup var common: CommonOptions
  @OptionGroup var dialect: DialectOption
  @OptionGroup var output: OutputOption

  @Argument(help: ArgumentHelp(text(zh: "JSON 行文件；“-”为标准输入", en: "File of JSON lines; “-” is standard input"), valueName: "file"))
  var file: String

  func run() throws {
    var input = try LineInput(path: file)
    var bytes = try output.open(input: file)
    var encoder = FrameEncoder(dialect: dialect.value)
    var line: [UInt8] = []
    var failures = 0
    while try input.nextLine(&line) {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      do {
        try bytes.write(try encode(line, &encoder))
      } catch let problem as FieldProblem {
        failures += 1
        report(problem, input.lineNumber, input.path, failures)
      }
      // Frames made from a live stream are sent on as they come.
      if input.mayBlock { try bytes.flush() }
    }
    try bytes.flush()
    if failures > 0 {
      throw CommandError(
        .data,
        text(zh: "\(file)：\(failures) 行未能编码，已跳过", en: "\(file): \(failures) lines could not be encoded and were left out"))
    }
  }

  private func encode(_ line: [UInt8], _ encoder: inout FrameEncoder) throws(FieldProblem) -> [UInt8] {
    let value: JSONValue
    do { value = try JSONParser.parse(line) } catch { throw FieldProblem(key: "JSON", reason: error.description) }
    guard case .object(let object) = value else {
      throw FieldProblem(key: "JSON", reason: expected(text(zh: "对象", en: "an object"), value))
    }
    return try encoder.encode(object)
  }

  /// A damaged file may have a million bad lines; the first twenty tell what is wrong.
  private func report(_ problem: FieldProblem, _ line: Int, _ path: String, _ count: Int) {
    guard count <= 20 else { return }
    printToStandardError(
      text(
        zh: "jizhun: \(path) 第 \(line) 行，\(printable(problem.key))：\(problem.reason)",
        en: "jizhun: \(path), line \(line), \(printable(problem.key)): \(problem.reason)"))
  }
}

/// `--output FILE`, for commands that write bytes.
struct OutputOption: ParsableArguments {
  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(text(zh: "输出文件；默认标准输出", en: "Output file; standard output by default"), valueName: "file"))
  var path: String?

  /// Opens it. Throws `usage` (64) when it is the input, which opening would empty, and `cannotCreate` (73).
  func open(input: String) throws(CommandError) -> ByteOutput {
    guard let path else { return ByteOutput() }
    if path != "-", input != "-", let identity = FileIdentity(path: path), identity == FileIdentity(path: input) {
      throw CommandError(.usage, text(zh: "输出文件就是输入文件 \(input)", en: "the output file is the input file \(input)"))
    }
    return try ByteOutput(path: path)
  }
}
