import Foundation
import Testing

/// The page as an operator sees it. `scripts/test-page` lists what is looked at; here it gets the program just built.
@Suite struct PageTests {
  /// The simulated network in headless Chromium: twelve stations alive, both languages, a station's view, a restart, a phone.
  /// Screenshots go to `out/`. Without Chromium the script says so and passes.
  @Test(.timeLimit(.minutes(10))) func simulatedNetworkInChromium() async throws {
    let package = URL(fileURLWithPath: #filePath)  // <package>/Tests/CorsMonitorTests/PageTests.swift
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    // The tests lie beside the programs, whatever the configuration and the scratch path.
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("cors-monitor")
    try #require(FileManager.default.isExecutableFile(atPath: program.path), "\(program.path) is not built")

    let script = Process()
    script.executableURL = package.appendingPathComponent("scripts/test-page")
    script.arguments = ["--output", package.appendingPathComponent("out").path, program.path, "simulate", "--port", "{port}"]
    // Into a file: a pipe would have to be emptied while the script runs.
    let log = FileManager.default.temporaryDirectory.appendingPathComponent("page-test-\(UUID().uuidString).log")
    try #require(FileManager.default.createFile(atPath: log.path, contents: nil))
    defer { try? FileManager.default.removeItem(at: log) }
    let output = try FileHandle(forWritingTo: log)
    script.standardOutput = output
    script.standardError = output
    let status = try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Int32, any Error>) in
      script.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try script.run() } catch { continuation.resume(throwing: error) }
    }
    let words = try String(contentsOf: log, encoding: .utf8)
    print(words)
    #expect(status == 0, "\(words)")
  }
}
