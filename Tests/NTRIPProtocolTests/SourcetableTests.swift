import Testing

@testable import NTRIPProtocol

@Suite("Sourcetable")
struct SourcetableTests {
  private func table(_ bytes: [UInt8]) throws -> Sourcetable {
    var parser = SourcetableParser()
    try parser.take(bytes)
    return parser.finish()
  }

  // The fields' order: RTCM 10410.1, tables of the STR, CAS and NET records; the values are invented.
  @Test("every field of a stream's line")
  func stream() throws {
    let line = "STR;HN01;Invented;RTCM 3.3;1006(10),1077(1);2;GPS+BDS;NET1;CHN;-27.10;112.30;1;1;gen;none;B;Y;9600;misc;more"
    let stream = try #require(try table(Array((line + "\r\n").utf8)).streams.first)
    #expect(stream.mountpoint == "HN01" && stream.identifier == "Invented" && stream.format == "RTCM 3.3")
    #expect(stream.formatDetails == "1006(10),1077(1)" && stream.carrier == 2 && stream.navigationSystems == "GPS+BDS")
    #expect(stream.network == "NET1" && stream.country == "CHN" && stream.latitudeDegrees == -27.1 && stream.longitudeDegrees == 112.3)
    #expect(stream.needsPosition && stream.isNetworkSolution && stream.generator == "gen" && stream.compression == "none")
    #expect(stream.authentication == "B" && stream.hasFee && stream.bitsPerSecond == 9600 && stream.miscellaneous == "misc;more")
    #expect(stream.line == line)
  }

  @Test("a field cannot break the line it stands in")
  func cleanFields() throws {
    let stream = SourcetableStream(mountpoint: "A", identifier: "b;c\r\nSTR;evil")
    let read = try table(Array((stream.line + "\r\n").utf8))
    #expect(read.streams.count == 1 && read.otherLines.isEmpty && read.streams[0].identifier == "b,c STR,evil")
  }

  @Test(
    "lines that cannot be read are kept as text",
    arguments: [
      "STR;A;b", "STR;A;b;c;d;x;f;g;h;1;2;0;0;g;n;N;N;0;", "STR;A;b;c;d;2;f;g;h;91;2;0;0;g;n;N;N;0;", "CAS;h;port;x;y", "NET;;;;", "hello",
      ";",
    ])
  func malformed(_ line: String) throws {
    let read = try table(Array((line + "\r\nENDSOURCETABLE\r\nafter").utf8))
    #expect(read.entries.isEmpty && read.otherLines == [line] && read.isComplete)
  }

  @Test("empty numbers are values not given")
  func empty() throws {
    let stream = try table(Array("STR;A;;;;;;;;;;;;;;;;;\n".utf8)).streams.first
    #expect(stream?.carrier == nil && stream?.latitudeDegrees == nil && stream?.bitsPerSecond == nil && stream != nil)
  }

  @Test("UTF-8 stays, GBK is kept byte by byte")
  func encodings() throws {
    let utf8 = try table(Array("NET;湖南;x;N;N\n".utf8))
    guard case .network(let network)? = utf8.entries.first else {
      Issue.record("\(utf8)")
      return
    }
    #expect(network.identifier == "湖南")
    // 湖 in GBK is 0xBA 0xFE.
    let gbk = try table(Array("NET;".utf8) + [0xBA, 0xFE] + Array(";x;N;N\n".utf8))
    guard case .network(let kept)? = gbk.entries.first else {
      Issue.record("\(gbk)")
      return
    }
    #expect(kept.identifier.unicodeScalars.map(\.value) == [0xBA, 0xFE])
  }

  @Test("limits: a long line is cut, a table without end is refused, empty lines count")
  func limits() throws {
    let long = try table(Array(("STR;A;" + String(repeating: "x", count: 10_000) + "\nNET;a;b;N;N\n").utf8))
    #expect(long.entries.count == 1 && long.otherLines.first?.utf8.count == SourcetableParser.lineLimit)
    for line in ["\n", "x\n", String(repeating: "y", count: 1000)] {
      var parser = SourcetableParser()
      #expect(throws: StreamFailure.sourcetableTooLarge(limit: SourcetableParser.sizeLimit)) {
        let block = Array(String(repeating: line, count: 1000).utf8)
        for _ in 0..<5000 { try parser.take(block) }
      }
    }
  }
}
