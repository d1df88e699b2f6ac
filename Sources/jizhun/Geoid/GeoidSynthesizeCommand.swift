import ArgumentParser
import Geodesy
import GravityField
import GridFiles
import SurveyFiles

/// `jizhun geoid synthesize`: functionals of a spherical-harmonic gravity model.
struct GeoidSynthesizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synthesize",
    abstract: text(
      zh: "由重力场模型（ICGEM .gfc）计算高程异常、大地水准面高、重力异常、垂线偏差等",
      en: "Compute height anomalies, geoid heights, gravity anomalies, deflections … from a gravity model (ICGEM .gfc)"),
    discussion: text(
      zh: """
        逐行读“纬度 经度 [高] [其余…]”（度、米），在行尾添上结果；或用 --grid 算整个格网。定义与名称同 ICGEM（docs/gravity-field.md）。
        例：jizhun geoid synthesize --model EGM2008.gfc --functional height-anomaly 点.txt
        例：jizhun geoid synthesize --model EGM96.gfc --functional geoid --grid 24,31,108,115,2m -o 格网.gtx
        高：height-anomaly、geoid 取海拔高（缺省 0），其他取大地高。单位：米、mGal、角秒；potential 为 m²/s²，second-r-derivative 为 E。
        """,
      en: """
        Reads lines “lat lon [height] [rest…]” in degrees and metres and adds the result at their end; with --grid it computes a whole grid. \
        Definitions and names are ICGEM's (docs/gravity-field.md).
        Example: jizhun geoid synthesize --model EGM2008.gfc --functional height-anomaly points.txt
        Example: jizhun geoid synthesize --model EGM96.gfc --functional geoid --grid 24,31,108,115,2m -o grid.gtx
        Heights: above mean sea level for height-anomaly and geoid (0 without one), ellipsoidal for the others. Units: metres, mGal, arc \
        seconds; m²/s² for potential and E for second-r-derivative.
        """))

  @Option(
    name: .customLong("model"),
    help: ArgumentHelp(text(zh: "重力场模型 .gfc（可为 .gz）；“-”为标准输入", en: "Gravity model .gfc, also .gz; “-”: standard input"), valueName: "file"))
  var model: String

  @Option(
    name: .customLong("functional"),
    help: ArgumentHelp(
      text(
        zh: "算什么，可用逗号列出几个：\(FunctionalChoice.names)；deflection 为 ξ 和 η。也可用 ICGEM 的名称（height_anomaly_ell 等）",
        en:
          "What to compute, one or several with commas: \(FunctionalChoice.names); deflection is ξ and η. ICGEM's names are understood, too"
      ),
      valueName: "name,…"))
  var functional: FunctionalChoice

  @OptionGroup var field: GravityFieldOptions

  @Option(
    name: .customLong("grid"),
    help: ArgumentHelp(
      text(
        zh: "计算格网：南,北,西,东,步长（度；步长可写 2m 或 30s）",
        en: "Compute a grid: south,north,west,east,step in degrees; a step may be 2m or 30s"), valueName: "s,n,w,e,step"))
  var grid: GridFrame?

  @Option(
    name: .customLong("height"),
    help: ArgumentHelp(text(zh: "格网点的高，米；缺省 0", en: "Height of the grid's nodes, metres; default 0"), valueName: "m"))
  var height = 0.0

  @Option(
    name: .customLong("columns"),
    help: ArgumentHelp(
      text(zh: "纬度、经度、高所在的列，从 1 起；缺省 1,2,3", en: "Columns of latitude, longitude and height from 1; default 1,2,3"), valueName: "n,n[,n]"))
  var columns: String?

  @Option(
    name: .customLong("precision"),
    help: ArgumentHelp(text(zh: "结果的小数位数，0–15；缺省 4", en: "Decimals of the results, 0–15; default 4"), valueName: "n"))
  var precision = 4

  @Option(
    name: .customLong("threads"),
    help: ArgumentHelp(text(zh: "线程数；缺省为处理器数", en: "Threads; default: one for each processor"), valueName: "n"))
  var threads: Int?

  @Flag(name: .customLong("json"), help: ArgumentHelp(text(zh: "每行输出一个 JSON 对象", en: "One JSON object per line")))
  var json = false

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(
      text(
        zh: "输出文件；缺省为标准输出。格网以扩展名定格式：.tif、.gtx、.isg、.gri 等（同 geoid convert；米，单精度），其他为“纬度 经度 值”文本",
        en:
          "Output file; default: standard output. A grid's format is that of its extension: .tif, .gtx, .isg, .gri … as for geoid convert (metres, single precision), else text"
      ),
      valueName: "file"))
  var output = "-"

  @Argument(help: ArgumentHelp(text(zh: "输入文件；“-”或不写为标准输入", en: "Input files; “-” or none: standard input"), valueName: "file"))
  var files: [String] = []

  @OptionGroup var common: CommonOptions

  func validate() throws {
    func check(_ condition: Bool, _ message: @autoclosure () -> String) throws {
      if !condition { throw ValidationError(message()) }
    }
    try check((0...15).contains(precision), text(zh: "--precision 应为 0–15", en: "--precision should be 0–15"))
    try check(threads.map { (1...1024).contains($0) } ?? true, text(zh: "--threads 应为 1–1024", en: "--threads should be 1–1024"))
    try check(height.isFinite, text(zh: "--height 应为米", en: "--height should be metres"))
    try check(grid == nil || files.isEmpty, text(zh: "--grid 不读点文件", en: "--grid reads no files of points"))
    try check(
      model != "-" || grid != nil || !files.isEmpty && !files.contains("-"),
      text(zh: "模型和点不能都从标准输入读", en: "model and points cannot both come from standard input"))
    if let grid, let format = HeightModelFormat(path: output), format != .xyz {
      try check(
        functional.functionals.count == 1 && functional.functionals[0].unit == .metres,
        text(zh: "\(output)：此格式只存一个以米为单位的量；其他请写成文本", en: "\(output): this format holds one quantity in metres; write others as text"))
      try check(
        grid.rows >= 2 && grid.columns >= 2,
        text(zh: "\(output)：此格式至少要两行两列", en: "\(output): this format needs two rows and two columns at least"))
    }
    _ = try PointColumns.parse(columns)
  }

  func run() throws {
    let synthesis = try field.synthesis(model, functional.functionals)
    let team = ThreadTeam(count: threads)
    if let grid {
      try SynthesisGrid(synthesis: synthesis, frame: grid, height: height, precision: precision, json: json, team: team).write(to: output)
    } else {
      var points = try SynthesisPoints(
        synthesis: synthesis, columns: PointColumns.parse(columns), precision: precision, json: json, team: team, output: output)
      try points.run(files.isEmpty ? ["-"] : files)
    }
  }
}
