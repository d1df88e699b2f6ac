/// Why a grid file could not be read: the format, the byte, and what was expected there. Never a value of the grid.
public struct GridFileError: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Problem: Sendable, Equatable {
    /// The file ends before its header does.
    case headerTruncated(expectedBytes: Int)
    /// A field of the header is not a finite number or not within its range.
    case headerField(name: String, expected: String)
    /// The file is not as long as its header says. A shorter one is truncated; a longer one has another header than its grid.
    case length(expectedBytes: Int, actualBytes: Int)
    /// A node holds what no height anomaly can be.
    case implausibleNode
    /// The file is sound, but uses what this reader does not know.
    case unsupported(what: String, known: String)
    /// Compressed data that does not unpack to what its place in the grid asks for.
    case compressedData
    /// A line of a text format, counted from 1, holds something else than expected.
    case line(number: Int, expected: String)
    /// The grid that the header asks for is beyond what this file could hold.
    case tooLarge
    /// Points that make no complete regular grid.
    case notRegular(expected: String)
  }

  /// The name of the format, such as `GTX`.
  public let format: String
  /// The byte where it is wrong, from 0.
  public let offset: Int
  /// What is wrong.
  public let problem: Problem

  /// An error at a byte of a file.
  public init(format: String, offset: Int, problem: Problem) {
    self.format = format
    self.offset = offset
    self.problem = problem
  }
}

extension GridFileError: CustomStringConvertible {
  /// The message in English.
  public var description: String { message(chinese: false) }

  /// The message in Chinese or English.
  public func message(chinese zh: Bool) -> String {
    let place = zh ? "\(format) 文件，第 \(offset) 字节：" : "\(format) file, byte \(offset): "
    return place + (zh ? problem.chinese : problem.english)
  }
}

extension GridFileError.Problem {
  fileprivate var chinese: String {
    switch self {
    case .headerTruncated(let expected): "文件头不完整，应有 \(expected) 字节"
    case .headerField(let name, let expected): "\(name) 应为 \(expected)；文件损坏或不是此格式"
    case .length(let expected, let actual): "文件长 \(actual) 字节，按文件头应为 \(expected) 字节；文件不完整或文件头有误"
    case .implausibleNode: "结点值超出 ±1000 m，不可能是高程异常（地形为 ±10000 m）；文件损坏或字节序不对"
    case .unsupported(let what, let known): "不支持 \(what)；支持的有：\(known)"
    case .compressedData: "压缩数据损坏或长度不对"
    case .line(let number, let expected): "第 \(number) 行应为 \(expected)"
    case .tooLarge: "文件头所述的格网远大于文件所能容纳；文件损坏"
    case .notRegular(let expected): "各点不构成完整的规则格网：应为 \(expected)"
    }
  }

  fileprivate var english: String {
    switch self {
    case .headerTruncated(let expected): "the header is truncated; \(expected) bytes are expected"
    case .headerField(let name, let expected): "\(name) should be \(expected): the file is damaged or of another format"
    case .length(let expected, let actual):
      "the file has \(actual) bytes where its header asks for \(expected): it is truncated or its header is wrong"
    case .implausibleNode:
      "a node is beyond ±1000 m and no height anomaly (of a terrain ±10000 m): the file is damaged or its byte order is wrong"
    case .unsupported(let what, let known): "\(what) is not supported; supported are \(known)"
    case .compressedData: "the compressed data is damaged or of the wrong length"
    case .line(let number, let expected): "line \(number) should be \(expected)"
    case .tooLarge: "the header asks for a grid far beyond what the file can hold: it is damaged"
    case .notRegular(let expected): "the points make no complete regular grid: \(expected)"
    }
  }
}
