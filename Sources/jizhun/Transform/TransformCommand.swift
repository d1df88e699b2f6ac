import ArgumentParser
import CRS
import Geodesy
import SurveyFiles

/// `jizhun transform`: coordinates from one system to another, line by line.
struct TransformCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "transform",
    abstract: text(zh: "坐标换算：大地坐标、空间直角坐标、高斯-克吕格和 UTM 坐标，换带", en: "Convert coordinates: geographic, geocentric, Gauss–Krüger, UTM"),
    discussion: text(
      zh: """
        逐行读“纬度 经度 [高] [其余…]”（度），或“北 东 [高] [其余…]”、“X Y Z”（米），输出另一坐标系的坐标；其余各列、分隔符、空行和 # 注释原样保留。
        例：jizhun transform --from EPSG:4490 --to EPSG:4547 点.txt
        坐标系：EPSG:4547、cgcs2000:gk3:zone=38、cgcs2000:gk:cm=112.5,fe=500000、bj54、xian80、utm:zone=49N 等。
        不同基准之间用 --parameters 给出参数文件，没有就不换算（退出码 78）。框架和历元：itrf2020@2025.3，历元不同时用 --velocity。不能换算的行写成“# error line N: …”，退出码 65。
        """,
      en: """
        Reads lines “lat lon [h] [rest…]” in degrees, or “north east [h] [rest…]”, “X Y Z” in metres, and prints them in the other system. \
        Further columns, separators, blank lines and # comments stay as they are.
        Example: jizhun transform --from EPSG:4490 --to EPSG:4547 points.txt
        Systems: EPSG:4547, cgcs2000:gk3:zone=38, cgcs2000:gk:cm=112.5,fe=500000, bj54, xian80, utm:zone=49N and so on.
        Between datums nothing is converted without a parameter file, --parameters (exit status 78). Frames have epochs, itrf2020@2025.3; \
        between epochs --velocity is needed. A line that cannot be converted becomes \
        “# error line N: …” and the exit status 65.
        """))

  @Option(name: .customLong("from"), help: ArgumentHelp(text(zh: "输入的坐标系", en: "System of the input"), valueName: "crs"))
  var source: String

  @Option(name: .customLong("to"), help: ArgumentHelp(text(zh: "输出的坐标系", en: "System of the output"), valueName: "crs"))
  var target: String

  @OptionGroup var angles: AngleOptions

  @Option(
    name: .customLong("sigma"),
    help: ArgumentHelp(
      text(
        zh: "中误差所在的列（北、东、高或 X、Y、Z，米）：换成结果的中误差，计入参数的协方差",
        en:
          "Columns of σ along north, east, up or X, Y, Z in metres: they become those of the result, the covariance of the parameters included"
      ),
      valueName: "n,n[,n]"))
  var sigma: String?

  @OptionGroup var change: TransformOptions
  #if Registry
    @OptionGroup var registry: RegistryOptions
  #endif
  @OptionGroup var points: PointOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    #if Registry
      if !FitSystem.isLocal(source), !FitSystem.isLocal(target), let (from, to) = try registrySystems() { return try runRegistry(from, to) }
    #endif
    if usesMap { return try runMap() }
    let operation: CoordinateOperation
    let found: TransformOptions.Change
    do {
      let (from, to) = (try Self.system(source), try Self.system(target))
      found = try change.change(from: from, to: to)
      operation = try CoordinateOperation(from: from, to: to, options: found.options)
    } catch let error as CoordinateOperationError {
      throw CommandError(.configuration, error.message(chinese: Language.current == .zh))
    }
    Self.sayEnsemble(operation)
    // 10 decimals of a degree are 0.01 mm, 4 of a metre 0.1 mm; a height beside degrees keeps pace with more of them.
    let plane = points.precision ?? (operation.target.isGeographic ? 10 : 4)
    let third = operation.target.isGeographic ? max(4, plane - 6) : plane
    if let format = points.documentFormat {
      var document = DocumentFilter(
        TransformConversion(operation), format: format, options: points, decimals: PointDecimals(plane: plane, third: third))
      return try document.run()
    }
    var filter = try PointFilter(
      TransformConversion(operation), options: points, columns: points.pointColumns(), decimals: PointDecimals(plane: plane, third: third),
      inputAngles: angles.input, outputAngles: operation.target.isGeographic ? angles.output : .degrees,
      header: change.header
        ? TransformHeader(operation, parameters: found.parameters, velocities: found.velocities).lines(json: points.json) : [])
    try filter.run()
  }

  /// Prints what an accepted ensemble costs.
  static func sayEnsemble(_ operation: CoordinateOperation) {
    guard operation.isEnsembleAccepted else { return }
    let other = operation.source.datum == .wgs84 ? operation.target : operation.source
    printToStandardError(
      text(
        zh: "jizhun：WGS 84 集合与 \(other) 视为相同，精度 2 m", en: "jizhun: the WGS 84 ensemble is taken for \(other): accuracy 2 m"))
  }

  static func system(_ string: String) throws(CommandError) -> CoordinateReferenceSystem {
    do {
      return try CoordinateReferenceSystem(string)
    } catch {
      throw CommandError(.usage, error.message(chinese: Language.current == .zh))
    }
  }
}
