import CRS
import Estimation
import Geodesy
import GridFiles
import SurveyFiles

extension TransformCommand {
  /// True where lines go through a ``PointMap``, one by one: with σ, with epochs of their own, and between planes without a place on
  /// the Earth.
  var usesMap: Bool { sigma != nil || change.epochColumn != nil || FitSystem.isLocal(source) || FitSystem.isLocal(target) }

  /// Converts lines one by one.
  func runMap() throws {
    let unsupported = [
      ("--format", points.documentFormat != nil), ("--angles", angles.output != .degrees),
      ("--header", change.header && (FitSystem.isLocal(source) || FitSystem.isLocal(target))),
    ]
    if let option = unsupported.first(where: \.1)?.0 {
      throw CommandError(
        .usage,
        text(
          zh: "\(option) 不能与 --sigma、--epoch-column 或 local 同用",
          en: "\(option) does not go with --sigma, --epoch-column or “local”"))
    }
    let local = FitSystem.isLocal(source) || FitSystem.isLocal(target)
    let (map, parameters, header) = try local ? localMap() : operationMap()
    let columns = try points.pointColumns()
    let sigmaColumns = try self.sigmaColumns(map, columns)
    try checkEpochColumn(map, columns, sigmaColumns)
    let plane = points.precision ?? (map.target.degreesOn != nil ? 10 : 4)
    let third = map.target.degreesOn != nil ? max(4, plane - 6) : plane
    var filter = try LineFilter(
      MapConversion(
        map: map, parameters: sigmaColumns.isEmpty ? nil : parameters, columns: columns, sigmaColumns: sigmaColumns,
        epochColumn: change.epochColumn, decimals: PointDecimals(plane: plane, third: third), angles: angles.input),
      inputs: points.inputs, json: points.json, encoding: points.encoding.choice, output: points.output, header: header)
    try filter.run()
  }

  private func checkEpochColumn(_ map: PointMap, _ columns: PointColumns, _ sigmaColumns: [Int]) throws(CommandError) {
    guard let column = change.epochColumn else { return }
    guard map.takesEpochs else {
      throw CommandError(
        .usage,
        text(
          zh: "--epoch-column：\(source) 到 \(target) 不需要每点历元；一侧应为不带 @历元 的 ITRF 或 WGS 84 实现，如 itrf2020",
          en:
            "--epoch-column: \(source) to \(target) takes no epochs of points: one side should be an ITRF or a realisation of WGS 84 without "
            + "@epoch, such as itrf2020"))
    }
    let taken = sigmaColumns + [columns.first, columns.second] + (map.usesThird ? [columns.third] : [])
    guard (1...PointColumns.largest).contains(column), !taken.contains(column) else {
      throw CommandError(
        .usage,
        text(
          zh: "--epoch-column 应为坐标列以外的列号（1–\(PointColumns.largest)），而不是 \(column)",
          en: "--epoch-column should be a column (1–\(PointColumns.largest)) that holds nothing else, not \(column)"))
    }
  }

  private func sigmaColumns(_ map: PointMap, _ columns: PointColumns) throws(CommandError) -> [Int] {
    guard let sigma else { return [] }
    let numbers = sigma.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let count = map.usesThird ? 3 : 2
    let taken = map.usesThird ? [columns.first, columns.second, columns.third] : [columns.first, columns.second]
    guard numbers.count == count, Set(numbers + taken).count == 2 * count, numbers.allSatisfy({ (1...PointColumns.largest).contains($0) })
    else {
      throw CommandError(
        .usage,
        text(
          zh: "--sigma 应为坐标列以外的 \(count) 个列号，如 \(count == 3 ? "4,5,6" : "3,4")（北、东\(count == 3 ? "、高" : "" )或 X、Y、Z 的中误差，米）",
          en: "--sigma should name \(count) columns that hold no coordinate, such as \(count == 3 ? "4,5,6" : "3,4"): σ along north, east"
            + "\(count == 3 ? ", up" : "") or X, Y, Z in metres"))
    }
    return numbers
  }

  // MARK: Maps

  private func operationMap() throws -> (PointMap, MapConversion.Parameters?, [String]) {
    do {
      let (from, to) = (try Self.system(source), try Self.system(target))
      let found = try change.change(from: from, to: to)
      let (options, input) = (found.options, found.parameters)
      let operation = try CoordinateOperation(from: from, to: to, options: options)
      Self.sayEnsemble(operation)
      let map = PointMap(operation)
      let header = change.header ? TransformHeader(operation, parameters: input, velocities: found.velocities).lines(json: points.json) : []
      guard let input, sigma != nil else { return (map, nil, header) }
      let parameters = try variations(of: input.file) { file in
        let transformation = try file.transformation(
          from: input.change.source.datum.ellipsoid, to: input.change.target.datum.ellipsoid, file: file.name
        ) { _ in
          throw Self.noCovariance(file.name)
        } network: { _ in
          throw Self.noCovariance(file.name)
        }
        var varied = options
        varied.change = DatumChange(transformation, from: input.change.source, to: input.change.target, area: nil)
        return PointMap(try CoordinateOperation(from: from, to: to, options: varied))
      }
      return (map, parameters, header)
    } catch let error as CoordinateOperationError {
      throw CommandError(.configuration, error.message(chinese: Language.current == .zh))
    }
  }

