/// TIFF and BigTIFF with georeference: the container of PROJ's geodetic grids (GTG), for heights, horizontal shifts and velocities alike.
///
/// Strips and tiles; samples of 8, 16, 32 and 64 bits, integer or floating point; bands together or apart; no compression, LZW, deflate; predictors
/// 2 and 3; several directories, of which overviews and masks are left out. Data compressed otherwise is refused by name.
///
/// Sources: *TIFF Revision 6.0*, Adobe 1992; *OGC GeoTIFF standard* 19-008r4; the tags 42112 and 42113 of GDAL.
public enum TIFF {
  static let format = "GeoTIFF"
  /// More images than any file of grids has.
  static let mostImages = 10_000
  /// No compression of TIFF packs more densely than this: deflate reaches 1032, LZW 4096 × 8 ⁄ 12.
  static let densest = 3000

  /// Reads all images but overviews and masks. Memory stays below 3000 times the length of the file, which is what a grid of one value packs to.
  /// - Throws: ``GridFileError`` with the byte.
  public static func read(_ bytes: RawSpan) throws(GridFileError) -> [TIFFImage] {
    let input = try TIFFInput(bytes)
    var images: [TIFFImage] = []
    var budget = TIFFBudget(fileBytes: bytes.byteCount)
    for header in try headers(input) { images.append(try image(input, header, &budget)) }
    return images
  }

  /// What the file says of all images but overviews and masks.
  static func headers(_ input: borrowing TIFFInput) throws(GridFileError) -> [TIFFHeader] {
    var images: [TIFFHeader] = []
    var offset = input.firstDirectory
    var seen: Set<Int> = []
    while offset != 0 {
      guard seen.insert(offset).inserted, seen.count <= mostImages else {
        throw input.failure(offset, .headerField(name: "the next directory", expected: "one not yet read, and at most \(mostImages)"))
      }
      let directory = try TIFFDirectory(input, at: offset)
      let kind = directory.integer(input, TIFFTag.newSubfileType) ?? 0
      if kind & 0b101 == 0 { images.append(try header(input, directory)) }
      offset = directory.next
    }
    guard !images.isEmpty else { throw input.failure(4, .headerField(name: "the first directory", expected: "an image")) }
    return images
  }

  private static func image(
    _ input: borrowing TIFFInput, _ header: TIFFHeader, _ budget: inout TIFFBudget
  ) throws(GridFileError) -> TIFFImage {
    var bands = try TIFFSamples.read(input, header.layout, noData: header.noData, &budget)
    for band in bands.indices {
      let (scale, shift) = header.scaling[band]
      if scale != 1 || shift != 0 {
        for i in bands[band].indices { bands[band][i] = Float(Double(bands[band][i]) * scale + shift) }
      }
    }
    return TIFFImage(
      width: header.layout.width, height: header.layout.height, bands: bands, metadata: header.metadata,
      imageDescription: header.imageDescription, origin: header.origin, step: header.step, geographicCRS: header.geographicCRS)
  }

  private static func header(_ input: borrowing TIFFInput, _ directory: TIFFDirectory) throws(GridFileError) -> TIFFHeader {
    let layout = try TIFFLayout(input, directory)
    let (origin, step) = try place(input, directory)
    let metadata = directory.text(input, TIFFTag.gdalMetadata).map(GDALMetadata.parse) ?? []
    var noData: Double?
    if let text = directory.text(input, TIFFTag.gdalNoData) {
      noData = Double(text.filter { !$0.isWhitespace }) ?? .nan
    }
    var scaling: [(scale: Double, shift: Double)] = []
    for band in 0..<layout.bands {
      func number(_ name: String, _ role: String) -> Double? {
        metadata.first { $0.item.band == band && ($0.role == role || $0.item.name == name) }.flatMap { Double($0.item.value) }
      }
      let (scale, shift) = (number("SCALE", "scale") ?? 1, number("OFFSET", "offset") ?? 0)
      guard scale.isFinite, shift.isFinite else {
        throw input.failure(directory.place(TIFFTag.gdalMetadata), .headerField(name: "SCALE, OFFSET", expected: "finite numbers"))
      }
      scaling.append((scale, shift))
    }
    let code = geoKey(input, directory, 2048)
    let model = geoKey(input, directory, 1024)
    return TIFFHeader(
      layout: layout, noData: noData, scaling: scaling, metadata: metadata.map(\.item),
      imageDescription: directory.text(input, TIFFTag.imageDescription) ?? "", origin: origin, step: step,
      geographicCRS: code.flatMap { $0 == 32767 || $0 == 0 ? nil : $0 }, isGeographic: model != 1 && model != 3)
  }

