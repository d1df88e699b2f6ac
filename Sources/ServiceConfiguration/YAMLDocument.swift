import Bilingual
import Yams

/// Reads a YAML document by a schema that the caller walks, and collects what is wrong with line and column.
///
/// The text comes from an operator's file but is treated as hostile: its size is bounded here, its nesting by the parser (1000 levels, of which
/// the schema needs five), the number of faults by `ConfigurationError`.
struct YAMLDocument {
  /// A value with the words that say where it is: `stations[2].source`.
  struct Value {
    let node: Node
    let path: String
  }

  /// The largest text that is read, bytes: some ten thousand stations.
  static let maximumSize = 8 << 20

  private(set) var problems: [ConfigurationError.Problem] = []

  /// The root of a document; nil, and a problem noted, when it is not YAML.
  mutating func root(of yaml: String) -> Value? {
    guard yaml.utf8.count <= Self.maximumSize else {
      note(
        line: 0, column: 0,
        BilingualText(zh: "文件超过 \(Self.maximumSize) 字节", en: "the file is larger than \(Self.maximumSize) bytes"))
      return nil
    }
    do {
      guard let node = try compose(yaml: yaml, .basic) else {
        note(line: 1, column: 1, BilingualText(zh: "文件为空", en: "the file is empty"))
        return nil
      }
      return Value(node: node, path: "")
    } catch let error as YamlError {
      note(error)
    } catch {
      note(line: 0, column: 0, BilingualText(zh: "无法读作 YAML:\(error)", en: "cannot be read as YAML: \(error)"))
    }
    return nil
  }

  // MARK: Problems

  /// True when no more problems are listed. Whoever walks the document stops then: aliases let a small file hold a huge list.
  var isFull: Bool { problems.count >= ConfigurationError.maximumProblems }

  mutating func note(line: Int, column: Int, _ message: BilingualText) {
    guard !isFull else { return }
    problems.append(.init(line: line, column: column, message: message))
  }

  /// The beginning of a text of the file as a message may show it: of bounded length, and without characters that a terminal obeys.
  static func excerpt(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(60) { shown.append(scalar.properties.generalCategory == .control ? "·" : scalar) }
    return String(shown) + (text.unicodeScalars.dropFirst(60).isEmpty ? "" : "…")
  }

  /// Notes a problem at a value.
  mutating func note(_ value: Value, zh: String, en: String) {
    let mark = value.node.mark
    let place = value.path.isEmpty ? "" : "\(value.path): "
    note(line: mark?.line ?? 0, column: mark?.column ?? 0, BilingualText(zh: place + zh, en: place + en))
  }

