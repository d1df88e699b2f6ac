/// A model as a `.gfc` file has it.
public struct GFCModel: Sendable {
  /// The header.
  public let header: GFCHeader
  /// The coefficients, at the epoch for a time-variable model, fully normalised.
  public let model: GravityModel
  /// Whether some coefficients vary with time.
  public let isTimeVariable: Bool
}

/// Reads ICGEM's format for spherical-harmonic models of gravity, `.gfc`, versions icgem1.0 and icgem2.0, piece by piece.
///
/// A header of keywords ends with `end_of_head`; then each line has a key, degree, order, C, S and their errors: `gfc` for what does not change;
/// `gfct` with a date for what does, `trnd` (also `dot`) for its change in a year, `asin` and `acos` for its periodic terms; in version 2 each
/// of these with the interval for which it holds. Lines may come in any order. Exponents may be written with D.
///
/// Memory is 24 bytes a line, then 16 a coefficient: nothing is reserved on the word of the header alone.
/// Source: C. Förste, F. Barthelmes and E. S. Ince, *The ICGEM-format*, ICGEM, GFZ Potsdam (icgem.gfz-potsdam.de/docs/ICGEM-Format-2023.pdf).
public struct GFCReader {
  /// No line of the format is longer, free text included.
  static let longestLine = 1 << 16
  /// No fully normalised coefficient is larger.
  private static let largestCoefficient = 10.0

  private let epoch: Double?
  private let limit: Int
  private var partial: [UInt8] = []
  private var line = 0
  private var headerParser = GFCHeaderParser()
  private var header: GFCHeader?
  private var tokens: [Range<Int>] = []
  private var values: [SIMD2<Double>] = []
  /// Degree and order of each value, as n(n+1)/2 + m, and its line.
  private var places: [SIMD2<UInt32>] = []
  private var terms: [UInt32: [GFCTerm]] = [:]
  private var highest = -1

  /// A reader of one file.
  ///
  /// - Parameters:
  ///   - epoch: the decimal year at which a time-variable model is wanted.
  ///   - maximumDegree: lines of higher degrees are skipped; nil: none are.
  public init(epoch: Double? = nil, maximumDegree: Int? = nil) {
    self.epoch = epoch.map { GFCDate.modifiedJulianDate(decimalYear: min(max($0, -4000), 9999)) }
    limit = min(maximumDegree ?? .max, HarmonicCoefficients.largestDegree)
    tokens.reserveCapacity(16)
  }

