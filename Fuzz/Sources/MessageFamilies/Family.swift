import FuzzSupport
import GNSS
import RTCM

/// The message types of a family, each with the property that must hold for any payload of it.
public struct Family: Sendable {
  /// A number, for 4076 with its sub-type, and the check of a payload that says so.
  private struct Member: Sendable {
    var number: UInt16
    var subtype: UInt8?
    var check: @Sendable ([UInt8]) -> Void
  }

  private var members: [Member] = []

  /// A family without members.
  public init() {}

  /// Adds all numbers of a type; for 4076 the sub-types of its content.
  public mutating func add<M: RTCMMessage & Equatable>(_ type: M.Type) {
    for number in M.numbers where number != 4076 { members.append(Member(number: number) { checkIdentity(type, $0) }) }
  }

  /// Adds all numbers and sub-types of a content of the state-space representation.
  public mutating func add<C: SSRCorrections>(corrections type: C.Type) {
    add(type)
    for system in GNSSSystem.allCases {
      guard let kind = SSRKind(C.content, system, .igs) else { continue }
      members.append(Member(number: 4076, subtype: kind.igsSubtype) { checkIdentity(type, $0) })
    }
  }

  /// Checks one input. Its first byte chooses the member, and the number is written into the rest, so that every input is a message.
  public func check(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard count >= 4 else { return 0 }
    var payload = [UInt8](UnsafeBufferPointer(start: data, count: min(count, 1024)).dropFirst())
    let member = members[Int(UnsafeBufferPointer(start: data, count: 1)[0]) % members.count]
    payload[0] = UInt8(member.number >> 4)
    payload[1] = UInt8(member.number & 15) << 4 | payload[1] & 15
    if let subtype = member.subtype {
      payload[1] = payload[1] & 0xFE | subtype >> 7
      payload[2] = subtype << 1 | payload[2] & 1
    }
    member.check(payload)
    return 0
  }
}

/// What decodes encodes again, decodes to the same values, and encodes to the same bytes; the fields are the front of the payload.
private func checkIdentity<M: RTCMMessage & Equatable>(_ type: M.Type, _ payload: [UInt8]) {
  guard let message = try? M(payload: payload.span.bytes) else { return }
  var builder = FrameBuilder()
  guard (try? builder.build(message)) != nil else { return require(false, "what was decoded cannot be encoded") }
  let once = bytes(builder.payload)
  // The last byte may have held bits that belong to no field; a message may be sent with bits missing that are then written.
  let fields = M.missingBitsTolerated > 0 ? min(once.count - 1, payload.count) : once.count - 1
  require(fields <= payload.count && once[..<fields].elementsEqual(payload[..<fields]), "the bytes do not come back")
  guard let again = try? M(payload: builder.payload) else { return require(false, "what was encoded cannot be decoded") }
  require(again == message, "the values do not come back")
  guard (try? builder.build(again)) != nil else { return require(false, "what came back cannot be encoded") }
  require(bytes(builder.payload) == once, "the bytes do not stay the same")
  guard let any = try? Message(payload: payload.span.bytes) else { return require(false, "Message does not decode what its type does") }
  require(any.number == message.number, "Message says another number")
}

private func bytes(_ span: RawSpan) -> [UInt8] { unsafe span.withUnsafeBytes { [UInt8]($0) } }
