import Glibc

/// Exit statuses after `sysexits.h`. 0 is success; every other one comes with a message on standard error.
enum ExitStatus: Int32, Sendable {
  /// The command line is wrong.
  case usage = 64
  /// The input is wrong, or some of it was.
  case data = 65
  /// An input file does not exist or cannot be read.
  case noInput = 66
  /// An output file cannot be created.
  case cannotCreate = 73
  /// Reading or writing failed half-way.
  case inputOutput = 74
  /// A parameter, model or configuration file is wrong or missing.
  case configuration = 78
}

/// What ends a command: an exit status and what was read, where, what was expected and what to do.
struct CommandError: Error {
  let status: ExitStatus
  let message: String
  /// True when standard output failed: then there is no use in going on with the next input.
  var isOutput = false

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  /// With the reason that the system gives in `errno`.
  init(_ status: ExitStatus, _ message: String, errno code: Int32) {
    // strerror returns a valid string for any number; this program has one thread that calls it.
    self.init(status, unsafe "\(message): \(String(cString: strerror(code)))")
  }

  /// Writes `jizhun: message` to standard error.
  func report() { printToStandardError("jizhun: \(message)") }
}

/// Writes one line to standard error. A failure to do so has nowhere to be reported.
func printToStandardError(_ line: String) {
  var bytes = Array(line.utf8)
  bytes.append(UInt8(ascii: "\n"))
  var written = 0
  while written < bytes.count {
    // The pointer is valid for the closure and the count stays inside the array.
    let n = unsafe bytes.withUnsafeBytes { unsafe write(2, $0.baseAddress! + written, $0.count - written) }
    if n < 0 && errno != EINTR { return }
    written += max(n, 0)
  }
}
