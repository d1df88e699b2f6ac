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
    let images = try TIFF.read(bytes)
    var parts: [HeightModel.Part] = []
    for image in images {
      if let type = image.item("TYPE"), type != geoidType, type != offsetType {
        throw GridFileError(
          format: TIFF.format, offset: 0, problem: .unsupported(what: "TYPE \(type)", known: "\(geoidType), \(offsetType)"))
      }
      parts.append(try part(image, limit: limit))
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
    guard let model = HeightModel(parts: parts, referenceHeight: reference, properties: properties) else {
      throw GridFileError(format: TIFF.format, offset: 0, problem: .headerField(name: "reference_height", expected: "a finite number"))
    }
    return model
  }

  private static func part(_ image: TIFFImage, limit: Double) throws(GridFileError) -> HeightModel.Part {
    func failure(_ problem: GridFileError.Problem) -> GridFileError { GridFileError(format: TIFF.format, offset: 0, problem: problem) }
    func description(_ band: Int) -> String { image.item("DESCRIPTION", band: band)?.lowercased() ?? "" }
    func index(where matches: (String) -> Bool) -> Int? { image.bands.indices.first { matches(description($0)) } }
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
    let anomaly = index { known.contains($0) } ?? image.bands.indices.first { $0 != sigma && $0 != gradient } ?? 0
    let (rows, columns) = (image.height, image.width)
    let southwards = image.step.y < 0
    let step = SIMD2(image.step.x, abs(image.step.y))
    let south = southwards ? image.origin.y - Double(rows - 1) * step.y : image.origin.y

    func grid(_ band: Int, limit: Float) throws(GridFileError) -> HeightGrid {
      let unit = Float(try metres(band))
      var nodes = [Float]()
      nodes.reserveCapacity(rows * columns)
      for row in 0..<rows {
        let source = (southwards ? rows - 1 - row : row) * columns
        for column in 0..<columns {
          let value = image.bands[band][source + column] * unit
          guard value.isNaN || abs(value) <= limit else { throw failure(.implausibleNode) }
          nodes.append(value)
        }
      }
      guard
        let grid = HeightGrid(
          south: south, west: image.origin.x, latitudeStep: step.y, longitudeStep: step.x, rows: rows, columns: columns, nodes: nodes)
      else {
        throw failure(
          .headerField(name: "ImageWidth, ImageLength, ModelTiepoint, ModelPixelScale", expected: "a grid on the globe, at least 2 × 2"))
      }
      return grid
    }
    let main = try grid(anomaly, limit: Float(limit))
    var (sigmas, gradients): (HeightGrid?, HeightGrid?)
    if let sigma, sigma != anomaly { sigmas = try grid(sigma, limit: 1000) }
    // A term of one metre a metre would be a slope of the quasi-geoid upwards of 45°.
    if let gradient, gradient != anomaly { gradients = try grid(gradient, limit: 1) }
    guard let part = HeightModel.Part(name: image.item("grid_name") ?? "", anomaly: main, sigma: sigmas, heightGradient: gradients) else {
      throw failure(.headerField(name: "bands", expected: "of one size"))
    }
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
