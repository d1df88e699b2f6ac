import Geodesy
import GridFiles
import SurveyFiles

/// A file of shift grids, or of a network of triangles, as a parameter file names it.
enum ShiftGridFile {
  /// The largest file that is read into memory, bytes.
  private static let largest = 1_000_000_000

  /// Reads an NTv2, NTv1, CTable2 or GeoTIFF (GTG) file. Throws `noInput` (66) when there is no such file, `configuration` (78) when it is none.
  static func read(path: String) throws(CommandError) -> (any GeodeticShift, SHA256Digest) {
    var input = try ByteInput(path: path)
    guard let bytes = try input.readAll(atMost: largest) else {
      throw CommandError(
        .configuration, text(zh: "\(path)：格网文件超过 \(largest) 字节", en: "\(path): the grid is longer than \(largest) bytes"))
    }
    do {
      let digest = SHA256Digest(of: bytes.span.bytes)
      guard TIFF.isTIFF(bytes.span.bytes) else { return (try ShiftGridSet.read(bytes.span.bytes), digest) }
      let offsets = try OffsetGrids.read(bytes.span.bytes)
      if !offsets.isProjected, offsets.hasHorizontal { return (offsets, digest) }
    } catch {
      throw CommandError(.configuration, "\(path): " + error.message(chinese: Language.current == .zh))
    }
    throw CommandError(
      .configuration,
      text(
        zh: "\(path)：格网不是纬度、经度的改正（不支持平面坐标改正和只有高程的格网）",
        en: "\(path): the grid shifts no latitudes and longitudes (grids of plane coordinates and of heights alone do not serve here)"))
  }

  /// Reads a triangulation file of PROJ's. Throws as ``read(path:)`` does.
  static func readNetwork(path: String) throws(CommandError) -> (TriangulatedShift, SHA256Digest) {
    var input = try ByteInput(path: path)
    guard let bytes = try input.readAll(atMost: largest) else {
      throw CommandError(.configuration, text(zh: "\(path)：文件超过 \(largest) 字节", en: "\(path): the file is longer than \(largest) bytes"))
    }
    do {
      return (try TINFile(bytes.span.bytes).shift, SHA256Digest(of: bytes.span.bytes))
    } catch {
      throw CommandError(.configuration, "\(path): " + error.message(chinese: Language.current == .zh))
    }
  }
}
