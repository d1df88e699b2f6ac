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

  /// True for a file on a disk, whose end is known; false for terminals, pipes and sockets, where a reader waits for what is written.
  var isRegularFile: Bool {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// The length of a file on a disk, bytes; nil for everything else.
  var regularLength: Int? {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// The file mapped into memory for reading, to be unmapped by the caller; nil when the system does not.
  func map(length: Int) -> UnsafeMutableRawPointer? {
    let mapped = unsafe mmap(nil, length, PROT_READ, MAP_PRIVATE, descriptor, 0)
    return unsafe mapped == MAP_FAILED ? nil : mapped
  }

  /// Bytes of a file on a disk from a place on, without moving on in it; nil for what is none.
  func peek(at offset: Int, atMost count: Int) -> [UInt8]? {
    guard isRegularFile else { return nil }
    var bytes = [UInt8](repeating: 0, count: count)
    // The pointer is valid for the closure; pread(2) writes at most `count` bytes.
    let n = unsafe bytes.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, count, off_t(offset)) }
    guard n >= 0 else { return nil }
    bytes.removeLast(count - n)
    return bytes
  }

  /// The device and file number, to tell whether two paths are the same file; nil when the system gives none.
  var identity: FileIdentity? { FileIdentity(descriptor: descriptor) }

  /// Reads what is there, at most up to the end of `buffer`, into it from `offset` on; returns the count, 0 at the end.
  /// A signal does not end the input. Throws `inputOutput` (74).
  mutating func read(into buffer: inout [UInt8], from offset: Int = 0) throws(CommandError) -> Int {
    precondition(offset >= 0 && offset < buffer.count)
    while true {
      // The pointer is valid for the closure; read(2) writes at most the bytes from `offset` to the end.
      let n = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress! + offset, $0.count - offset) }
      if n >= 0 { return n }
      if errno != EINTR {
        throw CommandError(.inputOutput, text(zh: "读取 \(path) 时出错", en: "reading \(path) failed"), errno: errno)
      }
    }
  }

  /// Everything from here to the end; nil when that is more than `limit` bytes, which the caller reports in his own words. Throws `inputOutput` (74).
  mutating func readAll(atMost limit: Int) throws(CommandError) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: min(limit, (1 << 20) - 1) + 1)
    var filled = 0
    while case let count = try read(into: &bytes, from: filled), count > 0 {
      filled += count
      guard filled <= limit else { return nil }
      if filled == bytes.count { bytes.append(contentsOf: repeatElement(0, count: bytes.count)) }
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }
}

/// Which file a descriptor stands for.
struct FileIdentity: Equatable {
  let device: UInt
  let number: UInt

  /// Nil when the system does not say, and for what is no regular file.
  init?(descriptor: Int32) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    (device, number) = (UInt(status.st_dev), UInt(status.st_ino))
  }

  /// Nil when there is no such regular file.
  init?(path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    (device, number) = (UInt(status.st_dev), UInt(status.st_ino))
  }
}
