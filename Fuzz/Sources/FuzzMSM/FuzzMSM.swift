import FuzzSupport
import GNSS
import Glibc
import RTCM

@main enum Main {
  static func main() { exit(fuzz { fuzzMSM($0, $1) }) }
}

/// A payload as any MSM: what decodes encodes again, to the same bytes, and gives rows and epochs.
func fuzzMSM(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard count >= 2 else { return 0 }
  var payload = [UInt8](UnsafeBufferPointer(start: data, count: min(count, 1023)))
  // The first byte chooses the kind, so that every input is an MSM.
  let kind = Int(payload[0]) % 49
  let number = 1071 + kind / 7 * 10 + kind % 7
  payload[0] = UInt8(number >> 4)
  payload[1] = UInt8(number & 15) << 4 | payload[1] & 15
  var block = MSMBlock(kind: MSMKind(number: UInt16(number)).unsafelyUnwrapped)  // one of the 49 numbers
  do {
    try block.decode(payload.span.bytes)
    var builder = FrameBuilder()
    try builder.build(&block)
    let again = builder.payload
    require(again.byteCount <= payload.count, "more bytes than there were")
    // All but the last byte, whose fill bits may have been anything.
    for i in 0..<(again.byteCount - 1) {
      require(unsafe again.unsafeLoad(fromByteOffset: i, as: UInt8.self) == payload[i], "a byte does not come back")
    }
    var assembler = EpochAssembler(context: TimeContext(approximateTime: GNSSTime(gpsWeek: 2400, secondsOfWeek: 1)))
    var rows = 0
    try assembler.add(payload.span.bytes) { rows += $0.observations.count }
    assembler.finish { rows += $0.observations.count }
    require(rows <= block.cellCount, "more rows than cells")
  } catch is EncodeError {
    require(false, "what was decoded cannot be encoded")
  } catch {}  // a payload that cannot be decoded is no finding
  return 0
}
