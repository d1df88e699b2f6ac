import FuzzSupport
import Glibc
import RTCM

/// The numbers of all typed messages; the sub-types of 4076 are in their own bits.
private let all: [UInt16] = {
  var numbers = Numbers()
  Message.forEachType(&numbers)
  return Set(numbers.all).sorted()
}()

private struct Numbers: MessageTypeVisitor {
  var all: [UInt16] = []
  mutating func visit<M: RTCMMessage & Equatable>(_ type: M.Type, name: StaticString) { all += type.numbers }
}

/// A payload as any typed message: what decodes encodes again, and from then on the bytes stay the same.
@main enum MessagesTarget {
  static func main() {
    exit(
      fuzz { data, count in
        guard count >= 3 else { return 0 }
        var payload = [UInt8](UnsafeBufferPointer(start: data, count: min(Int(count), 1024)).dropFirst())
        // The first byte, dropped, chooses the type, so that every input is a message that is decoded.
        let number = all[Int(data.unsafelyUnwrapped[0]) % all.count]
        payload[0] = UInt8(number >> 4)
        payload[1] = UInt8(number & 15) << 4 | payload[1] & 15
        guard let message = try? Message(payload: payload.span.bytes) else { return 0 }
        var builder = FrameBuilder()
        guard (try? builder.build(message)) != nil else {
          require(false, "what was decoded cannot be encoded")
          return 0
        }
        let once = bytes(builder.frame)
        guard let again = try? Message(payload: builder.payload), (try? builder.build(again)) != nil else {
          require(false, "what was encoded cannot be decoded")
          return 0
        }
        require(bytes(builder.frame) == once, "the bytes do not stay the same")
        return 0
      })
  }
}

private func bytes(_ span: RawSpan) -> [UInt8] { unsafe span.withUnsafeBytes { [UInt8]($0) } }
