import Glibc

/// `jizhun transform` beside `cs2cs`: two processes, one thread each, the same file of ten million invented points, output to a file; the CPU time
/// of user and system from the kernel's account of each process (wait4), in turns. Then every line of both is compared.
enum TransformBenchmark: Benchmark {
  static let name = "transform"
  private static let lines = 10_000_000
  private static let rounds = 2

  static func run() throws -> [Comparison] {
    guard access("/usr/bin/cs2cs", X_OK) == 0 else {
      throw Failure(description: "cs2cs (Debian package proj-bin) is not installed: a figure without its peer is not a figure")
    }
    let base = P_tmpdir + "/jizhun-bench-\(getpid())"
    let files = (input: base + ".in", ours: base + ".ours", theirs: base + ".theirs", parallel: base + ".parallel")
    defer { for file in [files.input, files.ours, files.theirs, files.parallel] { unlink(file) } }
    try writePoints(to: files.input)
    var runner = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &runner, runner.count - 1)
    let folder = String(decoding: runner[..<max(length, 0)].map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: "/").dropLast()
    let jizhun = ["/" + folder.joined(separator: "/") + "/jizhun", "transform", "--from", "EPSG:4490", "--to", "EPSG:4547"]

    var ours: [Times] = []
    var theirs: [Times] = []
    var parallel: [Times] = []
    for _ in 0..<rounds {
      ours.append(try time(jizhun + [files.input], files.ours))
      theirs.append(try time(["/usr/bin/cs2cs", "-d", "4", "EPSG:4490", "EPSG:4547", files.input], files.theirs))
      parallel.append(try time(jizhun + ["-j", "2", files.input], files.parallel))
    }
    func least(_ times: [Times], _ of: (Times) -> Double) -> Double { times.map(of).min() ?? .nan }
    let differences = try OutputComparison.compare(input: files.input, ours: files.ours, theirs: files.theirs)
    guard try OutputComparison.areSame(files.ours, files.parallel) else { throw Failure(description: "-j 2 wrote something else") }
    return [
      Comparison(
        name: "transform EPSG:4490 → 4547, lines of text", unit: "ns/line", ours: least(ours, \.cpu), peer: "cs2cs",
        theirs: least(theirs, \.cpu), notes: ["\(lines) lines, CPU time; " + differences.description]),
      Comparison(
        name: "the same by the clock, -j 2 beside one thread", unit: "ns/line", ours: least(parallel, \.clock), peer: "-j 1",
        theirs: least(ours, \.clock), notes: ["the same bytes"]),
    ]
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Lines `latitude longitude height` over Hunan's 3° zone 38, invented by a linear congruence (Knuth's MMIX constants).
  private static func writePoints(to path: String) throws {
    guard let file = fopen(path, "w") else { throw Failure(description: "cannot create \(path)") }
    var state: UInt64 = 1
    func uniform(_ low: Int, _ high: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return low + Int(state >> 33) % (high - low)
    }
    for _ in 0..<lines {
      let (latitude, longitude, height) = (uniform(24_600_000, 30_200_000), uniform(112_500_000, 115_500_000), uniform(0, 900_000))
      fputs(
        "\(decimal(latitude, 1_000_000))\(uniform(100, 999)) \(decimal(longitude, 1_000_000))\(uniform(100, 999)) \(decimal(height, 1000))\n",
        file)
    }
    guard fclose(file) == 0 else { throw Failure(description: "cannot write \(path)") }
  }

  private static func decimal(_ value: Int, _ unit: Int) -> String { "\(value / unit).\("\(unit + value % unit)".dropFirst())" }

  /// What a run took, nanoseconds per line.
  private struct Times {
    var cpu: Double
    var clock: Double
  }

  /// Runs a program with its output in a file.
  private static func time(_ arguments: [String], _ output: String) throws -> Times {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var process: pid_t = 0
    var (start, end) = (timespec(), timespec())
    clock_gettime(CLOCK_MONOTONIC, &start)
    guard posix_spawn(&process, arguments[0], &actions, nil, &pointers, environ) == 0 else {
      throw Failure(description: "cannot run \(arguments[0])")
    }
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(process, &status, 0, &usage) == process, status == 0 else { throw Failure(description: "\(arguments[0]) failed") }
    clock_gettime(CLOCK_MONOTONIC, &end)
    let clock = Double(end.tv_sec - start.tv_sec) * 1e9 + Double(end.tv_nsec - start.tv_nsec)
    let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
    let microseconds = Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
    return Times(cpu: (seconds * 1e9 + microseconds * 1e3) / Double(lines), clock: clock / Double(lines))
  }
}
