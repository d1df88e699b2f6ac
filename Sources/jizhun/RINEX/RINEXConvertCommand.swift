import ArgumentParser
import GNSS
import RINEX

/// `jizhun rinex convert IN -o OUT [--version 3.05|4.02] [--crinex]`.
struct RINEXConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: text(zh: "转换 RINEX 版本，压缩或解压（Hatanaka）", en: "Convert between versions of RINEX, compress and decompress (Hatanaka)"),
    discussion: text(
      zh: "读 RINEX 2.11（观测）、3、4 和 CRINEX 1、3；写 3.05、4.02 和 CRINEX。不给 --version 时，3、4 版观测文件逐字保留，只压缩或解压；"
        + "2 版写成 3.05。有内容无法转换时说明并以 65 退出。",
      en:
        "Reads RINEX 2.11 (observations), 3, 4 and CRINEX 1, 3; writes 3.05, 4.02 and CRINEX. Without --version an observation file of version 3 or 4 "
        + "keeps its text and is only compressed or decompressed; one of version 2 becomes 3.05. What cannot be converted is said, and the exit "
        + "status is 65."))

  @OptionGroup var common: CommonOptions

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(text(zh: "输出文件；“-”为标准输出", en: "Output file; “-” is standard output"), valueName: "file"))
  var output: String

  @Option(
    name: .customLong("version"),
    help: ArgumentHelp(text(zh: "写出的版本：3.05 或 4.02", en: "Version to write: 3.05 or 4.02"), valueName: "version"))
  var version: RINEXVersion?

  @Flag(name: .customLong("crinex"), help: ArgumentHelp(text(zh: "写成压缩 RINEX（Hatanaka）", en: "Write compact RINEX (Hatanaka)")))
  var isCompact = false

  @Argument(help: ArgumentHelp(text(zh: "RINEX 文件；“-”为标准输入", en: "RINEX file; “-” is standard input"), valueName: "file"))
  var file: String

  func run() throws {
    let input = try RereadableInput(path: file)
    if output != "-", let same = FileIdentity(path: output), same == FileIdentity(path: file) {
      throw CommandError(
        .usage, text(zh: "输出文件就是输入文件 \(file)", en: "the output file is the input file \(file)"))
    }
    switch try RINEXKind(try input.start(4096), path: file) {
    case .navigation:
      guard !isCompact else {
        throw CommandError(
          .usage, text(zh: "--crinex 只用于观测文件；\(file) 是导航文件", en: "--crinex is for observation files; \(file) is a navigation file"))
      }
      try convertNavigation(input)
    case .observation(let number, let compactInput):
      if let version = version ?? (number < 3 ? .v3_05 : nil) {
        try convertObservations(input, to: version)
      } else {
        try keepText(input, isCompact: compactInput)
      }
    }
  }

  /// Compresses or decompresses only.
  private func keepText(_ input: RereadableInput, isCompact compactInput: Bool) throws(CommandError) {
    var out = try RINEXOutput(path: output, isCompact: isCompact, origin: FileOrigin())
    var decompressor = CRINEXDecompressor()
    var plain: [UInt8] = []
    try input.read { bytes throws(CommandError) in
      if compactInput {
        do throws(RINEXError) { try decompressor.feed(bytes, into: &plain) } catch { throw CommandError(error, in: file) }
      } else {
        plain = bytes
      }
      try out.write(&plain)
    }
    if compactInput {
      do throws(RINEXError) { try decompressor.finish(into: &plain) } catch { throw CommandError(error, in: file) }
    }
    try out.write(&plain)
    try out.finish()
  }

  private func convertObservations(_ input: RereadableInput, to version: RINEXVersion) throws(CommandError) {
    var conversion = ObservationConversion(version: version, origin: FileOrigin())
    if conversion.needsSurvey(try input.start(4096)) {
      var survey = ObservationSurvey()
      try Self.read(input) { survey.take($0) }
      conversion.survey = survey
    }
    var out = try RINEXOutput(path: output, isCompact: isCompact, origin: FileOrigin())
    var reader = ObservationReader()
    var text: [UInt8] = []
    try input.read { bytes throws(CommandError) in
      do throws(RINEXError) { try reader.feed(bytes) { record throws(RINEXError) in conversion.add(record, &text) } } catch {
        throw CommandError(error, in: file)
      }
      if reader.hasHeader { conversion.begin(reader.header, &text) }
      conversion.release(&text)
      try out.write(&text)
    }
    do throws(RINEXError) { try reader.finish { record throws(RINEXError) in conversion.add(record, &text) } } catch {
      throw CommandError(error, in: file)
    }
    conversion.begin(reader.header, &text)
    conversion.release(&text)
    try out.write(&text)
    try out.finish()
    if conversion.valuesLeftOut > 0 {
      throw CommandError(
        .data,
        jizhun.text(
          zh: "\(file)：\(conversion.valuesLeftOut) 个值无法写出，已略去",
          en: "\(file): \(conversion.valuesLeftOut) values could not be written and were left out"))
    }
  }

  /// All records of a file.
  private static func read(_ input: RereadableInput, _ body: (ObservationRecord) -> Void) throws(CommandError) {
    var reader = ObservationReader()
    try input.read { bytes throws(CommandError) in
      do throws(RINEXError) { try reader.feed(bytes) { record throws(RINEXError) in body(record) } } catch {
        throw CommandError(error, in: input.path)
      }
    }
    do throws(RINEXError) { try reader.finish { record throws(RINEXError) in body(record) } } catch {
      throw CommandError(error, in: input.path)
    }
  }

  private func convertNavigation(_ input: RereadableInput) throws(CommandError) {
    let version = version ?? .v3_05
    let origin = FileOrigin()
    var systems = Set<GNSSSystem>()
    var reader = NavigationReader()
    let note = { (e: Ephemeris) in _ = systems.insert(e.satellite.system) }
    try input.read { bytes throws(CommandError) in
      do throws(RINEXError) { try reader.feed(bytes, note) } catch { throw CommandError(error, in: file) }
    }
    do throws(RINEXError) { try reader.finish(note) } catch { throw CommandError(error, in: file) }

    var out = try ByteOutput(path: output)
    var writer = NavigationWriter(version: version)
    var text: [UInt8] = []
    writer.writeHeader(
      system: systems.count == 1 ? systems.first : nil, program: FileOrigin.program, date: origin.rinex,
      leapSeconds: reader.leapSecondCount,
      otherLines: reader.correctionLines, to: &text)
    var again = NavigationReader()
    let write = { (e: Ephemeris) in writer.write(e, to: &text) }
    try input.read { bytes throws(CommandError) in
      do throws(RINEXError) { try again.feed(bytes, write) } catch { throw CommandError(error, in: file) }
      try out.write(text)
      text.removeAll(keepingCapacity: true)
    }
    do throws(RINEXError) { try again.finish(write) } catch { throw CommandError(error, in: file) }
    try out.write(text)
    try out.flush()
    if version == .v4_02, !reader.correctionLines.isEmpty {
      printToStandardError(
        jizhun.text(
          zh: "jizhun: \(file)：文件头的 \(reader.correctionLines.count) 行电离层和时间改正，4.02 版不放在文件头，未写出",
          en:
            "jizhun: \(file): \(reader.correctionLines.count) header lines of ionosphere and time corrections, which 4.02 does not have in its header, were left out"
        ))
    }
    if !reader.skipped.isEmpty {
      let kinds = reader.skipped.sorted { $0.key < $1.key }.map { "\(printable($0.key)) \($0.value)" }.joined(separator: ", ")
      throw CommandError(
        .data,
        jizhun.text(zh: "\(file)：未写出的记录（尚不能写）：\(kinds)", en: "\(file): records left out, which cannot be written yet: \(kinds)"))
    }
  }
}