  /// The centre of the first pixel and the steps.
  private static func place(
    _ input: borrowing TIFFInput, _ directory: TIFFDirectory
  ) throws(GridFileError) -> (origin: SIMD2<Double>, step: SIMD2<Double>) {
    var origin: SIMD2<Double>
    let step: SIMD2<Double>
    if let scale = directory.doubles(input, TIFFTag.modelPixelScale, atMost: 3), scale.count >= 2,
      let tie = directory.doubles(input, TIFFTag.modelTiepoint, atMost: 6), tie.count == 6
    {
      // Rows run southwards: the scale is a length.
      step = SIMD2(scale[0], -scale[1])
      origin = SIMD2(tie[3], tie[4]) - SIMD2(tie[0], tie[1]) * step
    } else if let m = directory.doubles(input, TIFFTag.modelTransformation, atMost: 16), m.count == 16 {
      guard m[1] == 0, m[4] == 0 else {
        throw input.failure(
          directory.place(TIFFTag.modelTransformation), .unsupported(what: "a rotated grid", known: "grids along the axes"))
      }
      step = SIMD2(m[0], m[5])
      origin = SIMD2(m[3], m[7])
    } else {
      throw input.failure(
        directory.offset,
        .headerField(name: "ModelTiepoint, ModelPixelScale", expected: "the place of the grid (the file has no georeference)"))
    }
    // GTRasterType: 1 ties areas by their corners, 2 points by themselves; 1 is what a file without the key means.
    if geoKey(input, directory, 1025) != 2 { origin += step * 0.5 }
    guard origin.x.isFinite, origin.y.isFinite, step.x.isFinite, step.y.isFinite, step.x > 0, step.y != 0 else {
      throw input.failure(
        directory.place(TIFFTag.modelTiepoint), .headerField(name: "ModelTiepoint, ModelPixelScale", expected: "finite, steps not 0"))
    }
    return (origin, step)
  }

  /// A key of the GeoKeyDirectory with its value in place; nil without it.
  private static func geoKey(_ input: borrowing TIFFInput, _ directory: TIFFDirectory, _ key: Int) -> Int? {
    let count = directory.count(TIFFTag.geoKeyDirectory)
    var i = 4
    while i + 3 < min(count, 4096) {
      if directory.integer(input, TIFFTag.geoKeyDirectory, i) == key, directory.integer(input, TIFFTag.geoKeyDirectory, i + 1) == 0 {
        return directory.integer(input, TIFFTag.geoKeyDirectory, i + 3)
      }
      i += 4
    }
    return nil
  }
}

/// An image without its samples: how they lie in the file, and what the tags say of them. The properties are those of ``TIFFImage``.
struct TIFFHeader {
  let layout: TIFFLayout
  /// The sample that stands for no value.
  let noData: Double?
  /// Scale and offset of each band.
  let scaling: [(scale: Double, shift: Double)]
  let metadata: [TIFFImage.MetadataItem]
  let imageDescription: String
  let origin: SIMD2<Double>
  let step: SIMD2<Double>
  let geographicCRS: Int?
  /// Not so where the key GTModelType (1024) says 1, projected, or 3, geocentric.
  let isGeographic: Bool

  /// The text of a metadata item; nil without it.
  func item(_ name: String, band: Int? = nil) -> String? { metadata.first { $0.name == name && $0.band == band }?.value }
}

/// How many bytes a file may still unpack to. Every image gets its share of what the whole file can.
struct TIFFBudget {
  private var left: Int

  init(bytes: Int) { left = bytes }

  init(fileBytes: Int) {
    left = fileBytes.multipliedReportingOverflow(by: TIFF.densest).overflow ? Int.max : fileBytes * TIFF.densest
  }

  /// False when the file cannot hold so much.
  mutating func take(_ bytes: Int) -> Bool {
    guard bytes <= left else { return false }
    left -= bytes
    return true
  }
}
