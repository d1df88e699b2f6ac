import Foundation
import GNSS
import RTCM
import RecordedData
import Testing

/// Streams through the tools that give streams, and what is in them.
enum StreamTools {
  /// Runs `jizhun rtcm VERB … FILE` and gives the bytes it writes.
  static func run(_ arguments: [String], on input: [UInt8]) throws -> (bytes: [UInt8], result: JizhunProcess.Result) {
    let folder = try TemporaryFolder()
    let file = try folder.file("in.rtcm3", input)
    let result = try JizhunProcess.run(["rtcm"] + arguments + ["-o", folder.path("out.rtcm3"), file])
    let data = FileManager.default.contents(atPath: folder.path("out.rtcm3")) ?? Data()
    return ([UInt8](data), result)
  }

  /// The frames of a stream as bytes.
  static func frames(_ bytes: [UInt8]) -> [[UInt8]] {
    plainFrames(bytes).map { Array(bytes[$0.offset..<($0.offset + $0.length)]) }
  }

  static func number(_ frame: [UInt8]) -> UInt16 { UInt16(frame[3]) << 4 | UInt16(frame[4]) >> 4 }

  /// A multiple signal message: its header, and its cells by position in the satellite mask × 64 + signal identifier.
  struct Contents {
    var header: MSMHeader
    var cells: [Int: MSMCell] = [:]
  }

  /// The contents of a multiple signal message, lowered to a level where one is given; nil for other messages.
  static func block(_ frame: [UInt8], level: Int? = nil) throws -> Contents? {
    guard let kind = MSMKind(number: number(frame)) else { return nil }
    var block = MSMBlock(kind: kind)
    try block.decode(frame.span.bytes.extracting(3..<(frame.count - 3)))
    if let level { block.reduce(toLevel: level) }
    var contents = Contents(header: block.header)
    for i in 0..<block.cellCount {
      var cell = block.cells[i]
      let key = Int(block.satellites[Int(cell.satelliteIndex)].maskPosition) * 64 + Int(block.signalIDs[Int(cell.signalIndex)])
      (cell.satelliteIndex, cell.signalIndex) = (0, 0)
      contents.cells[key] = cell
    }
    return contents
  }

  /// The GPS second of the day of a message; 18 leap seconds, as there were from 2017 on.
  static func secondOfDay(_ header: MSMHeader) -> Double {
    var milliseconds = Int(header.epochRaw)
    if header.kind.system == .beidou { milliseconds += 14_000 }
    if header.kind.system == .glonass { milliseconds = Int(header.epochRaw & 0x7FF_FFFF) + 18_000 - 10_800_000 + 86_400_000 }
    return Double(milliseconds % 86_400_000) / 1000
  }

  /// The multiple signal messages of each epoch, and whether the epochs are whole by their flags: all but the last say that more follow. The last epoch of a
  /// recording may be cut off.
  static func epochs(_ bytes: [UInt8]) throws -> (epochs: [[(header: MSMHeader, frame: [UInt8])]], areWhole: Bool) {
    var epochs: [[(MSMHeader, [UInt8])]] = []
    var isOpen = false
    var areWhole = true
    for frame in frames(bytes) {
      guard let block = try block(frame) else { continue }
      if isOpen {
        if let first = epochs.last?.first?.0, abs(secondOfDay(first) - secondOfDay(block.header)) > 0.01 { areWhole = false }
        epochs[epochs.count - 1].append((block.header, frame))
      } else {
        epochs.append([(block.header, frame)])
      }
      isOpen = block.header.multipleMessage
    }
    return (epochs, areWhole)
  }
}
