import RecordedData
import Testing

@testable import GridFiles

/// GeoTIFF: our files read back by us and by GDAL, GDAL's files in every layout that the reader knows, published grids of PROJ.
@Suite struct TIFFTests {
  /// An invented field with a gap, of a size that no tile divides.
  static func content(width: Int = 301, height: Int = 277, bands: Int = 2) -> TIFF.Content {
    let values = (0..<bands).map { band in
      (0..<(width * height)).map { i in
        i % 997 == 13 ? Float.nan : Float(band * 7) + Float(i % width) * 0.031 - Float(i / width) * 0.017 + Float(i * 7919 % 101) * 0.001
      }
    }
    return TIFF.Content(
      width: width, height: height, bands: values, origin: SIMD2(100, 50), step: SIMD2(0.05, 0.025), geographicCRS: 4490,
      imageDescription: "invented <&> \"field\"",
      items: [("TYPE", "VERTICAL_OFFSET_GEOGRAPHIC_TO_VERTICAL"), ("grid_name", "a < b & \"c\"")],
      bandNames: (0..<bands).map { ("band \($0)", $0 == 0 ? "metre" : "") })
  }

  static func read(_ bytes: [UInt8]) throws(GridFileError) -> [TIFFImage] { try TIFF.read(bytes.span.bytes) }

  static func same(_ a: [Float], _ b: [Float]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }

  @Test(arguments: [(301, 277, 2), (16, 16, 1), (2, 2, 3), (1, 1, 1), (600, 5, 1), (257, 256, 1)])
  func roundTrip(_ width: Int, _ height: Int, _ bands: Int) throws {
    let content = Self.content(width: width, height: height, bands: bands)
    let bytes = try #require(TIFF.write([content, Self.content(width: 3, height: 4, bands: 1)]))
    let images = try TIFF.read(bytes.span.bytes)
    #expect(images.count == 2 && images[1].width == 3 && images[1].height == 4)
    let image = images[0]
    #expect(image.width == width && image.height == height && image.bands.count == bands)
    for band in 0..<bands { #expect(Self.same(image.bands[band], content.bands[band])) }
    #expect(image.origin == content.origin && image.step == SIMD2(0.05, -0.025) && image.geographicCRS == 4490)
    #expect(image.imageDescription == content.imageDescription)
    #expect(image.item("grid_name") == "a < b & \"c\"" && image.item("DESCRIPTION", band: bands - 1) == "band \(bands - 1)")
    #expect(image.item("UNITTYPE", band: 0) == "metre" && image.item("UNITTYPE") == nil)
  }

  @Test(.enabled(if: GDALPeer.isInstalled, "GDAL's Python module (python3-gdal) is not installed")) func gdalReadsOurs() throws {
    let folder = try TemporaryFolder()
    let content = Self.content()
    let path = try folder.write(#require(TIFF.write([content])), "ours.tif")
    for number in 1...2 {
      let band = try GDALPeer.band(path, number)
      #expect(abs(band.origin.x - 100) < 1e-12 && abs(band.origin.y - 50) < 1e-12 && band.width == 301 && band.height == 277)
      #expect(zip(band.values, content.bands[number - 1]).allSatisfy { $0 == Double($1) || ($0.isNaN && $1.isNaN) })
    }
    let about = try GDALPeer.run(
      "import sys; from osgeo import gdal; d = gdal.Open(sys.argv[1]); print(d.GetMetadata()['grid_name'], d.GetRasterBand(2).GetDescription())",
      [path])
    #expect(about.lines == ["a < b & \"c\" band 1"])
  }

  /// The same samples written by GDAL in each layout: compression, predictor, order of bytes, strips and tiles, kinds of samples, BigTIFF.
  @Test(.enabled(if: GDALPeer.isInstalled, "GDAL's Python module (python3-gdal) is not installed")) func oursReadsGDALs() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(#require(TIFF.write([Self.content(width: 131, height: 67)])), "ours.tif")
    let script = """
      import sys
      from osgeo import gdal
      gdal.UseExceptions()
      folder, n = sys.argv[2], 0
      source = gdal.Open(sys.argv[1])
      def make(kind, options, format='GTiff'):
        global n
        n += 1
        scale = [] if 'Float' in kind else [[-20, 20, 0, 100]]
        name = '%s/%d.tif' % (folder, n)
        gdal.Translate(name, source, format=format, outputType=getattr(gdal, 'GDT_' + kind),
          scaleParams=scale, noData=None if 'Float' in kind else 255, creationOptions=options)
        d = gdal.Open(name)
        open('%s/%d.raw' % (folder, n), 'wb').write(d.ReadAsArray().astype('<f4').tobytes())
      for kind in ['Float32', 'Float64', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32']:
        for packing in [[], ['COMPRESS=LZW'], ['COMPRESS=LZW', 'PREDICTOR=2'], ['COMPRESS=DEFLATE', 'PREDICTOR=2'], ['COMPRESS=DEFLATE', 'PREDICTOR=3']]:
          if 'PREDICTOR=3' in packing and 'Float' not in kind: continue
          for layout in [[], ['INTERLEAVE=BAND'], ['TILED=YES', 'BLOCKXSIZE=64', 'BLOCKYSIZE=32'], ['ENDIANNESS=BIG', 'BLOCKYSIZE=7']]:
            make(kind, packing + layout)
      make('Float32', ['BIGTIFF=YES', 'TILED=YES', 'COMPRESS=LZW'])
      make('Float32', ['BIGTIFF=YES', 'ENDIANNESS=BIG'])
      make('Float32', ['COMPRESS=DEFLATE', 'BLOCKSIZE=128', 'OVERVIEW_RESAMPLING=NEAREST'], format='COG')
      print(n)
      """
    let made = try GDALPeer.run(script, [path, folder.path("")])
    let count = try #require(Int(made.lines.last ?? ""), "\(made.errors)")
    #expect(count > 100)
    for n in 1...count {
      let image = try #require(try Self.read(folder.read("\(n).tif")).first)
      let theirs = try folder.read("\(n).raw")
      #expect(image.width == 131 && image.height == 67 && theirs.count == 131 * 67 * 2 * 4)
      // GDAL's raw samples: an integer without value stands there as the mark 255.
      let values = (0..<(theirs.count / 4)).map { i in
        Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(theirs[4 * i + $1]) << UInt32(8 * $1) })
      }
      let ours = Array(image.bands.joined())
      #expect(zip(ours, values).allSatisfy { $0 == $1 || ($0.isNaN && ($1.isNaN || $1 == 255)) }, "file \(n)")
      try Self.expectSameOnDemand(try folder.read("\(n).tif"), image, "file \(n)")
    }
  }

  /// Samples that are read piece by piece where they lie are those of the image that is read whole.
  static func expectSameOnDemand(_ bytes: [UInt8], _ image: TIFFImage, _ note: String) throws {
    let header = try #require(try TIFF.headers(TIFFInput(bytes.span.bytes)).first)
    let chunks = TIFFChunks(header.layout, TIFFSharedBudget(TIFFBudget(fileBytes: bytes.count)))
    for band in image.bands.indices {
      let nodes = TIFFNodes(
        chunks: chunks, band: band, noData: header.noData, scale: header.scaling[band].scale, shift: header.scaling[band].shift, unit: 1,
        southwards: false, limit: .infinity)
      var values = [Float](repeating: 7, count: image.width * image.height)
      for row in Array(stride(from: 0, to: image.height, by: 2)) + Array(stride(from: 1, to: image.height, by: 2)) {
        for start in stride(from: 0, to: image.width, by: 41) {
          let columns = start..<min(start + 41, image.width)
          try nodes.read(bytes.span.bytes, row: row, columns: columns, into: &values, at: row * image.width + start)
        }
      }
      #expect(same(values, image.bands[band]), "\(note), band \(band)")
    }
  }

