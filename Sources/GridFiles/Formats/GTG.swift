import Geodesy

/// PROJ's geodetic GeoTIFF (GTG) with heights: the only format here that holds ζ, σ and a height-dependent term together, and sub-grids.
///
/// Bands by their `DESCRIPTION`: ζ is `geoid_undulation`, `height_anomaly`, `vertical_offset` or the first band; σ is one that speaks of accuracy
/// (written `geoid_undulation_accuracy`); the height-dependent term ∂ζ/∂h is `height_gradient`, with the item `reference_height`. The item
/// `interpolation_method` is `bilinear`, `biquadratic`, `nearest`, and, beyond what PROJ knows, `bicubic` and `cubic_spline`.
///
/// Source: *Geodetic TIFF grids*, PROJ documentation.
public enum GTG {
  private static let geoidType = "VERTICAL_OFFSET_GEOGRAPHIC_TO_VERTICAL"
  private static let offsetType = "VERTICAL_OFFSET_VERTICAL_TO_VERTICAL"

  /// Reads a file of heights.
  /// - Throws: ``GridFileError``; also for files of horizontal shifts and velocities, which ``TIFF/read(_:)`` reads.
  public static func read(_ bytes: RawSpan, limit: Double = HeightModel.largestAnomaly) throws(GridFileError) -> HeightModel {
    try layout(bytes, limit: limit).read(bytes)
  }

  /// Where the nodes lie, and what else the tags say.
  static func layout(_ bytes: RawSpan, limit: Double) throws(GridFileError) -> HeightLayout {
    let input = try TIFFInput(bytes)
    let images = try TIFF.headers(input)
    var budget = TIFFBudget(fileBytes: bytes.byteCount)
    for image in images {
      try TIFFSamples.reserve(input, image.layout, &budget)
      try TIFFSamples.requireChunks(input, image.layout)
    }
    let shared = TIFFSharedBudget(budget)
    var parts: [HeightLayout.Part] = []
    for image in images {
      // Small plane coordinates would pass for degrees.
      guard image.isGeographic else {
        throw GridFileError(
          format: TIFF.format, offset: 0,
          problem: .unsupported(what: "a grid in plane or geocentric coordinates", known: "latitude and longitude"))
      }
      if let type = image.item("TYPE"), type != geoidType, type != offsetType {
        throw GridFileError(
          format: TIFF.format, offset: 0, problem: .unsupported(what: "TYPE \(type)", known: "\(geoidType), \(offsetType)"))
      }
      parts.append(try part(image, shared, limit: limit))
    }
    let first = images[0]
    var properties = HeightModelProperties()
    properties.label = first.item("grid_name") ?? ""
    properties.comment = first.imageDescription
    properties.geographicCRS = first.geographicCRS
    properties.verticalCRS = first.item("target_crs_epsg_code").flatMap { Int($0) }
    properties.interpolation = first.item("interpolation_method").flatMap(interpolation)
    properties.surface =
      first.item("surface").flatMap(HeightModelProperties.Surface.init(rawValue:))
      ?? (first.item("TYPE") == offsetType ? .verticalOffset : nil)
    properties.tideSystem = first.item("tide_system").flatMap(PermanentTide.init(rawValue:))
    properties.ellipsoid = first.item("ellipsoid") ?? ""
    properties.frame = first.item("reference_frame") ?? ""
    properties.heightDatum = first.item("height_datum") ?? ""
    properties.date = first.item("model_date") ?? ""
    let reference = first.item("reference_height").flatMap { Double($0) } ?? 0
    guard reference.isFinite else {
      throw GridFileError(format: TIFF.format, offset: 0, problem: .headerField(name: "reference_height", expected: "a finite number"))
    }
    return HeightLayout(parts: parts, referenceHeight: reference, properties: properties)
  }

