/// The way from frames to typed messages: decodes into storage of the caller and counts what came by message number.
///
/// It never allocates. A type that is not decoded is counted and kept as bytes; only a payload that contradicts its number is an error.
/// Values in a message depend on that message alone; dates are resolved later, with a `TimeContext`.
public struct MessageDecoder: ~Copyable {
  /// Frames by message number; number 0 counts payloads too short to have one.
  private var counts = InlineArray<4096, UInt32>(repeating: 0)
  /// Payloads that could not be decoded as the type they claim to be.
  public private(set) var failures: UInt64 = 0
  /// Messages kept as bytes.
  public private(set) var undecoded: UInt64 = 0

  /// A decoder that has seen nothing.
  public init() {}

  /// How many messages of a number came, damaged and undecoded ones included; stays at its maximum when it gets there.
  public func count(of number: UInt16) -> UInt32 { number < 4096 ? counts[Int(number)] : 0 }

  /// Where the contents of a payload went.
  public enum Destination: Sendable, Equatable {
    /// Into the message.
    case message
    /// Into the block of the multiple signal message.
    case msm
  }

  /// Decodes the payload of a frame: a multiple signal message into `block`, any other into `message`.
  ///
  /// On an error `message` keeps its value, `block` has no meaning, and the number was counted all the same.
  public mutating func decode(
    _ payload: RawSpan, into message: inout Message, or block: inout MSMBlock
  ) throws(DecodeError) -> Destination {
    let number = Message.number(of: payload)
    guard MSMKind(number: number) != nil else {
      try decode(payload, into: &message)
      return .message
    }
    count(number)
    do {
      try block.decode(payload)
    } catch {
      failures += 1
      throw error
    }
    return .msm
  }

  /// Decodes the payload of a frame for a caller that does without multiple signal messages: they are kept as bytes.
  public mutating func decode(_ payload: RawSpan, into message: inout Message) throws(DecodeError) {
    count(Message.number(of: payload))
    do {
      try Message.decode(payload, into: &message)
    } catch {
      failures += 1
      throw error
    }
    if case .raw = message { undecoded += 1 }
  }

  private mutating func count(_ number: UInt16) {
    if counts[Int(number)] < .max { counts[Int(number)] += 1 }
  }

  /// Forgets all counts.
  public mutating func reset() { self = MessageDecoder() }
}
