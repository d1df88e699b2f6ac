/// The tags that a grid needs, by their names in the specifications of TIFF, GeoTIFF (OGC 19-008r4) and GDAL.
enum TIFFTag {
  static let newSubfileType: UInt16 = 254
  static let imageWidth: UInt16 = 256
  static let imageLength: UInt16 = 257
  static let bitsPerSample: UInt16 = 258
  static let compression: UInt16 = 259
  static let photometricInterpretation: UInt16 = 262
  static let imageDescription: UInt16 = 270
  static let stripOffsets: UInt16 = 273
  static let samplesPerPixel: UInt16 = 277
  static let rowsPerStrip: UInt16 = 278
  static let stripByteCounts: UInt16 = 279
  static let planarConfiguration: UInt16 = 284
  static let predictor: UInt16 = 317
  static let tileWidth: UInt16 = 322
  static let tileLength: UInt16 = 323
  static let tileOffsets: UInt16 = 324
  static let tileByteCounts: UInt16 = 325
  static let extraSamples: UInt16 = 338
  static let sampleFormat: UInt16 = 339
  static let modelPixelScale: UInt16 = 33550
  static let modelTiepoint: UInt16 = 33922
  static let modelTransformation: UInt16 = 34264
  static let geoKeyDirectory: UInt16 = 34735
  static let geoDoubleParams: UInt16 = 34736
  static let geoASCIIParams: UInt16 = 34737
  static let gdalMetadata: UInt16 = 42112
  static let gdalNoData: UInt16 = 42113
}

/// A directory of a TIFF file: what describes one image.
struct TIFFDirectory {
  /// Where the values of a tag lie.
  struct Field {
    let type: UInt16
    let count: Int
    let offset: Int
  }

  /// The offset of the directory.
  let offset: Int
  /// The offset of the next one, 0 for none.
  let next: Int
  private var fields: [UInt16: Field] = [:]

  /// Reads a directory; values stay where they are.
  init(_ input: borrowing TIFFInput, at offset: Int) throws(GridFileError) {
    let (countBytes, entryBytes, wordBytes) = input.isBigTIFF ? (8, 20, 8) : (2, 12, 4)
    try input.require(countBytes, at: offset)
    let count = input.isBigTIFF ? Int(clamping: input.u64(offset)) : Int(input.u16(offset))
    guard count <= 4096 else { throw input.failure(offset, .headerField(name: "the number of tags", expected: "0…4096")) }
    let end = offset + countBytes + count * entryBytes
    try input.require(countBytes + count * entryBytes + wordBytes, at: offset)
    self.offset = offset
    next = input.word(end)
    for i in 0..<count {
      let entry = offset + countBytes + i * entryBytes
      let type = input.u16(entry + 2)
      guard let size = Self.size(type) else { continue }
      let number = input.word(entry + 4)
      let (length, overflow) = number.multipliedReportingOverflow(by: size)
      let inside = entry + 4 + wordBytes
      let place = !overflow && length <= wordBytes ? inside : input.word(inside)
      guard !overflow else { throw input.failure(entry, .tooLarge) }
      try input.require(length, at: place)
      fields[input.u16(entry)] = Field(type: type, count: number, offset: place)
    }
  }

  /// Bytes of one value of a type; nil for types that TIFF does not have.
  private static func size(_ type: UInt16) -> Int? {
    switch type {
    case 1, 2, 6, 7: 1
    case 3, 8: 2
    case 4, 9, 11, 13: 4
    case 5, 10, 12, 16, 17, 18: 8
    default: nil
    }
  }

  /// Whether the directory has a tag.
  func has(_ tag: UInt16) -> Bool { fields[tag] != nil }

  /// Where a tag's values lie; the directory itself where there is none, for error messages.
  func place(_ tag: UInt16) -> Int { fields[tag]?.offset ?? offset }

  /// How many values a tag has, 0 without it.
  func count(_ tag: UInt16) -> Int { fields[tag]?.count ?? 0 }

  /// One unsigned integer of a tag; nil where there is none of that type.
  func integer(_ input: borrowing TIFFInput, _ tag: UInt16, _ index: Int = 0) -> Int? {
    guard let field = fields[tag], index < field.count else { return nil }
    switch field.type {
    case 1: return Int(input.u8(field.offset + index))
    case 3: return Int(input.u16(field.offset + 2 * index))
    case 4, 13: return Int(input.u32(field.offset + 4 * index))
    case 16, 18: return Int(clamping: input.u64(field.offset + 8 * index))
    default: return nil
    }
  }

  /// The doubles of a tag, at most so many; nil where there are none of that type.
  func doubles(_ input: borrowing TIFFInput, _ tag: UInt16, atMost limit: Int) -> [Double]? {
    guard let field = fields[tag], field.type == 12 else { return nil }
    var values: [Double] = []
    for i in 0..<min(field.count, limit) { values.append(Double(bitPattern: input.u64(field.offset + 8 * i))) }
    return values
  }

  /// The text of a tag up to its zero, at most 1 MiB; what is not UTF-8 is replaced.
  func text(_ input: borrowing TIFFInput, _ tag: UInt16) -> String? {
    guard let field = fields[tag], field.type == 2 else { return nil }
    var bytes: [UInt8] = []
    for i in 0..<min(field.count, 1 << 20) {
      let byte = input.u8(field.offset + i)
      if byte == 0 { break }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
