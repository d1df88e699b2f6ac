import ArgumentParser
import Refinement
import SurveyFiles

/// Options on files of GNSS/levelling points and the search for gross errors among them.
struct GeoidPointOptions: ParsableArguments {
  @Option(
    name: .customLong("columns"),
    help: ArgumentHelp(
      text(
        zh: "点名、纬度、经度、大地高、正常高[、中误差]所在的列，缺省 1,2,3,4,5[,6]",
        en: "Columns of name, latitude, longitude, ellipsoidal height, normal height[, σ]; default 1,2,3,4,5[,6]"),
      valueName: "n,n,n,n,n[,n]"))
  var columns: String?

  @Option(
    name: .customLong("sigma"),
    help: ArgumentHelp(text(zh: "没有中误差列的点的 H−h 中误差（米）", en: "σ of H − h for points without one, metres"), valueName: "m"))
  var sigma: Double?

  @Option(
    name: .customLong("alpha"),
    help: ArgumentHelp(
      text(zh: "粗差（update 为变化）检验的显著性水平，缺省 0.05", en: "Level of the search for gross errors (update: changes), default 0.05"), valueName: "α"
    ))
  var alpha = 0.05

  @Flag(
    name: .customLong("keep-all"),
    help: ArgumentHelp(text(zh: "不探测粗差和变化，所有点都参与", en: "No search for gross errors or changes: all points take part")))
  var keepsAll = false

  @OptionGroup var encoding: EncodingOption

  func validate() throws {
    guard alpha > 0, alpha < 1 else { throw ValidationError(text(zh: "--alpha 应在 0 与 1 之间", en: "--alpha should lie between 0 and 1")) }
    if let sigma, !(sigma > 0 && sigma <= 10) {
      throw ValidationError(text(zh: "--sigma 应为大于 0、不超过 10 的米数", en: "--sigma should be metres above 0, not above 10"))
    }
    _ = try levellingColumns()
  }

  /// The columns that the option names.
  func levellingColumns() throws -> LevellingColumns {
    guard let columns else { return .standard }
    let numbers = columns.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard let chosen = LevellingColumns(numbers) else {
      throw ValidationError(
        text(
          zh: "--columns 应为五个或六个不同的列号（点名,纬度,经度,大地高,正常高[,中误差]），而不是“\(columns)”",
          en: "--columns should be five or six different column numbers (name,latitude,longitude,ellipsoidal,normal[,σ]), not “\(columns)”")
      )
    }
    return chosen
  }
}
