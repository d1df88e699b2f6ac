import GravityField
import GridFiles
import SurveyFiles

/// Computes a grid on all threads and writes it.
struct SynthesisGrid {
  let synthesis: FieldSynthesis
  let frame: GridFrame
  let height: Double
  let precision: Int
  let json: Bool
  let team: ThreadTeam

  /// Parallels that are summed together.
  private static let rowsOfATask = 8

  /// Writes a file of the format that its extension names; text for any other.
  func write(to path: String) throws(CommandError) {
    var output = try ByteOutput(path: path)
    if let format = HeightModelFormat(path: path), format != .xyz {
      let grid = try grid()
      var properties = HeightModelProperties()
      properties.surface = synthesis.functionals[0] == .geoid ? .geoid : .quasiGeoid
      properties.tideSystem = synthesis.tideSystem
      guard let part = HeightModel.Part(anomaly: grid), let model = HeightModel(parts: [part], properties: properties) else {
        throw tooLarge
      }
      let bytes: [UInt8]
      do throws(HeightModelWriteError) {
        bytes = try format.write(model)
      } catch {
        throw CommandError(.data, error.message(chinese: Language.current == .zh))
      }
      try output.write(bytes)
    } else {
      try writeText(&output)
    }
    try output.flush()
  }

  private var tooLarge: CommandError {
    CommandError(.usage, text(zh: "格网太大，此格式容不下", en: "the grid is too large for this format"))
  }

  private func grid() throws(CommandError) -> HeightGrid {
    var nodes: [Float] = []
    nodes.reserveCapacity(frame.rows * frame.columns)
    try compute { (_: Int, values: SharedResults, count: Int) throws(CommandError) in
      for i in 0..<count { nodes.append(Float(values[i])) }
    }
    guard
      let grid = HeightGrid(
        south: frame.south, west: frame.west, latitudeStep: frame.step, longitudeStep: frame.step, rows: frame.rows, columns: frame.columns,
        nodes: nodes)
    else { throw tooLarge }
    return grid
  }

  private func writeText(_ output: inout ByteOutput) throws(CommandError) {
    var lines = TextBuffer(capacity: 1 << 17)
    let names = synthesis.functionals
    if !json {
      lines.append("# lat lon \(names.map { "\($0.rawValue)[\($0.unit.name)]" }.joined(separator: " ")), degree \(synthesis.degree)\n")
    }
    // Degrees are written with as many decimals as tell neighbouring nodes apart exactly: ten, as elsewhere.
    func coordinate(_ value: Double, _ lines: inout TextBuffer) { lines.append(value, decimals: 10) }
    try compute { (first: Int, values: SharedResults, count: Int) throws(CommandError) in
      for i in 0..<count / names.count {
        let (row, column) = (first + i / frame.columns, i % frame.columns)
        if json { lines.append("{\"lat\":") }
        coordinate(frame.latitude(row), &lines)
        lines.append(json ? ",\"lon\":" : " ")
        coordinate(frame.longitude(column), &lines)
        for (k, functional) in names.enumerated() {
          lines.append(json ? ",\"\(functional.rawValue)\":" : " ")
          lines.append(values[i * names.count + k] * functional.unit.factor, decimals: precision)
        }
        lines.append(json ? "}\n" : "\n")
        if lines.count >= 1 << 16 { try output.writeThrough(&lines) }
      }
    }
    try output.writeThrough(&lines)
  }

  /// Computes the grid from south to north, a band of rows after the other so that memory stays bounded, and hands on the values of each:
  /// the first row, the values, and how many they are.
  private func compute(_ take: (Int, SharedResults, Int) throws(CommandError) -> Void) throws(CommandError) {
    let width = frame.columns * synthesis.functionals.count
    // A band has work for every thread, and 256 MB at most beyond its first rows.
    let bandRows = min(frame.rows, max(Self.rowsOfATask * team.count * 4, min(1 << 25, frame.rows * width) / width))
    let results = SharedResults(count: bandRows * width)
    defer { results.free() }
    let longitudes = (0..<frame.columns).map { frame.longitude($0) * .pi / 180 }
    let progress = ProgressLine(total: frame.rows)
    defer { progress.finish() }
    for band in stride(from: 0, to: frame.rows, by: bandRows) {
      let rows = min(bandRows, frame.rows - band)
      let (synthesis, frame, height) = (synthesis, frame, height)
      team.run(tasks: (rows + Self.rowsOfATask - 1) / Self.rowsOfATask) { next in
        var workspace = synthesis.workspace(parallels: Self.rowsOfATask)
        while let task = next() {
          let first = task * Self.rowsOfATask
          let count = min(Self.rowsOfATask, rows - first)
          let latitudes = (0..<count).map { frame.latitude(band + first + $0) * .pi / 180 }
          results.write(first * width..<(first + count) * width) { values in
            synthesis.grid(
              latitudes: latitudes.span, longitudes: longitudes.span, height: height, values: &values, workspace: &workspace)
          }
          progress.add(count)
        }
      }
      // Below the sphere of the model, beyond the reach of the series: no node may become a number without being one.
      for i in 0..<rows * width where !results[i].isFinite {
        throw CommandError(
          .usage, text(zh: "--height \(height) m 处没有场：应为地面附近或之上", en: "--height \(height) m: no height at or above the ground"))
      }
      try take(band, results, rows * width)
    }
  }
}
