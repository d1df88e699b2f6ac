import ArgumentParser
import SurveyFiles

/// How the characters of input files are read: as the user says, or as the files show.
enum EncodingChoice: ExpressibleByArgument, Equatable {
  case auto
  case named(TextEncoding)

  init?(argument: String) {
    if argument.lowercased() == "auto" {
      self = .auto
    } else if let encoding = TextEncoding(name: argument) {
      self = .named(encoding)
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] { ["auto"] + TextEncoding.allCases.map(\.rawValue) }
  var defaultValueDescription: String { "auto" }
}

/// The option `--encoding`.
struct EncodingOption: ParsableArguments {
  @Option(
    name: .customLong("encoding"),
    help: ArgumentHelp(
      text(
        zh: "输入文件的字符编码：auto（缺省，UTF-8 或 GBK，按内容判断）、utf-8、gbk（GB 18030）、latin-1；逐行输出保持原编码，JSON、报告为 UTF-8",
        en: "Encoding of the input: auto (default: UTF-8 or GBK, by what it holds), utf-8, gbk (GB 18030), latin-1; lines keep it, "
          + "JSON and reports are UTF-8"),
      valueName: "name"))
  var choice: EncodingChoice = .auto
}

/// Reads lines of one input as UTF-8 and writes them back in their own encoding.
///
/// Until the first byte that is no ASCII nothing needs to be known. What the lines from there on show then holds for all of them.
struct LineDecoder: ~Copyable {
  /// So many bytes from the first line on that is not ASCII alone show the encoding.
  static let evidenceBytes = 1 << 17

  private let choice: EncodingChoice?
  private let path: String
  /// What the input is in; nil as long as it has shown nothing, and where it is neither.
  private(set) var encoding: TextEncoding?
  /// True once nothing else need be looked at.
  private(set) var isDecided = false
  private var transcoder: TextTranscoder?
  private var scratch = TextBuffer(capacity: 1 << 10)
  private var hasSaidNeither = false

  /// Without a choice nothing is looked at and nothing turned.
  init(_ choice: EncodingChoice?, path: String) throws(CommandError) {
    (self.choice, self.path) = (choice, path)
    switch choice {
    case .auto: break
    case .named(let encoding): try decide(encoding)
    case nil: (isDecided, hasSaidNeither) = (true, true)
    }
  }

  /// Takes an encoding that was found elsewhere.
  mutating func decide(_ encoding: TextEncoding?) throws(CommandError) {
    guard !isDecided else { return }
    isDecided = true
    self.encoding = encoding
    guard let encoding else { return }
    do throws(TextTranscoder.Failure) {
      transcoder = try TextTranscoder(encoding)
    } catch {
      throw CommandError(
        .configuration,
        text(
          zh: "\(path)：本机 C 库没有 GB 18030 码表（gconv）；请安装 libc 的 gconv 模块，或先把文件转换为 UTF-8",
          en:
            "\(path): the C library of this machine has no tables of GB 18030; install its gconv modules, or turn the file into UTF-8 first"
        ))
    }
  }

  /// True where the bytes of a line must be turned before and after.
  var isForeign: Bool { isDecided && encoding != nil && encoding != .utf8 }

  /// Takes the encoding that bytes show, if they show any.
  mutating func look(_ bytes: RawSpan, from start: Int, to end: Int) throws(CommandError) {
    guard !isDecided else { return }
    switch TextEncoding.evidence(bytes, from: start, to: end) {
    case .ascii: break
    case .encoding(let encoding): try decide(encoding)
    case .neither: try decide(nil)
    }
  }

