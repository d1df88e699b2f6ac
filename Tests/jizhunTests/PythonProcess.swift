import Foundation
import Testing

/// Python scripts as judges that share no code with the package.
enum PythonProcess {
  /// Runs a script; nil, with a printed line, where python3 or a module that the script needs is absent.
  static func run(_ script: String, _ arguments: [String], needing module: String? = nil) throws -> JizhunProcess.Result? {
    let environment = ProcessInfo.processInfo.environment
    let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    guard
      let python = folders.lazy.map({ "\($0)/python3" }).first(where: { FileManager.default.isExecutableFile(atPath: $0) })
    else {
      print("python3 comparison skipped: python3 is not installed")
      return nil
    }
    if let module {
      let probe = try JizhunProcess.run(program: python, ["-c", "import \(module)"], input: Data(), environment: environment)
      guard probe.status == 0 else {
        print("python3 comparison skipped: the module \(module) is not installed")
        return nil
      }
    }
    return try JizhunProcess.run(program: python, ["-c", script] + arguments, input: Data(), environment: environment)
  }
}
