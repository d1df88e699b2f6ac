import JSONText
import RTCM

/// Fills the fields of a message from the members of a JSON object: the inverse of `JSONFields`.
///
/// It goes over a message twice. The first pass gives every list its length, since what a field looks like may depend on the kind that a
/// message hands to the elements of its lists; the second reads the values and finds what is wrong. A field without a member is
/// “not available”, or 0, false, empty where there is no such value. Lengths follow from lists and texts.
struct JSONFieldReader: FieldVisitor {
  private var members: JSONMembers
  private let table: FieldTable
  private var isFirstPass = true
  /// Lists and texts whose length was announced by a field and that have not come yet.
  private var announced = 0
  private var problem: FieldProblem?

  private init(_ members: JSONMembers, _ table: FieldTable) {
    self.members = members
    self.table = table
  }

  /// Fills a message; throws on a member that is no field or does not fit.
  static func read<M: RTCMMessage>(_ message: inout M, from members: JSONMembers, table: FieldTable) throws(FieldProblem) {
    var reader = JSONFieldReader(members, table)
    M.visit(&message, &reader)
    reader = JSONFieldReader(members, table)
    reader.isFirstPass = false
    M.visit(&message, &reader)
    if let problem = reader.problem { throw problem }
    if let key = reader.members.leftOver { throw Self.unknown(key) }
  }

  private static func unknown(_ key: String) -> FieldProblem {
    FieldProblem(
      key: key,
      reason: jizhun.text(
        zh: "该电文没有此字段（或在其他字段取这些值时没有）",
        en: "the message has no such field, or none with these values of its other fields"))
  }

  private mutating func note(_ problem: FieldProblem) {
    if self.problem == nil, !isFirstPass { self.problem = problem }
  }

  private func key(_ info: FieldInfo) -> String { members.path + info.key }

  mutating func field<Raw: FixedWidthInteger & Sendable>(_ field: DataField, _ value: inout Raw) {
    let info = table[field]
    guard let json = members.take(info) else {
      value = Raw(truncatingIfNeeded: field.notAvailable ?? 0)
      return
    }
    do throws(FieldProblem) {
      value = Raw(truncatingIfNeeded: try field.rawInteger(json, key: key(info)))
      if field.encoding == .signMagnitude, case .number(let zero) = json, zero == 0, zero.sign == .minus { value = .min }
    } catch { note(error) }
  }

  mutating func flag(_ field: DataField, _ value: inout Bool) {
    let info = table[field]
    do { value = try members.take(info)?.flag(key: key(info)) ?? false } catch { note(error) }
  }

  mutating func count<let capacity: Int, Element>(_ field: DataField, of list: inout BoundedArray<capacity, Element>, offset: Int) {
    announced += 1
    let info = table[field]
    // The dump prints the number of elements, whatever is sent for it.
    guard let json = members.take(info), !isFirstPass, json != .integer(Int64(list.count)) else { return }
    guard case .integer(let given) = json else {
      return note(FieldProblem(key: key(info), reason: expected(jizhun.text(zh: "整数", en: "an integer"), json)))
    }
    note(
      FieldProblem(
        key: key(info),
        reason: jizhun.text(
          zh: "为 \(given)，但给出了 \(list.count) 个；可删去此项，个数由内容得出",
          en: "it is \(given), but \(list.count) are given; leave it out, and it follows from them")))
  }

  mutating func list<let capacity: Int, Element: FieldGroup>(_ name: StaticString, _ list: inout BoundedArray<capacity, Element>) {
    let isFixed = announced == 0
    announced = max(0, announced - 1)
    var elements: [JSONMembers] = []
    do { elements = try members.takeObjects(name.description) ?? [] } catch { note(error) }
    if isFixed {
      if elements.count != 0 && elements.count != list.count { note(Self.wrongLength(members.path + name.description, list.count)) }
    } else if !list.resize(to: elements.count) {
      note(
        FieldProblem(
          key: members.path + name.description,
          reason: jizhun.text(
            zh: "有 \(elements.count) 项，最多 \(capacity) 项", en: "\(elements.count) elements; the message holds at most \(capacity)")))
    }
    let outer = (members, announced)
    for i in list.indices {
      announced = 0
      members = i < elements.count ? elements[i] : JSONMembers(JSONObject())
      Element.visit(&list[i], &self)
      if let key = members.leftOver { note(Self.unknown(key)) }
    }
    (members, announced) = outer
  }

  private static func wrongLength(_ key: String, _ count: Int) -> FieldProblem {
    FieldProblem(key: key, reason: jizhun.text(zh: "应有 \(count) 项", en: "\(count) elements are expected"))
  }

  mutating func text<let capacity: Int>(_ field: DataField, _ text: inout BoundedArray<capacity, UInt8>) {
    announced = max(0, announced - 1)
    let info = table[field]
    do throws(FieldProblem) {
      let bytes = try bytes(info) ?? []
      guard text.resize(to: bytes.count) else {
        throw FieldProblem(
          key: key(info),
          reason: jizhun.text(zh: "有 \(bytes.count) 字节，最多 \(capacity) 字节", en: "\(bytes.count) bytes; the field holds at most \(capacity)"))
      }
      for i in text.indices { text[i] = bytes[i] }
    } catch { note(error) }
  }

  /// The bytes of a text; `…_hex` beside it counts in its place.
  private mutating func bytes(_ info: FieldInfo) throws(FieldProblem) -> [UInt8]? {
    let given = members.take(info)
    let hexKey = info.key + "_hex"
    if let hexadecimal = members.take(hexKey) { return try hexadecimal.bytes(key: members.path + hexKey) }
    guard let string = try given?.text(key: key(info)) else { return nil }
    if info.isUTF8 { return Array(string.utf8) }
    var bytes: [UInt8] = []
    for scalar in string.unicodeScalars {
      guard let byte = UInt8(exactly: scalar.value) else {
        throw FieldProblem(
          key: key(info), reason: jizhun.text(zh: "“\(scalar)”不在 ISO 8859-1 中", en: "“\(scalar)” is not in ISO 8859-1"))
      }
      bytes.append(byte)
    }
    return bytes
  }

  mutating func values<let capacity: Int, Raw: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ field: DataField, _ values: inout BoundedArray<capacity, Raw>
  ) {
    let info = table[field]
    for i in values.indices { values[i] = 0 }
    guard let json = members.take(info) else { return }
    do throws(FieldProblem) {
      guard case .array(let elements) = json else {
        throw FieldProblem(key: key(info), reason: expected(jizhun.text(zh: "数组", en: "an array"), json))
      }
      guard elements.count == values.count else { throw Self.wrongLength(key(info), values.count) }
      for i in values.indices { values[i] = Raw(truncatingIfNeeded: try field.rawInteger(elements[i], key: "\(key(info))[\(i + 1)]")) }
    } catch { note(error) }
  }

  mutating func includes(_ condition: Bool, when: StaticString) -> Bool { condition }

  mutating func refuse(_ reason: StaticString) {
    note(FieldProblem(key: "type", reason: reason.description))
  }
}
