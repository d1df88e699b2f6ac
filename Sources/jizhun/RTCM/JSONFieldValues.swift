import JSONText
import RTCM

/// A member of a line that cannot be what it is given for: its key and what is wrong with it.
struct FieldProblem: Error {
  let key: String
  let reason: String
}

/// The members of one object as they are taken for fields: in the end none may be left over.
struct JSONMembers {
  private let object: JSONObject
  private var isTaken: [Bool]
  /// Where the object stands in the line: `satellites[3].`; empty for the line itself.
  let path: String

  init(_ object: JSONObject, path: String = "") {
    self.object = object
    self.path = path
    isTaken = Array(repeating: false, count: object.keys.count)
  }

  /// The value of a key, marked as taken.
  mutating func take(_ key: String) -> JSONValue? {
    guard let place = object.place(of: key) else { return nil }
    isTaken[place] = true
    return object[place: place]
  }

  /// The value of a field, by its full key or by its number alone (`DF025`).
  mutating func take(_ info: FieldInfo) -> JSONValue? {
    if let value = take(info.key) { return value }
    return info.id.hasPrefix("DF") || info.id.hasPrefix("IDF") ? take(info.id) : nil
  }

  /// The first key that nothing took.
  var leftOver: String? {
    for (key, isTaken) in zip(object.keys, isTaken) where !isTaken { return path + key }
    return nil
  }

  /// The members of an array of objects; empty where the key is absent.
  mutating func takeObjects(_ key: String) throws(FieldProblem) -> [JSONMembers]? {
    guard let value = take(key) else { return nil }
    guard case .array(let elements) = value else {
      throw FieldProblem(key: path + key, reason: expected(text(zh: "数组", en: "an array"), value))
    }
    var members: [JSONMembers] = []
    for (index, element) in elements.enumerated() {
      guard case .object(let object) = element else {
        throw FieldProblem(key: "\(path)\(key)[\(index + 1)]", reason: expected(text(zh: "对象", en: "an object"), element))
      }
      members.append(JSONMembers(object, path: "\(path)\(key)[\(index + 1)]."))
    }
    return members
  }
}

func expected(_ what: String, _ value: JSONValue) -> String {
  text(zh: "应为\(what)，不是 \(value.kind)", en: "\(what) is expected, not \(value.kind)")
}

extension DataField {
  /// The raw integer of a value in the field's unit, as `JSONWriter.value(of:_:)` writes it. A value between two steps goes to the nearer.
  func rawInteger(_ json: JSONValue, key: String) throws(FieldProblem) -> Int64 {
    switch json {
    case .null:
      guard let notAvailable else {
        throw FieldProblem(
          key: key, reason: text(zh: "该字段没有“不可用”值，不能为 null", en: "the field has no “not available”, so it cannot be null"))
      }
      return notAvailable
    case .integer(let value) where isInteger:
      return try checked(value, key: key)
    case .number(let value) where isInteger:
      guard let integer = Int64(exactly: value) else {
        throw FieldProblem(key: key, reason: text(zh: "应为整数，不是 \(value)", en: "an integer is expected, not \(value)"))
      }
      return try checked(integer, key: key)
    case .integer(let value): return try scaled(Double(value), key: key)
    case .number(let value): return try scaled(value, key: key)
    default: throw FieldProblem(key: key, reason: expected(text(zh: "数字或 null", en: "a number or null"), json))
    }
  }

  private func checked(_ value: Int64, key: String) throws(FieldProblem) -> Int64 {
    guard rawLimits.contains(value) else { throw misfit("\(value)", key: key) }
    return value
  }

  private func scaled(_ value: Double, key: String) throws(FieldProblem) -> Int64 {
    let raw: Int64 = raw(value)
    // `raw` clamps, and steps off the raw value that means “not available”: both are more than half a step away. The margin is for values
    // that stand midway and for the rounding of their products.
    let back = self.value(raw)
    guard abs(back - value) <= resolution * 0.500_001 else { throw misfit("\(value)", key: key) }
    return raw
  }

  private func misfit(_ value: String, key: String) -> FieldProblem {
    let unit = self.unit.description.isEmpty ? "" : " \(self.unit)"
    func end(_ raw: Int64) -> String {
      // The end may be the value that means “not available”; the one beside it is then the last that can be sent.
      let last = raw == notAvailable ? (raw == rawLimits.lowerBound ? raw + 1 : raw - 1) : raw
      return valueText(self, last)
    }
    let range = "\(end(rawLimits.lowerBound)) … \(end(rawLimits.upperBound))\(unit)"
    return FieldProblem(
      key: key, reason: text(zh: "\(value) 超出字段范围 \(range)", en: "\(value) does not fit the field, which holds \(range)"))
  }
}

extension JSONValue {
  /// `true` and `false`; 1 and 0 count as such.
  func flag(key: String) throws(FieldProblem) -> Bool {
    switch self {
    case .boolean(let value): return value
    case .integer(0): return false
    case .integer(1): return true
    default: throw FieldProblem(key: key, reason: expected(jizhun.text(zh: "true 或 false", en: "true or false"), self))
    }
  }

  /// A string.
  func text(key: String) throws(FieldProblem) -> String {
    guard case .string(let value) = self else {
      throw FieldProblem(key: key, reason: expected(jizhun.text(zh: "字符串", en: "a string"), self))
    }
    return value
  }

  /// Bytes from pairs of hexadecimal digits.
  func bytes(key: String) throws(FieldProblem) -> [UInt8] {
    let digits = Array(try text(key: key).utf8)
    var bytes: [UInt8] = []
    guard digits.count % 2 == 0 else { throw Self.notHexadecimal(key) }
    for i in stride(from: 0, to: digits.count, by: 2) {
      guard let high = Character(Unicode.Scalar(digits[i])).hexDigitValue,
        let low = Character(Unicode.Scalar(digits[i + 1])).hexDigitValue
      else { throw Self.notHexadecimal(key) }
      bytes.append(UInt8(high << 4 | low))
    }
    return bytes
  }

  private static func notHexadecimal(_ key: String) -> FieldProblem {
    FieldProblem(key: key, reason: jizhun.text(zh: "应为成对的十六进制数字", en: "pairs of hexadecimal digits are expected"))
  }
}
