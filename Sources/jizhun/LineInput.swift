import SurveyFiles

/// Lines of a file or of standard input, as bytes, for commands that filter line by line; in UTF-8 where an encoding is asked for. Memory is bounded by the
/// longest line allowed.
struct LineInput: ~Copyable {
  /// A longer line is no table of points; it is refused rather than held in memory.
  static let longestLine = 1 << 20

  private var input: ByteInput
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)
  private var next = 0
  private var end = 0
  private var atEnd = false
  /// Where in the input the chunk begins, and the line that is being read.
  private var chunkStart = 0
  private var lineStart = 0
  private var decoder: LineDecoder

  /// The number of the line that `nextLine` returned last, from 1.
  private(set) var lineNumber = 0

  /// The path as the user wrote it.
  var path: String { input.path }

  /// True where the next line may have to wait for input: the moment to flush what was written so far.
  var mayBlock: Bool { next == end && !atEnd }

  /// Why the line that `nextLine` returned last has bytes without a meaning in its encoding; nil for a sound line.
  private(set) var encodingProblem: String?

  /// Opens a file; `-` is standard input. Without `encoding` lines are the bytes of the file.
  init(path: String, encoding: EncodingChoice? = nil) throws(CommandError) {
    let decoder = try LineDecoder(encoding, path: path)
    input = try ByteInput(path: path)
    self.decoder = decoder
  }

  /// True where lines are turned from another encoding than UTF-8.
  var isForeign: Bool { decoder.isForeign }

  /// Appends UTF-8 in the encoding that the input has.
  mutating func encode(_ text: RawSpan, to output: inout TextBuffer) {
    decoder.encode(text, to: &output)
  }

  /// As ``nextLine(_:)``, for those to whom a line that is not sound ends the run.
  mutating func nextSoundLine(_ line: inout [UInt8]) throws(CommandError) -> Bool {
    guard try nextLine(&line) else { return false }
    guard let problem = encodingProblem else { return true }
    throw CommandError(.data, text(zh: "\(path) 第 \(lineNumber) 行：\(problem)", en: "\(path), line \(lineNumber): \(problem)"))
  }

  /// Puts the next line into `line`, without its LF or CR LF; false at the end. A last line without LF counts.
  mutating func nextLine(_ line: inout [UInt8]) throws(CommandError) -> Bool {
    line.removeAll(keepingCapacity: true)
    var started = false
    while true {
      if next == end {
        if !atEnd {
          chunkStart += end
          end = try input.read(into: &chunk)
          next = 0
          atEnd = end == 0
        }
        if atEnd {
          if started { try finish(&line) }
          return started
        }
      }
      if !started { lineStart = chunkStart + next }
      started = true
      let newline = chunk[next..<end].firstIndex(of: UInt8(ascii: "\n"))
      let stop = newline ?? end
      guard line.count + (stop - next) <= Self.longestLine else {
        throw CommandError(
          .data,
          text(
            zh: "\(path) 第 \(lineNumber + 1) 行超过 \(Self.longestLine) 字节；这里应为文本行",
            en: "\(path), line \(lineNumber + 1): longer than \(Self.longestLine) bytes; lines of text are expected"))
      }
      line.append(contentsOf: chunk[next..<stop])
      if newline != nil {
        next = stop + 1
        try finish(&line)
        return true
      }
      next = end
    }
  }

  private mutating func finish(_ line: inout [UInt8]) throws(CommandError) {
    lineNumber += 1
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    encodingProblem = nil
    guard TextEncoding.firstForeignByte(line.span.bytes, from: 0, to: line.count) != nil else { return }
    if !decoder.isDecided {
      // The first line that says anything, and what follows it.
      let shown = input.peek(at: lineStart, atMost: LineDecoder.evidenceBytes) ?? (line + [0x0A] + chunk[next..<end])
      try decoder.look(shown.span.bytes, from: 0, to: shown.count)
    }
    encodingProblem = decoder.decode(&line, number: lineNumber)
  }
}
