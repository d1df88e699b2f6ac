import RTCM

/// The bytes of a span.
func array(_ span: RawSpan) -> [UInt8] { span.withUnsafeBytes { Array($0) } }

/// Bytes from hexadecimal digits.
func bytes(hex: String) -> [UInt8] {
  var result: [UInt8] = []
  var high: UInt8?
  for character in hex {
    guard let digit = character.hexDigitValue else { continue }
    if let upper = high {
      result.append(upper << 4 | UInt8(digit))
      high = nil
    } else {
      high = UInt8(digit)
    }
  }
  return result
}

extension FrameBuilder {
  /// Encodes a message; false where it is longer than a frame can carry.
  mutating func buildUnlessTooLong<M: RTCMMessage>(_ message: M) throws -> Bool {
    do {
      try build(message)
      return true
    } catch {
      guard case .tooLong = error else { throw error }
      return false
    }
  }
}
