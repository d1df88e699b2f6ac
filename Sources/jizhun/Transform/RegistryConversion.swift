#if Registry
  import CRS
  import CRSRegistry
  import SurveyFiles

  /// Lines of points through a published operation.
  struct RegistryConversion: PointConversion {
    private let operation: RegistryOperation
    private var batch = CoordinateBatch(capacity: 512)

    init(_ operation: RegistryOperation) { self.operation = operation }

    // An operation of PROJ belongs to one thread.
    static var runsOnThreads: Bool { false }
    var third: PointLineParser.Third { operation.needsThirdCoordinate ? .required : .ignored }
    var readsAngles: Bool { operation.source.isGeographic }
    var replacesPlane: Bool { true }
    var replacesThird: Bool { operation.needsThirdCoordinate }

    var keys: (first: String, second: String, third: String) {
      if operation.target.isGeographic { return ("lat", "lon", "h") }
      return operation.target.isGeocentric ? ("x", "y", "z") : ("north", "east", "h")
    }

    var columnNames: (first: String, second: String, third: String) {
      let height = text(zh: "大地高（米）", en: "ellipsoidal height in metres")
      if operation.source.isGeographic {
        return (text(zh: "纬度（度）", en: "latitude in degrees"), text(zh: "经度（度）", en: "longitude in degrees"), height)
      }
      if operation.source.isGeocentric { return ("X", "Y", "Z") }
      if case .registry(let system) = operation.source, system.axes.count >= 2 {
        return ("\(system.axes[0]) (\(system.unit))", "\(system.axes[1]) (\(system.unit))", height)
      }
      return (text(zh: "北坐标（米）", en: "northing in metres"), text(zh: "东坐标（米）", en: "easting in metres"), height)
    }

    mutating func convert(_ lines: inout [PointLine]) {
      var index = 0
      while index < lines.count {
        let end = min(index + batch.capacity, lines.count)
        for i in index..<end {
          // What is no point must not disturb PROJ, nor cost a search in a grid.
          let isPoint = lines[i].kind == .point
          batch.first[i - index] = isPoint ? lines[i].values[0] : .nan
          batch.second[i - index] = isPoint ? lines[i].values[1] : .nan
          batch.third[i - index] = lines[i].values[2]
        }
        batch.count = end - index
        operation.apply(&batch)
        for i in index..<end where lines[i].kind == .point {
          let c = replacesThird ? batch.third[i - index] : lines[i].values[2]
          if (batch.first[i - index] + batch.second[i - index]).isFinite, !replacesThird || c.isFinite {
            lines[i].values = SIMD4(batch.first[i - index], batch.second[i - index], c, 0)
          } else {
            lines[i].kind = .refused
          }
        }
        index = end
      }
    }

    func reason(_ line: PointLine) -> String {
      do throws(RegistryPointError) {
        _ = try operation.apply(line.values[0], line.values[1], line.values[2])
        return text(zh: "坐标超出可换算的范围", en: "the coordinates are out of range")
      } catch {
        if case .coordinate(let error) = error { return error.message }
        return error.message(chinese: Language.current == .zh)
      }
    }
  }
#endif
