import Geodesy
import Testing

@testable import GridFiles

/// Files whose nodes are read as places need them, against the same files read whole: every format, damaged nodes, files cut short.
@Suite struct HeightModelFileTests {
  /// An invented grid of the whole globe by 1°, which every format can hold; values of the size of geoid heights.
  static func globe(gaps: Bool = false) throws -> HeightModel {
    let (rows, columns) = (181, 360)
    var nodes = (0..<(rows * columns)).map { i in Float((i * 7919 % 1009) - 504) / 12 + Float(i % columns) * 0.0123 }
    if gaps { for i in stride(from: 1000, to: nodes.count, by: 997) { nodes[i] = .nan } }
    let grid = try #require(HeightGrid(south: -90, west: 0, latitudeStep: 1, longitudeStep: 1, rows: rows, columns: columns, nodes: nodes))
    return try #require(HeightModel(anomaly: grid, label: "invented"))
  }

  static func places() -> [(latitude: Double, longitude: Double)] {
    (0..<2000).map { i in
      // A Weyl sequence over the globe and a little beyond, and every tenth place on a node.
      let (x, y) = (Double(i) * 0.754877666, Double(i) * 0.569840291)
      let place = ((x - x.rounded(.down)) * 181 - 90.5, (y - y.rounded(.down)) * 370 - 5)
      return i % 10 == 0 ? (place.0.rounded(), place.1.rounded()) : place
    }
  }

  static func outcome(_ sampler: HeightSampler, _ place: (latitude: Double, longitude: Double)) -> Result<HeightSampler.Sample, GridAbsence>
  {
    Result { () throws(GridAbsence) in try sampler.sample(latitudeDegrees: place.latitude, longitudeDegrees: place.longitude) }
  }

  static func expectSame(_ a: HeightSampler, _ b: HeightSampler, spline: Bool, _ note: String) {
    for place in places() {
      switch (outcome(a, place), outcome(b, place)) {
      case (.success(let x), .success(let y)):
        // 10⁻¹² m is some units of the last place of 50 m: the two filters of the spline round differently.
        let near = spline ? abs(x.anomaly - y.anomaly) < 1e-12 : x.anomaly == y.anomaly
        #expect(near && x.sigma == y.sigma && x.heightGradient == y.heightGradient, "\(note) at \(place)")
      case (.failure(let x), .failure(let y)): #expect(x == y, "\(note) at \(place)")
      default: Issue.record("\(note) at \(place): a value by one way only")
      }
    }
  }

  @Test(arguments: HeightModelFormat.allCases, [false, true]) func valuesAreThoseOfTheWholeFile(_ format: HeightModelFormat, _ gaps: Bool)
    throws
  {
    if gaps, format == .pgm { return }  // cannot hold them
    let bytes = try format.write(Self.globe(gaps: gaps))
    let model = try format.read(bytes.span.bytes)
    let file = try format.open(HeldArray(name: "invented", bytes), wholeUpTo: 0)
    let isText = [.isg, .isg1, .surferText, .gravsoft, .gdf, .esri, .xyz].contains(format)
    for part in file.parts {
      if case .onDemand = part.anomaly { #expect(!isText, "\(format)") } else { #expect(isText, "\(format)") }
    }
    #expect(file.properties == model.properties)
    for method in [GridInterpolation.nearest, .bilinear, .bicubic, .spline] {
      Self.expectSame(
        HeightSampler(model, method: method), HeightSampler(file, method: method), spline: method == .spline, "\(format) \(method)")
    }
  }

  /// σ, the height-dependent term and sub-grids.
  @Test func everythingOfAGeoTIFF() throws {
    let globe = try Self.globe(gaps: true).main.anomaly
    func with(_ scale: Float) throws -> HeightGrid { try #require(globe.with(nodes: globe.nodes.map { abs($0) * scale })) }
    let fine = try #require(
      HeightGrid(
        south: 30, west: 100, latitudeStep: 0.1, longitudeStep: 0.1, rows: 30, columns: 40, nodes: (0..<1200).map { Float($0 % 17) }))
    let coarse = try #require(
      HeightModel.Part(name: "coarse", anomaly: globe, sigma: try with(0.001), heightGradient: try with(0.00001)))
    let inner = try #require(HeightModel.Part(name: "fine", anomaly: fine))
    let model = try #require(HeightModel(parts: [coarse, inner], referenceHeight: 250))
    let bytes = try HeightModelFormat.geoTIFF.write(model)
    let file = try HeightModelFormat.geoTIFF.open(HeldArray(name: "invented", bytes), wholeUpTo: 0)
    #expect(file.referenceHeight == 250)
    for method in [GridInterpolation.bilinear, .spline] {
      Self.expectSame(HeightSampler(model, method: method), HeightSampler(file, method: method), spline: method == .spline, "\(method)")
    }
  }

