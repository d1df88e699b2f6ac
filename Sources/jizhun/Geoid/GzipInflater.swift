import CZlib

/// Why compressed bytes cannot be read.
enum GzipError: Error {
  /// The stream ends before its end.
  case truncated
  /// Bytes that no compressor wrote, or a wrong check sum.
  case damaged
}

/// Takes gzip apart piece by piece (zlib). Several members one after the other are one stream, as RFC 1952 has it.
final class GzipInflater {
  // zlib's state points back to its stream, which therefore stays where it is made.
  private let stream: UnsafeMutablePointer<z_stream>
  private var output = [UInt8](repeating: 0, count: 1 << 18)
  /// True between members: here the file may end.
  private(set) var isComplete = false

  init?() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 16: gzip alone, with the largest window. Version and size are those of the header that this is compiled with.
    guard unsafe inflateInit2_(stream, 16 + MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      unsafe stream.deallocate()
      return nil
    }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Hands on what the next bytes of the file hold: the first `count` of some bytes. Throws ``GzipError`` and what `take` throws.
  func inflate(_ bytes: [UInt8], count: Int, _ take: (_ bytes: [UInt8], _ count: Int) throws -> Void) throws {
    var position = 0
    while position < count {
      if isComplete {
        guard unsafe inflateReset(stream) == Z_OK else { throw GzipError.damaged }
        isComplete = false
      }
      var produced = 0
      var status = Z_OK
      // zlib reads at most avail_in bytes from the rest of `bytes` and writes at most avail_out into `output`; both pointers are gone after the closure.
      unsafe bytes.withUnsafeBufferPointer { input in
        unsafe output.withUnsafeMutableBufferPointer { output in
          unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress! + position)
          unsafe stream.pointee.avail_in = UInt32(count - position)
          unsafe stream.pointee.next_out = output.baseAddress!
          unsafe stream.pointee.avail_out = UInt32(output.count)
          status = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
          position = unsafe count - Int(stream.pointee.avail_in)
          produced = unsafe output.count - Int(stream.pointee.avail_out)
        }
      }
      if produced > 0 { try take(output, produced) }
      switch status {
      case Z_STREAM_END: isComplete = true
      case Z_OK: break
      case Z_BUF_ERROR: return  // needs more input
      default: throw GzipError.damaged
      }
    }
  }
}
