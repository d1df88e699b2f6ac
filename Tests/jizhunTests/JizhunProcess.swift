import Foundation
import RecordedData
import Testing

/// The built `jizhun` program, run as users run it.
enum JizhunProcess {
  struct Result {
    let output: String
    let errors: String
    let status: Int32

    /// The lines of the output, without the empty one behind the last line feed.
    var lines: [String] {
      var lines = output.components(separatedBy: "\n")
      if lines.last == "" { lines.removeLast() }
      return lines
    }
  }

  /// The program stands beside the test runner, in the folder of built products.
  static let path: String = {
    let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: runner).deletingLastPathComponent().appendingPathComponent("jizhun").path
  }()

  /// Runs the program in English, with `input` on its standard input.
  static func run(_ arguments: [String], input: String = "", environment: [String: String] = ["LANG": "C"]) throws -> Result {
    try run(arguments, input: Data(input.utf8), environment: environment)
  }

  /// As above, with any bytes.
  static func run(_ arguments: [String], input: Data, environment: [String: String] = ["LANG": "C"]) throws -> Result {
    try run(program: path, arguments, input: input, environment: environment)
  }

  /// Any program.
  static func run(program: String, _ arguments: [String], input: Data, environment: [String: String] = ["LANG": "C"]) throws -> Result {
    let result = try ChildProcess.run(program: program, arguments, input: input, environment: environment)
    return Result(output: result.output, errors: result.errors, status: result.status)
  }

  /// A program of another project, when it is installed.
  static func installed(_ name: String) -> String? {
    ["/usr/bin/", "/usr/local/bin/"].map { $0 + name }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}

/// A folder that goes with the value.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("jizhun-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  /// Writes a file and returns its path.
  func file(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    try Data(bytes).write(to: url.appendingPathComponent(name))
    return path(name)
  }
}
