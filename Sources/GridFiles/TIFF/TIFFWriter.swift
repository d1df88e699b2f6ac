extension TIFF {
  /// One image to be written.
  public struct Content: Sendable {
    /// Columns.
    public var width: Int
    /// Rows, from the north.
    public var height: Int
    /// Each band row by row from the north, `width` × `height` values; NaN for no value.
    public var bands: [[Float]]
    /// The centre of the first pixel: longitude, latitude, degrees.
    public var origin: SIMD2<Double>
    /// From column to column and from row to row southwards, degrees, both more than 0.
    public var step: SIMD2<Double>
    /// EPSG's code of the geographic system; nil where it has none.
    public var geographicCRS: Int?
    /// The tag ImageDescription.
    public var imageDescription: String
    /// GDAL's metadata of the whole image.
    public var items: [(name: String, value: String)]
    /// What each band is (`DESCRIPTION`) and its unit.
    public var bandNames: [(description: String, unit: String)]

    /// An image.
    public init(
      width: Int, height: Int, bands: [[Float]], origin: SIMD2<Double>, step: SIMD2<Double>, geographicCRS: Int? = nil,
      imageDescription: String = "", items: [(name: String, value: String)] = [], bandNames: [(description: String, unit: String)] = []
    ) {
      self.width = width
      self.height = height
      self.bands = bands
      self.origin = origin
      self.step = step
      self.geographicCRS = geographicCRS
      self.imageDescription = imageDescription
      self.items = items
      self.bandNames = bandNames
    }
  }

  /// The bytes of a file: tiles of at most 256 × 256, deflate, predictor 3, 32-bit floats, bands apart, directories before the data. Little-endian.
  ///
  /// Classic TIFF, whose offsets end at 4 GiB: nil for content beyond.
  public static func write(_ images: [Content]) -> [UInt8]? {
    var directories = images.map(TIFFOutput.init)
    var start = 8
    for i in directories.indices {
      directories[i].start = start
      start += directories[i].headerBytes
    }
    var file: [UInt8] = [0x49, 0x49, 42, 0, 8, 0, 0, 0]
    for i in directories.indices {
      directories[i].dataStart = start
      start += directories[i].data.count
      guard start <= UInt32.max else { return nil }
    }
    for i in directories.indices {
      file += directories[i].header(next: i + 1 < directories.count ? directories[i + 1].start : 0)
    }
    for directory in directories { file += directory.data }
    return file
  }
}

/// A directory with its values and its data.
private struct TIFFOutput {
  /// Where the directory goes.
  var start = 0
  /// Where the tiles go.
  var dataStart = 0
  /// The tiles one behind the other.
  private(set) var data: [UInt8] = []
  private var tiles: [Int] = []
  private var fields: [(tag: UInt16, type: UInt16, count: Int, bytes: [UInt8])] = []

  /// Bytes of the directory and of the values that do not fit into it; each value starts at an even byte.
  var headerBytes: Int { 2 + 12 * (fields.count + 2) + 4 + values.count }

