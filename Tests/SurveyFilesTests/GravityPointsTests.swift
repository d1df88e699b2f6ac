import SurveyFiles
import Testing

/// Files of gravity points, invented here.
@Suite("Files of gravity points")
struct GravityPointsTests {
  private func read(_ text: String, _ columns: GravityColumns = .standard) -> GravityPoints {
    let bytes = Array(text.utf8)
    return GravityPoints(bytes.span.bytes, columns: columns)
  }

  @Test("Columns, comments, a header, σ where there is one")
  func lines() {
    let file = read("lat lon H dg s\n# x\n26.5 110.25 312.5 -17.25 0.5\n\n27,111,40,3.5\n")
    #expect(file.header == 1 && file.problemCount == 0 && file.kind == .anomaly)
    #expect(file.points.map(\.value) == [-17.25, 3.5] && file.points.map(\.sigma) == [0.5, nil])
    #expect(file.points[0].normalHeight == 312.5 && file.points[1].line == 5)
    let other = read("S1 979123.4 27 111 40\nS2 979023.4 27 112 400\n", GravityColumns([3, 4, 5, 2])!)
    #expect(other.kind == .gravity && other.points.map(\.longitudeDegrees) == [111, 112])
  }

  @Test("What is no point is told with its column; what cannot be told apart has no kind")
  func problems() {
    let file = read("26 110 300 5\n26 110 300\n91 110 300 5\n26 110 300 5000\n26 110 300 5 0\n26 110 x 5\n")
    #expect(file.problems.map(\.line) == [2, 3, 4, 5, 6])
    #expect(file.problems.map(\.column) == [4, 1, 4, 5, 3])
    #expect(file.problems.map(\.isMissing) == [true, false, false, false, false])
    #expect(read("26 110 300 5\n26 111 300 979000\n").kind == nil)
    #expect(read("26 110 300 9.79\n26 111 300 9.781\n").kind == nil)
    #expect(GravityColumns([1, 2, 2, 3]) == nil && GravityColumns([1, 2, 3]) == nil)
  }
}
