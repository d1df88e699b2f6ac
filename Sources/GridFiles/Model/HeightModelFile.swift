import Geodesy

/// A file of heights whose nodes are read when a place first needs them, in blocks; what has been read stays in memory.
///
/// What a file says of itself is checked when it is opened: header, length, places. Its nodes are checked when they are read: a place near one that is damaged
/// is refused with ``Geodesy/GridAbsence/unreadable(_:)``, which names file, row and column. A text is read whole, and so is a small grid.
///
/// ``HeightSampler`` answers from it as from a ``HeightModel``. A value, safe to share between threads.
public struct HeightModelFile: Sendable {
  /// One grid.
  enum Grid: Sendable {
    case whole(HeightGrid)
    case onDemand(RegularGrid, FileNodes)

    var places: RegularGrid {
      switch self {
      case .whole(let grid): grid.regular
      case .onDemand(let places, _): places
      }
    }

    /// The grid made ready to answer.
    func interpolator(_ method: GridInterpolation) -> GridInterpolator {
      switch self {
      case .whole(let grid): GridInterpolator(grid: grid.regular, nodes: grid.nodes, method: method)
      case .onDemand(let places, let nodes): GridInterpolator(grid: places, source: nodes, method: method)
      }
    }
  }

  /// A grid with its accuracy and height-dependent term.
  struct Part: Sendable {
    let anomaly: Grid
    let sigma: Grid?
    let heightGradient: Grid?
  }

  /// What the file says beside its values.
  public let properties: HeightModelProperties
  /// See ``HeightModel/referenceHeight``.
  public let referenceHeight: Double
  let parts: [Part]

  /// Grids up to so many nodes are read whole: that takes a millisecond.
  public static let smallest = 1 << 18
  /// Grids with fewer rows or columns are read whole: blocks would be emptier than full.
  private static let narrowest = 128

  /// A model that is in memory.
  public init(_ model: HeightModel) {
    (properties, referenceHeight) = (model.properties, model.referenceHeight)
    parts = model.parts.map {
      Part(anomaly: .whole($0.anomaly), sigma: $0.sigma.map { .whole($0) }, heightGradient: $0.heightGradient.map { .whole($0) })
    }
  }

  init(_ layout: HeightLayout, _ file: any HeldBytes, wholeUpTo nodes: Int) throws(GridFileError) {
    (properties, referenceHeight) = (layout.properties, layout.referenceHeight)
    func grid(_ band: HeightLayout.Band?) throws(GridFileError) -> Grid? {
      guard let band else { return nil }
      let (rows, columns) = (band.places.rows, band.places.columns)
      guard rows * columns > nodes, min(rows, columns) >= min(Self.narrowest, nodes) else {
        return .whole(try file.withBytes { (bytes: RawSpan) throws(GridFileError) in try band.grid(bytes) })
      }
      return .onDemand(band.places, FileNodes(file: file, layout: band.nodes))
    }
    var parts: [Part] = []
    for part in layout.parts {
      guard let anomaly = try grid(part.anomaly) else { continue }  // never: it is there
      parts.append(Part(anomaly: anomaly, sigma: try grid(part.sigma), heightGradient: try grid(part.heightGradient)))
    }
    self.parts = parts
  }
}

extension HeightModelFormat {
  /// Opens a file of which places are asked, not all nodes.
  /// - Parameters:
  ///   - file: Its bytes, which are held for as long as the model is.
  ///   - limit: A node beyond is damage, metres.
  ///   - wholeUpTo: Grids up to so many nodes are read whole, 0 for none.
  /// - Throws: ``GridFileError`` with the byte, and for text formats the line.
  public func open(
    _ file: any HeldBytes, limit: Double = HeightModel.largestAnomaly, wholeUpTo nodes: Int = HeightModelFile.smallest
  ) throws(GridFileError) -> HeightModelFile {
    let layout = try file.withBytes { (bytes: RawSpan) throws(GridFileError) -> HeightLayout? in try self.layout(bytes, limit: limit) }
    if let layout { return try HeightModelFile(layout, file, wholeUpTo: nodes) }
    return HeightModelFile(try file.withBytes { (bytes: RawSpan) throws(GridFileError) in try read(bytes, limit: limit) })
  }

  /// Where the nodes lie; nil for texts, whose nodes are found by reading what stands before them.
  private func layout(_ bytes: RawSpan, limit: Double) throws(GridFileError) -> HeightLayout? {
    switch self {
    case .gtx: HeightLayout(parts: [HeightLayout.Part(anomaly: try GTX.layout(bytes, limit: limit))])
    case .ntv2: try NTv2Heights.layout(bytes)
    case .pgm: try PGM.layout(bytes, limit: limit)
    case .ggf: try GGF.layout(bytes, limit: limit)
    case .byn: try BYN.layout(bytes, limit: limit)
    case .surfer7, .surfer6, .surferText: try Surfer.layout(bytes, limit: limit)
    case .geoTIFF: try GTG.layout(bytes, limit: limit)
    case .isg, .isg1, .gravsoft, .gdf, .esri, .xyz: nil
    }
  }
}
