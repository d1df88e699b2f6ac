import Geodesy
import GridFiles
import RecordedData
import Testing

/// Heights in GeoTIFF: every band and item kept, sub-grids, published grids against PROJ.
@Suite struct GTGTests {
  /// Invented grids: a coarse one with σ and a height-dependent term, a finer one inside it.
  static func model() throws -> HeightModel {
    func grid(_ south: Double, _ west: Double, _ step: Double, _ rows: Int, _ columns: Int, _ f: (Int, Int) -> Float) throws -> HeightGrid {
      try #require(
        HeightGrid(
          south: south, west: west, latitudeStep: step, longitudeStep: step, rows: rows, columns: columns,
          nodes: (0..<(rows * columns)).map { f($0 / columns, $0 % columns) }))
    }
    let coarse = try #require(
      HeightModel.Part(
        name: "coarse",
        anomaly: try grid(20, 100, 0.5, 11, 13) { $0 == 3 && $1 == 4 ? .nan : -12.5 + Float($0) * 0.25 - Float($1) * 0.125 },
        sigma: try grid(20, 100, 0.5, 11, 13) { 0.015625 + Float($0 + $1) * 0.0078125 },
        heightGradient: try grid(20, 100, 0.5, 11, 13) { _, column in Float(column) * 0.0009765625 }))
    let fine = try #require(HeightModel.Part(name: "fine", anomaly: try grid(22, 102, 0.125, 9, 9) { Float($0 * $1) }))
    var properties = HeightModelProperties()
    properties.label = "coarse"
    properties.surface = .quasiGeoid
    properties.interpolation = .spline
    properties.tideSystem = .zero
    properties.ellipsoid = "GRS80"
    properties.frame = "an invented frame"
    properties.heightDatum = "虚构高程基准"
    properties.date = "2026"
    properties.geographicCRS = 4490
    properties.verticalCRS = 5737
    properties.comment = "invented"
    return try #require(HeightModel(parts: [coarse, fine], referenceHeight: 250, properties: properties))
  }

  static func read(_ bytes: [UInt8]) throws(GridFileError) -> HeightModel { try GTG.read(bytes.span.bytes) }

  @Test func roundTripKeepsEverything() throws {
    let model = try Self.model()
    let back = try Self.read(#require(GTG.write(model)))
    #expect(back.properties == model.properties && back.referenceHeight == 250 && back.parts.count == 2)
    for (a, b) in zip(model.parts, back.parts) {
      #expect(a.name == b.name && a.anomaly.hasPlaces(of: b.anomaly))
      for (x, y) in [(a.anomaly, b.anomaly), (a.sigma, b.sigma), (a.heightGradient, b.heightGradient)] as [(HeightGrid?, HeightGrid?)] {
        #expect((x == nil) == (y == nil))
        if let x, let y { #expect(TIFFTests.same(x.nodes, y.nodes)) }
      }
    }
  }

  /// By hand: the fine grid has row × column of its steps of 0.125°, the coarse one −12.5 + row⁄4 − column⁄8 of its 0.5°; the term grows by 2⁻¹⁰ a column.
  @Test func theFinestGridServes() throws {
    let sampler = HeightSampler(try Self.model(), method: .bilinear)
    let fine = try sampler.sample(latitudeDegrees: 22.25, longitudeDegrees: 102.5)
    #expect(fine.anomaly == 8 && fine.sigma == nil && fine.heightGradient == 0)
    let coarse = try sampler.sample(latitudeDegrees: 24.5, longitudeDegrees: 105.25)
    #expect(coarse.anomaly == -12.5 + 9 * 0.25 - 10.5 * 0.125)
    #expect(coarse.heightGradient == 10.5 / 1024 && coarse.sigma == 0.015625 + 19.5 * 0.0078125)
    #expect(throws: GridAbsence.noData) { try sampler.sample(latitudeDegrees: 21.4, longitudeDegrees: 101.9) }
    #expect(throws: GridAbsence.outside) { try sampler.sample(latitudeDegrees: 19.99, longitudeDegrees: 101.9) }
    #expect(throws: GridAbsence.notAPosition) { try sampler.sample(latitudeDegrees: 112, longitudeDegrees: 28) }
    let unnamed = HeightSampler(try Self.model())
    #expect(sampler.choice == .requested && unnamed.choice == .header && unnamed.method == .spline)
    var (latitudes, longitudes) = ([22.25, 24.5, 21.4, 19.0, 112], [102.5, 105.25, 101.9, 101, 28])
    latitudes += latitudes
    longitudes += longitudes
    var results = [Double](repeating: 7, count: latitudes.count)
    var span = results.mutableSpan
    sampler.anomalies(latitudesDegrees: latitudes.span, longitudesDegrees: longitudes.span, anomalies: &span)
    #expect(results[0] == 8 && results[1] == coarse.anomaly && results[5] == 8 && results[2...4].allSatisfy(\.isNaN))
  }

  /// A plane has the same slope everywhere: 0.25 m per 0.5° northwards, −0.125 m per 0.5° eastwards; the radii of curvature of GRS 80 by their closed
  /// formulas.
  @Test func deflections() throws {
    let sampler = HeightSampler(try Self.model(), method: .bicubic)
    let d = try sampler.deflection(latitudeDegrees: 24.25, longitudeDegrees: 105.3, on: .cgcs2000)
    let seconds = 648_000 / Double.pi
    let (sine, e2) = (0.41071885261347, 0.0066943800229)  // sin 24.25°
    let n = 6_378_137 / (1 - e2 * sine * sine).squareRoot()
    let m = n * (1 - e2) / (1 - e2 * sine * sine)
    let cosine = (1 - sine * sine).squareRoot()
    #expect(abs(d.xi * seconds + 0.5 * 180 / .pi / m * seconds) < 1e-6)
    #expect(abs(d.eta * seconds - 0.25 * 180 / .pi / (n * cosine) * seconds) < 1e-6)
  }

  @Test(.recordedData("data/geoid/PROJ-data/no_kv_HREF2018B_NN2000_EUREF89.tif")) func publishedHeights() throws {
    let model = try Self.read(RecordedData.bytes("data/geoid/PROJ-data/no_kv_HREF2018B_NN2000_EUREF89.tif"))
    #expect(model.properties.label == "HREF2018B_NN2000_EUREF89" && model.properties.verticalCRS == 5941)
    let grid = model.main.anomaly
    #expect(grid.rows == 711 && grid.columns == 701 && grid.west == 4 && abs(grid.north - 72) < 1e-9 && abs(grid.south - 57.8) < 1e-9)
    #expect(grid.nodes.contains { $0 > 10 && $0 < 60 })
  }

  /// What the official reference surface leaves at 1528 GNSS/levelling points of the network it was made for: N − ζ, the mean 5 mm and the
  /// standard deviation 18 mm that all 2329 published points give. Read bilinearly, as its publisher does; the spline leaves 6.6 and
  /// 18.7 mm. N and H − h are alike, and no point stands twice.
  @Test(.recordedData("data/geoid/PROJ-data/no_kv_HREF2018B_NN2000_EUREF89.tif", "data/geoid/gnss-levelling/norway_split_dev.txt"))
  func residualsOfThePublishedHeights() throws {
    let model = try Self.read(RecordedData.bytes("data/geoid/PROJ-data/no_kv_HREF2018B_NN2000_EUREF89.tif"))
    let sampler = HeightSampler(model, method: .bilinear)
    // Names are Latin-1 and hold blanks: the numbers are the last five columns.
    let lines = try RecordedData.bytes("data/geoid/gnss-levelling/norway_split_dev.txt").split(separator: 0x0A).dropFirst()
    var differences: [Double] = []
    for line in lines {
      let cells = line.split { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }.suffix(5).compactMap { Double(String(decoding: $0, as: UTF8.self)) }
      guard cells.count == 5 else { continue }
      let sample = try sampler.sample(latitudeDegrees: cells[0], longitudeDegrees: cells[1])
      differences.append(cells[4] - sample.anomaly)
    }
    #expect(differences.count == 1528)
    let n = Double(differences.count)
    let mean = differences.reduce(0, +) / n
    let deviation = (differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)).squareRoot()
    // A sample of 1528 of the 2329 knows the mean to 0.3 mm and the deviation to 0.2 mm.
    #expect(abs(mean - 0.005) < 0.001 && abs(deviation - 0.018) < 0.001)
  }

  @Test(.recordedData("data/geoid/PROJ-data")) func gridsOfOtherThingsAreRefused() throws {
    for name in ["es_cat_icgc_100800401.tif", "eur_nkg_nkgrf17vel.tif"] {
      let error = #expect(throws: GridFileError.self) { try Self.read(RecordedData.bytes("data/geoid/PROJ-data/" + name)) }
      #expect(error?.description.contains("TYPE") == true)
    }
  }
}
