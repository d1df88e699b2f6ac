import Geodesy

extension OffsetGrids {
  /// Reads PROJ's geodetic GeoTIFF (GTG) with offsets of latitude and longitude, of northing and easting, of height, or of several of them.
  ///
  /// Bands are known by their `DESCRIPTION`; without one the first is the latitude's and the second the longitude's, or the only one is of height. Units:
  /// seconds of arc where none is said, degrees, radians; metres. `positive_value` is `east` where not said, of this image or of one before it.
  /// Images of other quantities, such as accuracies, are passed over. Source: *Geodetic TIFF grids*, PROJ documentation.
  /// - Parameter interpolation: Another than the file recommends (bilinear where it does not).
  /// - Throws: ``GridFileError`` with the byte.
  public static func read(_ bytes: RawSpan, interpolation: GridInterpolation? = nil) throws(GridFileError) -> OffsetGrids {
    var reader = OffsetImageReader(interpolation: interpolation)
    var parts: [Part] = []
    var label = ""
    for image in try TIFF.read(bytes) {
      if label.isEmpty { label = image.imageDescription }
      if let part = try reader.part(image) { parts.append(part) }
    }
    guard var set = OffsetGrids(parts: parts, isProjected: reader.isProjected == true) else {
      throw GridFileError(
        format: TIFF.format, offset: 0,
        problem: .headerField(name: "DESCRIPTION, parent_grid_name", expected: "bands with offsets, and parents that are in the file"))
    }
    set.label = label
    return set
  }
}

/// Images into parts; what one image says holds for those behind it that do not say it.
private struct OffsetImageReader {
  let interpolation: GridInterpolation?
  var isProjected: Bool?
  private var type = ""
  private var isWestPositive = false
  private var method = GridInterpolation.bilinear

  init(interpolation: GridInterpolation?) { self.interpolation = interpolation }

  private static let first = ["latitude_offset", "northing_offset"]
  private static let second = ["longitude_offset", "easting_offset"]
  private static let height = ["ellipsoidal_height_offset", "geoid_undulation", "hydroid_height", "vertical_offset"]
  private static let horizontalTypes = ["HORIZONTAL_OFFSET", "GEOGRAPHIC_3D_OFFSET"]
  private static let verticalTypes = [
    "VERTICAL_OFFSET_GEOGRAPHIC_TO_VERTICAL", "VERTICAL_OFFSET_VERTICAL_TO_VERTICAL", "ELLIPSOIDAL_HEIGHT_OFFSET",
  ]

  private func failure(_ problem: GridFileError.Problem) -> GridFileError {
    GridFileError(format: TIFF.format, offset: 0, problem: problem)
  }

  mutating func part(_ image: TIFFImage) throws(GridFileError) -> OffsetGrids.Part? {
    type = image.item("TYPE") ?? type
    if let name = image.item("interpolation_method") {
      guard let known = GridInterpolation(rawValue: name), known == .bilinear || known == .biquadratic else {
        throw failure(.unsupported(what: "interpolation_method \(name)", known: "bilinear, biquadratic"))
      }
      method = known
    }
    guard type.isEmpty || Self.horizontalTypes.contains(type) || Self.verticalTypes.contains(type) else {
      throw failure(
        .unsupported(what: "TYPE \(type)", known: (Self.horizontalTypes + Self.verticalTypes).joined(separator: ", ")))
    }
    let names = image.bands.indices.map { image.item("DESCRIPTION", band: $0)?.lowercased() ?? "" }
    func band(_ known: [String]) -> Int? { names.firstIndex { known.contains($0) } }
    var (first, second, height) = (band(Self.first), band(Self.second), band(Self.height))
    if names.allSatisfy(\.isEmpty) {
      let isVertical = Self.verticalTypes.contains(type) || image.bands.count == 1
      if isVertical { height = 0 } else { (first, second) = (0, 1) }
    }
    if first == nil || second == nil { (first, second) = (nil, nil) }
    guard first != nil || height != nil else { return nil }
    let plane = first.map { names[$0] == "northing_offset" } ?? isProjected ?? false
    guard plane == isProjected ?? plane else { throw failure(.unsupported(what: "offsets of both kinds", known: "one kind in a file")) }
    isProjected = plane
    guard
      let grid = RegularGrid(
        rowOrigin: image.origin.y, columnOrigin: image.origin.x, rowStep: image.step.y, columnStep: image.step.x, rows: image.height,
        columns: image.width, period: plane ? nil : 360)
    else { throw failure(.headerField(name: "ImageWidth, ImageLength", expected: "at least two rows and columns, within 360°")) }
    var horizontal: [GridInterpolator] = []
    var constant = SIMD2<Double>.zero
    if let first, let second {
      if let word = image.item("positive_value", band: second) { isWestPositive = word == "west" }
      for (place, index) in [first, second].enumerated() {
        let unit = plane ? try metres(image, index) : try seconds(image, index)
        let sign = place == 1 && isWestPositive ? -unit : unit
        horizontal.append(try interpolator(image, index, grid, times: sign, limit: plane ? 1e7 : 36_000))
        constant[place] = sign * (image.item("constant_offset", band: index).flatMap { Double($0) } ?? 0)
      }
      guard abs(constant.x) <= 1e9, abs(constant.y) <= 1e9 else {
        throw failure(.headerField(name: "constant_offset", expected: "a finite number up to 10⁹"))
      }
    }
    let vertical =
      try height.map { index throws(GridFileError) in
        try interpolator(image, index, grid, times: try metres(image, index), limit: 1000)
      }
    return OffsetGrids.Part(
      name: image.item("grid_name") ?? "", parent: image.item("parent_grid_name"), grid: grid, horizontal: horizontal, constant: constant,
      vertical: vertical)
  }