  /// Turns a line into UTF-8. Returns what is wrong with it: a byte that has no meaning in the encoding. In a file that shows no encoding such bytes are
  /// let pass, and the first is told on standard error.
  mutating func decode(_ line: inout [UInt8], number: Int) -> String? {
    guard isDecided, TextEncoding.firstForeignByte(line.span.bytes, from: 0, to: line.count) != nil else { return nil }
    guard encoding != nil, transcoder != nil else {
      sayNeither(number)
      return nil
    }
    scratch.removeAll()
    // Borrowed from an optional: a value that cannot be copied is reached in place.
    let bad = transcoder?.decode(line.span.bytes, from: 0, to: line.count, to: &scratch) ?? []
    if let first = bad.first {
      let problem = Self.problem(line[first], at: first, encoding ?? .utf8)
      if isNamed { return problem }
      // A guess is no reason to refuse a line.
      say(problem, number)
    }
    line.removeAll(keepingCapacity: true)
    scratch.bytes.withUnsafeBytes { unsafe line.append(contentsOf: $0) }
    return nil
  }

  private mutating func sayNeither(_ line: Int) { say(Self.neither, line) }

  /// The first thing that is wrong with a file whose encoding nobody has named.
  private mutating func say(_ message: String, _ line: Int) {
    guard !hasSaidNeither else { return }
    hasSaidNeither = true
    printToStandardError(Self.place(path, line) + Self.note(message))
  }

  static func note(_ message: String) -> String { text(zh: "注意：", en: "note: ") + message }

  static var neither: String {
    text(
      zh: "既不是 UTF-8 也不是 GBK 编码，没有意义的字符显示为 U+FFFD；可用 --encoding 指定编码",
      en: "this is neither UTF-8 nor GBK; characters without a meaning show as U+FFFD; --encoding says which encoding it is")
  }

  /// True where the user has named the encoding: then what is not of it is wrong.
  var isNamed: Bool { if case .named = choice { true } else { false } }

  static func place(_ path: String, _ line: Int) -> String {
    let name = path == "-" ? text(zh: "标准输入", en: "standard input") : path
    return text(zh: "\(name) 第 \(line) 行：", en: "\(name), line \(line): ")
  }

  /// Turns a whole text into UTF-8. Returns what is wrong with it where the user has named the encoding; in one that nobody has named the
  /// first such byte is told on standard error, and with `keepsBytes` the text stays as it is.
  mutating func decodeFile(_ text: inout [UInt8], keepsBytes: Bool) -> String? {
    guard isDecided else { return nil }
    var bad: [Int] = []
    var decoded = TextBuffer(capacity: text.count + 64)
    if let found = transcoder?.decode(text.span.bytes, from: 0, to: text.count, to: &decoded) {
      bad = found
    } else if let first = TextEncoding.firstForeignByte(text.span.bytes, from: 0, to: text.count) {
      sayNeither(1 + text[..<first].count { $0 == UInt8(ascii: "\n") })
    }
    guard let first = bad.first else {
      if isForeign { text = decoded.bytes.withUnsafeBytes { unsafe Array($0) } }
      return nil
    }
    let line = 1 + text[..<first].count { $0 == UInt8(ascii: "\n") }
    if case .named(let encoding) = choice {
      let start = text[..<first].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      return Self.place(path, line) + Self.problem(text[first], at: first - start, encoding)
    }
    say(
      Self.problem(text[first], at: first - (text[..<first].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0), encoding ?? .utf8), line
    )
    // What is written back must keep its bytes; what is read for its names need not.
    if keepsBytes {
      encoding = nil
      transcoder = nil
    } else {
      text = decoded.bytes.withUnsafeBytes { unsafe Array($0) }
    }
    return nil
  }

  static func problem(_ byte: UInt8, at place: Int, _ encoding: TextEncoding) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    let name = encoding == .gb18030 ? "GBK (GB 18030)" : "UTF-8"
    return text(
      zh: "第 \(place + 1) 字节 0x\(digits) 不是 \(name) 字符；编码可用 --encoding 指定",
      en: "byte \(place + 1), 0x\(digits), is no character of \(name); --encoding says which encoding it is")
  }

  /// Appends UTF-8 in the encoding of the input.
  mutating func encode(_ text: RawSpan, to output: inout TextBuffer) {
    if transcoder?.encode(text, from: 0, to: text.byteCount, to: &output) == nil { output.append(text, from: 0, to: text.byteCount) }
  }
}
