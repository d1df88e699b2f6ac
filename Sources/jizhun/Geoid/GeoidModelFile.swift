import GridFiles

/// Models that refinement writes.
enum GeoidModelFile {
  /// Whether a file with this ending can hold a height-dependent term.
  static func holdsHeightTerm(_ path: String) throws(CommandError) -> Bool { try ModelFile.format(path: path) == .geoTIFF }

  /// Writes a model for its owner alone.
  static func write(_ model: HeightModel, to path: String) throws(CommandError) {
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
  }
}
