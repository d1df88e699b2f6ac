import GravityField

/// A `.gfc` file as the user's path names it, plain or compressed by gzip.
enum GravityModelFile {
  /// Whether a path names such a file by its ending.
  static func isNamed(_ path: String) -> Bool {
    let lower = path.lowercased()
    return lower.hasSuffix(".gfc") || lower.hasSuffix(".gfc.gz")
  }

  /// Reads a model. Throws `noInput` (66) when there is no such file, `configuration` (78) when it is no model.
  static func read(path: String, epoch: Double?, maximumDegree: Int?) throws(CommandError) -> GravityModel {
    var input = try ByteInput(path: path)
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var reader = GFCReader(epoch: epoch, maximumDegree: maximumDegree)
    // The first two bytes tell whether it is gzip (RFC 1952).
    var filled = 0
    while filled < 2, case let count = try input.read(into: &buffer, from: filled), count > 0 { filled += count }
    let inflater = filled >= 2 && buffer[0] == 0x1f && buffer[1] == 0x8b ? GzipInflater() : nil
    do {
      while filled > 0 {
        if let inflater {
          try inflater.inflate(buffer, count: filled) { bytes, count in try reader.read(bytes.span.bytes, count: count) }
        } else {
          try reader.read(buffer.span.bytes, count: filled)
        }
        filled = try input.read(into: &buffer)
      }
      if let inflater, !inflater.isComplete { throw GzipError.truncated }
      return try reader.finish().model
    } catch let error as CommandError {
      throw error
    } catch let error as GFCError {
      throw CommandError(.configuration, "\(path): " + error.message(chinese: Language.current == .zh))
    } catch GzipError.truncated {
      throw CommandError(.configuration, text(zh: "\(path)：gzip 文件不完整", en: "\(path): the gzip file is truncated"))
    } catch {
      throw CommandError(.configuration, text(zh: "\(path)：gzip 文件损坏", en: "\(path): the gzip file is damaged"))
    }
  }
}
