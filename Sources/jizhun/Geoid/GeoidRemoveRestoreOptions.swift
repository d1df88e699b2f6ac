import ArgumentParser
import RegionalGravity
import SurveyFiles

extension StokesKernel.Form: ExpressibleByArgument {}
extension GravityPoints.Kind: ExpressibleByArgument {}

/// What the ground below sea level is.
enum BelowSea: String, ExpressibleByArgument, CaseIterable {
  /// Dry land: heights as they are.
  case land
  /// Water down to that height.
  case water
}

/// Whether gravity gets the atmospheric correction.
enum AtmosphereWord: String, ExpressibleByArgument, CaseIterable {
  /// Gravity does, anomalies have it.
  case auto
  /// It is added.
  case add
  /// It is not.
  case none

  func isAdded(_ kind: GravityPoints.Kind) -> Bool { self == .add || self == .auto && kind == .gravity }
}

/// What is done about gravity points lying at different heights.
enum ContinuationWord: String, ExpressibleByArgument, CaseIterable {
  /// Residual anomalies are continued to one level, and their height anomaly back to the ground.
  case level
  /// They are taken as though they lay on one.
  case none
}

/// Options of remove, compute, restore: gravity anomalies and terrain on top of a gravity-field model.
struct GeoidRemoveRestoreOptions: ParsableArguments {
  @Option(
    name: .customLong("gravity"),
    help: ArgumentHelp(
      text(
        zh: "重力点文件，每行“纬度 经度 正常高 重力异常或重力值 [中误差]”（mGal）：移去–恢复法",
        en: "Gravity points, a line “lat lon H value [σ]”, anomalies or gravity in mGal: remove, compute, restore"), valueName: "file"))
  var gravity: String?

  @Option(
    name: .customLong("gravity-columns"),
    help: ArgumentHelp(
      text(zh: "重力点的纬度、经度、高、值[、中误差]所在的列，缺省 1,2,3,4[,5]", en: "Columns of latitude, longitude, height, value[, σ]; default 1,2,3,4[,5]"),
      valueName: "n,n,n,n[,n]"))
  var columns: String?

  @Option(
    name: .customLong("gravity-kind"),
    help: ArgumentHelp(
      text(
        zh: "值为 anomaly（地面重力异常，莫洛金斯基）或 gravity（重力值）；缺省由大小判断",
        en: "Values are anomaly (at the ground, Molodensky's) or gravity; default: told by their size"), valueName: "anomaly|gravity"))
  var kind: GravityPoints.Kind?

  @Option(
    name: .customLong("gravity-sigma"),
    help: ArgumentHelp(text(zh: "没有中误差列的重力点的中误差（mGal）", en: "σ of gravity points without one, mGal"), valueName: "mGal"))
  var sigma: Double?

  @Option(
    name: .customLong("atmosphere"),
    help: ArgumentHelp(
      text(
        zh: "大气改正（GRS 80）：auto（缺省）加于重力值，视重力异常为已加；add 加；none 不加",
        en: "Atmospheric correction of GRS 80: auto (default) adds it to gravity and takes anomalies as having it; add; none"),
      valueName: "auto|add|none"))
  var atmosphere: AtmosphereWord = .auto

  @Option(
    name: .customLong("continuation"),
    help: ArgumentHelp(
      text(
        zh: "剩余重力异常解析延拓到同一高程面（莫洛金斯基 G₁ 项）：level（缺省）或 none",
        en: "Residual anomalies are continued to one level, Molodensky's G₁: level (default) or none"), valueName: "level|none"))
  var continuation: ContinuationWord = .level

  @Option(
    name: .customLong("gravity-step"),
    help: ArgumentHelp(
      text(
        zh: "剩余重力异常格网的间隔（分）；缺省约为点距的一半，1–5",
        en: "Step of the grid of residual anomalies, minutes; default: half the spacing of the points, 1 to 5"),
      valueName: "min"))
  var step: Double?

  @Option(
    name: .customLong("kernel"),
    help: ArgumentHelp(
      text(
        zh: "斯托克斯核：stokes、wong-gore、meissl、heck-grueninger（缺省）",
        en: "Stokes' kernel: stokes, wong-gore, meissl, heck-grueninger (default)"), valueName: "name"))
  var kernel: StokesKernel.Form = .heckGrueninger

  @Option(
    name: .customLong("modification-degree"),
    help: ArgumentHelp(
      text(zh: "核函数去掉的最高阶；缺省 90°/积分半径", en: "Highest degree taken off the kernel; default 90° over the cap's radius"), valueName: "n"))
  var modification: Int?

