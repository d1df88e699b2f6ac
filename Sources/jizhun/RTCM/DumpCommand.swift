import ArgumentParser
import GNSS
import RTCM

/// `jizhun rtcm dump [--json] [--dialect NAME] FILE`.
struct DumpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dump",
    abstract: text(zh: "逐帧列出 RTCM 3 电文的全部字段", en: "List every field of every RTCM 3 message"))

  @OptionGroup var common: CommonOptions

  @Flag(help: ArgumentHelp(text(zh: "每帧输出一行 JSON（格式见 docs/rtcm-dump.md）", en: "One line of JSON a frame (docs/rtcm-dump.md)")))
  var json = false

  @OptionGroup var dialect: DialectOption

  @Argument(help: ArgumentHelp(text(zh: "文件；“-”为标准输入", en: "File; “-” is standard input"), valueName: "file"))
  var file: String

  func run() throws {
    var input = try ByteInput(path: file)
    var output = ByteOutput()
    // A chunk holds a few hundred frames at most, so that what is printed of it stays small.
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    var scanner = FrameScanner()
    var dump = FrameDump(asJSON: json, dialect: dialect.value)
    while true {
      let count = try input.read(into: &chunk)
      if count == 0 { break }
      scanner.scan(chunk.span.bytes.extracting(0..<count)) { dump.take($0) }
      try output.write(dump.bytes)
      dump.removeAll()
      // Frames of a live stream are shown as they come.
      try output.flush()
    }
    scanner.finish { dump.take($0) }
    try output.write(dump.bytes)
    try output.flush()
  }
}