  init(_ image: TIFF.Content) {
    precondition(image.width > 0 && image.height > 0 && !image.bands.isEmpty)
    precondition(image.bands.allSatisfy { $0.count == image.width * image.height })
    let bands = image.bands.count
    // Tiles have multiples of 16 pixels.
    let (tileWidth, tileHeight) = (min(256, (image.width + 15) & ~15), min(256, (image.height + 15) & ~15))
    short(TIFFTag.newSubfileType, [0])
    long(TIFFTag.imageWidth, [image.width])
    long(TIFFTag.imageLength, [image.height])
    short(TIFFTag.bitsPerSample, Array(repeating: 32, count: bands))
    short(TIFFTag.compression, [8])
    short(TIFFTag.photometricInterpretation, [1])
    if !image.imageDescription.isEmpty { ascii(TIFFTag.imageDescription, image.imageDescription) }
    short(TIFFTag.samplesPerPixel, [bands])
    short(TIFFTag.planarConfiguration, [bands > 1 ? 2 : 1])
    short(TIFFTag.predictor, [3])
    long(TIFFTag.tileWidth, [tileWidth])
    long(TIFFTag.tileLength, [tileHeight])
    if bands > 1 { short(TIFFTag.extraSamples, Array(repeating: 0, count: bands - 1)) }
    short(TIFFTag.sampleFormat, Array(repeating: 3, count: bands))
    double(TIFFTag.modelPixelScale, [image.step.x, image.step.y, 0])
    double(TIFFTag.modelTiepoint, [0, 0, 0, image.origin.x, image.origin.y, 0])
    // GTModelType geographic, GTRasterType point, GeodeticCRS; 32767: none of EPSG's.
    short(TIFFTag.geoKeyDirectory, [1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 2, 2048, 0, 1, image.geographicCRS ?? 32767])
    var entries = image.items.map { GDALMetadata.Entry(item: .init($0.name, $0.value), role: "") }
    for (band, name) in image.bandNames.enumerated() {
      entries.append(.init(item: .init("DESCRIPTION", band: band, name.description), role: "description"))
      if !name.unit.isEmpty { entries.append(.init(item: .init("UNITTYPE", band: band, name.unit), role: "unittype")) }
    }
    if !entries.isEmpty { ascii(TIFFTag.gdalMetadata, GDALMetadata.text(entries)) }
    ascii(TIFFTag.gdalNoData, "nan")

    for band in image.bands {
      for y in stride(from: 0, to: image.height, by: tileHeight) {
        for x in stride(from: 0, to: image.width, by: tileWidth) {
          tiles.append(data.count)
          data += Deflate.pack(Self.tile(band, image.width, image.height, x, y, tileWidth, tileHeight))
          if data.count % 2 == 1 { data.append(0) }
        }
      }
    }
    tiles.append(data.count)
  }

  /// The bytes of one tile with its differences; beyond the image the last column and row go on, which costs least.
  private static func tile(_ band: [Float], _ width: Int, _ height: Int, _ x: Int, _ y: Int, _ tileWidth: Int, _ tileHeight: Int) -> [UInt8]
  {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * tileWidth * tileHeight)
    for row in y..<(y + tileHeight) {
      let start = min(row, height - 1) * width
      TIFFPredictor.floatingPoint((x..<(x + tileWidth)).map { band[start + min($0, width - 1)] }, into: &bytes)
    }
    return bytes
  }

  /// The directory, then its values.
  func header(next: Int) -> [UInt8] {
    var all = fields
    let places = tiles.dropLast().map { dataStart + $0 }
    let counts = zip(tiles, tiles.dropFirst()).map { $1 - $0 }
    all.append((TIFFTag.tileOffsets, 4, places.count, Self.words(places)))
    all.append((TIFFTag.tileByteCounts, 4, counts.count, Self.words(counts)))
    all.sort { $0.tag < $1.tag }
    var out = Self.shorts([all.count])
    var behind: [UInt8] = []
    let first = start + 2 + 12 * all.count + 4
    for field in all {
      out += Self.shorts([Int(field.tag), Int(field.type)]) + Self.words([field.count])
      if field.bytes.count <= 4 {
        out += field.bytes + Array(repeating: 0, count: 4 - field.bytes.count)
      } else {
        out += Self.words([first + behind.count])
        behind += field.bytes
        if behind.count % 2 == 1 { behind.append(0) }
      }
    }
    return out + Self.words([next]) + behind
  }

  /// The bytes that stand behind the directory, those of the tiles' places among them.
  private var values: [UInt8] {
    let count = 4 * (tiles.count - 1)
    var bytes = [UInt8](repeating: 0, count: count > 4 ? 2 * count : 0)
    for field in fields where field.bytes.count > 4 { bytes += field.bytes + (field.bytes.count % 2 == 1 ? [0] : []) }
    return bytes
  }

  private static func shorts(_ values: [Int]) -> [UInt8] {
    values.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  private static func words(_ values: [Int]) -> [UInt8] {
    values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
  }

  private mutating func short(_ tag: UInt16, _ values: [Int]) { fields.append((tag, 3, values.count, Self.shorts(values))) }
  private mutating func long(_ tag: UInt16, _ values: [Int]) { fields.append((tag, 4, values.count, Self.words(values))) }

  private mutating func double(_ tag: UInt16, _ values: [Double]) {
    let bytes = values.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(8 * $0)) } }
    fields.append((tag, 12, values.count, bytes))
  }

  private mutating func ascii(_ tag: UInt16, _ text: String) {
    let bytes = text.utf8.filter { $0 != 0 } + [0]
    fields.append((tag, 2, bytes.count, bytes))
  }
}
