/// What is known of a model file beside it: a file of the same name with `.label` behind it, with a section `[model]`.
///
/// Few formats of grids have room for a name, and none for a classification (密级). Keys, all optional: `name`, `label`, `classification`, `sha256`, the digest of
/// the model, so that a label is never shown for another file.
public struct ModelLabel: Sendable, Equatable {
  /// The name of the model.
  public var name: String?
  /// A label for headers of results (项目、批次).
  public var label: String?
  /// The classification.
  public var classification: ParameterFile.Classification?
  /// The SHA-256 digest of the model that it speaks of, 64 hexadecimal digits in small letters.
  public var sha256: String?

  /// The ending behind the name of the model.
  public static let ending = ".label"
  private static let keys = ["name", "label", "classification", "sha256"]

  /// A label.
  public init(name: String? = nil, label: String? = nil, classification: ParameterFile.Classification? = nil, sha256: String? = nil) {
    (self.name, self.label, self.classification, self.sha256) = (name, label, classification, sha256)
  }

  /// Reads a file.
  /// - Throws: ``ParameterFileError`` with file, line and key.
  public init(_ bytes: RawSpan, file: String) throws(ParameterFileError) {
    self.init()
    for entry in try SectionedText(bytes, file: file, sections: ["model"]).entries {
      func failure(_ problem: ParameterFileError.Problem) -> ParameterFileError {
        ParameterFileError(file: file, line: entry.line, section: entry.section, key: entry.key, problem: problem)
      }
      switch entry.key {
      case "name": name = entry.value
      case "label": label = entry.value
      case "classification":
        guard let word = ParameterFile.Classification(word: entry.value) else {
          let all = ParameterFile.Classification.allCases
          throw failure(.wrongWord(allowed: all.map(\.rawValue) + all.map(\.chinese)))
        }
        classification = word
      case "sha256":
        let digits = entry.value.lowercased()
        guard digits.utf8.count == 64, digits.allSatisfy(\.isHexDigit) else { throw failure(.wrongWord(allowed: ["64 × 0–9, a–f"])) }
        sha256 = digits
      default: throw failure(.unknownKey(allowed: Self.keys))
      }
    }
  }

  /// The file's text.
  public var text: String {
    var lines = ["[model]"]
    for (key, value) in [("name", name), ("label", label), ("classification", classification?.rawValue), ("sha256", sha256)] {
      if let value, !value.isEmpty, !value.contains(where: \.isNewline), !value.contains("#") { lines.append("\(key) = \(value)") }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension ParameterFile.Classification {
  /// A classification by its word, English or Chinese.
  public init?(word: String) {
    guard let found = Self.allCases.first(where: { $0.chinese == word }) ?? Self(rawValue: word.lowercased()) else { return nil }
    self = found
  }
}