  private func interpolator(
    _ image: TIFFImage, _ band: Int, _ grid: RegularGrid, times unit: Double, limit: Double
  ) throws(GridFileError) -> GridInterpolator {
    var nodes = image.bands[band]
    for i in nodes.indices {
      if unit != 1 { nodes[i] = Float(Double(nodes[i]) * unit) }
      guard nodes[i].isNaN || abs(nodes[i]) <= Float(limit) else { throw failure(.implausibleNode) }
    }
    return GridInterpolator(grid: grid, nodes: nodes, method: interpolation ?? method)
  }

  private func seconds(_ image: TIFFImage, _ band: Int) throws(GridFileError) -> Double {
    switch image.item("UNITTYPE", band: band) ?? "" {
    case "", "arc-second", "arcsec": return 1
    case "degree": return 3600
    case "radian": return 648_000 / .pi
    case let unit: throw failure(.unsupported(what: "UNITTYPE \(unit)", known: "arc-second, degree, radian"))
    }
  }

  private func metres(_ image: TIFFImage, _ band: Int) throws(GridFileError) -> Double {
    switch image.item("UNITTYPE", band: band) ?? "" {
    case "", "metre", "m": return 1
    case "centimetre": return 0.01
    case "millimetre": return 0.001
    case let unit: throw failure(.unsupported(what: "UNITTYPE \(unit)", known: "metre, centimetre, millimetre"))
    }
  }
}

extension VelocityLayer {
  /// Reads PROJ's geodetic GeoTIFF (GTG) of velocities: bands `east_velocity`, `north_velocity`, `up_velocity`, millimetres (or metres) a year.
  /// The finer grids come first.
  /// - Throws: ``GridFileError`` with the byte.
  public static func read(_ bytes: RawSpan) throws(GridFileError) -> [VelocityLayer] {
    func failure(_ problem: GridFileError.Problem) -> GridFileError { GridFileError(format: TIFF.format, offset: 0, problem: problem) }
    var layers: [VelocityLayer] = []
    for image in try TIFF.read(bytes) {
      if let type = image.item("TYPE"), type != "VELOCITY" { throw failure(.unsupported(what: "TYPE \(type)", known: "VELOCITY")) }
      let names = image.bands.indices.map { image.item("DESCRIPTION", band: $0)?.lowercased() ?? "" }
      let bands = ["east_velocity", "north_velocity", "up_velocity"].map { names.firstIndex(of: $0) }
      guard bands.contains(where: { $0 != nil }) else { continue }
      let count = image.width * image.height  // the image holds so many
      var nodes = [SIMD3<Float>](repeating: SIMD3(repeating: .nan), count: count)
      for (component, band) in bands.enumerated() {
        guard let band else { continue }
        let unit: Float
        switch image.item("UNITTYPE", band: band) ?? "" {
        case "", "millimetres per year", "millimetre per year": unit = 1
        case "metres per year", "metre per year": unit = 1000
        case let other: throw failure(.unsupported(what: "UNITTYPE \(other)", known: "millimetres per year, metres per year"))
        }
        for row in 0..<image.height {
          let target = (image.step.y < 0 ? image.height - 1 - row : row) * image.width
          for column in 0..<image.width {
            let value = image.bands[band][row * image.width + column] * unit
            // No place on Earth moves by a metre a year.
            guard value.isNaN || abs(value) <= 1000 else { throw failure(.implausibleNode) }
            nodes[target + column][component] = value
          }
        }
      }
      let step = SIMD2(image.step.x, abs(image.step.y))
      guard
        let layer = VelocityLayer(
          south: image.step.y < 0 ? image.origin.y - Double(image.height - 1) * step.y : image.origin.y, west: image.origin.x,
          latitudeStep: step.y, longitudeStep: step.x, rows: image.height, columns: image.width, nodes: nodes)
      else { throw failure(.headerField(name: "ImageWidth, ImageLength", expected: "a grid on the globe, at least 2 × 2")) }
      layers.append(layer)
    }
    guard !layers.isEmpty else { throw failure(.headerField(name: "DESCRIPTION", expected: "east_velocity, north_velocity, up_velocity")) }
    return layers.sorted { $0.latitudeStep < $1.latitudeStep }
  }
}
