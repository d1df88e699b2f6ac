import ArgumentParser
import SurveyFiles

/// The options of every filter of points.
struct PointOptions: ParsableArguments {
  @Option(
    name: .customLong("columns"),
    help: ArgumentHelp(
      text(
        zh: "坐标所在的列，从 1 起，如 2,3,4 表示第一列是点名；3,2 表示两个坐标的次序相反。缺省 1,2,3",
        en: "Columns of the coordinates from 1: 2,3,4 where a name comes first, 3,2 where the two stand in the other order. Default 1,2,3"),
      valueName: "n,n[,n]"))
  var columns: String?

  @Flag(
    name: .customLong("name-column"),
    help: ArgumentHelp(text(zh: "第一列是点名，即 --columns 2,3,4", en: "A point name comes first: --columns 2,3,4")))
  var nameColumn = false

  @Option(
    name: .customLong("precision"),
    help: ArgumentHelp(
      text(
        zh: "输出的小数位数，0–15。缺省：米 4 位（0.1 mm），度 10 位", en: "Decimals of the output, 0–15. Default: 4 for metres (0.1 mm), 10 for degrees"),
      valueName: "n"))
  var precision: Int?

  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      text(
        zh: "整个文件的格式：cass（南方 CASS .dat）、parcels（界址点坐标交换格式 .txt）、geojson、dxf；只换坐标，其余逐字节不变。.geojson、.dxf 自动识别",
        en:
          "Format of a whole file: cass (CASS .dat), parcels (boundary points .txt), geojson, dxf; coordinates change, every other byte stays. Known by itself: .geojson, .dxf"
      ),
      valueName: "name"))
  var format: String?

  @Flag(
    name: .customLong("partial"),
    help: ArgumentHelp(
      text(zh: "与 --format 同用：有点不能换算时也写出其余部分", en: "With --format: write the rest even where points could not be converted")))
  var partial = false

  @Flag(name: .customLong("json"), help: ArgumentHelp(text(zh: "每行输出一个 JSON 对象", en: "One JSON object per line")))
  var json = false

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(text(zh: "输出文件；缺省为标准输出", en: "Output file; default: standard output"), valueName: "file"))
  var output = "-"

  @Option(
    name: [.customShort("j"), .customLong("jobs")],
    help: ArgumentHelp(
      text(
        zh: "并行线程数，1–256；用于文件和本库自有的坐标系，结果与单线程逐字节相同",
        en: "Threads, 1–256, for files and systems that need no PROJ; the output is the same byte for byte"),
      valueName: "n"))
  var jobs = 1

  @OptionGroup var encoding: EncodingOption

  @Argument(help: ArgumentHelp(text(zh: "输入文件；“-”或不写为标准输入", en: "Input files; “-” or none: standard input"), valueName: "file"))
  var files: [String] = []

  /// The input paths.
  var inputs: [String] { files.isEmpty ? ["-"] : files }

  func validate() throws {
    if let precision, !(0...15).contains(precision) {
      throw ValidationError(text(zh: "--precision 应为 0–15，而不是 \(precision)", en: "--precision should be 0–15, not \(precision)"))
    }
    guard (1...256).contains(jobs) else {
      throw ValidationError(text(zh: "-j 应为 1–256，而不是 \(jobs)", en: "-j should be 1–256, not \(jobs)"))
    }
    _ = try pointColumns()
    if let format, SurveyFormat(rawValue: format) == nil {
      let known = SurveyFormat.allCases.map(\.rawValue).joined(separator: text(zh: "、", en: ", "))
      throw ValidationError(text(zh: "--format 应为 \(known) 之一，而不是“\(format)”", en: "--format should be one of \(known), not “\(format)”"))
    }
  }

  /// The format of the document that the input is: as named, else by the ending of a single file of a format that has an ending of its own; nil for
  /// lines of points.
  var documentFormat: SurveyFormat? {
    if let format { return SurveyFormat(rawValue: format) }
    guard inputs.count == 1, let known = SurveyFormat(fileName: inputs[0]), known != .cass else { return nil }
    return known
  }

  /// The columns that the options name.
  func pointColumns() throws -> PointColumns {
    if columns != nil && nameColumn {
      throw ValidationError(text(zh: "--columns 和 --name-column 只能用一个", en: "--columns and --name-column exclude each other"))
    }
    if nameColumn, let named = PointColumns(first: 2, second: 3, third: 4) { return named }
    guard let columns else { return .standard }
    let numbers = columns.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    // Without a third column, the one after the others is it.
    let third = numbers.count == 3 ? numbers[2] : (numbers.max() ?? 0) + 1
    guard numbers.count == 2 || numbers.count == 3,
      let chosen = PointColumns(first: numbers[0], second: numbers[1], third: third)
    else {
      throw ValidationError(
        text(
          zh: "--columns 应为两个或三个不同的列号（1–\(PointColumns.largest)），如 2,3,4，而不是“\(columns)”",
          en: "--columns should be two or three different column numbers (1–\(PointColumns.largest)) such as 2,3,4, not “\(columns)”"))
    }
    return chosen
  }
}
