/// Makes RINEX of compact RINEX (Hatanaka's CRINEX 1.0 and 3.0), in bounded memory.
///
/// Numbers between −1 and 1 get a zero before the point; all else is as before the compression, without blanks at the ends of lines.
public struct CRINEXDecompressor {
  private var splitter = LineSplitter(longest: LineSplitter.longestObservationLine)
  private var core: CompactDecompressor?

  /// A decompressor at the start of a file.
  public init() {}

  /// Takes the next bytes and adds the text that they complete to `output`.
  public mutating func feed(_ bytes: [UInt8], into output: inout [UInt8]) throws(RINEXError) {
    try run(&output) { splitter, take throws(RINEXError) in try splitter.feed(bytes, take) }
  }

  /// Ends the file.
  public mutating func finish(into output: inout [UInt8]) throws(RINEXError) {
    try run(&output) { splitter, take throws(RINEXError) in try splitter.finish(take) }
    guard let core else { throw RINEXError(line: splitter.line, "expected CRINEX VERS   / TYPE in columns 61–80: the text is empty") }
    try core.finish(line: splitter.line)
  }

  private mutating func run(
    _ output: inout [UInt8],
    _ lines: (inout LineSplitter, (TextLine) throws(RINEXError) -> Void) throws(RINEXError) -> Void
  ) throws(RINEXError) {
    var splitter = splitter
    self.splitter = LineSplitter()
    try lines(&splitter) { line throws(RINEXError) in try take(line, &output) }
    self.splitter = splitter
  }

  private mutating func take(_ line: TextLine, _ output: inout [UInt8]) throws(RINEXError) {
    guard var decompressor = core else {
      guard line.text(60, 20) == "CRINEX VERS   / TYPE" else {
        throw RINEXError(line: line.number, "expected CRINEX VERS   / TYPE in columns 61–80: this is no compact RINEX")
      }
      core = try CompactDecompressor(firstLine: line)
      return
    }
    core = nil  // so that it is not copied
    try decompressor.take(line) { plain throws(RINEXError) in
      // Header and event lines come as they were.
      output += plain.trimmed
      output.append(10)
    }
    core = decompressor
  }
}

/// Makes compact RINEX (CRINEX 3.0 of RINEX 3 and 4, CRINEX 1.0 of RINEX 2) of an observation file, in the memory of one epoch.
public struct CRINEXCompressor {
  private var splitter = LineSplitter(longest: LineSplitter.longestObservationLine)
  private var core: CompactCompressor

  /// A compressor at the start of a file.
  /// - Parameters:
  ///   - program: The program's name for the second line.
  ///   - date: The date of the compression for the second line, such as `21-Nov-26 01:53`.
  public init(program: String, date: String) { core = CompactCompressor(program: program, date: date) }

  /// Takes the next bytes of RINEX and adds the compact text that they complete to `output`.
  public mutating func feed(_ bytes: [UInt8], into output: inout [UInt8]) throws(RINEXError) {
    try splitter.feed(bytes) { line throws(RINEXError) in try core.take(line, &output) }
  }

  /// Ends the file.
  public mutating func finish(into output: inout [UInt8]) throws(RINEXError) {
    try splitter.finish { line throws(RINEXError) in try core.take(line, &output) }
    try core.finish(line: splitter.line, &output)
  }
}
