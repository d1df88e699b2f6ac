/// One `expect` (or `roundtrip`) of a gie file with what it stands under. The format: PROJ's documentation of `gie`.
struct GieCheck {
  enum Kind {
    /// The coordinates, and how many of them the file gives.
    case expect(SIMD4<Double>, Int)
    case failure
    case roundtrip(Int)
  }
  let operation: String
  let inverse: Bool
  let tolerance: Double
  let accept: SIMD4<Double>?
  let kind: Kind
  let line: Int
}

/// A reader of gie files: `operation`, `direction`, `tolerance`, `accept`, `expect`, `roundtrip`; other commands are passed over.
struct GieFile {
  private(set) var checks: [GieCheck] = []
  /// Coordinates that could not be read, by line.
  private(set) var unreadable: [Int] = []

  private let unit: Double
  private var operation = ""
  private var inverse = false
  private var tolerance = 0.0005
  private var accept: SIMD4<Double>?

  private static let commands: Set<String> = [
    "operation", "direction", "tolerance", "accept", "expect", "roundtrip", "banner", "verbose", "ignore", "require_grid", "echo", "skip",
    "crs_src", "crs_dst", "use_proj4_init_rules", "</gie>", "</gie-strict>", "<gie>", "<gie-strict>", "exit",
  ]

  /// - Parameter degreesPerMetre: Where a file has tolerances in degrees and calls them metres, 1/111 000.
  init(_ text: String, degreesPerMetre: Double? = nil) {
    unit = degreesPerMetre ?? 1
    var inside = false
    var lines: [(Int, String)] = []
    for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      var line = String(raw)
      if let hash = line.firstIndex(of: "#") { line = String(line[..<hash]) }
      line = line.replacing("\t", with: " ")
      line = line.split(separator: " ").joined(separator: " ")
      if line.isEmpty || line.allSatisfy({ $0 == "-" }) || line.allSatisfy({ $0 == "=" }) { continue }
      let word = String(line.prefix { $0 != " " })
      if line.hasPrefix("<gie") { inside = true; continue }
      if line.hasPrefix("</gie") { inside = false; continue }
      guard inside else { continue }
      if Self.commands.contains(word) {
        lines.append((index + 1, line))
      } else if let last = lines.indices.last {
        lines[last].1 += " " + line
      }
    }
    for (number, line) in lines {
      let words = line.replacing("\\", with: " ").split(separator: " ").map(String.init)
      guard let command = words.first else { continue }
      take(command, Array(words.dropFirst()), number)
    }
  }

  private mutating func take(_ command: String, _ words: [String], _ line: Int) {
    switch command {
    case "operation":
      operation = words.joined(separator: " ")
      (inverse, tolerance, accept) = (false, 0.0005, nil)
    case "crs_src", "crs_dst": operation = ""
    case "direction": inverse = words.first.map { $0.hasPrefix("i") || $0.hasPrefix("r") } ?? false
    case "tolerance": tolerance = Self.length(words).map { $0 / unit } ?? tolerance
    case "accept":
      accept = Self.coordinates(words)
      if accept == nil { unreadable.append(line) }
    case "expect":
      if words.first == "failure" {
        add(.failure, line)
      } else if let expected = Self.coordinates(words) {
        add(.expect(expected, min(words.count, 4)), line)
      } else {
        unreadable.append(line)
      }
    case "roundtrip": add(.roundtrip(words.first.flatMap { Int($0) } ?? 100), line, Self.length(Array(words.dropFirst())))
    default: break
    }
  }

  private mutating func add(_ kind: GieCheck.Kind, _ line: Int, _ own: Double? = nil) {
    checks.append(GieCheck(operation: operation, inverse: inverse, tolerance: own ?? tolerance, accept: accept, kind: kind, line: line))
  }

  /// `0.1 mm`, `25um`, `3`: metres.
  private static func length(_ words: [String]) -> Double? {
    let text = words.joined()
    let number = text.prefix { $0.isNumber || $0 == "." || $0 == "e" || $0 == "-" || $0 == "+" }
    guard let value = Double(number) else { return nil }
    let units = ["nm": 1e-9, "um": 1e-6, "mm": 1e-3, "cm": 1e-2, "dm": 0.1, "m": 1, "km": 1e3, "": 1]
    return units[String(text.dropFirst(number.count))].map { value * $0 }
  }

  private static func coordinates(_ words: [String]) -> SIMD4<Double>? {
    var values = SIMD4<Double>(0, 0, 0, .infinity)
    guard !words.isEmpty else { return nil }
    for (index, word) in words.prefix(4).enumerated() {
      guard let value = number(word) else { return nil }
      values[index] = value
    }
    return values
  }

  private static func number(_ word: String) -> Double? {
    if word == "HUGE_VAL" || word == "inf" { return .infinity }
    if let value = Double(word.replacing("_", with: "")) { return value }
    // 12d30'15.5"E
    var (total, unit, digits, sign) = (0.0, 1.0, "", 1.0)
    for character in word {
      switch character {
      case "d", "°", "'", "\"":
        guard let part = Double(digits) else { return nil }
        total += part * (character == "'" ? 1 / 60.0 : character == "\"" ? 1 / 3600.0 : unit)
        unit = character == "'" ? 1 / 3600.0 : 1 / 60.0
        digits = ""
      case "E", "N": break
      case "W", "S": sign = -1
      case "-": sign = -1
      default: digits.append(character)
      }
    }
    if let rest = Double(digits) { total += rest * unit } else if !digits.isEmpty { return nil }
    return sign * total
  }
}
