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
    try lower(&block, to: 4 + count % 4, keeping: payload[payload.count - 1])
  } catch is EncodeError {
    require(false, "what was decoded cannot be encoded")
  } catch {}  // a payload that cannot be decoded is no finding
  return 0
}

/// A message in part and at a lower level: what is left can be sent, as long as was foretold, and comes back.
private func lower(_ block: inout MSMBlock, to level: Int, keeping mask: UInt8) throws {
  let before = block.cellCount
  let changed = block.keepCells { satellite, id, _ in (satellite.number ^ id) & mask & 7 == 0 }
  require(changed == (block.cellCount < before), "cells were lost without a change, or a change without them")
  let old = block.header.kind.level
  if block.reduce(toLevel: level) == nil { require(block.header.kind.level == old, "a level changed without being lowered") }
  var builder = FrameBuilder()
  let bits = block.payloadBits
  try builder.build(&block)
  require(builder.payload.byteCount == (bits + 7) / 8, "another length than was foretold")
  var back = MSMBlock(kind: block.header.kind)
  do { try back.decode(builder.payload) } catch { require(false, "\(error)") }
  require(back.cellCount == block.cellCount, "cells do not come back")
  for i in 0..<back.cellCount { require(back.cells[i] == block.cells[i], "a cell does not come back") }
}
