import Foundation
import RecordedData

/// GDAL (Debian's python3-gdal), the judge of what grid files hold.
enum GDALPeer {
  /// Debian's Python, which is the one that has Debian's modules.
  static let python = "/usr/bin/python3"

  /// Whether GDAL's Python module is installed.
  static let isInstalled = (try? run("from osgeo import gdal", []).status) == 0

  static func run(_ script: String, _ arguments: [String]) throws -> ChildProcess.Result {
    try ChildProcess.run(program: python, ["-c", script] + arguments, input: Data())
  }

  /// One band of a file as GDAL reads it, scale and offset applied, and the centre of its first pixel with the steps.
  struct Band {
    let origin: SIMD2<Double>
    let step: SIMD2<Double>
    let width: Int
    let height: Int
    /// Row by row from the top; NaN where GDAL sees no data.
    let values: [Double]
  }

  static func band(_ path: String, _ number: Int = 1) throws -> Band {
    let script = """
      import sys, math
      from osgeo import gdal
      gdal.UseExceptions()
      d = gdal.Open(sys.argv[1]); b = d.GetRasterBand(int(sys.argv[2])); g = d.GetGeoTransform()
      s = b.GetScale() or 1.0; o = b.GetOffset() or 0.0; n = b.GetNoDataValue()
      print(repr(g[0] + g[1] / 2), repr(g[3] + g[5] / 2), repr(g[1]), repr(g[5]), d.RasterXSize, d.RasterYSize)
      for v in b.ReadAsArray().astype('float64').ravel():
        print('nan' if n is not None and (v == n or (math.isnan(n) and math.isnan(v))) else repr(float(v) * s + o))
      """
    let result = try run(script, [path, String(number)])
    let head = (result.lines.first ?? "").split(separator: " ").compactMap { Double($0) }
    guard result.status == 0, head.count == 6 else { throw Failure(description: result.errors) }
    return Band(
      origin: SIMD2(head[0], head[1]), step: SIMD2(head[2], head[3]), width: Int(head[4]), height: Int(head[5]),
      values: result.lines.dropFirst().map { Double($0) ?? .infinity })
  }

  struct Failure: Error, CustomStringConvertible { let description: String }
}

/// A folder for the files of one test, gone with it.
final class TemporaryFolder {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent("jizhun-grids-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  func write(_ bytes: [UInt8], _ name: String) throws -> String {
    try Data(bytes).write(to: url.appendingPathComponent(name))
    return path(name)
  }

  func read(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url.appendingPathComponent(name))) }
}
