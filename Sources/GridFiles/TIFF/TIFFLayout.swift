/// How the samples of an image lie in the file.
struct TIFFLayout {
  /// The kind of number that a sample is.
  enum Sample {
    case unsigned, signed, floating
  }

  let width: Int
  let height: Int
  let bands: Int
  let sample: Sample
  /// Bytes of one sample: 1, 2, 4, 8.
  let sampleBytes: Int
  /// 1 none, 5 LZW, 8 and 32946 deflate.
  let compression: Int
  let predictor: Int
  /// The bands lie one behind the other, not sample by sample.
  let bandsApart: Bool
  /// Columns and rows of one chunk (strip or tile).
  let chunkWidth: Int
  let chunkHeight: Int
  /// Strips end with the image; tiles are whole.
  let isTiled: Bool
  let directory: TIFFDirectory

  /// Neither packed nor differences: a sample can be read where it lies.
  var isDirect: Bool { compression == 1 && predictor == 1 }
  /// Bytes of a row of a chunk, below 2⁴⁰.
  var rowBytes: Int { chunkWidth * chunkBands * sampleBytes }
  /// The rows of a chunk: strips end with the image.
  func rows(ofChunk index: Int) -> Int {
    isTiled ? chunkHeight : min(chunkHeight, height - index / across % down * chunkHeight)
  }
  /// Chunks side by side.
  var across: Int { (width - 1) / chunkWidth + 1 }
  /// Chunks one below the other.
  var down: Int { (height - 1) / chunkHeight + 1 }
  /// Chunks of all bands, for each of which the directory has a place.
  var chunks: Int { across * down * (bandsApart ? bands : 1) }
  /// Bands in one chunk.
  var chunkBands: Int { bandsApart ? 1 : bands }
  var offsets: UInt16 { isTiled ? TIFFTag.tileOffsets : TIFFTag.stripOffsets }
  var counts: UInt16 { isTiled ? TIFFTag.tileByteCounts : TIFFTag.stripByteCounts }

  init(_ input: borrowing TIFFInput, _ directory: TIFFDirectory) throws(GridFileError) {
    func wrong(_ tag: UInt16, _ name: String, _ expected: String) -> (Int, GridFileError.Problem) {
      (directory.place(tag), .headerField(name: name, expected: expected))
    }
    func check(_ condition: Bool, _ failure: (Int, GridFileError.Problem)) throws(GridFileError) {
      if !condition { throw GridFileError(format: TIFF.format, offset: failure.0, problem: failure.1) }
    }
    func value(_ tag: UInt16, _ fallback: Int) -> Int { directory.integer(input, tag) ?? fallback }

    self.directory = directory
    width = value(TIFFTag.imageWidth, 0)
    height = value(TIFFTag.imageLength, 0)
    try check((1...1 << 30).contains(width), wrong(TIFFTag.imageWidth, "ImageWidth", "1…2³⁰"))
    try check((1...1 << 30).contains(height), wrong(TIFFTag.imageLength, "ImageLength", "1…2³⁰"))
    bands = value(TIFFTag.samplesPerPixel, 1)
    try check((1...64).contains(bands), wrong(TIFFTag.samplesPerPixel, "SamplesPerPixel", "1…64"))
    let bits = value(TIFFTag.bitsPerSample, 1)
    let kind = value(TIFFTag.sampleFormat, 1)
    for band in 1..<max(2, bands) {
      let sameBits = (directory.integer(input, TIFFTag.bitsPerSample, band) ?? bits) == bits
      let sameKind = (directory.integer(input, TIFFTag.sampleFormat, band) ?? kind) == kind
      try check(sameBits && sameKind, wrong(TIFFTag.bitsPerSample, "BitsPerSample, SampleFormat", "the same for every band"))
    }
    let known = "SampleFormat 1, 2 (8, 16, 32 bits), 3 (32, 64 bits)"
    let unsupported = (
      directory.place(TIFFTag.bitsPerSample),
      GridFileError.Problem.unsupported(what: "SampleFormat \(kind), BitsPerSample \(bits)", known: known)
    )
    switch (kind, bits) {
    case (1, 8), (1, 16), (1, 32): sample = .unsigned
    case (2, 8), (2, 16), (2, 32): sample = .signed
    case (3, 32), (3, 64): sample = .floating
    default: throw GridFileError(format: TIFF.format, offset: unsupported.0, problem: unsupported.1)
    }
    sampleBytes = bits / 8
    compression = value(TIFFTag.compression, 1)
    try check(
      [1, 5, 8, 32946].contains(compression),
      (directory.place(TIFFTag.compression), .unsupported(what: "Compression \(compression)", known: "1 (none), 5 (LZW), 8 (deflate)")))
    predictor = value(TIFFTag.predictor, 1)
    try check(
      predictor == 1 || predictor == 2 || (predictor == 3 && sample == .floating),
      (directory.place(TIFFTag.predictor), .unsupported(what: "Predictor \(predictor)", known: "1, 2, and 3 for floating point")))
    let planes = value(TIFFTag.planarConfiguration, 1)
    try check(planes == 1 || planes == 2, wrong(TIFFTag.planarConfiguration, "PlanarConfiguration", "1, 2"))
    bandsApart = planes == 2 && bands > 1
    isTiled = directory.has(TIFFTag.tileWidth)
    chunkWidth = isTiled ? value(TIFFTag.tileWidth, 0) : width
    chunkHeight = isTiled ? value(TIFFTag.tileLength, 0) : min(height, value(TIFFTag.rowsPerStrip, height))
    try check((1...1 << 30).contains(chunkWidth), wrong(TIFFTag.tileWidth, "TileWidth", "1…2³⁰"))
    try check(
      (1...1 << 30).contains(chunkHeight), wrong(isTiled ? TIFFTag.tileLength : TIFFTag.rowsPerStrip, "TileLength, RowsPerStrip", "1…2³⁰"))
    // At most 2³⁰ chunks each way, 64 bands: below 2⁶⁶, so one factor after the other.
    let (plane, overflow) = across.multipliedReportingOverflow(by: down)
    let chunks = plane.multipliedReportingOverflow(by: bandsApart ? bands : 1)
    try check(
      !overflow && !chunks.overflow && directory.count(offsets) >= chunks.partialValue && directory.count(counts) >= chunks.partialValue,
      wrong(offsets, isTiled ? "TileOffsets, TileByteCounts" : "StripOffsets, StripByteCounts", "one for each strip or tile"))
  }
}
