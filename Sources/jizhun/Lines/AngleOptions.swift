import ArgumentParser
import SurveyFiles

extension AngleFormat: ExpressibleByArgument {}

/// How angles are read and written.
struct AngleOptions: ParsableArguments {
  @Option(
    name: .customLong("input-angles"),
    help: ArgumentHelp(
      text(
        zh: "输入角度：degrees 十进制度（也认度分秒），dddmmss 如 28.12005 表示 28°12′00.5″",
        en:
          "Angles of the input: degrees (decimal; marked degrees, minutes and seconds are read too), or dddmmss, where 28.12005 is 28°12′00.5″"
      ),
      valueName: "degrees|dms|dddmmss"))
  var input: AngleFormat = .degrees

  @Option(
    name: .customLong("angles"),
    help: ArgumentHelp(
      text(zh: "输出角度：degrees、dms（28°12′00.5000″）或 dddmmss", en: "Angles of the output: degrees, dms (28°12′00.5000″) or dddmmss"),
      valueName: "degrees|dms|dddmmss"))
  var output: AngleFormat = .degrees
}

extension TextLine {
  /// An angle in a column, degrees. `hemisphere` is what its letter may say; nil for azimuths, which have none.
  func angle(_ column: Int, _ format: AngleFormat, _ hemisphere: AngleText.Hemisphere?, _ name: @autoclosure () -> String)
    throws(LineProblem) -> Double
  {
    let piece = try self.piece(column, name())
    guard let angle = format.read(bytes.span.bytes, from: piece.start, to: piece.end) else { throw notANumber(column, name()) }
    guard angle.hemisphere == nil || angle.hemisphere == hemisphere else {
      let (found, wanted) = (PointText.column(bytes.span.bytes, column, from: 0, to: bytes.count), name())
      throw LineProblem(
        jizhun.text(
          zh: "第 \(column) 列“\(found)”应为\(wanted)；次序可能颠倒",
          en: "column \(column), “\(found)”, should be the \(wanted); the order may be wrong"))
    }
    return angle.degrees
  }
}
