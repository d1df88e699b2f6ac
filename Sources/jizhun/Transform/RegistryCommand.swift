#if Registry
  import ArgumentParser
  import CRS
  import CRSRegistry
  import SurveyFiles

  /// The choice among published operations, on the command line.
  struct RegistryOptions: ParsableArguments {
    @Option(
      name: .customLong("operation"),
      help: ArgumentHelp(
        text(
          zh: "国外坐标系：指定公布的转换，代号（EPSG:1314）或名称；缺省为 PROJ 排在最前的一个",
          en: "Foreign systems: the published operation to use, by code (EPSG:1314) or name; default: the first in PROJ's order"),
        valueName: "code|name"))
    var operation: String?

    @Flag(
      name: .customLong("operations"),
      help: ArgumentHelp(text(zh: "列出两个坐标系之间公布的转换，不换算", en: "List the published operations between the systems and convert nothing")))
    var lists = false

    @Option(
      name: .customLong("area"),
      help: ArgumentHelp(
        text(
          zh: "国外坐标系：点所在的范围“南,西,北,东”（度），用于挑选转换",
          en: "Foreign systems: where the points are, to choose the operation: south,west,north,east in degrees"),
        valueName: "s,w,n,e"))
    var area: String?

    /// The area of `--area`.
    func registryArea() throws(CommandError) -> RegistryArea? {
      guard let area else { return nil }
      let v = area.split(separator: ",", omittingEmptySubsequences: false).compactMap { DecimalText.parse(String($0)) }
      guard v.count == 4, v[0] < v[2], abs(v[0]) <= 90, abs(v[2]) <= 90, abs(v[1]) <= 180, abs(v[3]) <= 180 else {
        throw CommandError(
          .usage, text(zh: "--area 应为四个数（度）：南,西,北,东", en: "--area should be four numbers in degrees: south,west,north,east"))
      }
      return RegistryArea(south: v[0], west: v[1], north: v[2], east: v[3])
    }
  }

  extension TransformCommand {
    /// The systems, where one at least is of the registry; nil where both are native.
    func registrySystems() throws -> (KnownSystem, KnownSystem)? {
      let (from, to) = (try Self.known(source), try Self.known(target))
      if case .native = from, case .native = to {
        guard registry.operation == nil, !registry.lists, registry.area == nil else {
          throw CommandError(
            .usage,
            text(
              zh: "--operation、--operations、--area 只用于国外坐标系；\(from.label) 和 \(to.label) 之间用 --parameters 或 --velocity",
              en:
                "--operation, --operations and --area are for foreign systems; \(from.label) and \(to.label) are joined by --parameters or --velocity"
            ))
        }
        return nil
      }
      return (from, to)
    }

    /// A system by its string; `@file` reads the string from a file (.prj, .wkt, PROJJSON).
    private static func known(_ string: String) throws -> KnownSystem {
      if string.first == "@" {
        let path = String(string.dropFirst())
        var input = try ByteInput(path: path)
        guard let bytes = try input.readAll(atMost: 1 << 20) else {
          throw CommandError(.data, text(zh: "\(path) 太大，不是坐标系定义", en: "\(path) is too large for the definition of a system"))
        }
        return try registered(String(decoding: bytes, as: UTF8.self))
      }
      do throws(CRSStringError) {
        return .native(try CoordinateReferenceSystem(string))
      } catch {
        switch error.problem {
        case .unknownCode, .unknownSystem, .epoch:
          guard RegistrySystem.recognises(string) else { break }
          return try registered(string)
        default: break
        }
        throw CommandError(.usage, error.message(chinese: Language.current == .zh))
      }
    }

    private static func registered(_ string: String) throws -> KnownSystem {
      do throws(RegistryError) {
        return .registry(try RegistrySystem(string))
      } catch {
        throw CommandError(error.isOfInstallation ? .configuration : .usage, error.message(chinese: Language.current == .zh))
      }
    }

    /// Converts by a published operation.
    func runRegistry(_ from: KnownSystem, _ to: KnownSystem) throws {
      let unsupported = [
        ("--parameters", change.parameters != nil), ("--velocity", change.velocity != nil), ("--sigma", sigma != nil),
        ("--ellipsoidal-height", change.usesHeights), ("--epoch-column", change.epochColumn != nil),
      ]
      if let option = unsupported.first(where: \.1)?.0 {
        throw CommandError(
          .usage,
          text(
            zh: "\(option) 不用于国外坐标系（\(from.label) 到 \(to.label)）",
            en: "\(option) does not go with foreign systems (\(from.label) to \(to.label))"))
      }
      let zh = Language.current == .zh
      let operation: RegistryOperation
      do {
        if registry.lists { return try list(try RegistryOperation.all(from: from, to: to, area: registry.registryArea())) }
        operation = try RegistryOperation(
          from: from, to: to, choice: registry.operation, area: registry.registryArea(), allowsOutside: change.allowsOutside,
          acceptsEnsemble: change.acceptsEnsemble)
      } catch let error as RegistryError {
        throw CommandError(.configuration, error.message(chinese: zh))
      }
      let description = operation.description
      printToStandardError("jizhun: " + text(zh: "转换：", en: "operation: ") + description.summary(chinese: zh))
      if operation.isEnsembleAccepted {
        printToStandardError(
          text(
            zh: "jizhun：CGCS2000 或 ITRF 与 WGS 84 集合视为相同，精度 2 m",
            en: "jizhun: CGCS2000 or the ITRF is taken for the WGS 84 ensemble: accuracy 2 m"))
      }
      let plane = points.precision ?? (to.isGeographic ? 10 : 4)
      let decimals = PointDecimals(plane: plane, third: to.isGeographic ? max(4, plane - 6) : plane)
      if let format = points.documentFormat {
        var document = DocumentFilter(RegistryConversion(operation), format: format, options: points, decimals: decimals)
        return try document.run()
      }
      var filter = try PointFilter(
        RegistryConversion(operation), options: points, columns: points.pointColumns(), decimals: decimals, inputAngles: angles.input,
        outputAngles: to.isGeographic ? angles.output : .degrees,
        header: change.header ? TransformHeader(operation).lines(json: points.json) : [])
      try filter.run()
    }

    private func list(_ operations: [RegistryOperation.Description]) throws(CommandError) {
      var out = ByteOutput()
      for operation in operations {
        if points.json {
          var writer = JSONWriter()
          writer.beginObject()
          writer.key("name")
          writer.string(operation.name)
          writer.key("codes")
          writer.beginArray()
          for code in operation.codes { writer.string(code) }
          writer.endArray()
          if let accuracy = operation.accuracy {
            writer.key("accuracy")
            writer.number(accuracy)
          }
          writer.key("missing")
          writer.beginArray()
          for grid in operation.missingGrids { writer.string(grid.name) }
          writer.endArray()
          writer.key("area")
          writer.string(operation.area?.name ?? "")
          writer.endObject()
          writer.newline()
          try out.write(writer.bytes)
        } else {
          try out.writeLine(operation.summary(chinese: Language.current == .zh))
          if let area = operation.area { try out.writeLine("    \(area.name) [\(area.south), \(area.west), \(area.north), \(area.east)]") }
        }
      }
      try out.flush()
    }
  }

  extension TransformHeader {
    /// The header of a published operation.
    init(_ operation: RegistryOperation) {
      addSystems(
        from: (operation.source.label, operation.source.name, operation.source.epoch),
        to: (operation.target.label, operation.target.name, operation.target.epoch))
      let description = operation.description
      add(
        "operation", description.name,
        line: "operation: " + (description.codes.isEmpty ? "" : description.codes.joined(separator: "+") + " ") + description.name)
      if !description.codes.isEmpty { addList("codes", description.codes) }
      if operation.isEnsembleAccepted { add("ensemble", 2, line: "WGS 84 ensemble accepted: accuracy 2 m") }
      if let accuracy = description.accuracy {
        add("accuracy", accuracy, line: "accuracy: \(accuracy) m")
      } else {
        add("accuracy", "unknown")
      }
      if let area = description.area {
        let box = "[\(area.south), \(area.west), \(area.north), \(area.east)]"
        add("area", (area.name.count > 100 ? area.name.prefix(100) + "…" : area.name) + " " + box)
      }
      if !description.grids.isEmpty { add("grids", description.grids.map { "grid: \($0.name)" }) }
      for (key, system) in [("axesFrom", operation.source), ("axesTo", operation.target)] {
        guard case .registry(let registered) = system else { continue }
        add(key, registered.axes.joined(separator: ", ") + " (\(registered.unit))")
      }
    }
  }
#endif
