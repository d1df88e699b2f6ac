/// Meanings that some vendors give to signal identifiers which the standard leaves reserved. Nothing is assumed unless the caller says so:
/// public decoders read the reserved identifiers in ways that exclude one another, and no recording shows them in use.
public struct MSMDialect: OptionSet, Hashable, Sendable, BitwiseCopyable {
  /// One bit a meaning.
  public let rawValue: UInt8

  /// From bits; unknown ones are dropped.
  public init(rawValue: UInt8) { self.rawValue = rawValue & 3 }

  /// BeiDou 5, 6, 7 are B1C (1D, 1P, 1X) and 17, 18, 19 are B2a (5D, 5P, 5X), beside 30–32 and 22–24 of the standard.
  public static let beidouB1CB2a = MSMDialect(rawValue: 1)
  /// BeiDou 26 and 27 are B2b (7P, 7Z), beside 25 (7D) of the standard.
  public static let beidouB2b = MSMDialect(rawValue: 2)

  /// Identifier and RINEX code, in addition to the standard's.
  var beidouSignals: String {
    (contains(.beidouB1CB2a) ? "5 1D 6 1P 7 1X 17 5D 18 5P 19 5X " : "") + (contains(.beidouB2b) ? "26 7P 27 7Z" : "")
  }
}
