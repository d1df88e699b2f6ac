import Estimation
import Geodesy
import SurveyFiles

/// Lines of points through a map, with their standard deviations where asked.
struct MapConversion: LineConversion {
  /// What `--sigma` needs of the parameters: the map with each of them a step up and a step down, and their covariance in those steps.
  struct Parameters {
    let variations: [(above: PointMap, below: PointMap)]
    let covariance: DenseMatrix
  }

  let map: PointMap
  /// Nil where no parameters take part, or none has a covariance.
  let parameters: Parameters?
  let columns: PointColumns
  /// The columns of σ, from 1; empty without `--sigma`.
  let sigmaColumns: [Int]
  /// The column of the epoch, from 1; nil where points bring none.
  let epochColumn: Int?
  let decimals: PointDecimals
  /// How angles of the input are written.
  let angles: AngleFormat

  private struct Answer {
    let position: SIMD3<Double>
    /// Metres along north, east, up, or X, Y, Z.
    let sigma: SIMD3<Double>
  }

  private var coordinateColumns: [Int] {
    map.usesThird ? [columns.first, columns.second, columns.third] : [columns.first, columns.second]
  }

  mutating func convert(_ line: TextLine, to output: inout TextBuffer) throws(LineProblem) {
    let answer = try self.answer(line)
    var cells: [(column: Int, value: Double, decimals: Int)] = []
    for (k, column) in coordinateColumns.enumerated() {
      cells.append((column, answer.position[k], k == 2 ? decimals.third : decimals.plane))
    }
    for (k, column) in sigmaColumns.enumerated() { cells.append((column, answer.sigma[k], 4)) }
    var position = 0
    for cell in cells.sorted(by: { $0.column < $1.column }) {
      let piece = line.columns[cell.column - 1]
      output.append(line.bytes.span.bytes, from: position, to: piece.start)
      output.append(cell.value, decimals: cell.decimals)
      position = piece.end
    }
    output.append(line.bytes.span.bytes, from: position, to: line.bytes.count)
  }

  mutating func convert(_ line: TextLine, to json: inout JSONWriter) throws(LineProblem) {
    let answer = try self.answer(line)
    let used = coordinateColumns + sigmaColumns + (epochColumn.map { [$0] } ?? [])
    if let name = line.columns.indices.first(where: { !used.contains($0 + 1) }), name + 1 < columns.first {
      json.key("name")
      json.string(line.text(name + 1))
    }
    for k in coordinateColumns.indices {
      json.key(map.target.keys[k])
      json.number(answer.position[k])
    }
    if let epochColumn {
      json.key("epoch")
      json.number(try epoch(line, epochColumn))
    }
    if !sigmaColumns.isEmpty {
      json.key("sigma")
      json.beginArray()
      for k in sigmaColumns.indices { json.number(answer.sigma[k]) }
      json.endArray()
    }
    line.writeRest(without: used + (columns.first > 1 ? [1] : []), to: &json)
  }

  private func answer(_ line: TextLine) throws(LineProblem) -> Answer {
    var p = SIMD3<Double>.zero
    for (k, column) in coordinateColumns.enumerated() { p[k] = try coordinate(line, column, k) }
    var sigma = SIMD3<Double>.zero
    for (k, column) in sigmaColumns.enumerated() { sigma[k] = try standardDeviation(line, column) }
    let epoch = try epochColumn.map { column throws(LineProblem) in try self.epoch(line, column) } ?? .nan
    do throws(CoordinateError) {
      let q = try map(p, epoch: epoch)
      return Answer(position: q, sigma: sigmaColumns.isEmpty ? .zero : try propagated(p, q, sigma, epoch))
    } catch {
      throw LineProblem(error.message)
    }
  }

  private func epoch(_ line: TextLine, _ column: Int) throws(LineProblem) -> Double {
    try line.number(column, text(zh: "历元（十进制年）", en: "an epoch, decimal year"))
  }

  private func standardDeviation(_ line: TextLine, _ column: Int) throws(LineProblem) -> Double {
    let value = try line.number(column, text(zh: "中误差（米）", en: "a standard deviation in metres"))
    guard value >= 0, value < 1e6 else {
      throw LineProblem(
        text(zh: "第 \(column) 列应为不小于 0 的中误差（米）", en: "column \(column) should be a standard deviation, not below 0, in metres"))
    }
    return value
  }

  private func coordinate(_ line: TextLine, _ column: Int, _ k: Int) throws(LineProblem) -> Double {
    let name = map.source.names[k]
    guard k < 2, map.source.degreesOn != nil else { return try line.number(column, name) }
    return try line.angle(column, angles, k == 0 ? .northSouth : .eastWest, name)
  }

  /// How far coordinates go to both sides for derivatives, metres: rounding of 1 nm becomes 10⁻¹⁰, curvature of the Earth (10⁻¹² of a
  /// derivative) stays below it.
  private static let step = 10.0

  /// σ of the result, metres: the coordinates' and the parameters' share, which are taken as independent.
  private func propagated(
    _ p: SIMD3<Double>, _ q: SIMD3<Double>, _ sigma: SIMD3<Double>, _ epoch: Double
  ) throws(CoordinateError) -> SIMD3<Double> {
    let inMetres = map.source.metres(at: p)
    let outMetres = map.target.metres(at: q)
    let count = map.usesThird ? 3 : 2
    var derivatives = try ErrorPropagation.derivatives(steps: Array(repeating: Self.step, count: count)) {
      (index, deviation) throws(CoordinateError) in
      var moved = p
      moved[index] += deviation / inMetres[index]
      return (try map(moved, epoch: epoch) - q) * outMetres
    }
    let own = parameters?.covariance.rows ?? 0
    var covariance = DenseMatrix(rows: count + own, columns: count + own)
    for k in 0..<count { covariance[k, k] = sigma[k] * sigma[k] }
    if let parameters {
      for i in 0..<own {
        for j in 0..<own { covariance[count + i, count + j] = parameters.covariance[i, j] }
      }
      derivatives += try ErrorPropagation.derivatives(steps: Array(repeating: 1, count: own)) {
        (index, deviation) throws(CoordinateError) in
        let variation = parameters.variations[index]
        return (try (deviation > 0 ? variation.above : variation.below)(p, epoch: epoch) - q) * outMetres
      }
    }
    let result = ErrorPropagation.covariance(derivatives, covariance)
    return [result[0, 0].squareRoot(), result[1, 1].squareRoot(), max(result[2, 2], 0).squareRoot()]
  }
}
