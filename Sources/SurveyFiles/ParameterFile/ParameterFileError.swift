/// Why a parameter file cannot be used: the file, the line, the key, what was expected there. Never what stood behind the equals sign.
public struct ParameterFileError: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Problem: Sendable, Equatable {
    /// The bytes are no UTF-8.
    case notUTF8
    /// A line that is neither a section, nor `key = value`, nor a comment.
    case notKeyValue
    /// A line longer than any parameter.
    case lineTooLong
    /// More lines with keys than any model has.
    case tooManyEntries
    /// A key before the first section.
    case keyOutsideSection
    /// An unknown section, with those that there are.
    case unknownSection(allowed: [String])
    /// The same section or key again.
    case repeated(firstLine: Int)
    /// A key that does not belong there, with those that do.
    case unknownKey(allowed: [String])
    /// A key without value.
    case emptyValue
    /// A required key is missing.
    case missingKey
    /// A word that is none of these.
    case wrongWord(allowed: [String])
    /// No finite decimal number within a range.
    case notANumber(ClosedRange<Double>)
    /// A number that should be whole.
    case notWhole
    /// So many numbers were expected in a row of the covariance.
    case rowLength(expected: Int)
    /// The matrix cannot be a covariance: a variance below zero or a correlation beyond ±1.
    case notACovariance
    /// The edges of the area are in the wrong order, or of both kinds.
    case area
  }

  /// The name of the file as the caller gave it.
  public let file: String
  /// The line, from 1; 0 where the file as a whole is meant.
  public let line: Int
  /// The section, without brackets; empty before the first.
  public let section: String
  /// The key; empty where there is none. Cut after 40 characters.
  public let key: String
  /// What is wrong.
  public let problem: Problem

  init(file: String, line: Int, section: String, key: String, problem: Problem) {
    self.file = file
    self.line = line
    self.section = section
    self.key = String(key.prefix(40))
    self.problem = problem
  }
}

extension ParameterFileError: CustomStringConvertible {
  /// The message in English.
  public var description: String { message(chinese: false) }

  /// The message in Chinese or English.
  public func message(chinese zh: Bool) -> String {
    var place = file
    if line > 0 { place += zh ? " 第 \(line) 行" : ", line \(line)" }
    if !section.isEmpty || !key.isEmpty { place += zh ? "，" : ", " }
    if !section.isEmpty { place += "[\(section)]" }
    if !key.isEmpty { place += (section.isEmpty ? "" : " ") + key }
    return place + (zh ? "：" : ": ") + explanation(zh)
  }

  private func explanation(_ zh: Bool) -> String {
    func list(_ words: [String]) -> String { words.joined(separator: ", ") }
    switch problem {
    case .notUTF8: return zh ? "不是 UTF-8 文本；请另存为 UTF-8" : "no UTF-8 text; save the file as UTF-8"
    case .notKeyValue:
      return zh ? "应为“[节名]”、“键 = 值”或以 # 开头的注释" : "expected “[section]”, “key = value” or a comment that starts with #"
    case .lineTooLong: return zh ? "行太长；这不是参数文件" : "the line is too long: this is no parameter file"
    case .tooManyEntries: return zh ? "行太多；这不是参数文件" : "too many lines: this is no parameter file"
    case .keyOutsideSection: return zh ? "键之前应先有“[节名]”" : "a “[section]” must come before the first key"
    case .unknownSection(let allowed): return zh ? "不认识的节；应为 \(list(allowed))" : "unknown section; expected \(list(allowed))"
    case .repeated(let first): return zh ? "与第 \(first) 行重复" : "repeats line \(first)"
    case .unknownKey(let allowed): return zh ? "不认识的键；此处应为 \(list(allowed))" : "unknown key; expected \(list(allowed))"
    case .emptyValue: return zh ? "等号后没有值" : "nothing follows the equals sign"
    case .missingKey: return zh ? "缺少此键" : "this key is missing"
    case .wrongWord(let allowed): return zh ? "应为 \(list(allowed)) 之一" : "expected one of \(list(allowed))"
    case .notANumber(let range):
      return zh
        ? "应为 \(range.lowerBound)–\(range.upperBound) 之间的十进制数，单位见键名"
        : "expected a decimal number from \(range.lowerBound) to \(range.upperBound), in the unit that the key names"
    case .notWhole: return zh ? "应为整数" : "expected a whole number"
    case .rowLength(let expected):
      return zh
        ? "此行应有 \(expected) 个数：下三角矩阵，依前面各行的次序，对角线在最后"
        : "expected \(expected) numbers: the lower triangle in the order of the rows before, the diagonal last"
    case .notACovariance:
      return zh ? "不是协方差阵：方差为负或相关系数超出 ±1" : "no covariance matrix: a variance below zero or a correlation beyond ±1"
    case .area:
      return zh
        ? "应为 south_deg ≤ north_deg、west_deg、east_deg，或 min_north_m ≤ max_north_m、min_east_m ≤ max_east_m，二者取一"
        : "expected south_deg ≤ north_deg with west_deg and east_deg, or min_north_m ≤ max_north_m with min_east_m ≤ max_east_m, not both"
    }
  }
}
