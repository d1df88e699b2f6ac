import ArgumentParser
import BeiDouGrid
import SurveyFiles

/// `jizhun grid cover`: the cells that cover a box.
struct GridCoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cover",
    abstract: text(zh: "列出覆盖矩形区域或走廊的网格", en: "List the cells that cover a box or a corridor"),
    discussion: text(
      zh: """
        例：jizhun grid cover --level 8 --box 28.2,112.95,28.2001,112.9501 --heights 0,120
        走廊：--corridor 航线.txt --width 60，每行一点“纬度 经度”，点间为大地线。
        逐个输出，内存不随数目增长；开始前先算出数目，超过 --limit 时不输出，退出码 64。东小于西表示跨 180° 经线。
        """,
      en: """
        Example: jizhun grid cover --level 8 --box 28.2,112.95,28.2001,112.9501 --heights 0,120
        A corridor: --corridor LINE.txt --width 60, a point “lat lon” a line, joined by geodesics.
        Cells are printed one by one in bounded memory. Their number is known before: beyond --limit nothing is printed and the exit status is 64. \
        An east less than the west crosses the meridian of 180°.
        """))

  @Option(name: .customLong("level"), help: ArgumentHelp(text(zh: "网格级别 1–10", en: "Level, 1–10"), valueName: "1–10"))
  var level: GridLevel

  @Option(
    name: .customLong("box"), parsing: .unconditional,
    help: ArgumentHelp(
      text(zh: "南、西、北、东边，度或度分秒", en: "South, west, north and east in degrees or degrees, minutes and seconds"), valueName: "s,w,n,e"))
  var box: String?

  @Option(
    name: .customLong("corridor"),
    help: ArgumentHelp(text(zh: "走廊中线：每行一点“纬度 经度”", en: "Middle line of a corridor: a point “lat lon” a line"), valueName: "file"))
  var corridor: String?

  @Option(name: .customLong("width"), help: ArgumentHelp(text(zh: "走廊宽度（米）", en: "Width of the corridor, metres"), valueName: "metres"))
  var width: Double?

  @Option(
    name: .customLong("heights"), parsing: .unconditional,
    help: ArgumentHelp(
      text(zh: "三维：最低、最高大地高（米）", en: "Codes of three dimensions between two ellipsoidal heights, metres"), valueName: "low,high"))
  var heights: String?

  @Option(
    name: .customLong("limit"),
    help: ArgumentHelp(text(zh: "最多输出多少个；缺省 10000000", en: "How many cells at most; default 10000000"), valueName: "n"))
  var limit = 10_000_000

  @Flag(name: .customLong("count"), help: ArgumentHelp(text(zh: "只输出数目", en: "Print their number only")))
  var countOnly = false

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(text(zh: "输出文件；缺省为标准输出", en: "Output file; default: standard output"), valueName: "file"))
  var output = "-"

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard (box == nil) != (corridor == nil), (corridor == nil) == (width == nil) else {
      throw ValidationError(
        text(zh: "请给出 --box，或者 --corridor 和 --width", en: "give --box, or --corridor and --width"))
    }
  }

  func run() throws {
    if let corridor, let width { return try cover(corridor, width) }
    let (south, west, north, east) = try bounds()
    let range = try range()
    let cover: GridCover
    do throws(GridPositionError) {
      cover = try GridCover(south: south, west: west, north: north, east: east, ellipsoidalHeights: range, level: level)
    } catch { throw CommandError(.usage, error.message) }
    try GridList.write(cover, count: cover.count, limit: limit, countOnly: countOnly, output: output)
  }

  private func cover(_ path: String, _ width: Double) throws {
    var points: [(latitudeDegrees: Double, longitudeDegrees: Double)] = []
    var input = try LineInput(path: path)
    var bytes: [UInt8] = []
    while try input.nextLine(&bytes) {
      let line = TextLine(bytes)
      if line.isVerbatim { continue }
      do throws(LineProblem) {
        points.append(
          (
            try line.angle(1, .degrees, .northSouth, text(zh: "纬度（度）", en: "latitude in degrees")),
            try line.angle(2, .degrees, .eastWest, text(zh: "经度（度）", en: "longitude in degrees"))
          ))
      } catch {
        throw CommandError(
          .data, text(zh: "\(path) 第 \(input.lineNumber) 行：\(error.message)", en: "\(path), line \(input.lineNumber): \(error.message)"))
      }
      guard points.count <= 1_000_000 else {
        throw CommandError(.data, text(zh: "\(path)：走廊中线超过 1000000 点", en: "\(path): more than 1000000 points"))
      }
    }
    let range = try range()
    let cells: GridCorridor
    do throws(GridCorridorError) {
      cells = try GridCorridor(along: points, width: width, ellipsoidalHeights: range, level: level)
    } catch { throw CommandError(.data, "\(path): \(error.message)") }
    // The number of a corridor's cells is found row by row, and no further than the limit.
    let count = cells.count(upTo: countOnly ? .max - 1 : limit)
    try GridList.write(cells, count: count, limit: limit, countOnly: countOnly, output: output)
  }

  private func bounds() throws -> (GridAngle, GridAngle, GridAngle, GridAngle) {
    let box = box ?? ""
    let parts = box.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, let south = GridAngle(parts[0], .northSouth), let west = GridAngle(parts[1], .eastWest),
      let north = GridAngle(parts[2], .northSouth), let east = GridAngle(parts[3], .eastWest)
    else {
      throw CommandError(
        .usage,
        text(zh: "--box 应为 南,西,北,东 四个角度，而不是“\(box)”", en: "--box should be four angles south,west,north,east, not “\(box)”"))
    }
    return (south, west, north, east)
  }

  private func range() throws -> ClosedRange<Double>? {
    guard let heights else { return nil }
    return try GridList.heights(heights)
  }
}

/// A stream of cells on the output.
enum GridList {
  /// Two heights of the command line.
  static func heights(_ string: String) throws(CommandError) -> ClosedRange<Double> {
    let parts = string.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) ?? .nan }
    guard parts.count == 2, parts[0] <= parts[1], parts[1].isFinite, parts[0].isFinite else {
      throw CommandError(
        .usage,
        text(
          zh: "--heights 应为 最低,最高 两个大地高（米），而不是“\(string)”",
          en: "--heights should be two ellipsoidal heights low,high in metres, not “\(string)”"))
    }
    return parts[0]...parts[1]
  }

  /// Writes the codes, one a line, once their number is known to be within the limit.
  static func write(_ cells: some Sequence<GridCell>, count: Int, limit: Int, countOnly: Bool, output path: String) throws(CommandError) {
    if countOnly {
      var output = ByteOutput()
      try output.writeLine("\(count)")
      return try output.flush()
    }
    guard count <= limit else {
      throw CommandError(
        .usage,
        text(
          zh: "至少 \(count) 个网格，超过上限 \(limit)：请缩小区域、降低级别，或加大 --limit",
          en: "\(count) cells or more are beyond the limit of \(limit): take a smaller region or a coarser level, or raise --limit"))
    }
    var output = try ByteOutput(path: path)
    var line: [UInt8] = []
    for cell in cells {
      line.removeAll(keepingCapacity: true)
      cell.appendCode(to: &line)
      line.append(UInt8(ascii: "\n"))
      try output.write(line)
    }
    try output.flush()
  }
}
