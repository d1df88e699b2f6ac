import SurveyFiles

/// A whole file in UTF-8, and the way back to its own encoding.
struct DecodedFile: ~Copyable {
  /// The text in UTF-8; as it stands in the file where it shows no encoding.
  let bytes: [UInt8]
  private var decoder: LineDecoder

  /// Reads a file; with `keepsBytes` one that is written back later. Throws `data` (65) for one longer than `limit` bytes, in the caller's words, and for a byte without a meaning in the encoding that the user names.
  init(
    path: String, atMost limit: Int, encoding choice: EncodingChoice, keepsBytes: Bool = false, tooLong: @autoclosure () -> String
  ) throws(CommandError) {
    var decoder = try LineDecoder(choice, path: path)
    var input = try ByteInput(path: path)
    guard var bytes = try input.readAll(atMost: limit) else { throw CommandError(.data, tooLong()) }
    try decoder.look(bytes.span.bytes, from: 0, to: bytes.count)
    if let problem = decoder.decodeFile(&bytes, keepsBytes: keepsBytes) { throw CommandError(.data, problem) }
    self.bytes = bytes
    self.decoder = decoder
  }

  /// Turns a text made of this one back into the encoding of the file.
  mutating func encode(_ text: inout TextBuffer) {
    guard decoder.isForeign else { return }
    let utf8 = text.bytes.withUnsafeBytes { unsafe Array($0) }
    text.removeAll()
    decoder.encode(utf8.span.bytes, to: &text)
  }
}
