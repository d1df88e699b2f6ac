import Testing

@testable import NTRIPProtocol

// Expected: the format as documented at ArrivalTimes.

@Suite("Arrival times")
struct ArrivalTimesTests {
  private func pieces(_ text: String) throws -> [ArrivalTimes.Piece] {
    var whole = ArrivalTimes.Parser()
    let all = try whole.take(text.utf8)
    var single = ArrivalTimes.Parser()
    #expect(try text.utf8.flatMap { byte throws(ArrivalTimes.Malformed) in try single.take([byte]) } == all)
    return all
  }

  @Test("what is written is read, to the nanosecond")
  func roundTrip() throws {
    let times: [Int64] = [0, 1, -1, -1_500_000_000, 1_763_690_400_013_224_310, 999_999_999]
    let written = times.map { ArrivalTimes.Piece(length: 1400, arrival: ArrivalTime(unixNanoseconds: $0)) }
    #expect(try pieces(ArrivalTimes.header + written.map(\.line).joined()) == written)
    #expect(written[4].line == "1400 1763690400.013224310\n")
  }

  @Test("comments and empty lines are passed over, an unfinished last line is ignored")
  func tolerance() throws {
    let read = try pieces(ArrivalTimes.header + "\n# a comment\n5 1.5\n7 2\n9 3.00")
    #expect(read.map(\.length) == [5, 7] && read.map(\.arrival.unixNanoseconds) == [1_500_000_000, 2_000_000_000])
  }

  @Test(
    "malformed lines are named by number",
    arguments: ["5", "0 1.0", "-5 1.0", "5 x", "5 1.0 2", "5 1.1234567890", "5 1.", "5 99999999999", "99999999999 1", "5 1.+5"])
  func malformed(_ line: String) throws {
    var parser = ArrivalTimes.Parser()
    do {
      _ = try parser.take((ArrivalTimes.header + "1 1.0\n" + line + "\n").utf8)
      Issue.record("taken: \(line)")
    } catch { #expect(error.line == 3) }
  }

  @Test("another file is not taken for one, however long its lines")
  func otherFile() {
    for text in ["5 1.0\n", String(repeating: "x", count: 300)] {
      #expect(throws: ArrivalTimes.Malformed.self) {
        var parser = ArrivalTimes.Parser()
        _ = try parser.take(text.utf8)
      }
    }
  }

  @Test("seconds of the day, before 1970 too")
  func secondsOfDay() {
    #expect(ArrivalTime(unixNanoseconds: 86_400_500_000_000).secondsOfDay == 0.5)
    #expect(ArrivalTime(unixNanoseconds: -1_000_000_000).secondsOfDay == 86_399)
  }
}
