import Foundation
import GNSS
import RTCM
import RecordedData
import Testing

@Suite struct FilterCommandTests {
  private static let sept = "data/rtcm/swift-gnss-converters/sept.rtcm"
  private static let australia = "data/rtcm/swift-gnss-converters/missing-beidou-STR17.rtcm3"

  private func filter(_ options: [String], _ bytes: [UInt8]) throws -> [UInt8] {
    let (out, result) = try StreamTools.run(["filter"] + options, on: bytes)
    #expect(result.status == 0, "\(result.errors)")
    return out
  }

  @Test(.recordedData("data/rtcm/swift-gnss-converters")) func withoutOptionsEveryFramePasses() throws {
    for file in RecordedData.files(below: "data/rtcm/swift-gnss-converters") {
      let bytes = [UInt8](try RecordedData.bytes(file).prefix(60_000))
      let isSame = try filter([], bytes) == StreamTools.frames(bytes).flatMap { $0 }
      #expect(isSame, "\(file)")
    }
  }

  @Test(.recordedData(sept)) func selectsByNumber() throws {
    let bytes = try RecordedData.bytes(Self.sept)
    let frames = StreamTools.frames(bytes)
    let kept = try filter(["--type", "1005-1033,1127", "--not-type", "1013"], bytes)
    let wanted = frames.filter {
      (1005...1033 ~= StreamTools.number($0) && StreamTools.number($0) != 1013) || StreamTools.number($0) == 1127
    }
    #expect(kept == wanted.flatMap { $0 }, "1127 is the last of its epoch: nothing is to be repaired")
  }

  /// The last message of each epoch is 1127; without BeiDou the flag of 1117 must be cleared, and nothing else may change.
  @Test(.recordedData(sept)) func theLastMessageThatStaysEndsTheEpoch() throws {
    let bytes = try RecordedData.bytes(Self.sept)
    let out = try filter(["--system", "G,R,E,J"], bytes)
    let (epochs, areWhole) = try StreamTools.epochs(out)
    #expect(areWhole)
    #expect(epochs.filter { $0.count == 4 }.count >= 54)
    let before = StreamTools.frames(bytes).filter { StreamTools.number($0) != 1127 }
    let after = StreamTools.frames(out)
    #expect(before.count == after.count)
    for (a, b) in zip(before, after) where a != b {
      #expect(StreamTools.number(a) == 1117)
      // The flag is bit 54 of the payload: bit 6 of its seventh byte.
      var patched = a
      patched[3 + 6] &= ~0x02
      #expect(Array(patched.dropLast(3)) == Array(b.dropLast(3)))
    }
  }

  /// GPS alone of observations before MSM: 1012 ends each epoch there.
  @Test(.recordedData("data/rtcm/rtklib/testglo.rtcm3")) func repairsObservationsBeforeMSM() throws {
    let bytes = try RecordedData.bytes("data/rtcm/rtklib/testglo.rtcm3")
    let flags = try StreamTools.frames(try filter(["--system", "G"], bytes)).compactMap { frame -> Bool? in
      guard StreamTools.number(frame) == 1004 else { return nil }
      return try Message1004(payload: frame.span.bytes.extracting(3..<(frame.count - 3))).header.synchronous
    }
    #expect(flags.count == 186 && !flags.contains(true))
  }

  @Test(.recordedData("data/rtcm/rtklib/testglo.rtcm3")) func takesSatellitesOutOfObservationsBeforeMSM() throws {
    let bytes = try RecordedData.bytes("data/rtcm/rtklib/testglo.rtcm3")
    func satellites(_ bytes: [UInt8]) throws -> [[Message1004.Satellite]] {
      try StreamTools.frames(bytes).filter { StreamTools.number($0) == 1004 }.map { frame in
        let message = try Message1004(payload: frame.span.bytes.extracting(3..<(frame.count - 3)))
        return message.satellites.indices.map { message.satellites[$0] }
      }
    }
    let before = try satellites(bytes)
    let after = try satellites(try filter(["--satellite", "G01-G12,R01"], bytes))
    #expect(after == before.map { $0.filter { $0.satelliteID <= 12 } }.filter { !$0.isEmpty })
  }

