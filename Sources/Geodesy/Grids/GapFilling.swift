/// Values for nodes without one, so that a filter over the whole grid can run.
enum GapFilling {
  /// From the edge of the gap inwards, ring by ring: in the first two rings the mean of the straight lines through the two nodes on each side that
  /// has them, else and further in the mean of the neighbours. A grid without any value becomes 0.
  ///
  /// What comes to stand in a node depends on the nodes within two more than its own distance from the nearest with a value, counted along rows and
  /// columns: every ring takes its values from the one before, the first two from two nodes away.
  /// - Parameter period: After how many columns the values repeat; nil where they do not.
  static func fill(_ nodes: [Float], rows: Int, columns: Int, period: Int?) -> [Float] {
    var values = nodes
    func column(_ c: Int) -> Int? {
      if (0..<columns).contains(c) { return c }
      return period.map { c < 0 ? c + $0 : c - $0 }
    }
    func value(_ r: Int, _ c: Int) -> Float? {
      guard (0..<rows).contains(r), let c = column(c), case let v = values[r * columns + c], !v.isNaN else { return nil }
      return v
    }
    let directions = [(0, 1), (0, -1), (1, 0), (-1, 0)]
    func candidate(_ i: Int) -> Bool { directions.contains { value(i / columns + $0.0, i % columns + $0.1) != nil } }

    var front = nodes.indices.filter { nodes[$0].isNaN && candidate($0) }
    var ring = 0
    while !front.isEmpty {
      var found: [Float] = []
      for i in front {
        let (r, c) = (i / columns, i % columns)
        var (lines, means) = ((0.0, 0.0), (0.0, 0.0))
        for (dr, dc) in directions {
          guard let near = value(r + dr, c + dc) else { continue }
          means = (means.0 + Double(near), means.1 + 1)
          if let far = value(r + 2 * dr, c + 2 * dc) { lines = (lines.0 + 2 * Double(near) - Double(far), lines.1 + 1) }
        }
        found.append(Float(ring < 2 && lines.1 > 0 ? lines.0 / lines.1 : means.0 / max(means.1, 1)))
      }
      for (i, value) in zip(front, found) { values[i] = value }
      var next: Set<Int> = []
      for i in front {
        for (dr, dc) in directions {
          let r = i / columns + dr
          guard (0..<rows).contains(r), let c = column(i % columns + dc), values[r * columns + c].isNaN else { continue }
          next.insert(r * columns + c)
        }
      }
      front = next.sorted()
      ring += 1
    }
    // Nothing at all had a value.
    for i in values.indices where values[i].isNaN { values[i] = 0 }
    return values
  }
}
