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
