import Geodesy

/// The displacements of a component of a deformation model: grids of a GeoTIFF (GTG) with bands `east_offset`, `north_offset`, `vertical_offset`.
///
/// Bands without names are taken in that order; a single one is vertical. A value, safe to share between threads.
public struct DeformationGrid: Sendable {
  /// One grid: x is the longitude in degrees or the easting.
  struct Layer: Sendable {
    let origin: SIMD2<Double>
    let step: SIMD2<Double>
    let columns: Int
    let rows: Int
    /// East, north, up at the nodes, rows from the south; NaN where there is no value.
    let nodes: [SIMD3<Float>]

    /// The cell of a place and the position in it; nil outside.
    func place(_ x: Double, _ y: Double) -> (column: Int, row: Int, weights: SIMD2<Double>)? {
      let (u, v) = ((x - origin.x) / step.x, (y - origin.y) / step.y)
      let slack = 1e-9
      guard u >= -slack, v >= -slack, u <= Double(columns - 1) + slack, v <= Double(rows - 1) + slack else { return nil }
      let (column, row) = (min(max(Int(u), 0), columns - 2), min(max(Int(v), 0), rows - 2))
      return (column, row, SIMD2(min(max(u - Double(column), 0), 1), min(max(v - Double(row), 0), 1)))
    }

    func node(_ column: Int, _ row: Int) -> SIMD3<Double> { SIMD3<Double>(nodes[row * columns + column]) }
  }

  /// The finer grids first.
  let layers: [Layer]

  /// Reads a file.
  /// - Parameters:
  ///   - displacement: What the model says that it holds.
  ///   - unit: Of the horizontal bands.
  /// - Throws: ``GridFileError`` with the byte.
  public init(
    _ bytes: RawSpan, _ displacement: DeformationModelFile.Displacement, unit: DeformationModelFile.Unit
  ) throws(GridFileError) {
    func failure(_ problem: GridFileError.Problem) -> GridFileError { GridFileError(format: TIFF.format, offset: 0, problem: problem) }
    var layers: [Layer] = []
    for image in try TIFF.read(bytes) {
      let names = image.bands.indices.map { image.item("DESCRIPTION", band: $0)?.lowercased() ?? "" }
      var bands = ["east_offset", "north_offset", "vertical_offset"].map { names.firstIndex(of: $0) }
      if names.allSatisfy(\.isEmpty) {
        bands = image.bands.count == 1 ? [nil, nil, 0] : [0, 1, image.bands.count > 2 ? 2 : nil]
      }
      // An image of other quantities, such as uncertainties.
      if bands.allSatisfy({ $0 == nil }) { continue }
      guard !displacement.hasHorizontal || (bands[0] != nil && bands[1] != nil) else {
        throw failure(.headerField(name: "DESCRIPTION", expected: "east_offset, north_offset"))
      }
      guard !displacement.hasVertical || bands[2] != nil else {
        throw failure(.headerField(name: "DESCRIPTION", expected: "vertical_offset"))
      }
      for (index, band) in bands.enumerated() {
        guard let band, index < 2 ? displacement.hasHorizontal : displacement.hasVertical else { continue }
        let wanted = index < 2 ? unit.rawValue : "metre"
        let found = image.item("UNITTYPE", band: band) ?? ""
        guard found.isEmpty || found == wanted else { throw failure(.unsupported(what: "UNITTYPE \(found)", known: wanted)) }
      }
      layers.append(try Self.layer(image, bands))
    }
    guard !layers.isEmpty else { throw failure(.headerField(name: "DESCRIPTION", expected: "east_offset, north_offset, vertical_offset")) }
    self.layers = layers.sorted { $0.step.y < $1.step.y }
  }

  private static func layer(_ image: TIFFImage, _ bands: [Int?]) throws(GridFileError) -> Layer {
    let step = SIMD2(image.step.x, abs(image.step.y))
    guard image.width >= 2, image.height >= 2, step.x > 0, step.y > 0, step.x.isFinite, step.y.isFinite, abs(image.origin.x) < 1e9,
      abs(image.origin.y) < 1e9
    else {
      throw GridFileError(
        format: TIFF.format, offset: 0,
        problem: .headerField(
          name: "ImageWidth, ImageLength, ModelPixelScale", expected: "at least two rows and columns, from west to east"))
    }
    var nodes = [SIMD3<Float>](repeating: .zero, count: image.width * image.height)  // the image holds so many
    for (component, band) in bands.enumerated() {
      guard let band else { continue }
      for row in 0..<image.height {
        let target = (image.step.y < 0 ? image.height - 1 - row : row) * image.width
        for column in 0..<image.width {
          let value = image.bands[band][row * image.width + column]
          // No ground has moved by a kilometre.
          guard value.isNaN || abs(value) <= 1000 else {
            throw GridFileError(format: TIFF.format, offset: 0, problem: .implausibleNode)
          }
          nodes[target + column][component] = value
        }
      }
    }
    let south = image.step.y < 0 ? image.origin.y - Double(image.height - 1) * step.y : image.origin.y
    return Layer(origin: SIMD2(image.origin.x, south), step: step, columns: image.width, rows: image.height, nodes: nodes)
  }
}
