import Geodesy

/// The header of an ISG file.
struct ISGHeader {
  /// The nodes along one direction.
  struct Axis {
    let first: Double
    let step: Double
  }

  let latitudes: Axis
  let longitudes: Axis
  let rows: Int
  let columns: Int
  /// The mark of a node without value.
  let missing: Double
  /// Metres in the unit of the values.
  let metres: Double
  let properties: HeightModelProperties

  /// Keys in lower case without blanks, with the value and its line.
  private typealias Fields = [String: (value: String, line: Int)]

  /// Lines of free text and header beyond this are no ISG file's.
  private static let mostLines = 10_000

  init(_ input: inout TextTokens) throws(GridFileError) {
    var comment = ""
    var found = false
    var lines = 0
    while let line = input.nextLine() {
      if line.hasPrefix("begin_of_head") {
        found = true
        break
      }
      lines += 1
      guard lines < Self.mostLines else { break }
      if comment.utf8.count < 8192 { comment += line + "\n" }
    }
    guard found else { throw input.failure("begin_of_head") }
    var fields: Fields = [:]
    var ended = false
    while let line = input.nextLine() {
      if line.hasPrefix("end_of_head") {
        ended = true
        break
      }
      lines += 1
      guard lines < Self.mostLines else { break }
      if line.hasPrefix("#") { continue }
      guard let mark = line.firstIndex(where: { $0 == ":" || $0 == "=" }) else { continue }
      let key = line[..<mark].lowercased().filter { $0 != " " && $0 != "\t" }
      var value = line[line.index(after: mark)...]
      while value.first?.isWhitespace == true { value.removeFirst() }
      while value.last?.isWhitespace == true { value.removeLast() }
      fields[key] = (String(value), input.line - 1)
    }
    guard ended else { throw input.failure("end_of_head") }

    let format = input.format
    let position = input.position
    func fail(_ key: String, _ expected: String) -> GridFileError {
      if let line = fields[key]?.line {
        return GridFileError(format: format, offset: position, problem: .line(number: line, expected: "\(key): \(expected)"))
      }
      return GridFileError(format: format, offset: position, problem: .headerField(name: key, expected: expected))
    }
    func text(_ key: String) -> String {
      let value = fields[key]?.value ?? ""
      return value.allSatisfy { $0 == "-" } ? "" : value
    }
    func demand(_ key: String, _ allowed: [String]) throws(GridFileError) {
      let value = text(key).lowercased()
      guard value.isEmpty || allowed.contains(value) else { throw fail(key, allowed.joined(separator: ", ")) }
    }
    func count(_ key: String) throws(GridFileError) -> Int {
      guard let value = Int(text(key)), value >= 2, value <= 1 << 30 else { throw fail(key, "2…2³⁰") }
      return value
    }
    /// A value in degrees with one unit of its last digit.
    func angle(_ key: String) throws(GridFileError) -> (value: Double, digit: Double) {
      guard let angle = Self.angle(text(key)) else { throw fail(key, "degrees, or d°mm'ss\"") }
      return angle
    }

    let version = text("isgformat")
    guard ["1.0", "1.01", "2.0"].contains(version) else { throw fail("isgformat", "1.0, 1.01, 2.0") }
    try demand("dataformat", ["grid"])
    try demand("dataordering", ["n-to-s, w-to-e"])
    try demand("coordtype", ["geodetic"])
    try demand("coordunits", ["deg", "dms"])
    rows = try count("nrows")
    columns = try count("ncols")
    missing = Double(text("nodata")) ?? .nan
    let units = text("units").isEmpty ? text("dataunits") : text("units")
    switch units.lowercased() {
    case "", "meters", "metres", "m": metres = 1
    case "feet": metres = 0.3048
    default: throw fail(text("units").isEmpty ? "dataunits" : "units", "meters, feet")
    }

    func axis(_ low: String, _ high: String, _ delta: String, _ n: Int) throws(GridFileError) -> Axis {
      let (from, to, step) = (try angle(low), try angle(high), try angle(delta))
      let span = to.value - from.value
      guard span > 0, span <= 360.0001, abs(from.value) <= 540 else { throw fail(low, "less than \(high), on the globe") }
      // How far the header's step may be from the exact one: a digit of its own, the limits' digits shared by the steps, and where all digits of a
      // double are there, the rounding of degrees to it.
      func fits(_ steps: Int) -> Bool {
        abs(span / Double(steps) - step.value) <= step.digit + (from.digit + to.digit) / Double(steps) + 1e-12
      }
      let cells = version != "2.0"
      let usual = cells ? n : n - 1
      let other = cells ? n - 1 : n
      guard fits(usual) || fits(other) else { throw fail(delta, "the distance of \(low) and \(high) over \(usual)") }
      // Where the digits leave both open, the version decides.
      let byCells = fits(usual) ? cells : !cells
      let exact = span / Double(byCells ? n : n - 1)
      return Axis(first: from.value + (byCells ? exact / 2 : 0), step: exact)
    }
    latitudes = try axis("latmin", "latmax", "deltalat", rows)
    longitudes = try axis("lonmin", "lonmax", "deltalon", columns)

    var properties = HeightModelProperties()
    properties.label = text("modelname")
    properties.date = text("modelyear")
    switch text("datatype").lowercased() {
    case "quasi-geoid", "quasigeoid": properties.surface = .quasiGeoid
    case "geoid": properties.surface = .geoid
    default: break
    }
    let tides = ["tide-free": PermanentTide.tideFree, "non-tidal": .tideFree, "zero-tide": .zero, "mean-tide": .mean]
    properties.tideSystem = tides[text("tidesystem").lowercased()]
    properties.ellipsoid = text("refellipsoid").isEmpty ? text("reference") : text("refellipsoid")
    properties.frame = text("refframe")
    properties.heightDatum = text("heightdatum")
    properties.geographicCRS = Int(text("epsgcode"))
    while comment.last?.isWhitespace == true { comment.removeLast() }
    properties.comment = comment
    self.properties = properties
  }

  /// Degrees out of `-57.0091` or `15°01'30"`, with one unit of the last digit. A sign of degrees in Latin-1 comes as U+FFFD.
  private static func angle(_ text: String) -> (value: Double, digit: Double)? {
    func digit(_ number: Substring) -> Double {
      guard let point = number.firstIndex(of: ".") else { return 1 }
      return number[number.index(after: point)...].reduce(1.0) { unit, c in c.isNumber ? unit / 10 : unit }
    }
    if let value = Double(text) {
      guard abs(value) <= 1000 else { return nil }
      return (value, digit(Substring(text)))
    }
    let negative = text.first == "-"
    let parts = (negative ? text.dropFirst() : Substring(text)).split { "°'\"′″ \u{FFFD}".contains($0) }
    guard (1...3).contains(parts.count) else { return nil }
    var (value, unit) = (0.0, 1.0)
    for part in parts {
      guard let number = Double(part), number >= 0, number <= 1000 else { return nil }
      value += number * unit
      if part == parts.last { return (negative ? -(value) : value, digit(part) * unit) }
      unit /= 60
    }
    return nil
  }
}
