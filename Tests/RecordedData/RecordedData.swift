import Foundation
import Testing

/// The recorded streams and published data sets that some tests read. They are no part of the package:
/// they lie in the folder named by `JIZHUN_SHARED`, else in `../shared` beside the checkout.
public enum RecordedData {
  /// The folder that holds `data/` and `vectors/`.
  public static let root: URL = {
    if let path = ProcessInfo.processInfo.environment["JIZHUN_SHARED"] { return URL(fileURLWithPath: path) }
    return URL(fileURLWithPath: #filePath)  // <package>/Tests/RecordedData/RecordedData.swift
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("shared")
  }()

  /// The path of a file below the root, such as `data/rtcm/rtklib/testglo.rtcm3`.
  public static func path(_ relative: String) -> String { root.appendingPathComponent(relative).path }

  /// True where the file or folder is at hand.
  public static func exists(_ relative: String) -> Bool { FileManager.default.fileExists(atPath: path(relative)) }

  /// The bytes of a file.
  public static func bytes(_ relative: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appendingPathComponent(relative)))
  }

  /// The text of a file, read as UTF-8 with a fall-back to Latin-1.
  public static func text(_ relative: String) throws -> String {
    let data = try Data(contentsOf: root.appendingPathComponent(relative))
    return String(data: data, encoding: .utf8) ?? String(data: data, encoding: .isoLatin1) ?? ""
  }

  /// All regular files below a folder, as paths relative to the root, sorted.
  public static func files(below relative: String) -> [String] {
    let base = root.appendingPathComponent(relative)
    guard let walk = FileManager.default.enumerator(atPath: base.path) else { return [] }
    return walk.compactMap { $0 as? String }
      .filter {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: base.appendingPathComponent($0).path, isDirectory: &isFolder) && !isFolder.boolValue
      }
      .map { relative + "/" + $0 }.sorted()
  }
}

/// Marks a test that reads recorded data: it prints one line when it runs, which CI counts, and is skipped, with a line too,
/// where the data is absent.
public struct RecordedDataTrait: TestTrait, TestScoping {
  let needed: [String]

  /// Skips the test, with a printed line, where a needed file is absent.
  public func prepare(for test: Test) async throws {
    for path in needed where !RecordedData.exists(path) {
      print("recorded-data skipped: \(test.name): \(path) is not at hand")
      try Test.cancel("recorded data not at hand: \(path)")
    }
  }

  /// Prints the line that CI counts.
  public func provideScope(for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void) async throws {
    print("recorded-data ran: \(test.name)")
    try await function()
  }
}

extension Trait where Self == RecordedDataTrait {
  /// The test needs these files or folders below the shared folder.
  public static func recordedData(_ paths: String...) -> Self { RecordedDataTrait(needed: paths) }
}
