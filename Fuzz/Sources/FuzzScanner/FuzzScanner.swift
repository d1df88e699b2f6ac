import FuzzSupport
import Glibc
import RTCM

@main enum Main {
  static func main() { exit(fuzz { fuzzScanner($0, $1) }) }
}

/// The scanner in two chunkings: the same frames, every byte accounted for, and every frame with a right CRC.
func fuzzScanner(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = [UInt8](UnsafeBufferPointer(start: data, count: count))
  let whole = scan(bytes, chunk: max(count, 1))
  let cut = scan(bytes, chunk: 1 + Int(bytes.first ?? 0))
  require(whole == cut, "the chunking changed the result")
  require(whole.statistics.frameBytes + whole.statistics.skippedBytes == UInt64(count), "bytes are missing")
  return 0
}

private struct Found: Equatable {
  var statistics = FrameScanner.Statistics()
  var digest: UInt64 = 0
}

private func scan(_ bytes: [UInt8], chunk: Int) -> Found {
  var scanner = FrameScanner()
  var found = Found()
  var start = 0
  while start < bytes.count {
    let end = min(start + chunk, bytes.count)
    scanner.scan(bytes.span.bytes.extracting(start..<end)) { frame in
      require(CRC24Q.checksum(frame.bytes) == 0, "a frame with a wrong CRC")
      found.digest = found.digest &* 31 &+ frame.offset &+ UInt64(frame.bytes.byteCount) << 32
    }
    require(scanner.waitingBytes <= 1028, "more than a frame waits")
    start = end
  }
  scanner.finish { frame in found.digest = found.digest &* 31 &+ frame.offset &+ UInt64(frame.bytes.byteCount) << 32 }
  found.statistics = scanner.statistics
  return found
}
