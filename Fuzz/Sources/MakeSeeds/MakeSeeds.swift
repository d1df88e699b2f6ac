import GNSS
import Glibc
import RTCM

/// Writes small seeds of our own making into a folder: `make-seeds FOLDER` fills FOLDER/FuzzScanner, FOLDER/FuzzMSM and the folders of the grid formats.
@main enum Seeds {
  static func main() {
    guard CommandLine.arguments.count == 2 else {
      print("usage: make-seeds FOLDER")
      exit(64)
    }
    let folder = CommandLine.arguments[1]
    var stream: [UInt8] = [0xD3]
    var kind: UInt8 = 0
    for system in GNSSSystem.allCases {
      for level in 1...7 {
        let frame = message(system, level: level)
        stream += frame
        if level >= 4 {
          write([kind, 0] + frame[5..<(frame.count - 3)], to: "\(folder)/FuzzMSM/\(1070 + Int(system.rawValue) * 10 + level)")
        }
        kind += 1
      }
      if system == .gps || system == .glonass { write(stream, to: "\(folder)/FuzzScanner/\(system.letter)") }
    }
    grids(in: folder)
  }

  /// Two satellites, two signals, invented values.
  static func message(_ system: GNSSSystem, level: Int) -> [UInt8] {
    guard let kind = MSMKind(system, level: level) else { return [] }
    var block = MSMBlock(kind: kind)
    block.header.satelliteMask = 0x2100_0000_0000_0000
    block.header.signalMask = 0x4100_0400
    block.header.cellMask = 0xAC00_0000_0000_0000
    block.header.epochRaw = 90_061_000
    block.layOut()
    for i in 0..<block.satelliteCount {
      block.satellites[i].roughRange = 70
      block.satellites[i].roughRangeModulo = UInt16(300 + i)
      block.satellites[i].roughRate = 400
    }
    for i in 0..<block.cellCount {
      block.cells[i].finePseudorange = Int32(100 * i - 150)
      block.cells[i].finePhaseRange = Int32(1000 - 700 * i)
      block.cells[i].lockIndicator = 9
      block.cells[i].cn0 = 45
      block.cells[i].fineRate = Int16(i)
    }
    var builder = FrameBuilder()
    guard (try? builder.build(&block)) != nil else { return [] }
    return builder.frame.withUnsafeBytes { Array($0) }
  }

  static func write(_ bytes: [UInt8], to path: String) {
    guard let file = fopen(path, "wb") else {
      print("cannot create \(path)")
      exit(73)
    }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }
}
