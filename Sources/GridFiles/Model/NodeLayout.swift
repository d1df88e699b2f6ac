import Geodesy

/// How the nodes of one grid lie in the bytes of a file, so that any of them can be found without reading the others. Holds no bytes: whoever reads brings
/// those of the file that the layout is of.
protocol NodeLayout: Sendable {
  /// Reads nodes of one row, the rows counted from the south and the columns from the west, both inside the grid.
  /// - Parameter nodes: Gets the values from `index` on, NaN for a node without one.
  func read(_ bytes: RawSpan, row: Int, columns: Range<Int>, into nodes: inout [Float], at index: Int) throws(DamagedNode)
}

/// What is wrong with a node.
struct DamagedNode: Error {
  let column: Int
  let error: GridFileError
}

/// A model as the header of its file describes it, without the nodes.
struct HeightLayout: Sendable {
  /// One grid.
  struct Band: Sendable {
    let places: RegularGrid
    let nodes: any NodeLayout

    /// All nodes.
    func grid(_ bytes: RawSpan) throws(GridFileError) -> HeightGrid {
      var values = [Float](repeating: .nan, count: places.rows * places.columns)
      do throws(DamagedNode) {
        for row in 0..<places.rows { try nodes.read(bytes, row: row, columns: 0..<places.columns, into: &values, at: row * places.columns) }
      } catch {
        throw error.error
      }
      return HeightGrid(places: places, nodes: values)
    }
  }

  /// A grid with its accuracy and height-dependent term, on the same places.
  struct Part: Sendable {
    var name = ""
    let anomaly: Band
    var sigma: Band?
    var heightGradient: Band?
  }

  /// At least one.
  let parts: [Part]
  var referenceHeight = 0.0
  var properties = HeightModelProperties()

  /// The whole model.
  func read(_ bytes: RawSpan) throws(GridFileError) -> HeightModel {
    var whole: [HeightModel.Part] = []
    for part in parts {
      let (sigma, gradient) = (try part.sigma?.grid(bytes), try part.heightGradient?.grid(bytes))
      // Never nil: all bands of a part lie on the same places, and there is a part.
      guard let next = HeightModel.Part(name: part.name, anomaly: try part.anomaly.grid(bytes), sigma: sigma, heightGradient: gradient)
      else { break }
      whole.append(next)
    }
    guard let model = HeightModel(parts: whole, referenceHeight: referenceHeight, properties: properties) else {
      throw GridFileError(format: "grid", offset: 0, problem: .headerField(name: "the header", expected: "a grid"))
    }
    return model
  }
}

/// The nodes of a file that is held: what a grid on demand reads.
struct FileNodes: GridNodeSource {
  let file: any HeldBytes
  let layout: any NodeLayout

  func read(row: Int, columns: Range<Int>, into nodes: inout [Float], at index: Int) throws(UnreadableNodes) {
    try file.withBytes { (bytes: RawSpan) throws(UnreadableNodes) in
      do throws(DamagedNode) {
        try layout.read(bytes, row: row, columns: columns, into: &nodes, at: index)
      } catch {
        throw UnreadableNodes(source: file.name, row: row, column: error.column, cause: error.error)
      }
    }
  }
}
