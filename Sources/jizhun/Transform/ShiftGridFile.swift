import GridFiles

/// A file of shift grids as a parameter file names it.
enum ShiftGridFile {
  /// The largest file that is read into memory, bytes.
  private static let largest = 1_000_000_000

  /// Reads an NTv2, NTv1 or CTable2 file. Throws `noInput` (66) when there is no such file, `configuration` (78) when it is none.
  static func read(path: String) throws(CommandError) -> ShiftGridSet {
    var input = try ByteInput(path: path)
    guard let bytes = try input.readAll(atMost: largest) else {
      throw CommandError(
        .configuration, text(zh: "\(path)：格网文件超过 \(largest) 字节", en: "\(path): the grid is longer than \(largest) bytes"))
    }
    do {
      return try ShiftGridSet.read(bytes.span.bytes)
    } catch {
      throw CommandError(.configuration, "\(path): " + error.message(chinese: Language.current == .zh))
    }
  }
}