/// Observations of any version on their way into 3.05 or 4.02.
struct ObservationConversion {
  let version: RINEXVersion
  let origin: FileOrigin
  /// For files of version 2, whose header does not say which systems have what.
  var survey: ObservationSurvey?

  private var writer: ObservationWriter?
  /// Records that came before the header was taken: at most those of one chunk.
  private var waiting: [ObservationRecord] = []

  init(version: RINEXVersion, origin: FileOrigin) {
    self.version = version
    self.origin = origin
  }

  var valuesLeftOut: Int { writer?.valuesLeftOut ?? 0 }

  /// True for a file of version 2, compact or not.
  func needsSurvey(_ start: [UInt8]) -> Bool {
    guard case .observation(let number, _) = try? RINEXKind(start, path: "") else { return false }
    return number < 3
  }

  /// Takes the header, once.
  mutating func begin(_ header: ObservationHeader, _ output: inout [UInt8]) {
    guard writer == nil else { return }
    var header = header
    if !header.program.isEmpty { header.comments.append(String("\(header.program) \(header.runBy) \(header.date)".prefix(60))) }
    (header.program, header.runBy, header.date) = (FileOrigin.program, "", origin.rinex)
    if let survey {
      header.comments.append("Converted from RINEX \(header.version), tracking codes assumed")
      header.types = survey.types
      header.firstObservation = header.firstObservation ?? survey.first
      header.lastObservation = survey.last
    }
    let writer = ObservationWriter(header: header, version: version)
    writer.writeHeader(to: &output)
    self.writer = writer
  }

  mutating func add(_ record: ObservationRecord, _ output: inout [UInt8]) {
    if writer == nil { waiting.append(record) } else { writer?.write(record, to: &output) }
  }

  /// Writes what waited for the header.
  mutating func release(_ output: inout [UInt8]) {
    guard writer != nil else { return }
    for record in waiting { writer?.write(record, to: &output) }
    waiting = []
  }
}
