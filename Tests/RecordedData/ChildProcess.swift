import Foundation

/// Runs programs for tests: our own as users run them, and those of others as judges.
public enum ChildProcess {
  /// What a program wrote and how it ended.
  public struct Result {
    /// Standard output.
    public let output: String
    /// Standard error.
    public let errors: String
    /// Exit status.
    public let status: Int32

    /// The lines of the output, without the empty one behind the last line feed.
    public var lines: [String] {
      var lines = output.components(separatedBy: "\n")
      if lines.last == "" { lines.removeLast() }
      return lines
    }
  }

  /// Runs a program. Files stand in for pipes, so that no amount of output blocks.
  public static func run(
    program: String, _ arguments: [String], input: Data, environment: [String: String] = ["LANG": "C"]
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("jizhun-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (inPath, outPath, errorPath) = (
      folder.appendingPathComponent("in"), folder.appendingPathComponent("out"), folder.appendingPathComponent("err")
    )
    try input.write(to: inPath)
    try Data().write(to: outPath)
    try Data().write(to: errorPath)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = try FileHandle(forReadingFrom: inPath)
    process.standardOutput = try FileHandle(forWritingTo: outPath)
    process.standardError = try FileHandle(forWritingTo: errorPath)
    try process.run()
    process.waitUntilExit()
    return Result(
      output: String(decoding: try Data(contentsOf: outPath), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errorPath), as: UTF8.self), status: process.terminationStatus)
  }
}
