import Glibc

/// Buffered standard output. Call `flush` before the command ends: what is then still in the buffer is lost, on purpose, so that no
/// failure to write goes unnoticed.
struct ByteOutput: ~Copyable {
  private var buffer: [UInt8] = []
  private let descriptor: Int32 = 1
  private static let flushAt = 1 << 16

  init() { buffer.reserveCapacity(Self.flushAt + 4096) }

  /// Adds bytes as they are.
  mutating func write(_ bytes: some Collection<UInt8>) throws(CommandError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.flushAt { try flush() }
  }

  /// Adds text in UTF-8.
  mutating func write(_ string: String) throws(CommandError) { try write(string.utf8) }

  /// Adds a line of text and LF.
  mutating func writeLine(_ string: String) throws(CommandError) {
    buffer.append(contentsOf: string.utf8)
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= Self.flushAt { try flush() }
  }

  /// Hands everything to the system. Throws `inputOutput` (74), for example on a full disk.
  mutating func flush() throws(CommandError) {
    var written = 0
    while written < buffer.count {
      // The pointer is valid for the closure and the count stays inside the array.
      let n = unsafe buffer.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written) }
      if n < 0 && errno != EINTR {
        throw CommandError(.inputOutput, text(zh: "无法写到标准输出", en: "cannot write to standard output"), errno: errno)
      }
      written += max(n, 0)
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
