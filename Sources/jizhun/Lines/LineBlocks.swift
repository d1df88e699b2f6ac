import SurveyFiles

/// Bytes that hold whole lines, for one worker.
struct LineBlock {
  /// The lines are the first `count` bytes; what lies behind them is of no meaning.
  var bytes: [UInt8]
  var count = 0
  /// True when a line follows that is too long to be held. It has been dropped.
  var endsInTooLong = false
  /// The encoding of the lines, where it is known and their characters must be looked at.
  var encoding: TextEncoding?
  /// True where the user has named the encoding, so that what is not of it is wrong; and where it shows none.
  var isNamed = false
  var isNeither = false

  /// An empty block with room for `capacity` bytes.
  init(capacity: Int) { bytes = [UInt8](repeating: 0, count: capacity) }

  /// The number of lines, the last one without a line feed and one too long included.
  var lineCount: Int {
    var lines = 0
    for i in 0..<count where bytes[i] == UInt8(ascii: "\n") { lines += 1 }
    if count > 0, bytes[count - 1] != UInt8(ascii: "\n") { lines += 1 }
    return lines + (endsInTooLong ? 1 : 0)
  }
}

/// Cuts an input into blocks of whole lines. Memory is bounded by the block and the longest line that is accepted.
struct LineBlocks: ~Copyable {
  private var input: ByteInput
  private let size: Int
  /// The start of a line whose end has not been read.
  private var rest: [UInt8] = []
  /// In the middle of a line that is too long: everything up to its end is dropped.
  private var drops = false
  private(set) var hasEnded = false
  /// True where the other end of a pipe or a terminal waits for its answers: then a block is what one read brought.
  let waits: Bool
  private var decoder: LineDecoder
  /// How many bytes have been read.
  private var position = 0

  /// Opens a file, `-` for standard input. Blocks have about `size` bytes.
  init(path: String, size: Int, encoding: EncodingChoice = .auto) throws(CommandError) {
    let decoder = try LineDecoder(encoding, path: path)
    let input = try ByteInput(path: path)
    waits = !input.isRegularFile
    self.input = input
    self.size = size
    self.decoder = decoder
  }

  /// Puts the next lines into `block`, with their encoding; none at the end, and where a line is too long. Throws `inputOutput` (74).
  mutating func fill(_ block: inout LineBlock) throws(CommandError) {
    try read(&block)
    if !decoder.isDecided { try look(block) }
    block.encoding = decoder.encoding
    block.isNamed = decoder.isNamed
    block.isNeither = decoder.isDecided && decoder.encoding == nil
  }

  private mutating func look(_ block: borrowing LineBlock) throws(CommandError) {
    let bytes = block.bytes
    if let first = TextEncoding.firstForeignByte(bytes.span.bytes, from: 0, to: block.count) {
      // The first line that says anything, and what follows it: the same in blocks of any size.
      let line = bytes[..<first].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      let shown = block.endsInTooLong ? nil : input.peek(at: position - rest.count - block.count + line, atMost: LineDecoder.evidenceBytes)
      if let shown {
        try decoder.look(shown.span.bytes, from: 0, to: shown.count)
      } else {
        try decoder.look(bytes.span.bytes, from: line, to: block.count)
      }
    }
  }

  private mutating func read(_ block: inout LineBlock) throws(CommandError) {
    block.endsInTooLong = false
    while block.bytes.count < max(size, rest.count + 1) { block.bytes.append(contentsOf: repeatElement(0, count: block.bytes.count)) }
    for i in rest.indices { block.bytes[i] = rest[i] }
    var filled = rest.count
    var complete = 0
    rest.removeAll(keepingCapacity: true)
    while true {
      if filled == block.bytes.count { block.bytes.append(contentsOf: repeatElement(0, count: block.bytes.count)) }
      let count = try input.read(into: &block.bytes, from: filled)
      position += count
      if count == 0 {
        hasEnded = true
        block.count = drops ? 0 : filled
        return
      }
      var end = filled + count
      if drops {
        // Nothing else is in the block yet.
        guard let feed = block.bytes[..<end].firstIndex(of: UInt8(ascii: "\n")) else { continue }
        drops = false
        Self.move(&block.bytes, from: feed + 1, to: end)
        end -= feed + 1
      }
      if let feed = block.bytes[filled..<max(filled, end)].lastIndex(of: UInt8(ascii: "\n")) { complete = feed + 1 }
      filled = end
      if filled - complete > LineInput.longestLine {
        block.endsInTooLong = true
        drops = true
        break
      }
      if complete > 0, waits || filled >= size { break }
    }
    block.count = complete
    if !drops { rest.append(contentsOf: block.bytes[complete..<filled]) }
  }

  private static func move(_ bytes: inout [UInt8], from start: Int, to end: Int) {
    for i in start..<end { bytes[i - start] = bytes[i] }
  }
}
