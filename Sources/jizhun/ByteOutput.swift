import Glibc
import SurveyFiles

/// Buffered standard output, or a file. Call `flush` before the command ends: what is then still in the buffer is lost, on purpose, so that no
/// failure to write goes unnoticed.
struct ByteOutput: ~Copyable {
  private var buffer: [UInt8] = []
  private let descriptor: Int32
  private let path: String
  private static let flushAt = 1 << 16

  /// Standard output.
  init() {
    (descriptor, path) = (1, "-")
    buffer.reserveCapacity(Self.flushAt + 4096)
  }

  /// A file, made new or emptied; `-` is standard output. `mode` are the permissions of a new file, before the user's mask.
  /// Throws `cannotCreate` (73).
  init(path: String, mode: mode_t = 0o666) throws(CommandError) {
    var opened: Int32 = 1
    if path != "-" {
      repeat { opened = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode) } while opened < 0 && errno == EINTR
      guard opened >= 0 else { throw CommandError(.cannotCreate, text(zh: "无法创建 \(path)", en: "cannot create \(path)"), errno: errno) }
    }
    // A file that was there keeps its permissions through open(2): one for its owner alone must lose them before anything is written. Devices
    // stay as they are.
    if path != "-", mode & 0o077 == 0, FileIdentity(descriptor: opened) != nil, fchmod(opened, mode) != 0 {
      let code = errno
      close(opened)
      throw CommandError(.cannotCreate, text(zh: "无法限制 \(path) 的权限", en: "cannot restrict the permissions of \(path)"), errno: code)
    }
    (descriptor, self.path) = (opened, path)
  }

  deinit {
    if descriptor > 2 { close(descriptor) }
  }

  /// Hands a text to the system at once, after what is buffered here, and empties it. Throws `inputOutput` (74).
  mutating func writeThrough(_ text: inout TextBuffer) throws(CommandError) {
    try flush()
    try hand(text.bytes)
    text.removeAll()
  }

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
    guard !buffer.isEmpty else { return }
    try hand(buffer.span.bytes)
    buffer.removeAll(keepingCapacity: true)
  }

  private func hand(_ bytes: RawSpan) throws(CommandError) {
    var written = 0
    while written < bytes.byteCount {
      // The pointer is valid for the closure and the count stays inside the span, which is not empty here.
      let n = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written) }
      if n < 0 && errno != EINTR {
        let place = path == "-" ? text(zh: "标准输出", en: "standard output") : path
        var error = CommandError(.inputOutput, text(zh: "无法写到\(place)", en: "cannot write to \(place)"), errno: errno)
        error.isOutput = true
        throw error
      }
      written += max(n, 0)
    }
  }
}
