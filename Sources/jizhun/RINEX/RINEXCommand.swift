import ArgumentParser
import Glibc
import RINEX

/// `jizhun rinex …`.
struct RINEXCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rinex",
    abstract: text(zh: "查看和转换 RINEX 文件", en: "Inspect and convert RINEX files"),
    subcommands: [RINEXInfoCommand.self, RINEXConvertCommand.self])
}

extension RINEXVersion: ExpressibleByArgument {}

/// Who made a file and when, for the headers.
struct FileOrigin {
  static let program = "jizhun 0.1.0"
  /// The moment in seconds of UTC since 1970: `SOURCE_DATE_EPOCH` where it is set, so that a file can be made again to the byte, else now. It
  /// says when the file was made and nothing of its data.
  let seconds: Int

  init() {
    seconds = environmentVariable("SOURCE_DATE_EPOCH").flatMap { Int($0) }.map { min(max($0, 0), 253_402_300_799) } ?? Int(time(nil))
  }

  /// `20261121 015325 UTC`, as RINEX has it.
  var rinex: String { "\(date.year)\(two(date.month))\(two(date.day)) \(two(date.hour))\(two(date.minute))\(two(date.second)) UTC" }

  /// `21-Nov-26 01:53`, as compact RINEX has it.
  var compact: String {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return "\(two(date.day))-\(months[date.month - 1])-\(two(date.year % 100)) \(two(date.hour)):\(two(date.minute))"
  }

  private var date: (year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
    var moment = time_t(seconds)
    var parts = tm()
    // Both pointers are valid for the call, and the range of `seconds` is within the years that tm holds.
    _ = unsafe gmtime_r(&moment, &parts)
    return (
      Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday), Int(parts.tm_hour), Int(parts.tm_min), Int(parts.tm_sec)
    )
  }

  private func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
}

/// The output of text, compressed on its way where that is asked for.
struct RINEXOutput: ~Copyable {
  private var file: ByteOutput
  private var compressor: CRINEXCompressor?
  private var compact: [UInt8] = []

  init(path: String, isCompact: Bool, origin: FileOrigin) throws(CommandError) {
    file = try ByteOutput(path: path)
    if isCompact { compressor = CRINEXCompressor(program: FileOrigin.program, date: origin.compact) }
  }

  /// Writes text, and empties it.
  mutating func write(_ text: inout [UInt8]) throws(CommandError) {
    if compressor == nil {
      try file.write(text)
    } else {
      compact.removeAll(keepingCapacity: true)
      do throws(RINEXError) { try compressor?.feed(text, into: &compact) } catch { throw Self.failure(error) }
      try file.write(compact)
    }
    text.removeAll(keepingCapacity: true)
  }

  /// Ends the file.
  mutating func finish() throws(CommandError) {
    compact.removeAll(keepingCapacity: true)
    do throws(RINEXError) { try compressor?.finish(into: &compact) } catch { throw Self.failure(error) }
    try file.write(compact)
    try file.flush()
  }

  private static func failure(_ error: RINEXError) -> CommandError {
    CommandError(.data, text(zh: "无法压缩（第 \(error.line) 行）：\(error.message)", en: "cannot be compressed: \(error)"))
  }
}

extension CommandError {
  /// What is wrong in a RINEX file.
  init(_ error: RINEXError, in path: String) {
    self.init(
      .data,
      text(zh: "\(path) 第 \(error.line) 行：\(printable(error.message))", en: "\(path), line \(error.line): \(printable(error.message))"))
  }
}
