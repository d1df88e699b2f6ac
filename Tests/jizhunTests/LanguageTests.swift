import Testing

@testable import jizhun

@Suite struct LanguageTests {
  @Test(arguments: [
    (["jizhun", "--lang", "zh"], ["LANG": "en_US.UTF-8"], Language.zh),
    (["jizhun", "--lang=en"], ["LANG": "zh_CN.UTF-8"], .en),
    (["jizhun", "--", "--lang=zh"], [:], .en),  // an operand
    (["jizhun", "--lang", "fr"], ["LANG": "zh_CN"], .zh),  // the parser refuses it, in the language of the locale
    (["jizhun"], ["LC_ALL": "zh_CN.UTF-8", "LANG": "en_US"], .zh),
    (["jizhun"], ["LC_ALL": "", "LC_MESSAGES": "en_US", "LANG": "zh_CN"], .en),  // an empty one is not set (POSIX 8.2)
    (["jizhun"], ["LANG": "zh_CN"], .zh),
    (["jizhun"], [:], .en),
  ])
  func followsOptionThenLocale(arguments: [String], environment: [String: String], expected: Language) {
    #expect(Language.select(arguments: arguments, environment: { environment[$0] }) == expected)
  }
}
