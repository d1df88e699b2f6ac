/// The bytes of a file that stay where they are, and as they are, for as long as somebody holds them: mapped into memory, or read whole.
public protocol HeldBytes: AnyObject, Sendable {
  /// The name of the file, for messages.
  var name: String { get }
  /// Lets `body` read the bytes; always the same ones.
  func withBytes<Result, Failure: Error>(_ body: (RawSpan) throws(Failure) -> Result) throws(Failure) -> Result
}

/// Bytes in an array.
public final class HeldArray: HeldBytes {
  /// The name for messages.
  public let name: String
  private let bytes: [UInt8]

  /// Holds the bytes.
  public init(name: String, _ bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }

  /// Lets `body` read them.
  public func withBytes<Result, Failure: Error>(_ body: (RawSpan) throws(Failure) -> Result) throws(Failure) -> Result {
    let bytes = bytes
    return try body(bytes.span.bytes)
  }
}
