import Geodesy

/// The header of a `.gfc` file.
public struct GFCHeader: Sendable, Equatable {
  /// Which errors stand behind the coefficients.
  public enum Errors: String, Sendable, CaseIterable {
    /// None.
    case no
    /// σ from the adjustment, two columns.
    case formal
    /// σ calibrated, two columns.
    case calibrated
    /// Both, four columns.
    case calibratedAndFormal = "calibrated_and_formal"

    /// The number of columns.
    var columns: Int {
      switch self {
      case .no: 0
      case .formal, .calibrated: 2
      case .calibratedAndFormal: 4
      }
    }
  }

  /// `modelname`.
  public var modelName = ""
  /// `earth_gravity_constant` or `gravity_constant`: GM, m³/s².
  public var gravitationalParameter = 0.0
  /// `radius`: R, metres.
  public var radius = 0.0
  /// `max_degree`.
  public var maximumDegree = 0
  /// `errors`; nil where the header does not say.
  public var errors: Errors?
  /// `tide_system`; nil for `unknown` and where the header does not say.
  public var tideSystem: PermanentTide?
  /// False for `norm unnormalized`.
  public var isFullyNormalized = true
  /// The version of the format: 1 or 2, of icgem1.0 and icgem2.0.
  public var version = 1
}

/// Takes the header's lines one by one; what is wrong with it is said at its end, since free text before it may begin with its keywords.
struct GFCHeaderParser {
  private(set) var header = GFCHeader()
  private var found: Set<String> = []
  private var wrong: [(keyword: String, error: GFCError)] = []

  mutating func take(_ tokens: [String], line: Int) {
    guard let keyword = tokens.first else { return }
    let value = tokens.count > 1 ? tokens[1] : ""
    func number(_ range: ClosedRange<Double>) -> Double? {
      guard let value = GFCNumber.parse(value), range.contains(value) else { return nil }
      return value
    }
    var expected: String?
    var name = keyword
    switch keyword {
    case "begin_of_head":
      self = GFCHeaderParser()  // what came before was free text
      return
    case "product_type": if value != "gravity_field" { expected = "gravity_field" }
    case "modelname": header.modelName = value
    case "earth_gravity_constant", "gravity_constant":
      name = "earth_gravity_constant"
      if let value = number(1...1e25) { header.gravitationalParameter = value } else { expected = "GM in m³/s², such as 3.986004415E+14" }
    case "radius": if let value = number(1...1e12) { header.radius = value } else { expected = "metres, such as 6378136.3" }
    case "max_degree":
      if let degree = Int(value), (0...HarmonicCoefficients.largestDegree).contains(degree) {
        header.maximumDegree = degree
      } else {
        expected = "0…\(HarmonicCoefficients.largestDegree)"
      }
    case "errors":
      if let errors = GFCHeader.Errors(rawValue: value) {
        header.errors = errors
      } else {
        expected = GFCHeader.Errors.allCases.map(\.rawValue).joined(separator: " | ")
      }
    case "norm":
      if value == "fully_normalized" || value == "unnormalized" {
        header.isFullyNormalized = value == "fully_normalized"
      } else {
        expected = "fully_normalized | unnormalized"
      }
    case "tide_system":
      switch value {
      case "tide_free": header.tideSystem = .tideFree
      case "zero_tide": header.tideSystem = .zero
      case "mean_tide": header.tideSystem = .mean
      case "unknown": header.tideSystem = nil
      default: expected = "tide_free | zero_tide | mean_tide | unknown"
      }
    case "format":
      switch value {
      case "icgem1.0": header.version = 1
      case "icgem2.0": header.version = 2
      default: expected = "icgem1.0 | icgem2.0"
      }
    default: return
    }
    if let expected {
      if wrong.count < 100 { wrong.append((name, GFCError(line: line, problem: .keyword(keyword, expected: expected)))) }
    } else {
      found.insert(name)
    }
  }

  /// The header, when everything that has to be there is.
  func finish(line: Int) throws(GFCError) -> GFCHeader {
    // A line of free text such as "errors of this model …" does no harm when the keyword itself follows.
    if let error = wrong.last(where: { !found.contains($0.keyword) }) { throw error.error }
    for name in ["earth_gravity_constant", "radius", "max_degree"] where !found.contains(name) {
      throw GFCError(line: line, problem: .missingKeyword(name))
    }
    return header
  }
}
