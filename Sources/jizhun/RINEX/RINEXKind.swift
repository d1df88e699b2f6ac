import RINEX

/// What a RINEX file is, from its first lines.
enum RINEXKind {
  case observation(version: Double, isCompact: Bool)
  case navigation

  /// Throws for what is no RINEX file of observations or navigation.
  init(_ start: [UInt8], path: String) throws(CommandError) {
    if start.starts(with: [0x1F, 0x8B]) || start.starts(with: "BZ".utf8) || start.starts(with: [0x1F, 0x9D]) {
      throw CommandError(
        .data,
        text(
          zh: "\(path) 是压缩文件；先解压：gzip -dc FILE | jizhun rinex … -",
          en: "\(path) is a compressed file; unpack it first: gzip -dc FILE | jizhun rinex … -"))
    }
    var lines = start.split(separator: 10, omittingEmptySubsequences: true)
    while let first = lines.first, first.allSatisfy({ $0 == 32 || $0 == 13 }) { lines.removeFirst() }
    var isCompact = false
    if let first = lines.first, Self.field(first, 60, 20) == "CRINEX VERS   / TYPE" {
      isCompact = true
      lines.removeFirst(min(2, lines.count))
    }
    guard let line = lines.first, Self.field(line, 60, 20) == "RINEX VERSION / TYPE", let version = Double(Self.field(line, 0, 9)) else {
      throw CommandError(
        .data,
        text(
          zh: "\(path) 不是 RINEX 文件：第一行第 61–80 列应为 RINEX VERSION / TYPE",
          en: "\(path) is no RINEX file: RINEX VERSION / TYPE is expected in columns 61–80 of the first line"))
    }
    switch Self.field(line, 20, 1) {
    case "O": self = .observation(version: version, isCompact: isCompact)
    case "N", "G", "H": self = .navigation
    default:
      throw CommandError(
        .data,
        text(
          zh: "\(path)：文件类型为“\(printable(Self.field(line, 20, 1)))”；能读的是 O（观测）和 N（导航）",
          en: "\(path): file type “\(printable(Self.field(line, 20, 1)))”; O (observations) and N (navigation) can be read"))
    }
  }

  private static func field(_ line: ArraySlice<UInt8>, _ start: Int, _ width: Int) -> String {
    var slice = line.dropFirst(start).prefix(width)
    while let last = slice.last, last == 32 || last == 13 { slice.removeLast() }
    while slice.first == 32 { slice.removeFirst() }
    return String(decoding: slice, as: UTF8.self)
  }
}
