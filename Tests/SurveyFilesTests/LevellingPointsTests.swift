import Testing

@testable import SurveyFiles

/// All points are invented.
@Suite("Files of GNSS/levelling points")
struct LevellingPointsTests {
  private func read(_ text: String, _ columns: LevellingColumns = .standard) -> LevellingPoints {
    LevellingPoints(Array(text.utf8).span.bytes, columns: columns)
  }

  @Test("name lat lon H h [σ] [check], blanks, tabs and commas, comments and a byte order mark")
  func standard() {
    let file = read(
      "\u{FEFF}# invented\nA1 28.5 112.25 81.5 100.25\n\nA2,28.6, 112.5 ,82,101,0.012\r\nA3\t28.7\t112.75\t83\t102\t0.02\tcheck\nA4 1 2 3 4 检核\n"
    )
    #expect(file.problemCount == 0 && file.header == nil && file.points.count == 4)
    #expect(
      file.points[0]
        == LevellingPoint(
          name: Array("A1".utf8), line: 2, latitudeDegrees: 28.5, longitudeDegrees: 112.25, ellipsoidalHeight: 81.5, normalHeight: 100.25))
    #expect(file.points[1].sigma == 0.012 && !file.points[1].isCheck && file.points[1].line == 4)
    #expect(file.points[2].sigma == 0.02 && file.points[2].isCheck)
    #expect(file.points[3].sigma == nil && file.points[3].isCheck)
  }

  @Test("other columns, a header, names of any bytes")
  func otherColumns() throws {
    let columns = try #require(LevellingColumns([1, 2, 3, 5, 4]))
    var bytes = Array("Station Latitude Longitude H-orto H-ell N\n".utf8)
    // “Ø” in Latin-1, “中” in GBK.
    bytes += [0xD8, 0x31] + Array(" 60.5 5.25 100 145.5 45.5\n".utf8) + [0xD6, 0xD0] + Array(" 60.5 5.5 101 146.5 45.5".utf8)
    let file = LevellingPoints(bytes.span.bytes, columns: columns)
    #expect(file.header == 1 && file.problemCount == 0)
    #expect(file.points.map(\.name) == [[0xD8, 0x31], [0xD6, 0xD0]])
    #expect(file.points[0].ellipsoidalHeight == 145.5 && file.points[0].normalHeight == 100)
    #expect(
      LevellingColumns([1, 2, 3, 4]) == nil && LevellingColumns([1, 2, 3, 4, 4]) == nil && LevellingColumns([0, 2, 3, 4, 5]) == nil)
  }

  @Test("what is wrong is named by line and column, and everything else is read")
  func problems() {
    let file = read("A 28 112 80 100\nB 98 112 80 100\nC 28 112 80\nD 28 112 x 100\nE 28 112 80 100 46\nF 28 512 80 100\nG 28 112 80 100\n")
    #expect(file.points.map { String(decoding: $0.name, as: UTF8.self) } == ["A", "G"])
    #expect(
      file.problems == [
        LevellingLineProblem(line: 2, column: 2, expected: .latitude, isMissing: false),
        LevellingLineProblem(line: 3, column: 5, expected: .height, isMissing: true),
        LevellingLineProblem(line: 4, column: 4, expected: .height, isMissing: false),
        // 46 m is no standard deviation.
        LevellingLineProblem(line: 5, column: 6, expected: .sigma, isMissing: false),
        LevellingLineProblem(line: 6, column: 3, expected: .longitude, isMissing: false),
      ])
  }
}