  private static func part(_ image: TIFFHeader, _ budget: TIFFSharedBudget, limit: Double) throws(GridFileError) -> HeightLayout.Part {
    func failure(_ problem: GridFileError.Problem) -> GridFileError { GridFileError(format: TIFF.format, offset: 0, problem: problem) }
    func description(_ band: Int) -> String { image.item("DESCRIPTION", band: band)?.lowercased() ?? "" }
    let bands = 0..<image.layout.bands
    func index(where matches: (String) -> Bool) -> Int? { bands.first { matches(description($0)) } }
    func metres(_ band: Int) throws(GridFileError) -> Double {
      switch (image.item("UNITTYPE", band: band) ?? "").lowercased() {
      case "", "m", "metre", "meter", "metres", "meters", "metre per metre": return 1
      case "cm", "centimetre", "centimeter", "centimetres", "centimeters": return 0.01
      case "mm", "millimetre", "millimeter", "millimetres", "millimeters": return 0.001
      default:
        throw failure(.unsupported(what: "UNITTYPE \(image.item("UNITTYPE", band: band) ?? "")", known: "metre, centimetre, millimetre"))
      }
    }
    let sigma = index { $0.contains("accuracy") || $0.contains("standard_deviation") || $0.contains("uncertainty") }
    let gradient = index { $0.contains("height_gradient") }
    let known = ["geoid_undulation", "height_anomaly", "vertical_offset"]
    let anomaly = index { known.contains($0) } ?? bands.first { $0 != sigma && $0 != gradient } ?? 0
    let (rows, columns) = (image.layout.height, image.layout.width)
    let southwards = image.step.y < 0
    let step = SIMD2(image.step.x, abs(image.step.y))
    let south = southwards ? image.origin.y - Double(rows - 1) * step.y : image.origin.y

    guard
      let places = HeightGrid.places(
        south: south, west: image.origin.x, latitudeStep: step.y, longitudeStep: step.x, rows: rows, columns: columns)
    else {
      throw failure(
        .headerField(name: "ImageWidth, ImageLength, ModelTiepoint, ModelPixelScale", expected: "a grid on the globe, at least 2 × 2"))
    }
    // The bands share what is unpacked of the image.
    let chunks = TIFFChunks(image.layout, budget)
    func nodes(_ band: Int, limit: Float) throws(GridFileError) -> HeightLayout.Band {
      let (scale, shift) = image.scaling[band]
      return HeightLayout.Band(
        places: places,
        nodes: TIFFNodes(
          chunks: chunks, band: band, noData: image.noData, scale: scale, shift: shift, unit: Float(try metres(band)),
          southwards: southwards, limit: limit))
    }
    var part = HeightLayout.Part(name: image.item("grid_name") ?? "", anomaly: try nodes(anomaly, limit: Float(limit)))
    if let sigma, sigma != anomaly { part.sigma = try nodes(sigma, limit: 1000) }
    // A term of one metre a metre would be a slope of the quasi-geoid upwards of 45°.
    if let gradient, gradient != anomaly { part.heightGradient = try nodes(gradient, limit: 1) }
    return part
  }

  /// The bytes of a file; nil for more than classic TIFF can hold, 4 GiB.
  public static func write(_ model: HeightModel) -> [UInt8]? {
    let properties = model.properties
    return TIFF.write(
      model.parts.enumerated().map { index, part in
        var bands = [part.anomaly]
        var names = [(properties.surface == .verticalOffset ? "vertical_offset" : "geoid_undulation", "metre")]
        if let sigma = part.sigma {
          bands.append(sigma)
          names.append((names[0].0 + "_accuracy", "metre"))
        }
        if let gradient = part.heightGradient {
          bands.append(gradient)
          names.append(("height_gradient", "metre per metre"))
        }
        var items = [("TYPE", properties.surface == .verticalOffset ? offsetType : geoidType)]
        func add(_ name: String, _ value: String?) { if let value, !value.isEmpty { items.append((name, value)) } }
        add("grid_name", part.name.isEmpty ? properties.label : part.name)
        if index == 0 {
          add("target_crs_epsg_code", properties.verticalCRS.map { "\($0)" })
          add("interpolation_method", properties.interpolation.map(name))
          add("surface", properties.surface?.rawValue)
          add("tide_system", properties.tideSystem?.rawValue)
          add("ellipsoid", properties.ellipsoid)
          add("reference_frame", properties.frame)
          add("height_datum", properties.heightDatum)
          add("model_date", properties.date)
          if model.hasHeightGradient { add("reference_height", "\(model.referenceHeight)") }
        }
        let grid = part.anomaly
        return TIFF.Content(
          width: grid.columns, height: grid.rows, bands: bands.map(\.nodesFromNorth), origin: SIMD2(grid.west, grid.north),
          step: SIMD2(grid.longitudeStep, grid.latitudeStep), geographicCRS: properties.geographicCRS,
          imageDescription: index == 0 ? properties.comment : "", items: items, bandNames: names)
      })
  }

  private static func name(_ method: GridInterpolation) -> String { method == .spline ? "cubic_spline" : method.rawValue }

  private static func interpolation(_ name: String) -> GridInterpolation? {
    name == "cubic_spline" ? .spline : GridInterpolation(rawValue: name)
  }
}

extension HeightGrid {
  /// The nodes row by row from the north, each from the west, as most files have them.
  var nodesFromNorth: [Float] {
    var turned: [Float] = []
    turned.reserveCapacity(nodes.count)
    for row in (0..<rows).reversed() { turned += nodes[(row * columns)..<((row + 1) * columns)] }
    return turned
  }
}
