import FuzzSupport
import Glibc
import SurveyFiles

/// Text of any bytes in each encoding: decoded it is UTF-8, what has a meaning comes back byte for byte, and places of the rest lie in the text.
@main enum EncodingTarget {
  static func main() {
    exit(
      fuzz { data, count in
        let bytes = UnsafeRawBufferPointer(start: data, count: count)
        let evidence = TextEncoding.evidence(bytes.bytes, from: 0, to: count)
        for encoding in TextEncoding.allCases {
          guard var transcoder = try? TextTranscoder(encoding) else { continue }
          var decoded = TextBuffer(capacity: 256)
          let bad = transcoder.decode(bytes.bytes, from: 0, to: count, to: &decoded)
          let text = decoded.bytes.withUnsafeBytes { Array($0) }
          require(String(validating: text, as: UTF8.self) != nil, "no UTF-8")
          require(bad.allSatisfy { $0 >= 0 && $0 < count && bytes[$0] >= 0x80 }, "a bad byte outside the text")
          require(zip(bad, bad.dropFirst()).allSatisfy { $0 < $1 }, "bad bytes out of order")
          guard bad.isEmpty else { continue }
          var encoded = TextBuffer(capacity: 256)
          transcoder.encode(text.span.bytes, from: 0, to: text.count, to: &encoded)
          let again = encoded.bytes.withUnsafeBytes { Array($0) }
          require(again.elementsEqual(bytes), "other bytes in \(encoding)")
          if encoding == .utf8 { require(evidence == .ascii || evidence == .encoding(.utf8), "UTF-8 that does not show") }
        }
        return 0
      })
  }
}
