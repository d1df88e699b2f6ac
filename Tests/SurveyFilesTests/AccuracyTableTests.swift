import SurveyFiles
import Testing

/// Tables of accuracy classes; every number in them is invented.
@Suite("Tables of accuracy classes")
struct AccuracyTableTests {
  private func read(_ text: String) throws -> AccuracyTable {
    let bytes = Array(text.utf8)
    return try AccuracyTable(bytes.span.bytes, file: "t")
  }

  static let example = """
    [table]
    name = 示例限差（虚构）
    [inner]
    first_m = 0.010   # metres
    [outer]
    first_m = 0.015
    second_m = 0.030
    [resolution]
    second_m_min = 5
    second_min = 2.5
    [checkpoints]
    first = 30
    [names]
    first = 一级

    """

  @Test("classes come in the order of the file with the limits they have")
  func classes() throws {
    let table = try read(Self.example)
    #expect(table.name == "示例限差（虚构）" && table.classes.map(\.key) == ["first", "second", "second_m"])
    #expect(table.classes[0].name == "一级" && table.classes[1].name == "second")
    #expect(table.classes[0].limits == [.inner: 0.01, .outer: 0.015, .checkpoints: 30])
    #expect(table.classes[1].limits == [.outer: 0.03, .resolution: 2.5])
  }

  @Test(
    "what is wrong is told with its line",
    arguments: [
      ("[table]\nname = x\n[outer]\nfirst = 0.01\n", 4), ("[table]\nname = x\n[outer]\nfirst_m = 15\n", 4),
      ("[table]\nname = x\n[outer]\nfirst_m = 0.015\n[names]\nsecond = b\n", 6), ("[outer]\nfirst_m = 0.015\n", 0),
      ("[table]\nname = x\n", 0),
      ("[table]\nname = x\n[checkpoints]\nfirst = 2.5\n", 4), ("[table]\ntitle = x\n", 2), ("[limits]\n", 1),
    ])
  func problems(text: String, line: Int) {
    let error = #expect(throws: ParameterFileError.self) { try read(text) }
    #expect(error?.line == line)
  }
}
