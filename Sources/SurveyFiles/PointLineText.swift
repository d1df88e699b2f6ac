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
  /// The coordinates in the order of their columns: 0, 1 and 2.
  private let order: (Int, Int, Int)

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
    order = (sorted[0].1, sorted[1].1, sorted[2].1)
  }

  /// Appends the line of a point, with `line.values` in the place of the coordinates, and what ended it.
  @inline(__always)
  public func append(_ line: borrowing PointLine, of bytes: RawSpan, to output: inout TextBuffer) {
    var position = line.start
    append(order.0, line, bytes, &position, &output)
    append(order.1, line, bytes, &position, &output)
    append(order.2, line, bytes, &position, &output)
    output.append(bytes, from: position, to: line.end)
  }

  /// Appends what stands before a coordinate, and the coordinate, where it is new.
  @inline(__always)
  private func append(_ index: Int, _ line: borrowing PointLine, _ bytes: RawSpan, _ position: inout Int, _ output: inout TextBuffer) {
    if index == 2 {
      guard replacesThird, line.hasThird else { return }
      output.append(bytes, from: position, to: line.third.start)
      output.append(line.values.z, decimals: decimals.third)
      position = line.third.end
      return
    }
    guard replacesPlane else { return }
    let piece = index == 0 ? line.first : line.second
    let value = index == 0 ? line.values.x : line.values.y
    output.append(bytes, from: position, to: piece.start)
    if angles == .degrees {
      output.append(value, decimals: decimals.plane)
    } else {
      output.append(angle: value, as: angles, decimals: decimals.plane)
    }
    position = piece.end
  }
}
