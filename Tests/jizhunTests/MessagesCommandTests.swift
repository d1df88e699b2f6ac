import Foundation
import RTCM
import RecordedData
import Testing

@testable import jizhun

@Suite struct MessagesCommandTests {
  /// docs/rtcm-messages.md is what the command writes; JIZHUN_UPDATE_DOCS=1 writes it anew.
  @Test func theDocumentIsUpToDate() throws {
    let result = try JizhunProcess.run(["rtcm", "messages", "--markdown"])
    #expect(result.status == 0)
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/rtcm-messages.md")
    if ProcessInfo.processInfo.environment["JIZHUN_UPDATE_DOCS"] == "1" {
      try Data(result.output.utf8).write(to: url)
      return
    }
    let isSame = try String(contentsOf: url, encoding: .utf8) == result.output
    #expect(isSame, "run this test with JIZHUN_UPDATE_DOCS=1")
  }

  @Test func everyNumberHasOneRowAndNoBlanks() throws {
    let rows = try JizhunProcess.run(["rtcm", "messages", "--markdown"]).lines.filter { $0.hasPrefix("| ") }.dropFirst()
    let cells = rows.map { $0.components(separatedBy: " | ") }
    for row in cells { #expect(row.count == 6 && row.prefix(5).allSatisfy { !$0.trimmingCharacters(in: .whitespaces).isEmpty }, "\(row)") }
    let numbers = cells.map { $0[0].dropFirst(2).description }
    #expect(Set(numbers).count == numbers.count)
    // Every number that is decoded, by asking the decoder.
    for number: UInt16 in 1...4095 where number < 4001 {
      let payload = [UInt8(number >> 4), UInt8(number & 15) << 4] + [UInt8](repeating: 0, count: 200)
      var isKnown = MSMKind(number: number) != nil
      if !isKnown {
        if case .raw? = try? Message(payload: payload.span.bytes) { isKnown = false } else { isKnown = true }
      }
      #expect(numbers.contains("\(number)") == isKnown, "\(number)")
    }
    for number in 4001...4095 where number != 4076 { #expect(numbers.contains("\(number)")) }
    for subtype in UInt8.min...UInt8.max { #expect(numbers.contains("4076/\(subtype)") == (SSRKind(igsSubtype: subtype) != nil)) }
  }

  /// What is said of recordings and of rtcm-rs is what lies there.
  @Test(.recordedData("data/rtcm")) func theEvidenceIsThere() throws {
    let files = RecordedData.files(below: "data/rtcm")
    var recorded: Set<UInt16> = []
    var synthetic: Set<UInt16> = []
    let known = Set(MessageCatalogue().entries.map(\.number))
    for file in files {
      let bytes = try RecordedData.bytes(file)
      let numbers = Set(plainFrames(bytes).map { UInt16($0.type) }).intersection(known)
      if file.contains("/rtcm-rs/") { synthetic.formUnion(numbers) } else { recorded.formUnion(numbers) }
      if file.hasSuffix("NTRIP-4076.log") {
        let subtypes = plainFrames(bytes).map { bytes[$0.offset + 4] << 7 | bytes[$0.offset + 5] >> 1 }
        #expect(Set(subtypes) == MessageEvidence.recordedSubtypes)
      }
    }
    let proprietary = recorded.filter { $0 > 4000 }
    #expect(proprietary == [4062, 4068, 4072, 4075, 4076, 4094])
    // 1300 and 1302 are quoted in the tests of RTCM.
    #expect(MessageEvidence.recordedNumbers == recorded.subtracting(proprietary).union([1300, 1302]))
    let claimed = Set(known.filter { MessageEvidence(number: $0).contains(.rtcmRS) })
    #expect(claimed == synthetic.subtracting([1230]), "\(claimed.symmetricDifference(synthetic))")
  }
}
