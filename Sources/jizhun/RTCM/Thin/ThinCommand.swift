import ArgumentParser
import RTCM

/// `jizhun rtcm thin --budget BITRATE [--window S] [--every S] FILE`.
struct ThinCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "thin",
    abstract: text(zh: "把数据流压缩到窄带信道的速率之内", en: "Fit a stream into a narrow channel"),
    discussion: text(
      zh: "依次：MSM7/6 降为 MSM5/4、每系统保留最好的信号、加大采样间隔、去掉最弱的卫星；站信息和星历穿插播发。历元要么完整，要么没有。"
        + "任意一个窗口内的总量不超过预算。详见 docs/rtcm-thin.md。",
      en:
        "In this order: MSM7/6 to MSM5/4, the best signals of each system, a longer interval, the weakest satellites; station and ephemeris messages are spread in "
        + "between. An epoch is whole or absent, and no window of the stream holds more than the budget. See docs/rtcm-thin.md."))

  @OptionGroup var common: CommonOptions

  @Option(
    help: ArgumentHelp(
      text(zh: "信道速率，比特每秒，如 2400 或 9.6k", en: "Rate of the channel, bits a second, such as 2400 or 9.6k"), valueName: "bitrate"))
  var budget: String

  @Option(help: ArgumentHelp(text(zh: "预算适用的窗口，秒", en: "The window over which the budget holds, seconds"), valueName: "seconds"))
  var window = "10"

  @Option(
    name: .customLong("every"),
    help: ArgumentHelp(text(zh: "最小采样间隔，秒", en: "The shortest interval of observations, seconds"), valueName: "seconds"))
  var every: String?

  @OptionGroup var dialect: DialectOption
  @OptionGroup var output: OutputOption

  @Argument(help: ArgumentHelp(text(zh: "文件；“-”为标准输入", en: "File; “-” is standard input"), valueName: "file"))
  var file: String

  func run() throws {
    let bitsPerSecond = try Self.bitrate(budget)
    let window_ms = try StreamSelection.interval(window, option: "--window")
    guard window_ms >= 1000 else {
      throw CommandError(.usage, text(zh: "--window \(window)：至少 1 秒", en: "--window \(window): at least one second is expected"))
    }
    let least_ms = try every.map { every throws(CommandError) in try StreamSelection.interval(every, option: "--every") } ?? 0
    guard least_ms <= window_ms else {
      throw CommandError(
        .usage,
        text(zh: "--every \(every ?? "")：不应大于窗口 \(window) 秒", en: "--every \(every ?? ""): longer than the window of \(window) s"))
    }
    var input = try ByteInput(path: file)
    var bytes = try output.open(input: file)
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    var scanner = FrameScanner()
    var thinner = StreamThinner(
      bitsPerSecond: bitsPerSecond, window_ms: Int(window_ms), leastInterval_ms: Int(least_ms), dialect: dialect.value)
    while true {
      let count = try input.read(into: &chunk)
      if count == 0 { break }
      scanner.scan(chunk.span.bytes.extracting(0..<count)) { thinner.take($0) }
      for frame in thinner.output { try bytes.write(frame) }
      thinner.removeOutput()
      // Frames of a live stream go on as they come.
      try bytes.flush()
    }
    scanner.finish { thinner.take($0) }
    thinner.finish()
    for frame in thinner.output { try bytes.write(frame) }
    try bytes.flush()
    printToStandardError(thinner.report.readable(bitsPerSecond: bitsPerSecond, window_ms: Int(window_ms)))
    guard thinner.report.epochsOut > 0 else {
      throw CommandError(
        .data,
        thinner.report.epochsIn == 0
          ? text(zh: "\(file)：没有观测历元，无从计时", en: "\(file): no observation epochs, by which the time of a stream is kept")
          : text(
            zh: "\(file)：\(budget) 的预算放不下任何历元；请加大 --budget 或 --window",
            en: "\(file): no epoch fits into the budget of \(budget); a larger --budget or --window is needed"))
    }
  }

  /// Bits a second, with `k` for a thousand.
  private static func bitrate(_ text: String) throws(CommandError) -> Int {
    let isThousands = text.hasSuffix("k") || text.hasSuffix("K")
    if let number = Double(isThousands ? String(text.dropLast()) : text), number * (isThousands ? 1000 : 1) >= 100,
      number * (isThousands ? 1000 : 1) <= 1e9
    {
      return Int(number * (isThousands ? 1000 : 1))
    }
    throw CommandError(
      .usage,
      jizhun.text(
        zh: "--budget \(text)：应为 100 以上的比特每秒数，如 2400 或 9.6k",
        en: "--budget \(text): bits a second, 100 or more, such as 2400 or 9.6k, are expected"))
  }
}

extension StreamThinner.Report {
  /// What was done, for people; the data goes to standard output.
  func readable(bitsPerSecond: Int, window_ms: Int) -> String {
    var table = TextTable([("", .left), ("", .right), ("", .left)])
    let seconds = max(1, Double(duration_ms) / 1000)
    func rate(_ bits: Int) -> String {
      text(zh: "平均 \(Int(Double(bits) / seconds)) bit/s", en: "\(Int(Double(bits) / seconds)) bit/s on average")
    }
    table.add([text(zh: "输入", en: "in"), "\(framesIn)", text(zh: "帧，\(rate(bitsIn))", en: "frames, \(rate(bitsIn))")])
    table.add([text(zh: "输出", en: "out"), "\(framesOut)", text(zh: "帧，\(rate(bitsOut))", en: "frames, \(rate(bitsOut))")])
    table.add([
      text(zh: "最满的 \(window_ms / 1000) 秒窗口", en: "fullest window of \(window_ms / 1000) s"), "\(fullestWindow)",
      text(zh: "bit，上限 \(bitsPerSecond * window_ms / 1000)", en: "bits of \(bitsPerSecond * window_ms / 1000)"),
    ])
    table.add([text(zh: "历元", en: "epochs"), "\(epochsOut)", text(zh: "共 \(epochsIn)", en: "of \(epochsIn)")])
    if epochsDecimated > 0 { table.add(["", "\(epochsDecimated)", text(zh: "因采样间隔省去", en: "between those of the interval")]) }
    if epochsWithoutRoom > 0 { table.add(["", "\(epochsWithoutRoom)", text(zh: "放不下", en: "without room in any form")]) }
    for (interval, count) in intervals.sorted(by: { $0.key < $1.key }) {
      let name =
        interval == 0
        ? text(zh: "原采样间隔", en: "the source's interval")
        : text(zh: "间隔 \(Double(interval) / 1000) s", en: "interval \(Double(interval) / 1000) s")
      table.add(["", "\(count)", text(zh: "处于\(name)", en: "came while \(name) was in force")])
    }
    for variant in EpochVariant.ladder {
      if let count = variants[variant] { table.add([text(zh: "形式", en: "form"), "\(count)", variant.name]) }
    }
    if repeats > 0 {
      table.add([text(zh: "重复", en: "repeats"), "\(repeats)", text(zh: "站信息和星历省去", en: "of station and ephemeris messages saved")])
    }
    for (number, count) in leftOut.sorted(by: { $0.key < $1.key }) {
      let name = MessageNames().name(of: number)
      table.add([text(zh: "不播发", en: "not carried"), "\(count)", "\(number) \(name)"])
    }
    return String(table.text().dropLast())
  }
}
