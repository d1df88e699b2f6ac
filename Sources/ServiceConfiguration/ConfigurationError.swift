import Bilingual

/// What is wrong with a configuration, each with its place in the file.
public struct ConfigurationError: Error, Sendable, Equatable {
  /// One fault.
  public struct Problem: Sendable, Equatable {
    /// Line, from 1; 0 for a fault of the file as a whole.
    public var line: Int
    /// Column, from 1, in characters.
    public var column: Int
    /// What was read, and what was expected.
    public var message: BilingualText
  }

  /// More faults than this are not listed: who made so many has another file in mind.
  public static let maximumProblems = 100

  /// The file, as it was named.
  public var file: String
  /// All faults found, in the order of the file.
  public var problems: [Problem]
  /// The exit code after sysexits: 78, configuration; 66 when there is no such file.
  public var exitCode: Int32 = 78

  /// One line for each fault: `file:line:column: message`.
  public func text(in language: BilingualText.Language) -> String {
    problems.map { problem in
      let place = problem.line > 0 ? "\(file):\(problem.line):\(problem.column)" : file
      return "\(place): \(problem.message.text(in: language))"
    }.joined(separator: "\n")
  }
}
