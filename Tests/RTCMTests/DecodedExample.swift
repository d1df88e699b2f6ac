import RTCM
import RecordedData
import Testing

/// Decodes a frame as its type, checks its CRC and that it encodes to the same bytes.
func decodedExample<M: RTCMMessage>(_ type: M.Type, _ hex: String) throws -> M {
  let frame = bytes(hex: hex)
  #expect(plainCRC(frame[...]) == 0)
  let payload = frame.span.bytes.extracting(3..<(frame.count - 3))
  let message = try M(payload: payload)
  var builder = FrameBuilder()
  try builder.build(message, minimumPayload: payload.byteCount)
  #expect(array(builder.frame) == frame)
  return message
}
