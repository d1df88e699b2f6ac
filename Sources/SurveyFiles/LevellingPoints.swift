/// A line of a file of GNSS/levelling points: a mark with its height above the ellipsoid and above the quasi-geoid.
public struct LevellingPoint: Sendable, Equatable {
  /// The name, byte by byte as it stands in the file (UTF-8, GBK, Latin-1).
  public let name: [UInt8]
  /// The line, from 1.
  public let line: Int
  /// The latitude, degrees, −90…90.
  public let latitudeDegrees: Double
  /// The longitude, degrees, −360…360.
  public let longitudeDegrees: Double
  /// The height above the ellipsoid (大地高 H), metres.
  public let ellipsoidalHeight: Double
  /// The levelled height (正常高 h), metres.
  public let normalHeight: Double
  /// The standard deviation of H − h, metres; nil without.
  public let sigma: Double?
  /// Held out, to check the model with.
  public let isCheck: Bool

  /// A point.
  public init(
    name: [UInt8], line: Int, latitudeDegrees: Double, longitudeDegrees: Double, ellipsoidalHeight: Double, normalHeight: Double,
    sigma: Double? = nil, isCheck: Bool = false
  ) {
    (self.name, self.line, self.latitudeDegrees, self.longitudeDegrees) = (name, line, latitudeDegrees, longitudeDegrees)
    (self.ellipsoidalHeight, self.normalHeight, self.sigma, self.isCheck) = (ellipsoidalHeight, normalHeight, sigma, isCheck)
  }
}

/// Which columns of a file of GNSS/levelling points hold what, from 1.
public struct LevellingColumns: Sendable, Equatable {
  /// Name, latitude, longitude, ellipsoidal height, normal height.
  public let name: Int, latitude: Int, longitude: Int, ellipsoidal: Int, normal: Int
  /// The standard deviation; nil where there is none.
  public let sigma: Int?
  /// Lines without a column of σ are right, too.
  let sigmaIsOptional: Bool

  /// `name lat lon ellipsoidalHeight normalHeight [σ]`.
  public static let standard = LevellingColumns(columns: [1, 2, 3, 4, 5, 6], sigmaIsOptional: true)

  /// Five or six different columns in the order of the names above; nil for any others.
  public init?(_ columns: [Int]) {
    guard columns.count == 5 || columns.count == 6, Set(columns).count == columns.count,
      columns.allSatisfy({ (1...PointColumns.largest).contains($0) })
    else { return nil }
    self.init(columns: columns, sigmaIsOptional: false)
  }

  private init(columns: [Int], sigmaIsOptional: Bool) {
    (name, latitude, longitude, ellipsoidal, normal) = (columns[0], columns[1], columns[2], columns[3], columns[4])
    sigma = columns.count == 6 ? columns[5] : nil
    self.sigmaIsOptional = sigmaIsOptional
  }

  var numbers: [Int] { [latitude, longitude, ellipsoidal, normal] }
}

/// What is wrong with a line of GNSS/levelling points; never a value of it.
public struct LevellingLineProblem: Error, Sendable, Equatable {
  /// What a column should hold.
  public enum Expected: Sendable, Equatable {
    /// A name.
    case name
    /// Degrees within ±90.
    case latitude
    /// Degrees within ±360.
    case longitude
    /// Metres within ±10 000.
    case height
    /// Metres above 0, not above 10.
    case sigma
    /// Milligals: an anomaly within ±1000, or gravity from 970 000 to 990 000.
    case gravity
    /// Milligals above 0, not above 1000.
    case gravitySigma
  }
  /// The line, from 1.
  public let line: Int
  /// The column, from 1.
  public let column: Int
  /// What was expected there.
  public let expected: Expected
  /// The line ends before the column.
  public let isMissing: Bool
}

/// Reads files of GNSS/levelling points: lines of columns separated by blanks, tabs or a comma; `#` begins a comment; a first line without a number
/// where numbers should be is a header. “check” or “检核” in the last column holds a point out.
public struct LevellingPoints: Sendable, Equatable {
  /// The points, in their order.
  public private(set) var points: [LevellingPoint] = []
  /// The lines that should be points and are none: the first hundred.
  public private(set) var problems: [LevellingLineProblem] = []
  /// How many such lines there are.
  public private(set) var problemCount = 0
  /// The line of the header; nil without.
  public private(set) var header: Int?

  /// Reads a file.
  public init(_ bytes: RawSpan, columns: LevellingColumns = .standard) {
    let read = ColumnText<LevellingPoint>(bytes, numbers: columns.numbers) {
      (bytes, pieces, line) throws(LevellingLineProblem) in try Self.point(bytes, pieces, columns, line)
    }
    (points, problems, problemCount, header) = (read.points, read.problems, read.problemCount, read.header)
  }

  private static func point(
    _ bytes: RawSpan, _ pieces: [PointLine.Piece], _ columns: LevellingColumns, _ line: Int
  ) throws(LevellingLineProblem) -> LevellingPoint {
    var count = pieces.count
    let isCheck = count > 0 && isCheckWord(bytes, pieces[count - 1])
    if isCheck { count -= 1 }
    let given = Array(pieces[..<count])
    func number(
      _ column: Int, _ expected: LevellingLineProblem.Expected, _ range: ClosedRange<Double>
    ) throws(LevellingLineProblem) -> Double { try bytes.number(given, column, expected, range, line: line) }
    guard columns.name <= count, pieces[columns.name - 1].end > pieces[columns.name - 1].start else {
      throw LevellingLineProblem(line: line, column: columns.name, expected: .name, isMissing: true)
    }
    let piece = pieces[columns.name - 1]
    let latitude = try number(columns.latitude, .latitude, -90...90)
    let longitude = try number(columns.longitude, .longitude, -360...360)
    let ellipsoidal = try number(columns.ellipsoidal, .height, -10_000...10_000)
    let normal = try number(columns.normal, .height, -10_000...10_000)
    var sigma: Double?
    if let column = columns.sigma, column <= count || !columns.sigmaIsOptional {
      sigma = try number(column, .sigma, 1e-6...10)
    }
    return LevellingPoint(
      name: (piece.start..<piece.end).map { bytes.byte($0) }, line: line, latitudeDegrees: latitude, longitudeDegrees: longitude,
      ellipsoidalHeight: ellipsoidal, normalHeight: normal, sigma: sigma, isCheck: isCheck)
  }

  private static func isCheckWord(_ bytes: RawSpan, _ piece: PointLine.Piece) -> Bool {
    bytes.piece(piece, is: "check") || bytes.piece(piece, is: "检核")
  }
}
