import ArgumentParser
import GNSS
import RTCM

/// `jizhun rtcm filter [options] FILE`.
struct FilterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "filter",
    abstract: text(zh: "按电文、测站、系统、卫星、信号、采样间隔筛选数据流", en: "Select by message, station, system, satellite, signal and rate"),
    discussion: text(
      zh: "输出仍是 RTCM 3 数据流。未改动的帧逐字节不变；从多信号电文中去掉卫星或信号时重新编码；去掉历元的最后一条电文时，"
        + "修正其前一条的“后续还有电文”标志。各选项须同时满足。详见 docs/rtcm-filter.md。",
      en:
        "The output is an RTCM 3 stream again. What needs no change passes byte for byte; a message that loses satellites or signals is encoded anew; where "
        + "the last message of an epoch goes, the flag “more follow” of the one before it is put right. All options given must hold. "
        + "See docs/rtcm-filter.md."))

  @OptionGroup var common: CommonOptions

  @Option(
    name: .customLong("type"),
    help: ArgumentHelp(text(zh: "保留的电文号及范围", en: "Message numbers and ranges to keep"), valueName: "1006,1074-1137"))
  var types: [String] = []

  @Option(
    name: .customLong("not-type"),
    help: ArgumentHelp(text(zh: "去掉的电文号及范围", en: "Message numbers and ranges to take out"), valueName: "4072"))
  var excludedTypes: [String] = []

  @Option(
    name: .customLong("station"),
    help: ArgumentHelp(
      text(zh: "保留的参考站号；不带站号的电文不受影响", en: "Reference-station numbers to keep; messages without one are not concerned"),
      valueName: "12,100-199"))
  var stations: [String] = []

  @Option(
    name: .customLong("system"),
    help: ArgumentHelp(
      text(zh: "保留的系统；不属于单个系统的电文不受影响", en: "Systems to keep; messages about no single system are not concerned"), valueName: "G,C"))
  var systems: [String] = []

  @Option(
    name: .customLong("satellite"),
    help: ArgumentHelp(
      text(zh: "保留的卫星及范围（观测和星历）", en: "Satellites and ranges to keep, in observations and ephemerides"), valueName: "C05,C19-C37"))
  var satellites: [String] = []

  @Option(
    name: .customLong("signal"),
    help: ArgumentHelp(
      text(
        zh: "多信号电文中保留的信号，RINEX 码；C:2I 只限制该系统",
        en: "Signals to keep in multiple signal messages, RINEX codes; C:2I concerns that system alone"),
      valueName: "2I,C:6I"))
  var signals: [String] = []

  @Option(
    name: .customLong("every"),
    help: ArgumentHelp(
      text(zh: "只保留 GPS 时整 N 秒的观测历元", en: "Only observation epochs at whole multiples of so many seconds of GPS time"), valueName: "seconds"
    ))
  var every: String?

  @OptionGroup var dialect: DialectOption
  @OptionGroup var output: OutputOption

  @Argument(help: ArgumentHelp(text(zh: "文件；“-”为标准输入", en: "File; “-” is standard input"), valueName: "file"))
  var file: String

  func run() throws {
    var selection = StreamSelection()
    for text in types { selection.types.formUnion(try StreamSelection.numbers(text, option: "--type", limit: 4095).map { UInt16($0) }) }
    for text in excludedTypes {
      selection.excludedTypes.formUnion(try StreamSelection.numbers(text, option: "--not-type", limit: 4095).map { UInt16($0) })
    }
    for text in stations {
      selection.stations.formUnion(try StreamSelection.numbers(text, option: "--station", limit: 4095).map { UInt32($0) })
    }
    for text in systems { selection.systems.formUnion(try StreamSelection.systems(text)) }
    for text in satellites { selection.satellites.formUnion(try StreamSelection.satellites(text)) }
    if !signals.isEmpty { selection.signals = try StreamSelection.signals(signals.joined(separator: ","), dialect.value) }
    if let every { selection.interval_ms = try StreamSelection.interval(every, option: "--every") }

    var input = try ByteInput(path: file)
    var bytes = try output.open(input: file)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var scanner = FrameScanner()
    var filter = StreamFilter(selection)
    while true {
      let count = try input.read(into: &chunk)
      if count == 0 { break }
      scanner.scan(chunk.span.bytes.extracting(0..<count)) { filter.take($0) }
      try filter.release { (frame) throws(CommandError) in try bytes.write(frame) }
      // Frames of a live stream go on as they come.
      try bytes.flush()
    }
    scanner.finish { filter.take($0) }
    try filter.release(isEnd: true) { (frame) throws(CommandError) in try bytes.write(frame) }
    try bytes.flush()
    if filter.counts.undecodable > 0 {
      throw CommandError(
        .data,
        text(
          zh: "\(file)：\(filter.counts.undecodable) 条须查看内容的电文无法解码，已去掉",
          en: "\(file): \(filter.counts.undecodable) messages that had to be looked into cannot be decoded and were taken out"))
    }
  }
}