  /// The map between two planes of which one at least is local: the plane model of a parameter file, and nothing else.
  private func localMap() throws -> (PointMap, MapConversion.Parameters?, [String]) {
    guard let path = change.parameters else {
      throw CommandError(
        .configuration,
        text(
          zh: "\(source) 到 \(target)：独立坐标系只能用平面模型的参数文件转换（--parameters），可由 jizhun fit plane4 求得",
          en:
            "\(source) to \(target): a local plane is reached by the parameter file of a plane model only (--parameters), which jizhun fit "
            + "plane4 makes"))
    }
    let (file, _) = try ParameterInput.readFile(path: path)
    let forward = Self.isSame(source, file.source) && Self.isSame(target, file.target)
    let backward = Self.isSame(source, file.target) && Self.isSame(target, file.source)
    guard file.model.isPlane, forward || backward else {
      throw CommandError(
        .configuration,
        text(
          zh: "\(path)：参数用于 \(file.source) 到 \(file.target)（\(file.model.rawValue)），不能用于 \(source) 到 \(target)",
          en: "\(path): the parameters lead from \(file.source) to \(file.target) (\(file.model.rawValue)), not from \(source) to \(target)"
        ))
    }
    let (from, to) = (try Self.side(source), try Self.side(target))
    let area: AreaOfValidity? = change.allowsOutside ? nil : file.area
    func map(_ file: ParameterFile, area: AreaOfValidity?) throws -> PointMap {
      // Ellipsoids play no part in a plane.
      let transformation = try file.transformation(from: .cgcs2000, to: .cgcs2000, file: path) { _ in
        throw Self.noCovariance(path)
      } network: { name in
        try ShiftGridFile.readNetwork(path: ParameterInput.beside(path, name)).0.shift
      }
      return PointMap(plane: transformation, inverse: !forward, from: from, to: to, area: area)
    }
    let parameters = sigma == nil ? nil : try variations(of: file) { try map($0, area: nil) }
    return (try map(file, area: try Self.planeArea(area, of: file)), parameters, [])
  }

  private static func side(_ string: String) throws(CommandError) -> PointMap.Side {
    if FitSystem.isLocal(string) { return .local }
    let crs = try system(string)
    guard crs.isProjected else {
      throw CommandError(.usage, text(zh: "\(string)：应为投影坐标系", en: "\(string): a projected system is expected"))
    }
    return PointMap.Side(crs)
  }

  private static func isSame(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    guard let first = try? CoordinateReferenceSystem(a), let second = try? CoordinateReferenceSystem(b) else { return false }
    return first == second
  }

  /// The area in northings and eastings of the source: one in degrees becomes the rectangle about its corners and edges.
  private static func planeArea(_ area: AreaOfValidity?, of file: ParameterFile) throws -> AreaOfValidity? {
    guard case .geographic(let south, let west, let north, let east)? = area else { return area }
    let crs = try system(file.source)
    let operation = try CoordinateOperation(from: CoordinateReferenceSystem(datum: crs.datum, form: .geographic2D), to: crs)
    var (low, high) = (SIMD2(repeating: Double.infinity), SIMD2(repeating: -Double.infinity))
    for i in 0...8 {
      for j in 0...8 {
        let place = (south + (north - south) * Double(i) / 8, west + (east - west) * Double(j) / 8)
        guard let p = try? operation.apply(place.0, place.1) else { continue }
        low = pointwiseMin(low, SIMD2(p.0, p.1))
        high = pointwiseMax(high, SIMD2(p.0, p.1))
      }
    }
    return .plane(minNorth: low.x, minEast: low.y, maxNorth: high.x, maxEast: high.y)
  }

  // MARK: Parameters up and down

  /// The map for each parameter a unit of its key up and down, with the covariance in those units.
  private func variations(
    of file: ParameterFile, _ map: (ParameterFile) throws -> PointMap
  ) throws -> MapConversion.Parameters {
    guard let covariance = file.covariance else { throw Self.noCovariance(change.parameters ?? file.name) }
    var matrix = DenseMatrix(rows: covariance.keys.count, columns: covariance.keys.count)
    var pairs: [(above: PointMap, below: PointMap)] = []
    for (i, key) in covariance.keys.enumerated() {
      for j in covariance.keys.indices { matrix[i, j] = covariance[i, j] }
      func varied(_ step: Double) throws -> PointMap {
        var copy = file
        copy.values[key, default: 0] += step
        return try map(copy)
      }
      pairs.append((try varied(1), try varied(-1)))
    }
    return MapConversion.Parameters(variations: pairs, covariance: matrix)
  }

  private static func noCovariance(_ path: String) -> CommandError {
    CommandError(
      .configuration,
      text(
        zh: "\(path)：参数文件没有 [covariance]，无法给出结果的中误差；请用 jizhun fit 求得的参数文件，或去掉 --sigma",
        en:
          "\(path): the parameter file has no [covariance], so that σ of the result cannot be told; use a file made by jizhun fit, or leave "
          + "--sigma out"))
  }
}
