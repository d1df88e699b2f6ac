/// Lines of a file or of standard input, as bytes, for commands that filter line by line. Memory is bounded by the longest line allowed.
struct LineInput: ~Copyable {
  /// A longer line is no table of points; it is refused rather than held in memory.
  static let longestLine = 1 << 20

  private var input: ByteInput
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)
  private var next = 0
  private var end = 0
  private var atEnd = false

  /// The number of the line that `nextLine` returned last, from 1.
  private(set) var lineNumber = 0

  /// The path as the user wrote it.
  var path: String { input.path }

  /// True where the next line may have to wait for input: the moment to flush what was written so far.
  var mayBlock: Bool { next == end && !atEnd }

  /// Opens a file; `-` is standard input.
  init(path: String) throws(CommandError) {
    input = try ByteInput(path: path)
  }

  /// Puts the next line into `line`, without its LF or CR LF; false at the end. A last line without LF counts.
  mutating func nextLine(_ line: inout [UInt8]) throws(CommandError) -> Bool {
    line.removeAll(keepingCapacity: true)
    var started = false
    while true {
      if next == end {
        if !atEnd {
          end = try input.read(into: &chunk)
          next = 0
          atEnd = end == 0
        }
        if atEnd {
          if started { finish(&line) }
          return started
        }
      }
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
        finish(&line)
        return true
      }
      next = end
    }
  }

  private mutating func finish(_ line: inout [UInt8]) {
    lineNumber += 1
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
  }
}
