import Glibc
import GridFiles

/// The bytes of a file: mapped into memory where it is a regular file, so that only what is read takes memory; read whole where it is a pipe.
struct MappedFile: ~Copyable {
  private let base: UnsafeMutableRawPointer?
  private let count: Int
  private let copied: [UInt8]
  /// What is not mapped is held in memory, bytes: a pipe or device without an end must not take all of it.
  private static let mostCopied = 1 << 28

  /// Maps a file. Throws `noInput` (66) when there is none, `configuration` (78) when it is longer than `limit` bytes (what is no file: 256 MiB),
  /// `inputOutput` (74).
  init(path: String, atMost limit: Int) throws(CommandError) {
    func tooLong(_ limit: Int) -> CommandError {
      CommandError(.configuration, text(zh: "\(path)：文件超过 \(limit) 字节", en: "\(path): the file is longer than \(limit) bytes"))
    }
    var input = try ByteInput(path: path)
    if let length = input.regularLength, length > 0 {
      guard length <= limit else { throw tooLong(limit) }
      // A private mapping for reading; it outlives the descriptor, and `deinit` takes it down. A file that another program cuts short meanwhile ends
      // this one by a signal, as it would any that maps files.
      let mapped = unsafe input.map(length: length)
      if let mapped = unsafe mapped {
        unsafe base = mapped
        count = length
        copied = []
        return
      }
    }
    let limit = min(limit, Self.mostCopied)
    guard let bytes = try input.readAll(atMost: limit) else { throw tooLong(limit) }
    unsafe base = nil
    count = 0
    copied = bytes
  }

  deinit {
    if let base = unsafe base { unsafe munmap(base, count) }
  }

  /// Lets `body` read the bytes.
  borrowing func withBytes<Result, Failure: Error>(_ body: (RawSpan) throws(Failure) -> Result) throws(Failure) -> Result {
    try body(bytes)
  }

  /// The bytes.
  var bytes: RawSpan {
    @_lifetime(borrow self)
    borrowing get {
      // The mapping lives as long as this value, which the span cannot outlive.
      if let base = unsafe base {
        let span = unsafe RawSpan(_unsafeStart: UnsafeRawPointer(base), byteCount: count)
        return unsafe _overrideLifetime(span, borrowing: self)
      }
      return unsafe _overrideLifetime(copied.span.bytes, borrowing: self)
    }
  }
}

/// A mapped file whose bytes are read as they are needed, for as long as somebody holds it.
final class HeldFile: HeldBytes, @unchecked Sendable {
  // Nothing changes the mapping or the copy before `deinit`, so that threads may read them together.
  private let file: MappedFile
  let name: String

  /// Maps a file; throws as ``MappedFile`` does.
  init(path: String, atMost limit: Int) throws(CommandError) {
    name = path
    file = try MappedFile(path: path, atMost: limit)
  }

  func withBytes<Result, Failure: Error>(_ body: (RawSpan) throws(Failure) -> Result) throws(Failure) -> Result {
    try file.withBytes(body)
  }
}
