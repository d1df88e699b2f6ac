/// The predictors of TIFF: differences between neighbours in a row, which compress better than the samples.
enum TIFFPredictor {
  /// Makes the samples of one row out of differences of whole samples (predictor 2); the row's bytes are little-endian.
  static func undoDifferences(_ bytes: inout [UInt8], row: Range<Int>, sampleBytes: Int, samples: Int) {
    let stride = sampleBytes * samples
    guard row.count > stride else { return }
    for at in Swift.stride(from: row.lowerBound + stride, to: row.upperBound, by: sampleBytes) {
      var carry = 0
      for i in 0..<sampleBytes {
        let sum = Int(bytes[at + i]) + Int(bytes[at + i - stride]) + carry
        bytes[at + i] = UInt8(truncatingIfNeeded: sum)
        carry = sum >> 8
      }
    }
  }

  /// Makes floating-point samples, little-endian, out of differences of bytes in planes from the most significant on (predictor 3; Adobe
  /// Photoshop TIFF Technical Note 3).
  static func undoFloatingPoint(_ bytes: inout [UInt8], row: Range<Int>, sampleBytes: Int, samples: Int, scratch: inout [UInt8]) {
    guard row.count > samples else { return }
    for at in (row.lowerBound + samples)..<row.upperBound { bytes[at] &+= bytes[at - samples] }
    let count = row.count / sampleBytes
    for at in 0..<row.count { scratch[at] = bytes[row.lowerBound + at] }
    for plane in 0..<sampleBytes {
      for i in 0..<count { bytes[row.lowerBound + i * sampleBytes + sampleBytes - 1 - plane] = scratch[plane * count + i] }
    }
  }

  /// A row of one band as predictor 3 wants it.
  static func floatingPoint(_ row: [Float], into bytes: inout [UInt8]) {
    let start = bytes.count
    for plane in 0..<4 {
      for value in row { bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> UInt32(24 - 8 * plane))) }
    }
    for at in stride(from: bytes.count - 1, to: start, by: -1) { bytes[at] &-= bytes[at - 1] }
  }
}
