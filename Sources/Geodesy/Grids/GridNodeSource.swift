/// Nodes of a grid that are read when places need them, such as those of a file mapped into memory.
///
/// The same nodes read twice must be the same: what is made of them is kept, and made by whichever thread comes first.
public protocol GridNodeSource: Sendable {
  /// Reads nodes of one row.
  /// - Parameters:
  ///   - row: Inside the grid, from 0.
  ///   - columns: Inside the grid, not empty.
  ///   - nodes: Gets the values, NaN for a node without one.
  ///   - index: Where the first of them goes; there is room for all.
  /// - Throws: ``UnreadableNodes`` with the node.
  func read(row: Int, columns: Range<Int>, into nodes: inout [Float], at index: Int) throws(UnreadableNodes)
}

/// Why nodes cannot be read: where they should come from, the node, and what is wrong with it.
public struct UnreadableNodes: Error, Sendable, Equatable {
  /// The name of the source, such as that of a file.
  public let source: String
  /// The row of the node, from 0 in the south.
  public let row: Int
  /// Its column, from 0 in the west.
  public let column: Int
  /// What is wrong, as the source has it.
  public let cause: any Error

  /// An error at a node.
  public init(source: String, row: Int, column: Int, cause: any Error) {
    (self.source, self.row, self.column, self.cause) = (source, row, column, cause)
  }

  /// True for the same place and the same words.
  public static func == (a: UnreadableNodes, b: UnreadableNodes) -> Bool {
    a.source == b.source && a.row == b.row && a.column == b.column && "\(a.cause)" == "\(b.cause)"
  }
}
