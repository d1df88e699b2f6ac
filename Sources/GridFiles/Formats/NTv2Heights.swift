import Geodesy

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Heights in NTv2's records, as AUSGeoid has them: the four floats of a node are N in metres, ξ and η in seconds of arc, and one not used.
/// N alone is read; the deflections are written from the slope of the grid, for programs that want them. Sub-grids are kept. A grid between two
/// ellipsoids is one of datum shifts: its unit is said to be ″, and no heights are made of it.
///
/// Source: the format of ``NTv2``; Geoscience Australia, *AUSGeoid2020 user guide*.
public enum NTv2Heights {
  /// Reads a file.
  /// - Throws: ``GridFileError`` with the byte.
  public static func read(_ bytes: RawSpan) throws(GridFileError) -> HeightModel {
    try layout(bytes).read(bytes)
  }

  /// Where the nodes lie, and what else the headers say. Throws for a header that is none, and for a file that ends before its nodes do.
  static func layout(_ bytes: RawSpan, limit: Double = HeightModel.largestAnomaly) throws(GridFileError) -> HeightLayout {
    let input = try NTv2Input(bytes)
    let file = try NTv2.headers(input)
    var parts: [HeightLayout.Part] = []
    for header in file.grids {
      guard
        let places = HeightGrid.places(
          south: header.south, west: header.west, latitudeStep: header.latitudeStep, longitudeStep: header.longitudeStep,
          rows: header.rows, columns: header.columns)
      else {
        throw input.failure(header.start + 64, .headerField(name: "S_LAT … LONG_INC", expected: "a grid on the globe"))
      }
      // From the south-east westwards, then northwards; the first of four floats.
      var nodes = NodeRecords(
        format: "NTv2", .float32, bigEndian: input.isBig, start: header.nodes + 16 * (header.columns - 1), northwards: 16 * header.columns,
        eastwards: -16)
      // −999 and −9999 mark nodes without value in files in use.
      nodes.missing = .either(-999, -9999)
      nodes.scaling = file.unit == 1 ? .none : .times(file.unit)
      nodes.limit = limit
      parts.append(
        HeightLayout.Part(name: input.text(header.start + 8), anomaly: HeightLayout.Band(places: places, nodes: nodes)))
    }
    var properties = HeightModelProperties()
    properties.label = parts.first?.name ?? ""
    properties.frame = file.sourceName
    properties.heightDatum = file.targetName
    // From one ellipsoid to another: shifts of latitude in seconds of arc, and no heights.
    let (from, to) = (input.double(120), input.double(152))
    if from > 6e6, to > 6e6, abs(from - to) > 1 { properties.unit = "″" }
    return HeightLayout(parts: parts, properties: properties)
  }

  /// The bytes of a file, little-endian; see ``HeightModelFormat/losses(_:)``.
  public static func write(_ model: HeightModel) -> [UInt8] {
    var grids: [ShiftGrid] = []
    for (index, part) in model.parts.enumerated() {
      let grid = part.anomaly
      // Eight ASCII characters, each name once: the parents are found by them.
      let ascii = String(part.name.filter { $0.isASCII && !$0.isWhitespace }.prefix(8))
      let name = ascii.isEmpty || ascii == "NONE" || grids.contains { $0.name == ascii } ? "GRID\(index + 1)" : ascii
      let parent = grids.first { $0.latitudeStep > grid.latitudeStep && contains($0, grid) }?.name ?? "NONE"
      let slopes = GridInterpolator(grid: grid.regular, nodes: grid.nodes, method: .bicubic)
      var records: [(shift: SIMD2<Float>, accuracy: SIMD2<Float>)] = []
      for row in 0..<grid.rows {
        let latitude = grid.south + Double(row) * grid.latitudeStep
        for column in 0..<grid.columns {
          let longitude = grid.west + Double(column) * grid.longitudeStep
          let (xi, eta) = deflection(slopes, latitude, longitude)
          records.append((SIMD2(grid.nodes[row * grid.columns + column], -xi), SIMD2(eta, 0)))
        }
      }
      // The place of longitude's shift, west positive in the file, holds ξ as it is.
      if let shifts = ShiftGrid(
        name: name, parent: parent, south: grid.south, west: grid.west, latitudeStep: grid.latitudeStep, longitudeStep: grid.longitudeStep,
        rows: grid.rows, columns: grid.columns, shifts: records.map(\.shift), accuracies: records.map(\.accuracy))
      {
        grids.append(shifts)
      }
    }
    let axes = SIMD4(
      Ellipsoid.grs80.semiMajorAxis, Ellipsoid.grs80.semiMinorAxis, Ellipsoid.grs80.semiMajorAxis, Ellipsoid.grs80.semiMinorAxis)
    let set = ShiftGridSet(sourceName: model.properties.frame, targetName: model.properties.heightDatum, axes: axes, grids: grids)
    return set.map { NTv2.write($0) } ?? []  // never nil: a model has a grid, and parents are grids before
  }

  private static func contains(_ outer: ShiftGrid, _ inner: HeightGrid) -> Bool {
    outer.south <= inner.south + 1e-9 && outer.north >= inner.north - 1e-9 && outer.west <= inner.west + 1e-9
      && outer.east >= inner.east - 1e-9
  }

  /// ξ and η in seconds of arc; 0 where the slope is not known.
  private static func deflection(_ slopes: GridInterpolator, _ latitude: Double, _ longitude: Double) -> (xi: Float, eta: Float) {
    guard let g = try? slopes.gradient(latitude, longitude), !g.perFirst.isNaN, 90 - abs(latitude) > 1e-9 else { return (0, 0) }
    let ellipsoid = Ellipsoid.grs80
    let phi = latitude * (.pi / 180)
    let seconds = 648_000 / Double.pi * (180 / Double.pi)
    return (
      Float(-g.perFirst * seconds / ellipsoid.meridianRadius(latitude: phi)),
      Float(-g.perSecond * seconds / (ellipsoid.primeVerticalRadius(latitude: phi) * cos(phi)))
    )
  }
}
