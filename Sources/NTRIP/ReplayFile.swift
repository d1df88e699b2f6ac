import Glibc
import NIOPosix
import NTRIPProtocol
import Synchronization

/// A file read in blocks on the threads for blocking calls: a slow disk or network share holds up no station.
final class ReplayFile: Sendable {
  private let path: String
  private let descriptor: CInt

  init(path: String) throws(StreamFailure) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw .fileUnreadable(path: path, reason: StreamFailure.words(errno)) }
  }

  deinit { _ = close(descriptor) }

  /// The next bytes, at most `limit`; empty at the end.
  func read(upTo limit: Int) async throws -> [UInt8] {
    try await NIOThreadPool.singleton.runIfActive { [path, descriptor] in
      var code: CInt = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
        var result: Int
        repeat { result = Glibc.read(descriptor, buffer.baseAddress, limit) } while result < 0 && errno == EINTR
        if result < 0 { code = errno }
        count = max(0, result)
      }
      if code != 0 { throw StreamFailure.fileUnreadable(path: path, reason: StreamFailure.words(code)) }
      return bytes
    }
  }
}