  @Option(
    name: .customLong("cap"),
    help: ArgumentHelp(
      text(zh: "积分半径（度）；缺省 360°/模型阶数，1°–3°", en: "Radius of the cap, degrees; default 360° over the model's degree, 1 to 3"),
      valueName: "deg"))
  var cap: Double?

  @Option(
    name: .customLong("dem"), parsing: .upToNextOption,
    help: ArgumentHelp(
      text(
        zh: "数字高程模型（米）：一个或几个格网文件（.tif、.hgt、.asc 等）或其目录，同间隔的图幅自动拼接；剩余地形改正，且格网结点在地面",
        en:
          "Terrain in metres: grids (.tif, .hgt, .asc …) or folders of them, tiles of one spacing being joined: residual terrain, and nodes on the ground"
      ), valueName: "grid …"))
  var dem: [String] = []

  @Option(
    name: .customLong("density"),
    help: ArgumentHelp(text(zh: "地形密度（kg/m³），缺省 2670", en: "Density of the terrain, kg/m³, default 2670"), valueName: "kg/m³"))
  var density = 2670.0

  @Option(
    name: .customLong("rtm-degree"),
    help: ArgumentHelp(
      text(zh: "参考地形面对应的阶数；缺省为模型的阶数", en: "Degree that the reference terrain stands for; default: the model's"), valueName: "n"))
  var rtmDegree: Int?

  @Option(
    name: .customLong("rtm-radius"),
    help: ArgumentHelp(
      text(
        zh: "每点周围须有地形的范围（km），读入的地形全部参与；缺省有重力点时为参考面的半波长，30–100，否则为其 4 倍，50–250",
        en:
          "How far terrain is needed around every point, km; all of it counts. Default: half a wavelength of the reference with gravity, 30 to 100; 4 times that without, 50 to 250"
      ),
      valueName: "km"))
  var rtmRadius: Double?

  @Option(
    name: .customLong("below-sea"),
    help: ArgumentHelp(
      text(
        zh: "高程为负处是 land（陆地）还是 water（水，折算为岩石）；有负高程时必须说明",
        en: "Where heights are negative: land or water (as rock of its mass); to be said where there are any"),
      valueName: "land|water"))
  var belowSea: BelowSea?

  /// Whether anything is removed and restored.
  var isAsked: Bool { gravity != nil || !dem.isEmpty }

  /// Those that need a gravity-field model, by their names.
  var given: [String] { (gravity == nil ? [] : ["--gravity"]) + (dem.isEmpty ? [] : ["--dem"]) }

  func validate() throws {
    func check(_ condition: Bool, _ zh: String, _ en: String) throws { if !condition { throw ValidationError(text(zh: zh, en: en)) } }
    try check(sigma.map { $0 > 0 && $0 <= 1000 } ?? true, "--gravity-sigma 应为大于 0 的 mGal 数", "--gravity-sigma should be mGal above 0")
    try check(step.map { (0.1...60).contains($0) } ?? true, "--gravity-step 应为 0.1–60 分", "--gravity-step should be 0.1 to 60 minutes")
    try check(cap.map { (0.05...20).contains($0) } ?? true, "--cap 应为 0.05–20 度", "--cap should be 0.05 to 20 degrees")
    try check(
      modification.map { (1...10_800).contains($0) } ?? true, "--modification-degree 应为 1–10800",
      "--modification-degree should be 1 to 10800")
    try check((100...10_000).contains(density), "--density 应为 100–10000 kg/m³", "--density should be 100 to 10000 kg/m³")
    try check(
      rtmDegree.map { (GeoidTerrain.leastDegree...100_000).contains($0) } ?? true, "--rtm-degree 应不小于 \(GeoidTerrain.leastDegree)",
      "--rtm-degree should be \(GeoidTerrain.leastDegree) or more")
    try check(rtmRadius.map { (1...1000).contains($0) } ?? true, "--rtm-radius 应为 1–1000 km", "--rtm-radius should be 1 to 1000 km")
    try check(
      modification == nil || kernel.hasDegree, "--modification-degree 只用于 wong-gore、heck-grueninger",
      "--modification-degree belongs to wong-gore and heck-grueninger")
    _ = try gravityColumns()
  }

  /// The columns that the option names.
  func gravityColumns() throws -> GravityColumns {
    guard let columns else { return .standard }
    guard let chosen = GravityColumns(columns.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 }) else {
      throw ValidationError(
        text(
          zh: "--gravity-columns 应为四个或五个不同的列号（纬度,经度,高,值[,中误差]），而不是“\(columns)”",
          en: "--gravity-columns should be four or five different column numbers (latitude,longitude,height,value[,σ]), not “\(columns)”"))
    }
    return chosen
  }
}
