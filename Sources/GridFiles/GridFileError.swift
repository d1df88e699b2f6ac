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
  }

  /// The name of the format, such as `GTX`.
  public let format: String
  /// The byte where it is wrong, from 0.
  public let offset: Int
  /// What is wrong.
  public let problem: Problem
}

extension GridFileError: CustomStringConvertible {
  /// The message in English.
  public var description: String { message(chinese: false) }

  /// The message in Chinese or English.
  public func message(chinese zh: Bool) -> String {
    let place = zh ? "\(format) 文件，第 \(offset) 字节：" : "\(format) file, byte \(offset): "
    switch problem {
    case .headerTruncated(let expected):
      return place + (zh ? "文件头不完整，应有 \(expected) 字节" : "the header is truncated; \(expected) bytes are expected")
    case .headerField(let name, let expected):
      return place + (zh ? "\(name) 应为 \(expected)；文件损坏或不是此格式" : "\(name) should be \(expected): the file is damaged or of another format")
    case .length(let expected, let actual):
      return place
        + (zh
          ? "文件长 \(actual) 字节，按文件头应为 \(expected) 字节；文件不完整或文件头有误"
          : "the file has \(actual) bytes where its header asks for \(expected): it is truncated or its header is wrong")
    case .implausibleNode:
      return place
        + (zh
          ? "结点值超出 ±1000 m，不可能是高程异常；文件损坏或字节序不对"
          : "a node is beyond ±1000 m and no height anomaly: the file is damaged or its byte order is wrong")
    }
  }
}
