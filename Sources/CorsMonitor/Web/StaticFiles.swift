import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The page and the two libraries that it uses, read into memory at the start: a request only looks its path up in a table, so no path can
/// lead elsewhere.
///
/// Leaflet and D3 come from Debian's packages, exactly the files listed here.
public struct StaticFiles: Sendable {
  struct File: Sendable {
    var type: String
    var bytes: ByteBuffer
    var etag: String
    var cacheControl: String
  }

  /// A file that is not there.
  public struct Missing: Sendable, Equatable {
    /// Its path, or the paths of which one would do.
    public var path: String
    /// The Debian package that brings it.
    public var package: String
  }

  private(set) var files: [String: File] = [:]
  /// What is not there; the page works without map or charts then.
  public private(set) var missing: [Missing] = []

  /// The page's folder in the program's resources; nil when it was built without.
  public static var pageFolder: URL? { Bundle.module.url(forResource: "Page", withExtension: nil) }

  /// No page, only the API.
  public static let none = StaticFiles(empty: ())

  private init(empty: Void) {}

  /// Reads the page from its folder and the libraries from theirs.
  public init(
    page: URL? = pageFolder, leaflet: String = "/usr/share/javascript/leaflet",
    d3: String = "/usr/share/nodejs/d3/dist/d3.min.js"
  ) {
    if let page, let names = try? FileManager.default.contentsOfDirectory(atPath: page.path) {
      for name in names.sorted() where !name.hasPrefix(".") {
        let path = name == "index.html" ? "/" : "/assets/page/\(name)"
        // The page changes with the program: it is asked for again, and answered with 304 when it is the same.
        add(path, from: page.appendingPathComponent(name).path, cacheControl: "no-cache")
      }
    }
    let day = "public, max-age=86400"
    if !add("/assets/d3.min.js", from: d3, cacheControl: day) { missing.append(Missing(path: d3, package: "node-d3")) }
    let script = ["leaflet.min.js", "leaflet.js"].contains {
      add("/assets/leaflet/leaflet.js", from: "\(leaflet)/\($0)", cacheControl: day)
    }
    if !script { missing.append(Missing(path: "\(leaflet)/leaflet.js", package: "libjs-leaflet")) }
    let others =
      ["leaflet.css"]
      + ["layers.png", "layers-2x.png", "marker-icon.png", "marker-icon-2x.png", "marker-shadow.png"].map { "images/\($0)" }
    for name in others where !add("/assets/leaflet/\(name)", from: "\(leaflet)/\(name)", cacheControl: day) {
      missing.append(Missing(path: "\(leaflet)/\(name)", package: "libjs-leaflet"))
    }
  }

  @discardableResult
  private mutating func add(_ path: String, from file: String, cacheControl: String) -> Bool {
    guard let data = FileManager.default.contents(atPath: file) else { return false }
    // FNV-1a, 64 bits: tells versions of a file apart, no more is asked of it.
    let hash = data.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    files[path] = File(
      type: Self.type(of: file), bytes: ByteBuffer(bytes: data), etag: "\"\(String(hash, radix: 16))\"", cacheControl: cacheControl)
    return true
  }

  private static func type(of file: String) -> String {
    switch file.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "json": "application/json"
    default: "application/octet-stream"
    }
  }

  func addRoutes(to router: Router<WebContext>) {
    let files = files
    @Sendable func answer(_ request: Request, _ context: WebContext) throws -> Response {
      guard let file = files[request.uri.path] else { throw APIError.notFound(request.uri.path) }
      let headers: HTTPFields = [.contentType: file.type, .eTag: file.etag, .cacheControl: file.cacheControl]
      if request.headers[.ifNoneMatch] == file.etag { return Response(status: .notModified, headers: headers) }
      return Response(status: .ok, headers: headers, body: .init(byteBuffer: file.bytes))
    }
    router.get("/", use: answer)
    router.get("/assets/**", use: answer)
  }
}
