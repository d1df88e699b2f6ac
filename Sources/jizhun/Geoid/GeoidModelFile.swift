import GridFiles
import SurveyFiles

/// Models that refinement writes.
enum GeoidModelFile {
  /// Whether a file with this ending can hold a height-dependent term.
  static func holdsHeightTerm(_ path: String) throws(CommandError) -> Bool { try ModelFile.format(path: path) == .geoTIFF }

  /// Writes a model for its owner alone, and with a classification the label beside it, which binds it to this very model.
  static func write(
    _ model: HeightModel, to path: String, classification: ParameterFile.Classification? = nil
  ) throws(CommandError) {
    let format = try ModelFile.format(path: path)
    let bytes: [UInt8]
    do throws(HeightModelWriteError) {
      bytes = try format.write(model)
    } catch {
      throw CommandError(.cannotCreate, "\(path): " + error.message(chinese: Language.current == .zh))
    }
    var output = try ByteOutput(path: path, mode: 0o600)
    try output.write(bytes)
    try output.flush()
    guard let classification, path != "-" else { return }
    let label = ModelLabel(
      name: model.properties.label, classification: classification, sha256: SHA256Digest(of: bytes.span.bytes).description)
    var file = try ByteOutput(path: path + ModelLabel.ending, mode: 0o600)
    try file.write(label.text)
    try file.flush()
  }
}
