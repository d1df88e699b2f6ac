/// What a caster does wrong on purpose at a mountpoint, for tests and for simulated networks. Byte counts are of the stream, per client.
public enum CasterFault: Sendable, Hashable {
  /// Takes the connection and never answers.
  case mute
  /// Sends the header byte by byte, with this interval.
  case slowHeader(Duration)
  /// Sends nothing more after so many bytes, and keeps the connection.
  case stall(afterBytes: Int)
  /// Closes after so many bytes.
  case close(afterBytes: Int)
  /// After so many bytes announces a chunk, sends half of it and closes; a version 1 client just sees the close.
  case truncatedChunk(afterBytes: Int)
  /// Sends data without taking care of the chunks it announced.
  case unframed
  /// Answers with a web page.
  case html
  /// Answers with bytes that are no answer.
  case garbage
  /// Sends the stream without an answer before it.
  case noAnswer
  /// `ICY 200 OK` without a blank line.
  case noBlankLine
  /// Answers with this status.
  case status(Int)
  /// Answers with the sourcetable, as version 1 casters do for an unknown mountpoint.
  case sourcetable
  /// Answers with a redirect to this place.
  case redirect(String)
}
