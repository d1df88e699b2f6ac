import Glibc

/// The language of help, tables and messages. JSON keys and numbers do not depend on it.
enum Language: String, Sendable {
  case zh, en

  /// From `--lang` on the command line, else from `LC_ALL`, `LC_MESSAGES`, `LANG`, in the order of POSIX.
  static let current: Language = select(arguments: CommandLine.arguments, environment: environmentVariable)

  /// Chinese for a locale that begins with `zh`, else English. An unknown `--lang` is left to the parser, which refuses it.
  static func select(arguments: [String], environment: (String) -> String?) -> Language {
    for (index, argument) in arguments.enumerated() {
      if argument == "--" { break }
      if argument == "--lang", index + 1 < arguments.count, let language = Language(rawValue: arguments[index + 1]) { return language }
      if argument.hasPrefix("--lang="), let language = Language(rawValue: String(argument.dropFirst(7))) { return language }
    }
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      if let value = environment(name), !value.isEmpty { return value.hasPrefix("zh") ? .zh : .en }
    }
    return .en
  }
}

/// The text in the user's language.
func text(zh: @autoclosure () -> String, en: @autoclosure () -> String) -> String {
  switch Language.current {
  case .zh: zh()
  case .en: en()
  }
}

/// The value of an environment variable, nil where it is not set.
func environmentVariable(_ name: String) -> String? {
  // getenv returns NULL or a NUL-terminated string; nothing in this program changes the environment.
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe String(cString: value)
}
