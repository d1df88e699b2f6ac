import Foundation

/// Python scripts as judges that share no code with the package.
public enum PythonProcess {
  /// Runs a script; nil, with a printed line, where python3 or a module that the script needs is absent.
  public static func run(
    _ script: String, _ arguments: [String], input: Data = Data(), needing module: String? = nil
  ) throws -> ChildProcess.Result? {
    let environment = ProcessInfo.processInfo.environment
    let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    guard
      let python = folders.lazy.map({ "\($0)/python3" }).first(where: { FileManager.default.isExecutableFile(atPath: $0) })
    else {
      print("python3 comparison skipped: python3 is not installed")
      return nil
    }
    if let module {
      let probe = try ChildProcess.run(program: python, ["-c", "import \(module)"], input: Data(), environment: environment)
      guard probe.status == 0 else {
        print("python3 comparison skipped: the module \(module) is not installed")
        return nil
      }
    }
    return try ChildProcess.run(program: python, ["-c", script] + arguments, input: input, environment: environment)
  }
}