  @Test func smallGridsAreReadWhole() throws {
    let bytes = try HeightModelFormat.gtx.write(Self.globe())
    let file = try HeightModelFormat.gtx.open(HeldArray(name: "invented", bytes))
    guard case .whole = file.parts[0].anomaly else { return #expect(Bool(false), "181 × 360 nodes on demand") }
  }

  /// A node far beyond every height: the whole file is refused, and of the file on demand the places near the node, with its row and column. The node of
  /// row 100, column 200 is the one of latitude 10°, longitude 200°.
  @Test(arguments: [HeightModelFormat.gtx, .ggf, .surfer6, .ntv2]) func aDamagedNodeIsNamed(_ format: HeightModelFormat) throws {
    var bytes = try format.write(Self.globe())
    let node = 100 * 360 + 200
    let at =
      switch format {
      case .gtx: 40 + 4 * node
      case .ggf: 146 + 4 * node
      case .surfer6: 56 + 4 * node
      // From the east westwards, four floats a node, behind two headers.
      default: 352 + 16 * (100 * 360 + 159)
      }
    let huge = Float(1e9).bitPattern
    for i in 0..<4 { bytes[at + i] = UInt8(truncatingIfNeeded: huge >> UInt32(8 * (format == .gtx ? 3 - i : i))) }
    let names: [HeightModelFormat: String] = [.gtx: "GTX", .ggf: "GGF", .surfer6: "Surfer", .ntv2: "NTv2"]
    let error = GridFileError(format: names[format] ?? "", offset: at, problem: .implausibleNode)
    #expect(throws: error) { try format.read(bytes.span.bytes) }
    let file = try format.open(HeldArray(name: "invented.grid", bytes), wholeUpTo: 0)
    let expected = GridAbsence.unreadable(UnreadableNodes(source: "invented.grid", row: 100, column: 200, cause: error))
    for method in [GridInterpolation.bilinear, .spline] {
      let sampler = HeightSampler(file, method: method)
      for _ in 0..<2 {
        #expect(throws: expected) { try sampler.anomaly(latitudeDegrees: 10.5, longitudeDegrees: 200.5) }
        #expect((try? sampler.anomaly(latitudeDegrees: -60, longitudeDegrees: 20)) != nil)
      }
      let latitudes = [10.5, -60], longitudes = [200.5, 20]
      var anomalies = [0.0, 0]
      var span = anomalies.mutableSpan
      sampler.anomalies(latitudesDegrees: latitudes.span, longitudesDegrees: longitudes.span, anomalies: &span)
      #expect(anomalies[0].isNaN && anomalies[1].isFinite)
    }
  }

  /// A file cut short is refused when it is opened, not when the missing nodes are asked for.
  @Test(arguments: [HeightModelFormat.gtx, .ggf, .surfer6, .surfer7, .ntv2, .pgm, .byn, .geoTIFF])
  func filesCutShortAreRefusedAtOnce(_ format: HeightModelFormat) throws {
    let bytes = try format.write(Self.globe())
    for length in [0, 30, bytes.count / 2] {
      #expect(throws: GridFileError.self) { try format.open(HeldArray(name: "short", Array(bytes[..<length])), wholeUpTo: 0) }
    }
  }
}
