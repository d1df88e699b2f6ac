import Foundation
import RTCM
import Testing

@testable import jizhun

/// The keys of `rtcm dump --json` are an interface: they are listed in docs/rtcm-dump.md, and a changed key fails here.
@Suite struct DumpKeysTests {
  /// Lists the keys of a message in order; groups in brackets.
  struct Keys: FieldVisitor {
    var keys: [String] = []
    private var names = FieldTable()

    init() {}

    mutating func field<Raw: FixedWidthInteger & Sendable>(_ field: DataField, _ value: inout Raw) { keys.append(names[field].key) }
    mutating func flag(_ field: DataField, _ value: inout Bool) { keys.append(names[field].key) }
    mutating func count<let capacity: Int, Element>(_ field: DataField, of list: inout BoundedArray<capacity, Element>, offset: Int) {
      keys.append(names[field].key)
      list.resize(to: 1)
    }
    mutating func list<let capacity: Int, Element: FieldGroup>(_ name: StaticString, _ list: inout BoundedArray<capacity, Element>) {
      var inner = Keys()
      Element.visit(&list[0], &inner)
      keys.append("\(name)[" + inner.keys.joined(separator: ", ") + "]")
    }
    mutating func text<let capacity: Int>(_ field: DataField, _ text: inout BoundedArray<capacity, UInt8>) { keys.append(names[field].key) }
    mutating func values<let capacity: Int, Raw: FixedWidthInteger & BitwiseCopyable & Sendable>(
      _ field: DataField, _ values: inout BoundedArray<capacity, Raw>
    ) { keys.append(names[field].key + "[]") }
    mutating func includes(_ condition: Bool, when: StaticString) -> Bool { true }
    mutating func refuse(_ reason: StaticString) {}
  }

  struct Types: MessageTypeVisitor {
    var lines: [String] = []
    mutating func visit<M: RTCMMessage & Equatable>(_ type: M.Type, name: StaticString) {
      for number in M.numbers {
        guard var message = M(number: number) else { continue }
        var keys = Keys()
        M.visit(&message, &keys)
        #expect(Set(keys.keys).count == keys.keys.count, "\(number): a key occurs twice")
        lines.append("**\(number)** \(name): " + keys.keys.map { "`\($0)`" }.joined(separator: " "))
      }
    }
  }

  @Test func theDocumentListsTheKeys() throws {
    var types = Types()
    Message.forEachType(&types)
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/rtcm-dump.md")
    let document = try String(contentsOf: url, encoding: .utf8)
    let mark = "<!-- Made from the code by DumpKeysTests with JIZHUN_UPDATE_DOCS=1. -->\n"
    let parts = document.components(separatedBy: mark)
    let list = "\n" + types.lines.joined(separator: "\n\n") + "\n"
    if ProcessInfo.processInfo.environment["JIZHUN_UPDATE_DOCS"] == "1" {
      try Data((parts[0] + mark + list).utf8).write(to: url)
      return
    }
    #expect(parts.count == 2)
    #expect(parts.last == list, "run this test with JIZHUN_UPDATE_DOCS=1 and say the change of keys in CHANGELOG.md")
  }
}
