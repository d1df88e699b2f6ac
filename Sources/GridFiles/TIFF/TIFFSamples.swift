/// The samples of an image out of its strips or tiles.
enum TIFFSamples {
  /// All bands as numbers, row by row; NaN where the sample is the one for “no data”, and in tiles that the file leaves out.
  static func read(
    _ input: borrowing TIFFInput, _ layout: TIFFLayout, noData: Double?, _ budget: inout TIFFBudget
  ) throws(GridFileError) -> [[Float]] {
    try reserve(input, layout, &budget)
    let pixels = layout.width * layout.height
    var bands = [[Float]](repeating: [Float](repeating: .nan, count: pixels), count: layout.bands)
    var chunk: [UInt8] = []
    var scratch: [UInt8] = []
    for plane in 0..<(layout.bandsApart ? layout.bands : 1) {
      for y in 0..<layout.down {
        for x in 0..<layout.across {
          let index = (plane * layout.down + y) * layout.across + x
          let rows = layout.rows(ofChunk: index)
          guard try unpack(input, layout, index, rows: rows, &chunk, &scratch, &budget) else { continue }
          let firstRow = y * layout.chunkHeight
          let firstColumn = x * layout.chunkWidth
          let columns = min(layout.chunkWidth, layout.width - firstColumn)
          for band in 0..<layout.chunkBands {
            for row in 0..<min(rows, layout.height - firstRow) {
              let source = (row * layout.chunkWidth * layout.chunkBands + band) * layout.sampleBytes
              let target = (firstRow + row) * layout.width + firstColumn
              convert(
                chunk.span.bytes, from: source, stride: layout.chunkBands * layout.sampleBytes, layout, bigEndian: false, noData,
                into: &bands[plane + band], at: target, count: columns)
            }
          }
        }
      }
    }
    return bands
  }

  /// Refuses what the file cannot hold before anything is reserved.
  static func reserve(_ input: borrowing TIFFInput, _ layout: TIFFLayout, _ budget: inout TIFFBudget) throws(GridFileError) {
    // Pixels are below 2⁶⁰.
    let (total, overflow) = (layout.width * layout.height).multipliedReportingOverflow(by: layout.bands * 8)
    guard !overflow, budget.take(total) else { throw input.failure(layout.directory.place(TIFFTag.imageWidth), .tooLarge) }
  }

  /// Throws unless every chunk that the file does not leave out lies in it, at least as long as what it must unpack to asks for.
  static func requireChunks(_ input: borrowing TIFFInput, _ layout: TIFFLayout) throws(GridFileError) {
    for index in 0..<layout.chunks {
      guard let (offset, count) = try place(input, layout, index) else { continue }
      let (size, overflow) = layout.rowBytes.multipliedReportingOverflow(by: layout.rows(ofChunk: index))
      let (most, unlimited) = count.multipliedReportingOverflow(by: layout.compression == 1 ? 1 : TIFF.densest)
      guard !overflow, size <= most || unlimited else {
        throw input.failure(
          offset, layout.compression == 1 && !overflow ? .length(expectedBytes: size, actualBytes: count) : .tooLarge)
      }
    }
  }

  /// Where a chunk lies in the file; nil where the file leaves it out.
  static func place(
    _ input: borrowing TIFFInput, _ layout: TIFFLayout, _ index: Int
  ) throws(GridFileError) -> (offset: Int, count: Int)? {
    let directory = layout.directory
    guard let offset = directory.integer(input, layout.offsets, index), let count = directory.integer(input, layout.counts, index) else {
      throw input.failure(directory.place(layout.offsets), .headerField(name: "offsets and byte counts", expected: "unsigned integers"))
    }
    if count == 0 { return nil }
    try input.require(count, at: offset)
    return (offset, count)
  }

  /// The bytes of one chunk, unpacked, differences undone, little-endian; false where the file leaves it out.
  static func unpack(
    _ input: borrowing TIFFInput, _ layout: TIFFLayout, _ index: Int, rows: Int, _ chunk: inout [UInt8], _ scratch: inout [UInt8],
    _ budget: inout TIFFBudget
  ) throws(GridFileError) -> Bool {
    guard let (offset, count) = try place(input, layout, index) else { return false }
    let rowBytes = layout.rowBytes
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
  static func convert(
    _ bytes: RawSpan, from source: Int, stride: Int, _ layout: TIFFLayout, bigEndian: Bool, _ noData: Double?, into band: inout [Float],
    at target: Int, count: Int
  ) {
    // Any bytes are an integer; the load checks the bounds.
    func load<Value: FixedWidthInteger & BitwiseCopyable>(_ at: Int, _ type: Value.Type) -> Value {
      let raw = bytes.unsafeLoadUnaligned(fromByteOffset: at, as: Value.self)
      return bigEndian ? Value(bigEndian: raw) : Value(littleEndian: raw)
    }
    for i in 0..<count {
      let at = source + i * stride
      let value: Double
      switch (layout.sample, layout.sampleBytes) {
      case (.floating, 4): value = Double(Float(bitPattern: load(at, UInt32.self)))
      case (.floating, _): value = Double(bitPattern: load(at, UInt64.self))
      case (.unsigned, 1): value = Double(load(at, UInt8.self))
      case (.unsigned, 2): value = Double(load(at, UInt16.self))
      case (.unsigned, _): value = Double(load(at, UInt32.self))
      case (.signed, 1): value = Double(load(at, Int8.self))
      case (.signed, 2): value = Double(load(at, Int16.self))
      case (.signed, _): value = Double(load(at, Int32.self))
      }
      // The text of the tag has the digits of a float for floats.
      band[target + i] = noData.map { value == $0 || Float(value) == Float($0) } == true ? .nan : Float(value)
    }
  }
}
