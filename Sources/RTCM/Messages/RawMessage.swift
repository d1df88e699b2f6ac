/// A message that is kept as bytes: of a type that is not decoded, or of a proprietary one (4001–4095).
public struct RawMessage: Sendable, Equatable {
  /// DF002; 0 for a payload too short to have one.
  public var number: UInt16
  /// The whole payload, its number included.
  public var payload: BoundedArray<1023, UInt8>

  /// A copy of a payload. Precondition: at most 1023 bytes, as every frame has.
  @inline(__always)
  public init(payload bytes: RawSpan) {
    precondition(bytes.byteCount <= RTCMStandard.maximumPayload, "an RTCM payload has at most 1023 bytes")
    payload = BoundedArray(copying: bytes)
    number = payload.count < 2 ? 0 : UInt16(payload[0]) << 4 | UInt16(payload[1]) >> 4
  }

  /// Who owns the number, for a proprietary message.
  public var owner: StaticString? { ProprietaryMessages.owner(of: number) }
}

extension BoundedArray where Element == UInt8 {
  /// A copy of some bytes. Precondition: at most the capacity.
  @inline(__always)
  init(copying bytes: RawSpan) {
    self.init(filler: 0)
    precondition(resize(to: bytes.byteCount), "more bytes than the list can hold")
    var target = storage.mutableSpan
    unsafe target.withUnsafeMutableBytes { target in
      // `resize` has checked that the source fits; `copyMemory` checks it again.
      unsafe bytes.withUnsafeBytes { source in unsafe target.copyMemory(from: source) }
    }
  }

  /// Gives the bytes to `body` without copying them.
  public func withBytes<Result, E: Error>(_ body: (RawSpan) throws(E) -> Result) throws(E) -> Result {
    try body(storage.span.bytes.extracting(0..<count))
  }
}
