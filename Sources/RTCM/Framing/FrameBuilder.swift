/// Makes frames: preamble, length, payload, CRC-24Q. Reuse one for every message; it never allocates.
public struct FrameBuilder: ~Copyable {
  /// Header, payload, CRC; zero behind.
  var storage = InlineArray<1032, UInt8>(repeating: 0)
  /// The bytes of the frame made last; 0 before the first.
  public private(set) var frameLength = 0

  /// A builder without a frame.
  public init() {}

  /// The frame made last: preamble, length, payload and CRC. Empty before the first.
  public var frame: RawSpan {
    @_lifetime(borrow self) get { storage.span.bytes.extracting(0..<frameLength) }
  }

  /// The payload of the frame made last.
  public var payload: RawSpan {
    @_lifetime(borrow self) get { storage.span.bytes.extracting(frameLength == 0 ? 0..<0 : 3..<(frameLength - 3)) }
  }

  /// Encodes a message.
  /// - Parameter minimumPayload: Zero bytes are added up to this payload length; some senders pad, and identical bytes may be wanted.
  public mutating func build<M: RTCMMessage>(_ message: M, minimumPayload: Int = 0) throws(EncodeError) {
    var message = message
    let number = message.number
    try build(number: number, minimumPayload: minimumPayload) { encoder in M.visit(&message, &encoder) }
  }

  /// Frames a payload that is ready, such as one of an unknown message kept as bytes. Precondition: at most 1023 bytes.
  public mutating func build(payload: RawSpan) {
    precondition(payload.byteCount <= RTCMStandard.maximumPayload, "an RTCM payload has at most 1023 bytes")
    for i in 0..<payload.byteCount { storage[3 + i] = unsafe payload.unsafeLoad(fromByteOffset: i, as: UInt8.self) }
    seal(payloadLength: payload.byteCount)
  }

  mutating func build(number: UInt16, minimumPayload: Int, _ fields: (inout FieldEncoder) -> Void) throws(EncodeError) {
    // The encoder holds the storage's pointer only within this closure.
    var span = storage.mutableSpan
    var length = 0
    let failure: EncodeError? = unsafe span.withUnsafeMutableBytes { bytes in
      var encoder = FieldEncoder(UnsafeMutableRawBufferPointer(rebasing: bytes[3..<(3 + RTCMStandard.maximumPayload)]))
      var df002 = number
      encoder.field(.df002, &df002)
      fields(&encoder)
      if let refusal = encoder.refusal { return .invalid(message: number, reason: refusal.description) }
      if let misfit = encoder.misfit {
        return .valueOutOfRange(message: number, field: misfit.field.description, value: misfit.value)
      }
      length = encoder.writer.finish()
      if encoder.writer.overflow || minimumPayload > RTCMStandard.maximumPayload {
        return .tooLong(message: number, bits: max(encoder.writer.position, minimumPayload * 8))
      }
      while length < minimumPayload {
        bytes[3 + length] = 0
        length += 1
      }
      return nil
    }
    if let failure {
      frameLength = 0
      throw failure
    }
    seal(payloadLength: length)
  }

  /// Header and CRC around a payload that stands in its place.
  private mutating func seal(payloadLength: Int) {
    storage[0] = RTCMStandard.preamble
    storage[1] = UInt8(truncatingIfNeeded: payloadLength >> 8)
    storage[2] = UInt8(truncatingIfNeeded: payloadLength)
    let crc = CRC24Q.checksum(storage.span.bytes.extracting(0..<(3 + payloadLength)))
    storage[3 + payloadLength] = UInt8(truncatingIfNeeded: crc >> 16)
    storage[4 + payloadLength] = UInt8(truncatingIfNeeded: crc >> 8)
    storage[5 + payloadLength] = UInt8(truncatingIfNeeded: crc)
    frameLength = payloadLength + 6
  }
}
