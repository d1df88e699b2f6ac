/// The samples of an image out of its strips or tiles.
enum TIFFSamples {
  /// All bands as numbers, row by row; NaN where the sample is the one for “no data”, and in tiles that the file leaves out.
  static func read(
    _ input: borrowing TIFFInput, _ layout: TIFFLayout, noData: Double?, _ budget: inout TIFFBudget
  ) throws(GridFileError) -> [[Float]] {
    // Below 2⁶⁰; the budget refuses what the file cannot hold before anything is reserved.
    let pixels = layout.width * layout.height
    let (total, overflow) = pixels.multipliedReportingOverflow(by: layout.bands * 8)
    guard !overflow, budget.take(total) else { throw input.failure(layout.directory.place(TIFFTag.imageWidth), .tooLarge) }
    var bands = [[Float]](repeating: [Float](repeating: .nan, count: pixels), count: layout.bands)
    var chunk: [UInt8] = []
    var scratch: [UInt8] = []
    for plane in 0..<(layout.bandsApart ? layout.bands : 1) {
      for y in 0..<layout.down {
        for x in 0..<layout.across {
          let index = (plane * layout.down + y) * layout.across + x
          let rows = layout.isTiled ? layout.chunkHeight : min(layout.chunkHeight, layout.height - y * layout.chunkHeight)
          guard try unpack(input, layout, index, rows: rows, &chunk, &scratch, &budget) else { continue }
          let firstRow = y * layout.chunkHeight
          let firstColumn = x * layout.chunkWidth
          let columns = min(layout.chunkWidth, layout.width - firstColumn)
          for band in 0..<layout.chunkBands {
            for row in 0..<min(rows, layout.height - firstRow) {
              let source = (row * layout.chunkWidth * layout.chunkBands + band) * layout.sampleBytes
              let target = (firstRow + row) * layout.width + firstColumn
              convert(
                chunk, from: source, stride: layout.chunkBands * layout.sampleBytes, layout, noData, into: &bands[plane + band],
                at: target, count: columns)
            }
          }
        }
      }
    }
    return bands
  }

  /// The bytes of one chunk, unpacked, differences undone, little-endian; false where the file leaves it out.
  private static func unpack(
    _ input: borrowing TIFFInput, _ layout: TIFFLayout, _ index: Int, rows: Int, _ chunk: inout [UInt8], _ scratch: inout [UInt8],
    _ budget: inout TIFFBudget
  ) throws(GridFileError) -> Bool {
    let directory = layout.directory
    guard let offset = directory.integer(input, layout.offsets, index), let count = directory.integer(input, layout.counts, index) else {
      throw input.failure(directory.place(layout.offsets), .headerField(name: "offsets and byte counts", expected: "unsigned integers"))
    }
    if count == 0 { return false }
    try input.require(count, at: offset)
    let rowBytes = layout.chunkWidth * layout.chunkBands * layout.sampleBytes  // below 2⁴⁰
    let (size, overflow) = rowBytes.multipliedReportingOverflow(by: rows)
    guard !overflow, size <= count.multipliedReportingOverflow(by: TIFF.densest).partialValue, budget.take(size) else {
      throw input.failure(offset, .tooLarge)
    }
    if chunk.count != size { chunk = [UInt8](repeating: 0, count: size) }
    let packed = input.bytes.extracting(offset..<(offset + count))
    switch layout.compression {
    case 1:
      guard count >= size else { throw input.failure(offset, .length(expectedBytes: size, actualBytes: count)) }
      for i in 0..<size { chunk[i] = packed.unsafeLoad(fromByteOffset: i, as: UInt8.self) }
    case 5:
      guard LZW.unpack(packed, into: &chunk) else { throw input.failure(offset, .compressedData) }
    default:
      guard Deflate.unpack(packed, into: &chunk) else { throw input.failure(offset, .compressedData) }
    }
    if layout.predictor == 3 {
      // Its bytes go from the most significant on whatever the order of the file.
      if scratch.count != rowBytes { scratch = [UInt8](repeating: 0, count: rowBytes) }
      for row in 0..<rows {
        TIFFPredictor.undoFloatingPoint(
          &chunk, row: (row * rowBytes)..<((row + 1) * rowBytes), sampleBytes: layout.sampleBytes, samples: layout.chunkBands,
          scratch: &scratch)
      }
      return true
    }
    if input.isBig, layout.sampleBytes > 1 {
      for at in stride(from: 0, to: size, by: layout.sampleBytes) {
        for i in 0..<(layout.sampleBytes / 2) { chunk.swapAt(at + i, at + layout.sampleBytes - 1 - i) }
      }
    }
    if layout.predictor == 2 {
      for row in 0..<rows {
        TIFFPredictor.undoDifferences(
          &chunk, row: (row * rowBytes)..<((row + 1) * rowBytes), sampleBytes: layout.sampleBytes, samples: layout.chunkBands)
      }
    }
    return true
  }

  /// Samples of a row as numbers.
  private static func convert(
    _ bytes: [UInt8], from source: Int, stride: Int, _ layout: TIFFLayout, _ noData: Double?, into band: inout [Float], at target: Int,
    count: Int
  ) {
    let span = bytes.span.bytes
    for i in 0..<count {
      let at = source + i * stride
      // Any bytes are an integer; the load checks the bounds.
      let value: Double
      switch (layout.sample, layout.sampleBytes) {
      case (.floating, 4):
        value = Double(Float(bitPattern: UInt32(littleEndian: span.unsafeLoadUnaligned(fromByteOffset: at, as: UInt32.self))))
      case (.floating, _): value = Double(bitPattern: UInt64(littleEndian: span.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)))
      case (.unsigned, 1): value = Double(bytes[at])
      case (.unsigned, 2): value = Double(UInt16(littleEndian: span.unsafeLoadUnaligned(fromByteOffset: at, as: UInt16.self)))
      case (.unsigned, _): value = Double(UInt32(littleEndian: span.unsafeLoadUnaligned(fromByteOffset: at, as: UInt32.self)))
      case (.signed, 1): value = Double(Int8(bitPattern: bytes[at]))
      case (.signed, 2): value = Double(Int16(littleEndian: span.unsafeLoadUnaligned(fromByteOffset: at, as: Int16.self)))
      case (.signed, _): value = Double(Int32(littleEndian: span.unsafeLoadUnaligned(fromByteOffset: at, as: Int32.self)))
      }
      // The text of the tag has the digits of a float for floats.
      band[target + i] = noData.map { value == $0 || Float(value) == Float($0) } == true ? .nan : Float(value)
    }
  }
}
