import CPROJ
import Foundation
import Testing

/// An operation of PROJ's on files that a test has made.
final class PROJPeer {
  private let context: OpaquePointer
  private let handle: OpaquePointer

  /// A folder for the files, and the operation that names them.
  init(_ definition: String) throws {
    context = try #require(proj_context_create())
    guard let made = proj_create(context, definition) else {
      proj_context_destroy(context)
      throw Missing(definition: definition)
    }
    handle = made
  }

  struct Missing: Error { let definition: String }

  deinit {
    proj_destroy(handle)
    proj_context_destroy(context)
  }

  /// Coordinates as the operation takes them; nil where it has no answer.
  func apply(_ p: SIMD4<Double>, inverse: Bool = false) -> SIMD3<Double>? {
    proj_errno_reset(handle)
    let r = proj_trans(handle, inverse ? PJ_INV : PJ_FWD, proj_coord(p.x, p.y, p.z, p.w)).xyzt
    return r.x.isFinite && r.y.isFinite ? SIMD3(r.x, r.y, r.z) : nil
  }
}

/// A folder that goes with the test.
final class FilesOfATest {
  private let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("jizhun-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = url.appendingPathComponent(name)
    try Data(bytes).write(to: file)
    return file.path
  }
}
