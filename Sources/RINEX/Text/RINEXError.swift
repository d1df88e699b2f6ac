/// What is wrong with a RINEX or SP3 text, and where.
public struct RINEXError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The line, from 1.
  public var line: Int
  /// What was expected and what was found.
  public var message: String

  /// An error at a line.
  public init(line: Int, _ message: String) {
    self.line = line
    self.message = message
  }

  /// One line for people.
  public var description: String { "line \(line): \(message)" }
}
