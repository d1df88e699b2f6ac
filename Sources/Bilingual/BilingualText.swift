/// A text for people, in Chinese and in English.
public struct BilingualText: Sendable, Hashable, Codable {
  /// Chinese.
  public var zh: String
  /// English.
  public var en: String

  /// A text in both languages.
  public init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }

  /// The text in one language.
  public func text(in language: Language) -> String { language == .zh ? zh : en }

  /// The languages of the service.
  public enum Language: String, Sendable, CaseIterable {
    /// Chinese.
    case zh
    /// English.
    case en

    /// The language of a POSIX locale name such as `zh_CN.UTF-8`; English for anything but Chinese.
    public init(locale: String) { self = locale.lowercased().hasPrefix("zh") ? .zh : .en }
  }
}
