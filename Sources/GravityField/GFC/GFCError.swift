/// Why a `.gfc` file could not be read: the line, and what was expected there.
public struct GFCError: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Problem: Sendable, Equatable {
    /// The line is longer than a line of such a file can be.
    case lineTooLong
    /// The file ends before `end_of_head`: it is truncated or no `.gfc` file.
    case noHeader
    /// A keyword of the header is missing.
    case missingKeyword(String)
    /// The value of a keyword is not what it should be.
    case keyword(String, expected: String)
    /// The line begins with no key of the data part.
    case unknownKey(String)
    /// The line has fewer columns than its key and the header's `errors` ask for.
    case columns(found: Int, expected: Int)
    /// A column is not a number.
    case notANumber(column: Int)
    /// A coefficient is so large that no body has it.
    case implausible(column: Int)
    /// Degree and order are not 0 ≤ order ≤ degree ≤ `max_degree`.
    case degreeOrder(highest: Int)
    /// The coefficient was given before.
    case duplicate(degree: Int, order: Int)
    /// The model varies with time, and no epoch is given.
    case epochNeeded
    /// No interval of a time-variable coefficient covers the epoch.
    case epochOutside(degree: Int, order: Int)
    /// A trend or a periodic term belongs to no `gfct` line.
    case termWithoutCoefficient(degree: Int, order: Int)
    /// A date is not yyyymmdd or yyyymmdd.hhmm.
    case date(column: Int)
    /// So few coefficients for so high a degree that this is no model, but would need its memory.
    case tooSparse(degree: Int, coefficients: Int)
    /// There are no coefficients.
    case empty
  }

  /// The line, from 1; 0 where the whole file is meant.
  public let line: Int
  /// What is wrong.
  public let problem: Problem
}

extension GFCError: CustomStringConvertible {
  /// The message in English.
  public var description: String { message(chinese: false) }

  /// The message in Chinese or English.
  public func message(chinese zh: Bool) -> String {
    let place = line == 0 ? "" : zh ? "第 \(line) 行：" : "line \(line): "
    return place + (zh ? chinese : english)
  }

  private var english: String {
    switch problem {
    case .lineTooLong: "the line is longer than \(GFCReader.longestLine) bytes: this is no .gfc file"
    case .noHeader: "the file ends without end_of_head: it is truncated or no .gfc file"
    case .missingKeyword(let name): "the header has no \(name)"
    case .keyword(let name, let expected): "\(name) should be \(expected)"
    case .unknownKey(let key): "“\(key)” is no key of the data part; gfc, gfct, trnd, dot, asin and acos are"
    case .columns(let found, let expected): "\(found) columns where the key and the header's errors ask for \(expected)"
    case .notANumber(let column): "column \(column) is not a number"
    case .implausible(let column): "column \(column) is beyond ±10: no fully normalised coefficient of any body is"
    case .degreeOrder(let highest): "degree and order should be 0 ≤ order ≤ degree ≤ \(highest)"
    case .duplicate(let degree, let order): "the coefficient of degree \(degree) and order \(order) is there already"
    case .epochNeeded: "the model varies with time: give the epoch at which it is wanted"
    case .epochOutside(let degree, let order):
      "no interval of the coefficient of degree \(degree) and order \(order) covers the epoch; nothing is extrapolated"
    case .termWithoutCoefficient(let degree, let order):
      "a trend or periodic term of degree \(degree) and order \(order) without a gfct line for the same time"
    case .date(let column): "column \(column) should be a date yyyymmdd or yyyymmdd.hhmm"
    case .tooSparse(let degree, let coefficients):
      "degree \(degree) with \(coefficients) coefficients is no model; name a maximum degree to read only what is below it"
    case .empty: "there are no coefficients"
    }
  }

  private var chinese: String {
    switch problem {
    case .lineTooLong: "行长超过 \(GFCReader.longestLine) 字节，不是 .gfc 文件"
    case .noHeader: "文件中没有 end_of_head：文件不完整或不是 .gfc 文件"
    case .missingKeyword(let name): "文件头缺少 \(name)"
    case .keyword(let name, let expected): "\(name) 应为 \(expected)"
    case .unknownKey(let key): "“\(key)”不是数据部分的关键字；应为 gfc、gfct、trnd、dot、asin 或 acos"
    case .columns(let found, let expected): "有 \(found) 列，按关键字和文件头的 errors 应有 \(expected) 列"
    case .notANumber(let column): "第 \(column) 列不是数"
    case .implausible(let column): "第 \(column) 列超出 ±10，不可能是完全规格化位系数"
    case .degreeOrder(let highest): "阶次应满足 0 ≤ 次 ≤ 阶 ≤ \(highest)"
    case .duplicate(let degree, let order): "\(degree) 阶 \(order) 次位系数重复"
    case .epochNeeded: "模型随时间变化：请给出历元"
    case .epochOutside(let degree, let order): "\(degree) 阶 \(order) 次位系数没有覆盖该历元的时段，不外推"
    case .termWithoutCoefficient(let degree, let order): "\(degree) 阶 \(order) 次的趋势项或周期项没有同一时段的 gfct 行"
    case .date(let column): "第 \(column) 列应为日期 yyyymmdd 或 yyyymmdd.hhmm"
    case .tooSparse(let degree, let coefficients): "\(degree) 阶只有 \(coefficients) 个系数，不成模型；可指定最高阶，只读其下的部分"
    case .empty: "没有位系数"
    }
  }
}
