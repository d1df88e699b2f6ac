import Testing

@testable import jizhun

@Suite struct TextTableTests {
  /// Widths by Unicode Standard Annex 11: wide characters take two places, combining marks none.
  @Test(arguments: [("abc", 3), ("基准站", 6), ("é", 1), ("e\u{301}", 1), ("（）", 4), ("°", 1), ("", 0)])
  func widthOnATerminal(text: String, width: Int) {
    #expect(displayWidth(text) == width)
  }

  @Test func columnsLineUpWithChineseText() {
    var table = TextTable([("电文", .left), ("数", .right)])
    table.add(["a", "7"])
    table.add(["天线", "1234"])
    #expect(table.text() == "电文    数\na        7\n天线  1234\n")
  }

  @Test func controlCharactersAreShown() {
    #expect(printable("a\u{1B}[2J\u{7F}\u{9B}") == "a\\u{1B}[2J\\u{7F}\\u{009B}")
    #expect(printable("基准") == "基准")
  }
}