  /// PROJ's grids with strips and tiles, predictors 1 and 3, one to three bands; GDAL's values.
  @Test(
    .recordedData("data/geoid/PROJ-data"), .enabled(if: GDALPeer.isInstalled, "GDAL's Python module (python3-gdal) is not installed"),
    arguments: [
      ("es_cat_icgc_100800401.tif", "HORIZONTAL_OFFSET", 4230), ("eur_nkg_nkgrf17vel.tif", "VELOCITY", 9069),
      ("no_kv_HREF2018B_NN2000_EUREF89.tif", "VERTICAL_OFFSET_GEOGRAPHIC_TO_VERTICAL", 4258),
    ])
  func published(_ name: String, _ type: String, _ crs: Int) throws {
    let path = "data/geoid/PROJ-data/" + name
    let images = try Self.read(RecordedData.bytes(path))
    #expect(images.count == 1)
    let image = images[0]
    #expect(image.item("TYPE") == type && image.geographicCRS == crs)
    for (index, band) in image.bands.enumerated() {
      let theirs = try GDALPeer.band(RecordedData.path(path), index + 1)
      // GDAL's corner has the rounding of half a pixel.
      #expect(abs(image.origin.x - theirs.origin.x) < 1e-10 && abs(image.origin.y - theirs.origin.y) < 1e-10)
      #expect(abs(image.step.x - theirs.step.x) < 1e-15 && abs(image.step.y - theirs.step.y) < 1e-15)
      #expect(zip(band, theirs.values).allSatisfy { Double($0) == $1 || ($0.isNaN && $1.isNaN) })
    }
  }

  @Test func truncatedAndDamagedFilesAreRefused() throws {
    let bytes = try #require(TIFF.write([Self.content(width: 40, height: 30)]))
    for length in stride(from: 0, to: bytes.count, by: 7) {
      #expect(throws: GridFileError.self) { try Self.read(Array(bytes[..<length])) }
    }
    // Every byte of the header and the directory in turn: an error within the file or an image, never a crash.
    for at in 0..<min(bytes.count, 900) {
      for value in [UInt8(0), 0xff, bytes[at] ^ 0x10] {
        var damaged = bytes
        damaged[at] = value
        do throws(GridFileError) { _ = try TIFF.read(damaged.span.bytes) } catch {
          #expect(error.offset >= 0 && error.offset <= bytes.count && !error.message(chinese: true).isEmpty)
        }
      }
    }
  }

  /// GTModelType 1 and 3 say that coordinates are plane or geocentric: small ones would pass for degrees.
  @Test func heightsInPlaneCoordinatesAreRefused() throws {
    let bytes = try #require(TIFF.write([Self.content(width: 4, height: 3)]))
    // The key 1024, its value in place, one of them, 2: geographic.
    let key: [UInt8] = [0, 4, 0, 0, 1, 0, 2, 0]
    let at = try #require((0..<(bytes.count - 8)).first { Array(bytes[$0..<($0 + 8)]) == key })
    for model in [UInt8(1), 3] {
      var plane = bytes
      plane[at + 6] = model
      let error = #expect(throws: GridFileError.self) { try GTG.read(plane.span.bytes) }
      #expect(error?.description.contains("plane") == true)
      // Grids of shifts may be in plane coordinates: whoever reads them knows.
      _ = try Self.read(plane)
    }
  }

  @Test func hugeDimensionsAreRefusedBeforeMemoryIsTaken() throws {
    var bytes = try #require(TIFF.write([Self.content(width: 40, height: 30)]))
    // The directory starts at byte 8; entries 1 and 2 are ImageWidth and ImageLength, their values 8 bytes into the entry.
    for entry in [1, 2] {
      let at = 8 + 2 + 12 * entry + 8
      bytes.replaceSubrange(at..<(at + 4), with: [0, 0, 0, 0x40])
    }
    let error = #expect(throws: GridFileError.self) { try Self.read(bytes) }
    #expect(error?.problem != nil)
  }
}
