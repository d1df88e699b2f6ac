/// One statement for people, in Chinese and in English.
public struct BilingualText: Sendable, Hashable {
  /// The Chinese text.
  public let chinese: String
  /// The English text.
  public let english: String

  /// A statement in both languages.
  public init(chinese: String, english: String) {
    self.chinese = chinese
    self.english = english
  }
}
