/// RTCM 3 bytes ⇄ typed messages ⇄ GNSS epochs.
///
/// - `Core`: bits, data-field declarations, and the one visitor pass that serves decoder, encoder, dump, tests and documentation.
/// - `DataFields`: every data field (DF002 …), declared once.
/// - `Messages`: one file per message or family; a message is a struct of raw integers and a description of its fields in order.
/// - `Framing`: preamble, length, CRC-24Q: `FrameScanner` takes frames out of bytes, `FrameBuilder` makes them.
/// - `MSM`: multiple signal messages, column-wise into caller-owned blocks.
/// - `Epochs`: the messages of one epoch assembled into one `GNSS.Epoch`.
///
/// What may enter: codecs of RTCM 3 messages, and what follows from the bytes alone. No clock, no file, no Foundation, no policy.
public enum RTCMStandard {
  /// The preamble byte of a frame.
  public static let preamble: UInt8 = 0xD3
  /// The longest payload of a frame, bytes (a ten-bit length).
  public static let maximumPayload = 1023
  /// The longest frame: three header bytes, payload, three CRC bytes.
  public static let maximumFrame = 1029
}
