/// Why a model cannot be written in a format at all. What a format merely leaves out is a ``HeightModelLoss``.
public struct HeightModelWriteError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is in the way.
  public enum Problem: Sendable, Equatable {
    /// Limits and steps must be whole thousandths of a second of arc, and are not, or are beyond what the fields hold.
    case notWholeThousandthsOfASecond
    /// The grid must span the globe from pole to pole with an even number of columns, and does not.
    case notGlobal
    /// More rows or columns than the format can count.
    case tooManyNodes(most: Int)
    /// The format has no mark for nodes without value, and there are some.
    case gaps
    /// The file would be longer than the format can address.
    case size
  }

  /// The format.
  public let format: HeightModelFormat
  /// What is in the way.
  public let problem: Problem

  /// The message in English.
  public var description: String { message(chinese: false) }

  /// The message in Chinese or English.
  public func message(chinese zh: Bool) -> String {
    switch problem {
    case .notWholeThousandthsOfASecond:
      zh
        ? "\(format.name) 格式的边界和步长须为千分之一角秒的整数倍且不超出字段范围，此模型不是"
        : "\(format.name) holds limits and steps in whole thousandths of a second of arc within the range of its fields, which this model has not"
    case .notGlobal:
      zh
        ? "\(format.name) 格式只能存放从极点到极点、列数为偶数的全球格网"
        : "\(format.name) holds only grids of the whole globe, pole to pole, with an even number of columns"
    case .tooManyNodes(let most):
      zh ? "\(format.name) 格式每个方向最多 \(most) 个结点" : "\(format.name) holds at most \(most) nodes each way"
    case .gaps:
      zh ? "\(format.name) 格式不能标记无值结点，而此模型有" : "\(format.name) has no mark for nodes without value, and this model has some"
    case .size: zh ? "文件将超过 \(format.name) 格式的长度上限" : "the file would be longer than \(format.name) can address"
    }
  }
}