  /// Reads the next bytes of the file: the first `count` of `bytes`, or all of them.
  public mutating func read(_ bytes: RawSpan, count: Int? = nil) throws(GFCError) {
    let count = min(count ?? bytes.byteCount, bytes.byteCount)
    var start = 0
    for i in 0..<count where bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self) == UInt8(ascii: "\n") {
      if partial.isEmpty {
        try takeLine(bytes, start, i)
      } else {
        try keep(bytes, start, i)
        try takePartial()
      }
      start = i + 1
    }
    if start < count { try keep(bytes, start, count) }
  }

  /// The model, after the last bytes.
  public mutating func finish() throws(GFCError) -> GFCModel {
    if !partial.isEmpty { try takePartial() }
    guard let header else { throw GFCError(line: line, problem: .noHeader) }
    guard highest >= 0 else { throw GFCError(line: line, problem: .empty) }
    let (pairs, allowed) = (HarmonicCoefficients.count(degree: highest), 1_000_000 + 1000 * (values.count + terms.count))
    guard pairs <= allowed else {
      throw GFCError(line: 0, problem: .tooSparse(degree: highest, coefficients: values.count + terms.count))
    }
    var coefficients = HarmonicCoefficients(degree: highest)
    var isGiven = [Bool](repeating: false, count: pairs)
    for i in values.indices {
      let place = Int(places[i].x)
      let (n, m) = Self.degreeOrder(place)
      guard !isGiven[place] else { throw GFCError(line: Int(places[i].y), problem: .duplicate(degree: n, order: m)) }
      isGiven[place] = true
      coefficients[degree: n, order: m] = values[i]
    }
    for (place, terms) in terms.sorted(by: { $0.key < $1.key }) {
      let (n, m) = Self.degreeOrder(Int(place))
      guard !isGiven[Int(place)] else { throw GFCError(line: terms[0].line, problem: .duplicate(degree: n, order: m)) }
      isGiven[Int(place)] = true
      guard terms.contains(where: { $0.kind == .constant }) else {
        throw GFCError(line: terms[0].line, problem: .termWithoutCoefficient(degree: n, order: m))
      }
      coefficients[degree: n, order: m] = try GFCTerm.value(terms, at: epoch, degree: n, order: m)
    }
    // GM is the mass: without a line of its own C₀₀ is 1.
    if !isGiven[0] { coefficients[degree: 0, order: 0] = [1, 0] }
    return GFCModel(
      header: header,
      model: GravityModel(
        name: header.modelName, gravitationalParameter: header.gravitationalParameter, radius: header.radius,
        tideSystem: header.tideSystem, coefficients: coefficients),
      isTimeVariable: terms.values.contains { $0.count > 1 })
  }

  /// A whole file.
  public static func read(_ bytes: RawSpan, epoch: Double? = nil, maximumDegree: Int? = nil) throws(GFCError) -> GFCModel {
    var reader = GFCReader(epoch: epoch, maximumDegree: maximumDegree)
    try reader.read(bytes)
    return try reader.finish()
  }

  private mutating func keep(_ bytes: RawSpan, _ start: Int, _ end: Int) throws(GFCError) {
    guard partial.count + (end - start) <= Self.longestLine else { throw GFCError(line: line + 1, problem: .lineTooLong) }
    for i in start..<end { partial.append(bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self)) }
  }

  private mutating func takePartial() throws(GFCError) {
    let whole = partial
    partial.removeAll(keepingCapacity: true)
    try takeLine(whole.span.bytes, 0, whole.count)
  }

  private mutating func takeLine(_ bytes: RawSpan, _ start: Int, _ end: Int) throws(GFCError) {
    line += 1
    guard end - start <= Self.longestLine else { throw GFCError(line: line, problem: .lineTooLong) }
    split(bytes, start, end)
    guard let first = tokens.first else { return }
    guard let header else {
      // Keywords and their values; free text may go on for as long as it likes.
      let words = tokens.prefix(2).map { Self.text(bytes, $0) }
      if words[0] == "end_of_head" {
        header = try headerParser.finish(line: line)
      } else {
        headerParser.take(words, line: line)
      }
      return
    }
    // Nearly all lines of a file have this key; the others are told as text.
    if first.count == 3, Self.isGFC(bytes, first.lowerBound) { return try takeCoefficient(bytes, header) }
    switch Self.text(bytes, first) {
    case "gfct": try takeTerm(.constant, bytes, header)
    case "trnd", "dot": try takeTerm(.trend, bytes, header)
    case "asin": try takeTerm(.sine, bytes, header)
    case "acos": try takeTerm(.cosine, bytes, header)
    case let key where key.hasPrefix("#") || key.hasPrefix("comment"): return
    case let key: throw GFCError(line: line, problem: .unknownKey(String(key.prefix(20))))
    }
  }

  private mutating func takeCoefficient(_ bytes: RawSpan, _ header: GFCHeader) throws(GFCError) {
    let (place, pair) = try pair(bytes, header, timeColumns: 0)
    guard let place else { return }
    values.append(pair)
    places.append([place, UInt32(truncatingIfNeeded: line)])
  }

  private mutating func takeTerm(_ kind: GFCTerm.Kind, _ bytes: RawSpan, _ header: GFCHeader) throws(GFCError) {
    let isPeriodic = kind == .sine || kind == .cosine
    let dates = header.version == 2 ? 2 : kind == .constant ? 1 : 0
    let (place, pair) = try pair(bytes, header, timeColumns: dates + (isPeriodic ? 1 : 0))
    // Where the header does not say what errors there are, dates and periods are the last columns.
    var column = header.errors.map { 5 + $0.columns } ?? tokens.count - dates - (isPeriodic ? 1 : 0)
    var term = GFCTerm(kind: kind, line: line, values: pair, start: .nan, end: .nan, period: 0)
    for index in 0..<dates {
      guard let date = GFCDate.parse(bytes, from: tokens[column].lowerBound, to: tokens[column].upperBound) else {
        throw GFCError(line: line, problem: .date(column: column + 1))
      }
      if index == 0 { term.start = date } else { term.end = date }
      column += 1
    }
    if isPeriodic {
      guard let period = GFCNumber.parse(bytes, from: tokens[column].lowerBound, to: tokens[column].upperBound), period > 0 else {
        throw GFCError(line: line, problem: .notANumber(column: column + 1))
      }
      term.period = period
    }
    guard let place else { return }
    terms[place, default: []].append(term)
  }

  /// Degree, order, C and S of the line; the place is nil beyond the wanted degree.
  private mutating func pair(
    _ bytes: RawSpan, _ header: GFCHeader, timeColumns: Int
  ) throws(GFCError) -> (place: UInt32?, values: SIMD2<Double>) {
    let expected = 5 + (header.errors?.columns ?? 0) + timeColumns
    guard tokens.count >= expected else { throw GFCError(line: line, problem: .columns(found: tokens.count, expected: expected)) }
    guard let n = Self.integer(bytes, tokens[1]), let m = Self.integer(bytes, tokens[2]), m <= n, n <= header.maximumDegree else {
      throw GFCError(line: line, problem: .degreeOrder(highest: header.maximumDegree))
    }
    var pair = SIMD2<Double>.zero
    for i in 0..<2 {
      guard let value = GFCNumber.parse(bytes, from: tokens[3 + i].lowerBound, to: tokens[3 + i].upperBound) else {
        throw GFCError(line: line, problem: .notANumber(column: 4 + i))
      }
      pair[i] = header.isFullyNormalized ? value : value * Self.norm(n, m)
      guard abs(pair[i]) <= Self.largestCoefficient else { throw GFCError(line: line, problem: .implausible(column: 4 + i)) }
    }
    for i in 5..<5 + (header.errors?.columns ?? 0)
    where !GFCNumber.isNumber(bytes, from: tokens[i].lowerBound, to: tokens[i].upperBound) {
      throw GFCError(line: line, problem: .notANumber(column: i + 1))
    }
    if m == 0 { pair.y = 0 }
    guard n <= limit else { return (nil, pair) }
    highest = max(highest, n)
    return (UInt32(n * (n + 1) / 2 + m), pair)
  }

  /// What an unnormalised coefficient is multiplied by: √((n+m)!/((n−m)! (2n+1) k)), k = 1 for m = 0, else 2.
  private static func norm(_ n: Int, _ m: Int) -> Double {
    var square = 1 / Double((2 * n + 1) * (m == 0 ? 1 : 2))
    var result = 1.0
    for k in n - m + 1..<n + m + 1 {
      square *= Double(k)
      if square > 1e100 {
        result *= square.squareRoot()
        square = 1
      }
    }
    return result * square.squareRoot()
  }

  /// n and m from n(n+1)/2 + m.
  private static func degreeOrder(_ place: Int) -> (Int, Int) {
    var n = Int((Double(8 * place + 1).squareRoot() - 1) / 2)
    while n * (n + 1) / 2 > place { n -= 1 }
    while (n + 1) * (n + 2) / 2 <= place { n += 1 }
    return (n, place - n * (n + 1) / 2)
  }

  private mutating func split(_ bytes: RawSpan, _ start: Int, _ end: Int) {
    tokens.removeAll(keepingCapacity: true)
    var position = start
    // No line of the data part has more than 12 columns; of free text only the first two words matter.
    while position < end, tokens.count < 16 {
      while position < end, Self.isBlank(bytes, position) { position += 1 }
      let first = position
      while position < end, !Self.isBlank(bytes, position) { position += 1 }
      if first < position { tokens.append(first..<position) }
    }
  }

  private static func isBlank(_ bytes: RawSpan, _ i: Int) -> Bool {
    let byte = bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self)  // i is below the end of the line
    return byte == 0x20 || byte == 0x09 || byte == 0x0d
  }

  /// Whether three bytes are `gfc`; the caller knows that there are three.
  private static func isGFC(_ bytes: RawSpan, _ at: Int) -> Bool {
    func byte(_ i: Int) -> UInt8 { bytes.unsafeLoad(fromByteOffset: at + i, as: UInt8.self) }
    return byte(0) == UInt8(ascii: "g") && byte(1) == UInt8(ascii: "f") && byte(2) == UInt8(ascii: "c")
  }

  private static func text(_ bytes: RawSpan, _ range: Range<Int>) -> String {
    var text = ""
    for i in range.prefix(200) {
      let byte = bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self)
      text.unicodeScalars.append(byte < 0x80 && byte >= 0x20 ? Unicode.Scalar(byte) : "?")
    }
    return text
  }

  /// A number of at most nine digits without sign.
  private static func integer(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
    guard range.count <= 9 else { return nil }
    var value = 0
    for i in range {
      let digit = bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self) &- 48
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }
}
