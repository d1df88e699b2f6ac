/// A line of a file of gravity points: a place with its height and a gravity anomaly or gravity.
public struct GravityPoint: Sendable, Equatable {
  /// The line, from 1.
  public let line: Int
  /// The latitude, degrees, −90…90.
  public let latitudeDegrees: Double
  /// The longitude, degrees, −360…360.
  public let longitudeDegrees: Double
  /// The normal height H, metres.
  public let normalHeight: Double
  /// The gravity anomaly Δg or gravity g, mGal.
  public let value: Double
  /// Its standard deviation, mGal; nil without.
  public let sigma: Double?
}

/// Which columns of a file of gravity points hold what, from 1.
public struct GravityColumns: Sendable, Equatable {
  let latitude: Int, longitude: Int, height: Int, value: Int
  let sigma: Int?
  /// Lines without a column of σ are right, too.
  let sigmaIsOptional: Bool

  /// `lat lon H value [σ]`.
  public static let standard = GravityColumns(columns: [1, 2, 3, 4, 5], sigmaIsOptional: true)

  /// Four or five different columns in the order of the names above; nil for any others.
  public init?(_ columns: [Int]) {
    guard columns.count == 4 || columns.count == 5, Set(columns).count == columns.count,
      columns.allSatisfy({ (1...PointColumns.largest).contains($0) })
    else { return nil }
    self.init(columns: columns, sigmaIsOptional: false)
  }

  private init(columns: [Int], sigmaIsOptional: Bool) {
    (latitude, longitude, height, value) = (columns[0], columns[1], columns[2], columns[3])
    sigma = columns.count == 5 ? columns[4] : nil
    self.sigmaIsOptional = sigmaIsOptional
  }
}

/// Reads files of gravity points: lines `lat lon H value [σ]` in degrees, metres and milligals, as ``LevellingPoints`` reads its own.
public struct GravityPoints: Sendable, Equatable {
  /// What the values are.
  public enum Kind: String, Sendable, CaseIterable {
    /// Gravity anomalies at the ground (Molodensky's, 空间重力异常).
    case anomaly
    /// Gravity (重力值).
    case gravity
  }

  /// The points, in their order.
  public let points: [GravityPoint]
  /// The lines that should be points and are none: the first hundred.
  public let problems: [LevellingLineProblem]
  /// How many such lines there are.
  public let problemCount: Int
  /// The line of the header; nil without.
  public let header: Int?

  /// Gravity on the Earth, mGal.
  private static let gravity = 970_000.0...990_000.0
  /// No anomaly on the Earth is larger, mGal.
  private static let largestAnomaly = 1000.0

  /// What the values are by their size; nil where some are the one and some the other, or all are gravity in m/s².
  public var kind: Kind? {
    if points.allSatisfy({ Self.gravity.contains($0.value) }) { return .gravity }
    if points.contains(where: { Self.gravity.contains($0.value) }) { return nil }
    // Anomalies that are all 9.7 to 9.9 mGal are gravity in another unit.
    return points.allSatisfy { (9.7...9.9).contains($0.value) } ? nil : .anomaly
  }

  /// Reads a file.
  public init(_ bytes: RawSpan, columns: GravityColumns = .standard) {
    let read = ColumnText<GravityPoint>(bytes, numbers: [columns.latitude, columns.longitude, columns.height, columns.value]) {
      (bytes, pieces, line) throws(LevellingLineProblem) in
      func number(
        _ column: Int, _ expected: LevellingLineProblem.Expected, _ range: ClosedRange<Double>
      ) throws(LevellingLineProblem) -> Double { try bytes.number(pieces, column, expected, range, line: line) }
      let value = try number(columns.value, .gravity, -Self.largestAnomaly...Self.gravity.upperBound)
      guard value <= Self.largestAnomaly || Self.gravity.contains(value) else {
        throw LevellingLineProblem(line: line, column: columns.value, expected: .gravity, isMissing: false)
      }
      var sigma: Double?
      if let column = columns.sigma, column <= pieces.count || !columns.sigmaIsOptional {
        sigma = try number(column, .gravitySigma, 1e-6...1000)
      }
      return GravityPoint(
        line: line, latitudeDegrees: try number(columns.latitude, .latitude, -90...90),
        longitudeDegrees: try number(columns.longitude, .longitude, -360...360),
        normalHeight: try number(columns.height, .height, -10_000...10_000), value: value, sigma: sigma)
    }
    (points, problems, problemCount, header) = (read.points, read.problems, read.problemCount, read.header)
  }
}
