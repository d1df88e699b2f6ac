import GNSS
import JSONText
import RTCM

/// Turns lines of `rtcm dump --json` into frames.
struct FrameEncoder: ~Copyable {
  private var builder = FrameBuilder()
  private var block: MSMBlock
  private let table = FieldTable()
  private let dialect: MSMDialect

  init(dialect: MSMDialect) {
    self.dialect = dialect
    // Any kind will do; every line sets it.
    guard let kind = MSMKind(.gps, level: 7) else { preconditionFailure("level 7 exists") }
    block = MSMBlock(kind: kind)
  }

  /// The frame of one object.
  mutating func encode(_ object: JSONObject) throws(FieldProblem) -> [UInt8] {
    var members = JSONMembers(object)
    let number = try Self.messageNumber(&members)
    // What the dump says of the frame and not of its contents.
    for key in ["offset", "bytes", "owner", "error"] { _ = members.take(key) }
    let padding = try Self.padding(&members)
    if let given = members.take("payload_hex") {
      // The payload counts; fields beside it are for people to read.
      return try frame(payload: given.bytes(key: "payload_hex"), number)
    }
    if let kind = MSMKind(number: number) {
      try MSMFieldReader.read(&block, kind: kind, from: members, table: table, dialect: dialect)
      do { try builder.build(&block) } catch { throw FieldProblem(key: "type", reason: error.description) }
    } else {
      var maker = MessageMaker(number: number, object: object, members: members, table: table)
      Message.forEachType(&maker)
      guard let result = maker.result else {
        throw FieldProblem(
          key: number == 4076 ? MessageMaker.igsSubtypeKey : "type",
          reason: text(
            zh: "\(number) 没有已知的字段；应有 payload_hex（整个电文内容的十六进制）",
            en: "\(number) has no fields that are known; payload_hex, the whole payload, is expected"))
      }
      switch result {
      case .failure(let problem): throw problem
      case .success(let payload): return try frame(payload: payload + [UInt8](repeating: 0, count: padding), number)
      }
    }
    return try frame(payload: builder.payload.array + [UInt8](repeating: 0, count: padding), number)
  }

  private mutating func frame(payload: [UInt8], _ number: UInt16) throws(FieldProblem) -> [UInt8] {
    guard payload.count <= RTCMStandard.maximumPayload else {
      throw FieldProblem(
        key: "type",
        reason: text(zh: "电文内容 \(payload.count) 字节，最多 1023", en: "a payload of \(payload.count) bytes; a frame carries at most 1023"))
    }
    let found = Message.number(of: payload.span.bytes)
    guard found == number else {
      throw FieldProblem(
        key: "payload_hex",
        reason: text(zh: "其电文号为 \(found)，与 type \(number) 不符", en: "its message number is \(found), but type is \(number)"))
    }
    builder.build(payload: payload.span.bytes)
    return builder.frame.array
  }

  private static func messageNumber(_ members: inout JSONMembers) throws(FieldProblem) -> UInt16 {
    guard let json = members.take("type") else {
      throw FieldProblem(key: "type", reason: text(zh: "缺失；应为电文号", en: "missing; the message number is expected"))
    }
    guard case .integer(let number) = json, 0...4095 ~= number else {
      throw FieldProblem(key: "type", reason: text(zh: "应为 0 到 4095 的电文号", en: "a message number, 0 to 4095, is expected"))
    }
    return UInt16(number)
  }

  private static func padding(_ members: inout JSONMembers) throws(FieldProblem) -> Int {
    guard let json = members.take("padding") else { return 0 }
    guard case .integer(let count) = json, 0...1023 ~= count else {
      throw FieldProblem(
        key: "padding", reason: text(zh: "应为 0 到 1023 的字节数", en: "a number of bytes, 0 to 1023, is expected"))
    }
    return Int(count)
  }
}

/// Finds the type of a message number and makes its payload from the members of an object.
private struct MessageMaker: MessageTypeVisitor {
  static let igsSubtypeKey = FieldInfo(.idf002).key

  let number: UInt16
  let object: JSONObject
  let members: JSONMembers
  let table: FieldTable
  /// Nil as long as no type had the number.
  private(set) var result: Result<[UInt8], FieldProblem>?

  init(number: UInt16, object: JSONObject, members: JSONMembers, table: FieldTable) {
    self.number = number
    self.object = object
    self.members = members
    self.table = table
  }

  mutating func visit<M: RTCMMessage & Equatable>(_ type: M.Type, name: StaticString) {
    guard result == nil, var message: M = empty() else { return }
    var builder = FrameBuilder()
    do {
      try JSONFieldReader.read(&message, from: members, table: table)
      try builder.build(message)
      result = .success(builder.payload.array)
    } catch let problem as FieldProblem {
      result = .failure(problem)
    } catch {
      result = .failure(FieldProblem(key: "type", reason: "\(error)"))
    }
  }

  /// An empty message when the type has the number; for 4076 the sub-type says which of the types it is.
  private func empty<M: RTCMMessage>() -> M? {
    guard M.numbers.contains(number) else { return nil }
    guard number == 4076 else { return M(number: number) }
    guard case .integer(let subtype)? = object[Self.igsSubtypeKey] ?? object["IDF002"], let subtype = UInt8(exactly: subtype),
      let kind = SSRKind(igsSubtype: subtype), let type = M.self as? any SSRCorrections.Type
    else { return nil }
    return type.init(kind: kind) as? M
  }
}
