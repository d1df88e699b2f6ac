/// Accuracy classes (精度等级) that a quasi-geoid model is judged by, from a file of the user: docs/cli-geoid-fit.md. No limit is built in: standards are
/// revised, and contracts ask for other numbers.
///
///     [table]
///     name = Invented limits
///     [inner]
///     first_m = 0.010
///     [outer]
///     first_m = 0.015
///     second_m = 0.030
///
/// Classes are words; their limits are keys with the unit. Classes come in the order in which they first stand in the file, the strictest first.
public struct AccuracyTable: Sendable, Equatable {
  /// What a class limits.
  public enum Quantity: String, Sendable, CaseIterable {
    /// 内符合: the largest √([vv]/(n − 1)) of the residuals, metres.
    case inner
    /// 外符合: the largest root mean square at points held out, metres.
    case outer
    /// The largest step of the grid, minutes of arc.
    case resolution
    /// The fewest points held out.
    case checkpoints

    /// What stands after the name of a class in a key.
    public var suffix: String {
      switch self {
      case .inner, .outer: "_m"
      case .resolution: "_min"
      case .checkpoints: ""
      }
    }

    /// Numbers that make sense.
    var range: ClosedRange<Double> {
      switch self {
      case .inner, .outer: 1e-4...10
      case .resolution: 0.05...120
      case .checkpoints: 1...1_000_000
      }
    }
  }

  /// A class.
  public struct Class: Sendable, Equatable {
    /// Its word in the file.
    public let key: String
    /// What people call it; the word where the file says nothing else.
    public internal(set) var name: String
    /// Its limits.
    public internal(set) var limits: [Quantity: Double]
  }

  /// The name of the table, such as that of a standard or a contract.
  public let name: String
  /// The classes, the strictest first.
  public let classes: [Class]

  private static let mostClasses = 20

  /// Reads the bytes of a table. `file` is its name for messages.
  /// - Throws: ``ParameterFileError`` with file, line and key.
  public init(_ bytes: RawSpan, file: String) throws(ParameterFileError) {
    let sections = ["table"] + Quantity.allCases.map(\.rawValue) + ["names"]
    let text = try SectionedText(bytes, file: file, sections: sections)
    func failure(_ entry: SectionedText.Entry, _ problem: ParameterFileError.Problem) -> ParameterFileError {
      ParameterFileError(file: file, line: entry.line, section: entry.section, key: entry.key, problem: problem)
    }
    var name: String?
    var classes: [Class] = []
    var names: [(entry: SectionedText.Entry, name: String)] = []
    for entry in text.entries {
      switch (entry.section, Quantity(rawValue: entry.section)) {
      case (_, let quantity?):
        let suffix = quantity.suffix
        let key = String(entry.key.dropLast(suffix.count))
        guard entry.key.hasSuffix(suffix), !key.isEmpty else { throw failure(entry, .unknownKey(allowed: ["CLASS" + suffix])) }
        guard let value = DecimalText.parse(entry.value), quantity.range.contains(value) else {
          throw failure(entry, .notANumber(quantity.range))
        }
        if quantity == .checkpoints, value != value.rounded() { throw failure(entry, .notWhole) }
        if let i = classes.firstIndex(where: { $0.key == key }) {
          classes[i].limits[quantity] = value
        } else {
          guard classes.count < Self.mostClasses else { throw failure(entry, .tooManyEntries) }
          classes.append(Class(key: key, name: key, limits: [quantity: value]))
        }
      case ("names", nil): names.append((entry, entry.value))
      default:
        guard entry.key == "name" else { throw failure(entry, .unknownKey(allowed: ["name"])) }
        name = entry.value
      }
    }
    for (entry, name) in names {
      guard let i = classes.firstIndex(where: { $0.key == entry.key }) else {
        throw failure(entry, .unknownKey(allowed: classes.map(\.key)))
      }
      classes[i].name = name
    }
    guard let name else { throw ParameterFileError(file: file, line: 0, section: "table", key: "name", problem: .missingKey) }
    guard !classes.isEmpty else { throw ParameterFileError(file: file, line: 0, section: "outer", key: "", problem: .missingKey) }
    (self.name, self.classes) = (name, classes)
  }
}
