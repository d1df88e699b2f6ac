import GridFiles

/// A model file as the user's path names it.
enum ModelFile {
  /// The largest model that is read into memory, bytes: a global grid of 30″ has 3.7 GB.
  private static let largest = 4_000_000_000

  /// Reads a grid. Throws `noInput` (66) when there is no such file, `configuration` (78) when it is no grid.
  static func read(path: String) throws(CommandError) -> HeightGrid {
    var input = try ByteInput(path: path)
    guard let bytes = try input.readAll(atMost: largest) else {
      throw CommandError(
        .configuration, text(zh: "\(path)：模型文件超过 \(largest) 字节", en: "\(path): the model file is longer than \(largest) bytes"))
    }
    do {
      return try GTX.read(bytes.span.bytes)
    } catch {
      throw CommandError(.configuration, "\(path): " + error.message(chinese: Language.current == .zh))
    }
  }
}