  private mutating func note(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _) where problem.contains("nesting level"),
      .parser(_, let problem, let mark, _) where problem.contains("nesting level"):
      note(line: mark.line, column: mark.column, BilingualText(zh: "嵌套过深", en: "nested too many levels deep"))
    case .scanner(_, let problem, let mark, _) where problem.contains("cannot start any token"):
      // Nearly always a tab, which editors make of the Tab key.
      note(
        line: mark.line, column: mark.column,
        BilingualText(
          zh: "此处的字符不能开头(YAML 的缩进只能用空格,不能用制表符)",
          en: "this character cannot stand here (YAML is indented with spaces, never with tabs)"))
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let words = [context?.text, problem].compactMap(\.self).joined(separator: ", ")
      note(line: mark.line, column: mark.column, BilingualText(zh: "不是正确的 YAML:\(words)", en: "is not correct YAML: \(words)"))
    case .duplicatedKeysInMapping(let duplicates, let context):
      let keys = Self.excerpt(duplicates.joined(separator: ", "))
      note(
        line: context.mark.line, column: context.mark.column,
        BilingualText(zh: "此处的键重复:\(keys)", en: "the mapping here has a key more than once: \(keys)"))
    case .reader(let problem, let offset, _, let yaml):
      let line = 1 + yaml.prefix(offset ?? 0).count { $0 == "\n" }
      note(line: line, column: 1, BilingualText(zh: "字符无法读取:\(problem)", en: "a character cannot be read: \(problem)"))
    default:
      note(line: 0, column: 0, BilingualText(zh: "无法读作 YAML:\(error)", en: "cannot be read as YAML: \(error)"))
    }
  }

  // MARK: Values

  /// The values of a mapping by key. Keys that the schema does not have are problems, with the nearest known key as a suggestion.
  mutating func mapping(_ value: Value, keys: [String]) -> [String: Value]? {
    guard case .mapping(let mapping) = value.node else {
      note(
        value, zh: "应为键值表(\(keys.joined(separator: "、"))),读到 \(Self.shown(value.node))",
        en: "expected a mapping with the keys \(keys.joined(separator: ", ")), found \(Self.shown(value.node))")
      return nil
    }
    var values: [String: Value] = [:]
    for (key, node) in mapping where !isFull {
      guard case .scalar(let scalar) = key else {
        note(Value(node: key, path: value.path), zh: "键应为文字", en: "a key must be a plain word")
        continue
      }
      let path = value.path.isEmpty ? scalar.string : "\(value.path).\(scalar.string)"
      guard keys.contains(scalar.string) else {
        let near = Self.nearest(to: scalar.string, in: keys)
        note(
          Value(node: key, path: value.path),
          zh: "未知的键 \"\(Self.excerpt(scalar.string))\"" + (near.map { ",是否应为 \"\($0)\"?" } ?? ";可用:\(keys.joined(separator: "、"))"),
          en: "unknown key \"\(Self.excerpt(scalar.string))\""
            + (near.map { "; did you mean \"\($0)\"?" } ?? "; there are: \(keys.joined(separator: ", "))"))
        continue
      }
      values[scalar.string] = Value(node: node, path: path)
    }
    return values
  }

  /// The elements of a list.
  mutating func list(_ value: Value) -> [Value]? {
    guard case .sequence(let sequence) = value.node else {
      note(value, zh: "应为列表,读到 \(Self.shown(value.node))", en: "expected a list, found \(Self.shown(value.node))")
      return nil
    }
    return sequence.enumerated().map { Value(node: $1, path: "\(value.path)[\($0)]") }
  }

  /// A text that is not empty.
  mutating func string(_ value: Value) -> String? {
    guard case .scalar(let scalar) = value.node, !scalar.string.isEmpty else {
      note(value, zh: "应为文字,读到 \(Self.shown(value.node))", en: "expected a text, found \(Self.shown(value.node))")
      return nil
    }
    return scalar.string
  }

  /// A number within a range.
  mutating func number(_ value: Value, in range: ClosedRange<Double>, unit: String) -> Double? {
    guard case .scalar(let scalar) = value.node, let number = Double(scalar.string), number.isFinite, range.contains(number) else {
      let words = "\(Self.shown(range.lowerBound))…\(Self.shown(range.upperBound))" + (unit.isEmpty ? "" : " \(unit)")
      note(value, zh: "应为 \(words) 的数,读到 \(Self.shown(value.node))", en: "expected a number \(words), found \(Self.shown(value.node))")
      return nil
    }
    return number
  }

  /// A whole number within a range.
  mutating func integer(_ value: Value, in range: ClosedRange<Int>) -> Int? {
    guard case .scalar(let scalar) = value.node, let number = Int(scalar.string), range.contains(number) else {
      let words = "\(range.lowerBound)…\(range.upperBound)"
      note(
        value, zh: "应为 \(words) 的整数,读到 \(Self.shown(value.node))", en: "expected a whole number \(words), found \(Self.shown(value.node))")
      return nil
    }
    return number
  }

  /// `true` or `false`.
  mutating func flag(_ value: Value) -> Bool? {
    if case .scalar(let scalar) = value.node, let flag = Bool(scalar.string) { return flag }
    note(value, zh: "应为 true 或 false,读到 \(Self.shown(value.node))", en: "expected true or false, found \(Self.shown(value.node))")
    return nil
  }

  private static func shown(_ node: Node) -> String {
    switch node {
    case .scalar(let scalar): scalar.string.isEmpty ? "nothing 空" : "\"\(excerpt(scalar.string))\""
    case .mapping: "a mapping 键值表"
    case .sequence: "a list 列表"
    case .alias: "an alias 引用"
    }
  }

  private static func shown(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e9 ? "\(Int(number))" : "\(number)"
  }

  /// The known key that is at most two edits away.
  static func nearest(to word: String, in keys: [String]) -> String? {
    let best = keys.map { ($0, distance(word.lowercased(), $0.lowercased())) }.min { $0.1 < $1.1 }
    guard let best, best.1 <= max(1, min(3, best.0.count / 3)) else { return nil }
    return best.0
  }

  /// Insertions, deletions and substitutions between two words (Levenshtein 1965). Long words are cut: no key is that long.
  private static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.utf8.prefix(64)), Array(b.utf8.prefix(64)))
    var row = Array(0...b.count)
    for i in 0..<a.count {
      var diagonal = row[0]
      row[0] = i + 1
      for j in 0..<b.count {
        let substitution = diagonal + (a[i] == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substitution, diagonal + 1, row[j] + 1)
      }
    }
    return row[b.count]
  }
}
