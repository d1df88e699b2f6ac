/// How many decimals the coordinates of a line are written with.
public struct PointDecimals: Sendable, Equatable {
  /// Of the first two coordinates.
  public var plane: Int
  /// Of the third.
  public var third: Int

  /// Decimals, 0…18 each.
  public init(plane: Int, third: Int) {
    (self.plane, self.third) = (plane, third)
  }
}

/// Writes lines of points back: new coordinates where the old ones stood, everything else as it was.
public struct PointLineWriter: Sendable {
  /// How the coordinates are written.
  public let decimals: PointDecimals
  /// How the first two are written where they are angles.
  public let angles: AngleFormat
  private let replacesPlane: Bool
  private let replacesThird: Bool
  private let order: InlineArray<3, Int>

  /// A writer.
  /// - Parameters:
  ///   - replacesPlane: The first two coordinates are new; otherwise their text stays.
  ///   - replacesThird: The third is new.
  ///   - angles: How the first two are written; `degrees` also stands for numbers that are no angles.
  public init(columns: PointColumns, decimals: PointDecimals, replacesPlane: Bool, replacesThird: Bool, angles: AngleFormat = .degrees) {
    self.decimals = decimals
    self.angles = angles
    self.replacesPlane = replacesPlane
    self.replacesThird = replacesThird
    let sorted = [(columns.first, 0), (columns.second, 1), (columns.third, 2)].sorted { $0.0 < $1.0 }
    order = [sorted[0].1, sorted[1].1, sorted[2].1]
  }

  /// Appends the line of a point, with `line.values` in the place of the coordinates, and what ended it.
  @inline(__always)
  public func append(_ line: PointLine, of bytes: RawSpan, to output: inout TextBuffer) {
    var position = line.start
    for i in 0..<3 {
      let index = order[i]
      let piece: PointLine.Piece
      let places: Int
      if index == 2 {
        guard replacesThird, line.hasThird else { continue }
        piece = line.third
        places = decimals.third
      } else {
        guard replacesPlane else { continue }
        piece = index == 0 ? line.first : line.second
        places = decimals.plane
      }
      output.append(bytes, from: position, to: piece.start)
      if angles == .degrees || index == 2 {
        output.append(line.values[index], decimals: places)
      } else {
        output.append(angle: line.values[index], as: angles, decimals: places)
      }
      position = piece.end
    }
    output.append(bytes, from: position, to: line.end)
  }
}
