import Glibc

/// A file or standard input, read in chunks. Closes what it opened.
struct ByteInput: ~Copyable {
  /// The path as the user wrote it, `-` for standard input.
  let path: String
  private let descriptor: Int32

  /// Opens a file; `-` is standard input. Throws `noInput` (66) with the system's reason.
  init(path: String) throws(CommandError) {
    self.path = path
    if path == "-" {
      descriptor = 0
      return
    }
    var opened: Int32
    repeat { opened = open(path, O_RDONLY | O_CLOEXEC) } while opened < 0 && errno == EINTR
    guard opened >= 0 else {
      throw CommandError(.noInput, text(zh: "无法打开 \(path)", en: "cannot open \(path)"), errno: errno)
    }
    var status = stat()
    if unsafe fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      close(opened)
      throw CommandError(.noInput, text(zh: "\(path) 是目录，不是文件", en: "\(path) is a folder, not a file"))
    }
    descriptor = opened
  }

  deinit {
    if descriptor > 0 { close(descriptor) }
  }

  /// Reads what is there, at most the length of `buffer`, into its front; returns the count, 0 at the end.
  /// A signal does not end the input. Throws `inputOutput` (74).
  mutating func read(into buffer: inout [UInt8]) throws(CommandError) -> Int {
    while true {
      // The pointer is valid for the closure; read(2) writes at most `count` bytes.
      let n = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if n >= 0 { return n }
      if errno != EINTR {
        throw CommandError(.inputOutput, text(zh: "读取 \(path) 时出错", en: "reading \(path) failed"), errno: errno)
      }
    }
  }
}
