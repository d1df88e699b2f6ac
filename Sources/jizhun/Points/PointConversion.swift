import SurveyFiles

/// What a filter of points does with the coordinates: `transform` and `height` are the two of them.
protocol PointConversion: SendableMetatype {
  /// The third column of the input.
  var third: PointLineParser.Third { get }
  /// Whether the first two columns of the input are latitude and longitude.
  var readsAngles: Bool { get }
  /// Whether the first two coordinates are new.
  var replacesPlane: Bool { get }
  /// Whether the third is new.
  var replacesThird: Bool { get }
  /// The keys of the coordinates in JSON.
  var keys: (first: String, second: String, third: String) { get }
  /// The names of the input columns, for messages.
  var columnNames: (first: String, second: String, third: String) { get }

  /// Whether copies of a conversion may work on several threads at once: so those that are `Sendable`; the others say no.
  static var runsOnThreads: Bool { get }

  /// Converts the points among `lines` in place; those it cannot convert become `refused`.
  mutating func convert(_ lines: inout [PointLine])

  /// Why a point was refused. `line` is as it was read.
  func reason(_ line: PointLine) -> String
}

extension PointConversion where Self: Sendable {
  static var runsOnThreads: Bool { true }
}
