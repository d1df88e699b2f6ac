import FuzzSupport
import Glibc
import RINEX

/// Compact RINEX: any chunks give the same, what is compressed comes back, and what is decompressed and compressed again decompresses to the
/// same.
@main enum CRINEXTarget {
  static func main() {
    exit(
      fuzz { data, count in
        let bytes = Array(UnsafeBufferPointer(start: data, count: count))
        let chunk = 1 + Int(bytes.first ?? 0)
        let compact = compress(bytes, max(count, 1))
        require(compact == compress(bytes, chunk), "the chunking changed what is compressed")
        if let compact {
          guard let plain = decompress(compact, 4096) else { fatalError("what was compressed cannot be decompressed") }
          require(compress(plain, 4096) == compact, "compressed again it is not the same")
        }
        let plain = decompress(bytes, max(count, 1))
        require(plain == decompress(bytes, chunk), "the chunking changed what is decompressed")
        if let plain, let again = compress(plain, 4096) {
          require(decompress(again, 4096) == plain, "decompressed again it is not the same")
        }
        return 0
      })
  }
}

private func compress(_ bytes: [UInt8], _ chunk: Int) -> [UInt8]? {
  var compressor = CRINEXCompressor(program: "", date: "")
  var output: [UInt8] = []
  do throws(RINEXError) {
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      try compressor.feed(Array(bytes[start..<min(start + chunk, bytes.count)]), into: &output)
    }
    try compressor.finish(into: &output)
  } catch {
    return nil
  }
  return output
}

private func decompress(_ bytes: [UInt8], _ chunk: Int) -> [UInt8]? {
  var decompressor = CRINEXDecompressor()
  var output: [UInt8] = []
  do throws(RINEXError) {
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      try decompressor.feed(Array(bytes[start..<min(start + chunk, bytes.count)]), into: &output)
    }
    try decompressor.finish(into: &output)
  } catch {
    return nil
  }
  return output
}
