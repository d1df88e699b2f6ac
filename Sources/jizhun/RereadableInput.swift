/// An input that is read more than once: a file, or what came through a pipe, which is then held in memory.
struct RereadableInput {
  let path: String
  private var memory: [UInt8]?
  /// A pipe that brings more than this is refused: a file on a disk takes its place.
  private static let mostMemory = 1 << 30
  private static let chunk = 1 << 16

  init(path: String) throws(CommandError) {
    self.path = path
    var input = try ByteInput(path: path)
    if input.isRegularFile, path != "-" { return }
    memory = try input.readAll(atMost: Self.mostMemory)
    guard memory != nil else {
      throw CommandError(
        .data, text(zh: "\(path)：管道数据超过 1 GiB；请先存成文件", en: "\(path): more than 1 GiB through a pipe; put it into a file first"))
    }
  }

  /// Hands out all bytes once, in chunks.
  func read(_ body: ([UInt8]) throws(CommandError) -> Void) throws(CommandError) {
    if let memory {
      for start in stride(from: 0, to: memory.count, by: Self.chunk) {
        try body(Array(memory[start..<min(start + Self.chunk, memory.count)]))
      }
      return
    }
    var input = try ByteInput(path: path)
    var buffer = [UInt8](repeating: 0, count: Self.chunk)
    while true {
      let count = try input.read(into: &buffer)
      if count == 0 { return }
      if count == buffer.count { try body(buffer) } else { try body(Array(buffer[..<count])) }
    }
  }

  /// The first bytes.
  func start(_ count: Int) throws(CommandError) -> [UInt8] {
    if let memory { return Array(memory.prefix(count)) }
    var input = try ByteInput(path: path)
    var buffer = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let n = try input.read(into: &buffer, from: filled)
      if n == 0 { break }
      filled += n
    }
    return Array(buffer[..<filled])
  }
}