  @Test(.recordedData(sept)) func keepsSatellitesAndSignals() throws {
    let bytes = try RecordedData.bytes(Self.sept)
    let out = try filter(["--satellite", "C01-C10,G01-G32", "--signal", "C:2I,C:id14"], bytes)
    #expect(try StreamTools.epochs(out).areWhole)
    var cells = 0
    let sources = Dictionary(
      try StreamTools.frames(bytes).compactMap { frame in
        try StreamTools.block(frame).map { ("\($0.header.kind.number)/\($0.header.epochRaw)", frame) }
      },
      uniquingKeysWith: { first, _ in first })
    for frame in StreamTools.frames(out) {
      guard let block = try StreamTools.block(frame) else { continue }
      let key = "\(block.header.kind.number)/\(block.header.epochRaw)"
      let sourceFrame = try #require(sources[key])
      let source = try #require(try StreamTools.block(sourceFrame))
      if block.header.kind.system == .gps {
        #expect(block.cells == source.cells, "GPS is not concerned")
        continue
      }
      #expect(block.header.kind.system == .beidou)
      #expect(block.cells == source.cells.filter { $0.key / 64 <= 10 && [2, 14].contains($0.key % 64) })
      cells += block.cells.count
    }
    #expect(cells > 500)
    // Ephemerides go with their satellites; the station's messages stay.
    let types = Set(StreamTools.frames(out).map { StreamTools.number($0) })
    #expect(types.contains(1006) && !types.contains(1020) && !types.contains(1045))
  }

  @Test(.recordedData(australia)) func decimatesOnWholeEpochs() throws {
    let bytes = try RecordedData.bytes(Self.australia)
    let out = try filter(["--every", "15"], bytes)
    let (epochs, areWhole) = try StreamTools.epochs(out)
    #expect(areWhole)
    let all = try StreamTools.epochs(bytes).epochs
    let wanted = all.filter { StreamTools.secondOfDay($0[0].header).truncatingRemainder(dividingBy: 15) == 0 }
    #expect(epochs.count == wanted.count && epochs.count > 30)
    for (a, b) in zip(epochs, wanted) { #expect(a.map(\.frame) == b.map(\.frame)) }
    // What is no observation is not decimated.
    #expect(StreamTools.frames(out).filter { StreamTools.number($0) == 1013 }.count == 501)
  }

  @Test func selectsByStation() throws {
    var builder = FrameBuilder()
    var stream: [UInt8] = []
    for station: UInt16 in [5, 6, 7] {
      var message = Message1005()
      message.stationID = station
      try builder.build(message)
      stream += builder.frame.withUnsafeBytes { Array($0) }
      try builder.build(Message1019())
      stream += builder.frame.withUnsafeBytes { Array($0) }
    }
    let out = try filter(["--station", "5,7-9"], stream)
    let frames = StreamTools.frames(stream)
    #expect(StreamTools.frames(out) == [frames[0], frames[1], frames[3], frames[4], frames[5]])
  }

  @Test(arguments: [
    (["--type", "1077-1074"], "numbers or ranges from 0 to 4095"), (["--type", "x"], "numbers or ranges"),
    (["--system", "G,X"], "--system X"),
    (["--satellite", "C05-G07"], "satellites or ranges"), (["--signal", "9Z"], "RINEX signal codes"),
    (["--signal", "C:1C"], "RINEX signal codes"),
    (["--every", "7"], "divide a day"), (["--every", "0"], "seconds from 0.001"), (["--station", "4096"], "0 to 4095"),
  ]) func usageErrorsAreSaid(_ options: [String], _ message: String) throws {
    let result = try JizhunProcess.run(["rtcm", "filter"] + options + ["-"])
    #expect(result.status == 64)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test(arguments: ["filter", "encode", "thin"]) func theInputIsNeverOverwritten(_ command: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("a", [1, 2, 3])
    let options = command == "thin" ? ["--budget", "2400"] : []
    let result = try JizhunProcess.run(["rtcm", command] + options + ["-o", folder.url.path + "/./a", file])
    #expect(result.status == 64 && result.errors.contains("the output file is the input file"))
    #expect(FileManager.default.contents(atPath: file) == Data([1, 2, 3]))
  }

  @Test func aMessageThatCannotBeLookedIntoIsSaid() throws {
    // 1077 of two bytes: whole it may pass, in part it cannot be given.
    var builder = FrameBuilder()
    builder.build(payload: [0x43, 0x50].span.bytes)
    let stream = builder.frame.withUnsafeBytes { Array($0) }
    #expect(try filter(["--system", "G"], stream) == stream)
    let (out, result) = try StreamTools.run(["filter", "--satellite", "G01"], on: stream)
    #expect(out.isEmpty && result.status == 65 && result.errors.contains("1 messages that had to be looked into"))
  }
}
