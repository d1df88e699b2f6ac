import Bilingual
import Testing

@testable import NTRIPProtocol

@Suite("Failures")
struct StreamFailureTests {
  @Test("every failure has words in both languages, and a code of its own")
  func texts() {
    let all: [StreamFailure] = [
      .authenticationRefused(answer: "a"), .forbidden(answer: "a"), .mountpointUnknown(.status404), .refused(answer: "a"),
      .redirected(status: 301, location: "l"), .serverError(status: 500, answer: "a"), .unexpectedStatus(status: 204, answer: "a"),
      .unexpectedContent(type: "t", excerpt: "e"), .notNTRIP(excerpt: "e"), .rawDataInsteadOfAnswer,
      .noSourcetable(type: "t", excerpt: "e"),
      .unsupportedEncoding("gzip"), .headerTooLarge(limit: 1), .malformedHeader(excerpt: "e"), .malformedChunk(offset: 1, byte: 2),
      .sourcetableTooLarge(limit: 1), .closedBeforeAnswer(received: 0), .truncated(missing: 1), .closedByServer, .connectionLost("r"),
      .nameNotResolved(host: "h"), .cannotConnect(address: "a", reason: "r"), .connectTimedOut(seconds: 10), .answerTimedOut(seconds: 15),
      .silent(seconds: 0.25), .tlsRefused("r"), .fileUnreadable(path: "p", reason: "r"), .arrivalTimesUnusable(path: "p", reason: "r"),
      .configuration(reason: "r"),
    ]
    #expect(Set(all.map(\.code)).count == all.count)
    for failure in all + [.mountpointUnknown(.sourcetable), .mountpointUnknown(.errorLine("x")), .truncated(missing: 0)] {
      #expect(failure.text.zh.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(failure.code)")
      #expect(!failure.text.en.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(failure.code)")
      #expect(failure.text.en.count > 15, "\(failure.code)")
    }
    #expect(StreamFailure.silent(seconds: 20).text.zh.hasPrefix("20 秒"))
    #expect(StreamFailure.silent(seconds: 0.25).text.en.contains("0.25 s"))
  }
}
