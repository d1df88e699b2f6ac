import Geodesy
import GridFiles
import SurveyFiles

/// A file that a parameter file names: shift grids, a network of triangles, a deformation model.
enum ShiftGridFile {
  /// The largest file that is read into memory, bytes.
  private static let largest = 1_000_000_000

  private static func bytes(_ path: String) throws(CommandError) -> [UInt8] {
    var input = try ByteInput(path: path)
    guard let bytes = try input.readAll(atMost: largest) else {
      throw CommandError(.configuration, text(zh: "\(path)：文件超过 \(largest) 字节", en: "\(path): the file is longer than \(largest) bytes"))
    }
    return bytes
  }

  private static func failure(_ path: String, _ error: GridFileError) -> CommandError {
    CommandError(.configuration, "\(path): " + error.message(chinese: Language.current == .zh))
  }

  /// Reads an NTv2, NTv1, CTable2 or GeoTIFF (GTG) file. Throws `noInput` (66) when there is no such file, `configuration` (78) when it is none.
  static func read(path: String) throws(CommandError) -> (any GeodeticShift, ModelFacts) {
    let bytes = try bytes(path)
    var found: (shift: any GeodeticShift, label: String)?
    do throws(GridFileError) {
      if TIFF.isTIFF(bytes.span.bytes) {
        let offsets = try OffsetGrids.read(bytes.span.bytes)
        if !offsets.isProjected, offsets.hasHorizontal { found = (offsets, offsets.label) }
      } else {
        let set = try ShiftGridSet.read(bytes.span.bytes)
        found = (set, [set.sourceName, set.targetName].filter { !$0.isEmpty }.joined(separator: " → "))
      }
    } catch { throw failure(path, error) }
    if let found { return (found.shift, try ModelFacts(path: path, ownLabel: found.label, digest: SHA256Digest(of: bytes.span.bytes))) }
    throw CommandError(
      .configuration,
      text(
        zh: "\(path)：格网不是纬度、经度的改正（不支持平面坐标改正和只有高程的格网）",
        en: "\(path): the grid shifts no latitudes and longitudes (grids of plane coordinates and of heights alone do not serve here)"))
  }

  /// Reads a triangulation file of PROJ's. Throws as ``read(path:)`` does.
  static func readNetwork(path: String) throws(CommandError) -> (TINFile, ModelFacts) {
    let bytes = try bytes(path)
    let file: TINFile
    do throws(GridFileError) {
      file = try TINFile(bytes.span.bytes)
    } catch { throw failure(path, error) }
    return (file, try ModelFacts(path: path, ownLabel: file.name, digest: SHA256Digest(of: bytes.span.bytes)))
  }

  /// Reads a triangulation file whose vertices are longitudes and latitudes.
  static func readGeographicNetwork(path: String) throws(CommandError) -> (any GeodeticShift, ModelFacts) {
    let (file, facts) = try readNetwork(path: path)
    guard let network = GeographicTIN(file) else {
      throw CommandError(
        .configuration,
        text(
          zh: "\(path)：顶点不是经度和纬度（度）；平面三角网用 model = tin",
          en: "\(path): the vertices are no longitudes and latitudes in degrees; model = tin is for networks of a plane"))
    }
    return (network, facts)
  }

  /// Reads a deformation model with the grids beside it.
  static func readDeformation(path: String, ellipsoid: Ellipsoid) throws(CommandError) -> (DeformationModel, [ModelFacts]) {
    let bytes = try bytes(path)
    let file: DeformationModelFile
    do throws(GridFileError) {
      file = try DeformationModelFile(bytes.span.bytes)
    } catch { throw failure(path, error) }
    let label = [file.name, file.version].filter { !$0.isEmpty }.joined(separator: " ")
    var facts = [try ModelFacts(path: path, ownLabel: label, digest: SHA256Digest(of: bytes.span.bytes))]
    let model = try DeformationModel(file, ellipsoid: ellipsoid) { component, unit throws(CommandError) in
      let name = ParameterInput.beside(path, component.fileName)
      let grid = try self.bytes(name)
      facts.append(try ModelFacts(path: name, ownLabel: "", digest: SHA256Digest(of: grid.span.bytes)))
      do throws(GridFileError) {
        return try DeformationGrid(grid.span.bytes, component.displacement, unit: unit)
      } catch { throw failure(name, error) }
    }
    return (model, facts)
  }
}
