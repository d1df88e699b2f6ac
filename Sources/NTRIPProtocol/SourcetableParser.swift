/// Reads a sourcetable in any pieces, up to `ENDSOURCETABLE`, with bounded memory.
public struct SourcetableParser: Sendable {
  /// The largest table in bytes: ten times that of the largest public caster.
  public static let sizeLimit = 4_194_304
  /// What a short line counts for, so that a table of a million empty lines is too large as well.
  static let lineCost = 64
  /// The longest line in bytes; the rest of a longer one is dropped and the line kept with those that cannot be read.
  public static let lineLimit = 4096

  private var table = Sourcetable()
  private var line: [UInt8] = []
  private var size = 0
  private var isOverlong = false

  /// At the start of a table.
  public init() {}

  /// `ENDSOURCETABLE` was read.
  public var isComplete: Bool { table.isComplete }
  /// No byte was read yet.
  public var isEmpty: Bool { size == 0 }

  /// Takes bytes; those after `ENDSOURCETABLE` are ignored.
  public mutating func take(_ bytes: some Sequence<UInt8>) throws(StreamFailure) {
    for byte in bytes {
      if table.isComplete { return }
      size += 1
      if size > Self.sizeLimit { throw .sourcetableTooLarge(limit: Self.sizeLimit) }
      if byte == 0x0A {
        endLine()
      } else if line.count < Self.lineLimit {
        line.append(byte)
      } else {
        isOverlong = true
      }
    }
  }

  /// The table, with a last line that has no end.
  public mutating func finish() -> Sourcetable {
    endLine()
    return table
  }

  private mutating func endLine() {
    defer {
      line.removeAll(keepingCapacity: true)
      isOverlong = false
    }
    size += max(0, Self.lineCost - line.count)
    if line.last == 0x0D { line.removeLast() }
    if line.isEmpty { return }
    let text = Self.text(line)
    if text.hasPrefix("ENDSOURCETABLE") {
      table.isComplete = true
      return
    }
    let fields = text.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    let entry: Sourcetable.Entry?
    switch isOverlong ? "" : fields[0] {
    case "STR": entry = SourcetableStream(fields: fields).map { .stream($0) }
    case "CAS": entry = SourcetableCaster(fields: fields).map { .caster($0) }
    case "NET": entry = SourcetableNetwork(fields: fields).map { .network($0) }
    default: entry = nil
    }
    if let entry { table.entries.append(entry) } else { table.otherLines.append(text) }
  }

  /// UTF-8 where it is; else each byte as the character of its number (Latin-1), so that nothing is lost.
  private static func text(_ bytes: [UInt8]) -> String {
    String(validating: bytes, as: UTF8.self) ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
