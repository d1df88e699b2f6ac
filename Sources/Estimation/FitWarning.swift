/// What the user of a fit should know, though it succeeded.
public enum FitWarning: Sendable, Equatable {
  /// So few points: single errors hide.
  case fewPoints(given: Int, recommended: Int)
  /// The points cover so little, in metres, that this model's parameters are almost interchangeable.
  case smallExtent(metres: Double, recommended: Double)
  /// The points lie close to a line: the smaller axis of their spread over the larger.
  case nearLine(ratio: Double)
  /// The design is badly conditioned.
  case condition(Double)
  /// The residuals do not agree with the standard deviations given: σ̂₀.
  case globalTest(ratio: Double)
  /// A coordinate fails the test for gross errors and was not left out.
  case suspected(point: String, coordinate: Int, statistic: Double, critical: Double, limitReached: Bool)
  /// Robust estimation gave these points no weight in one coordinate at least.
  case zeroWeight([String])
  /// Nothing checks these points: the parameters cannot be had without them.
  case unchecked([String])
}

extension FitWarning: CustomStringConvertible {
  /// The message in English.
  public var description: String { message(chinese: false) }

  /// The message in Chinese or English.
  public func message(chinese zh: Bool) -> String {
    switch self {
    case .fewPoints(let given, let recommended):
      zh
        ? "重合点只有 \(given) 个，建议不少于 \(recommended) 个：个别粗差难以发现"
        : "only \(given) points; \(recommended) or more are advisable: single errors can hide"
    case .smallExtent(let metres, let recommended):
      zh
        ? "重合点范围仅 \(Self.kilometres(metres)) km（建议不小于 \(Self.kilometres(recommended)) km）：参数之间高度相关，只可在本区域内整套使用"
        : "the points cover \(Self.kilometres(metres)) km only (\(Self.kilometres(recommended)) km are advisable): the parameters are highly "
          + "correlated and hold together, within the area, only"
    case .nearLine(let ratio):
      zh
        ? "重合点近于一条直线（短轴与长轴之比 \(Self.decimal(ratio, 2))）：线两侧的精度不可靠"
        : "the points lie close to a line (shorter axis over longer: \(Self.decimal(ratio, 2))): away from it the result is not reliable"
    case .condition(let number):
      zh
        ? "设计矩阵条件数 \(Self.scientific(number))：参数受坐标末位影响，建议换用参数较少的模型"
        : "the design has condition number \(Self.scientific(number)): last digits of the coordinates show in the parameters; take a model with "
          + "fewer of them"
    case .globalTest(let ratio):
      zh
        ? "总体检验未通过：单位权中误差为 \(Self.decimal(ratio, 2))（应接近 1）。给出的中误差与残差不符，或有粗差，或模型不合适"
        : "the global test fails: σ̂₀ is \(Self.decimal(ratio, 2)) where 1 is expected. The standard deviations given do not agree with the "
          + "residuals, or there are gross errors, or the model does not fit"
    case .suspected(let point, let coordinate, let statistic, let critical, let limit):
      zh
        ? "点 \(point) 的第 \(coordinate + 1) 个坐标可能有粗差（统计量 \(Self.decimal(statistic, 2))，临界值 \(Self.decimal(critical, 2))），"
          + (limit ? "但剔除的点已达上限，未再剔除" : "未剔除；核实后可用 --reject")
        : "coordinate \(coordinate + 1) of point \(point) may hold a gross error (statistic \(Self.decimal(statistic, 2)), critical value "
          + "\(Self.decimal(critical, 2))); " + (limit ? "no more points can be left out" : "it was kept: look into it, or use --reject")
    case .zeroWeight(let names):
      zh ? "抗差估计中权为零的点：\(names.joined(separator: "、"))" : "points without weight in robust estimation: \(names.joined(separator: ", "))"
    case .unchecked(let names):
      zh
        ? "没有多余观测检核的点：\(names.joined(separator: "、"))"
        : "nothing checks these points, the parameters hang on each of them: \(names.joined(separator: ", "))"
    }
  }

  private static func kilometres(_ metres: Double) -> String { decimal(metres / 1000, 1) }

  /// A number with a fixed number of decimals, without Foundation.
  static func decimal(_ value: Double, _ places: Int) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
    let power = (0..<places).reduce(1.0) { p, _ in p * 10 }
    let scaled = Int((abs(value) * power).rounded())
    let (whole, rest) = scaled.quotientAndRemainder(dividingBy: Int(power))
    let digits = String(rest)
    let fraction = places == 0 ? "" : "." + String(repeating: "0", count: places - digits.count) + digits
    return (value < 0 && scaled > 0 ? "-" : "") + "\(whole)" + fraction
  }

  private static func scientific(_ value: Double) -> String {
    var (mantissa, exponent) = (value, 0)
    while mantissa >= 10, exponent < 400 {
      mantissa /= 10
      exponent += 1
    }
    return decimal(mantissa, 1) + "e\(exponent)"
  }
}
