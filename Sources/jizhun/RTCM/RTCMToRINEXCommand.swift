import ArgumentParser
import GNSS
import RINEX
import RTCM

/// `jizhun rtcm rinex FILE -o OBS [--nav NAV] …`.
struct RTCMToRINEXCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rinex",
    abstract: text(zh: "由 RTCM 3 数据流生成 RINEX 观测和导航文件", en: "Make RINEX observation and navigation files of an RTCM 3 stream"),
    discussion: text(
      zh: "数据读三遍：日期和测站、观测类型、写出；管道数据先存于内存（至多 1 GiB）。日期取自 --approximate-date 或数据流本身，从不取自系统时钟。"
        + "流中测站信息改变时写入标志为 3 或 4 的事件记录。对应关系见 docs/rinex.md。",
      en:
        "The stream is read three times: for date and station, for the observation types, and to write; what comes through a pipe is held in memory "
        + "(1 GiB at most). Dates come from --approximate-date or from the stream itself, never from the clock. Where the station changes "
        + "in the stream, an event record of flag 3 or 4 is written. docs/rinex.md says what becomes what."))

  @OptionGroup var common: CommonOptions
  @OptionGroup var dialect: DialectOption

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(text(zh: "观测文件；“-”为标准输出", en: "Observation file; “-” is standard output"), valueName: "file"))
  var output: String

  @Option(help: ArgumentHelp(text(zh: "导航文件", en: "Navigation file"), valueName: "file"))
  var nav: String?

  @Option(
    name: .customLong("version"),
    help: ArgumentHelp(text(zh: "写出的版本：3.05 或 4.02", en: "Version to write: 3.05 or 4.02"), valueName: "version"))
  var version: RINEXVersion = .v3_05

  @Flag(
    name: .customLong("crinex"),
    help: ArgumentHelp(text(zh: "观测文件写成压缩 RINEX（Hatanaka）", en: "Write the observation file as compact RINEX (Hatanaka)")))
  var isCompact = false

  @Option(
    help: ArgumentHelp(
      text(zh: "历元间隔（秒）：只写整倍数时刻的历元", en: "Interval in seconds: only epochs at whole multiples of it are written"), valueName: "s"))
  var interval: Double?

  @Option(
    name: .customLong("approximate-date"),
    help: ArgumentHelp(
      text(zh: "数据开头的大致日期（误差不超过三天）", en: "The date at which the data begin, right to three days"), valueName: "YYYY-MM-DD"))
  var approximateDate: String?

  @Option(
    help: ArgumentHelp(text(zh: "只取此编号的测站（流中有几个测站时必须给出）", en: "Only this station; needed where a stream has several"), valueName: "number"))
  var station: UInt16?

  @Option(help: ArgumentHelp(text(zh: "标石名；默认为测站编号", en: "Name of the marker; the station's number by default"), valueName: "name"))
  var marker: String?

  @Argument(help: ArgumentHelp(text(zh: "RTCM 3 文件；“-”为标准输入", en: "RTCM 3 file; “-” is standard input"), valueName: "file"))
  var file: String

  func validate() throws {
    if let interval, !(interval >= 0.001 && interval <= 86_400) {
      throw ValidationError(
        text(zh: "--interval \(interval)：应在 0.001 到 86400 秒之间", en: "--interval \(interval): 0.001 to 86400 seconds are expected"))
    }
    if output == "-", nav == "-" {
      throw ValidationError(text(zh: "观测和导航不能都写到标准输出", en: "observations and navigation cannot both go to standard output"))
    }
  }

  func run() throws {
    let date = try parseDate(approximateDate, option: "--approximate-date")
    let input = try RereadableInput(path: file)
    if [output, nav].contains(where: {
      $0 != nil && $0 != "-" && FileIdentity(path: $0 ?? "") == FileIdentity(path: file) && FileIdentity(path: file) != nil
    }) {
      throw CommandError(.usage, text(zh: "输出文件就是输入文件 \(file)", en: "the output file is the input file \(file)"))
    }
    let conversion = StreamToRINEX(
      dialect: dialect.value, version: version, interval: interval, date: date, station: station, marker: marker)
    let survey = try conversion.survey(input)
    var observations = try RINEXOutput(path: output, isCompact: isCompact, origin: FileOrigin())
    let result: StreamToRINEX.Result
    if let nav {
      var navigation = try ByteOutput(path: nav)
      result = try conversion.write(input, survey, to: &observations) { bytes throws(CommandError) in try navigation.write(bytes) }
      try navigation.flush()
    } else {
      result = try conversion.write(input, survey, to: &observations, navigation: nil)
    }
    if result.valuesLeftOut > 0 {
      printToStandardError(
        text(
          zh: "jizhun: \(file)：\(result.valuesLeftOut) 个值未写出（GLONASS 频道号未知，相位不能化为周）",
          en: "jizhun: \(file): \(result.valuesLeftOut) values were not written (phases of GLONASS satellites whose channel is not known)"))
    }
    if result.damaged > 0 {
      printToStandardError(
        text(
          zh: "jizhun: \(file)：\(result.damaged) 个损坏的帧或无法解码的电文",
          en: "jizhun: \(file): \(result.damaged) damaged frames or messages that cannot be decoded"))
    }
  }
}
