import GNSS
import RTCM
import RecordedData
import Testing

@Suite struct MSMSelectionTests {
  /// What a block holds, by satellite and signal.
  private func contents(_ block: borrowing MSMBlock) -> [String: MSMCell] {
    var result: [String: MSMCell] = [:]
    for i in 0..<block.cellCount {
      var cell = block.cells[i]
      let satellite = block.satellites[Int(cell.satelliteIndex)]
      let id = block.signalIDs[Int(cell.signalIndex)]
      (cell.satelliteIndex, cell.signalIndex) = (0, 0)
      result["\(satellite.maskPosition)/\(id)/\(satellite.roughRange)/\(satellite.roughRangeModulo)"] = cell
    }
    return result
  }

  @Test(.recordedData("data/rtcm/swift-gnss-converters/sept.rtcm", "data/rtcm/jinyuttt-rtklib_java/base_today.rtcm3"))
  func whatIsKeptStaysAsItWas() throws {
    for file in ["swift-gnss-converters/sept.rtcm", "jinyuttt-rtklib_java/base_today.rtcm3"] {
      let bytes = try RecordedData.bytes("data/rtcm/" + file)
      var builder = FrameBuilder()
      var seen = 0
      for frame in plainFrames(bytes).prefix(400) {
        guard let kind = MSMKind(number: UInt16(frame.type)) else { continue }
        var block = MSMBlock(kind: kind)
        let payload = bytes.span.bytes.extracting((frame.offset + 3)..<(frame.offset + frame.length - 3))
        try block.decode(payload)
        let all = contents(block)
        let unchanged = !block.keepCells { _, _, _ in true }
        #expect(unchanged, "nothing was taken out")
        // Odd satellites and identifiers below 16 stay: rows and columns of the grid vanish.
        let changed = block.keepCells { satellite, id, _ in satellite.number % 2 == 1 && id < 16 }
        let wanted = all.filter {
          let words = $0.key.split(separator: "/").compactMap { Int($0) }
          return kind.satellite(maskPosition: words[0]).number % 2 == 1 && words[1] < 16
        }
        #expect(changed == (wanted.count < all.count))
        let kept = contents(block)
        #expect(kept == wanted)
        guard changed, !wanted.isEmpty else { continue }
        #expect(block.header.satelliteCount == Set(wanted.keys.map { $0.split(separator: "/")[0] }).count)
        try builder.build(&block)
        var back = MSMBlock(kind: kind)
        try back.decode(builder.payload)
        #expect(contents(back) == wanted)
        seen += 1
      }
      #expect(seen > 100)
    }
  }

  @Test func nothingKeptIsEmpty() throws {
    var block = MSMBlock(kind: try #require(MSMKind(number: 1077)))
    block.header.satelliteMask = 1 << 63
    block.header.signalMask = 1 << 30
    block.header.cellMask = 1 << 63
    block.layOut()
    let changed = block.keepCells { _, _, _ in false }
    #expect(changed)
    #expect(block.cellCount == 0 && block.satelliteCount == 0 && block.header.signalMask == 0)
  }
}
