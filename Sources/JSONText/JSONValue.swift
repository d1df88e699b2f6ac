/// A value of JSON (RFC 8259), as `JSONParser` reads it.
///
/// What may enter this module: reading JSON texts, strictly and within bounds, without Foundation. No schema, no file.
public enum JSONValue: Sendable, Equatable {
  /// `null`.
  case null
  /// `true` or `false`.
  case boolean(Bool)
  /// A number without fraction and exponent that fits; minus zero is a `number`.
  case integer(Int64)
  /// Any other number, the double nearest to it; always finite.
  case number(Double)
  /// A text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// Members by key.
  case object(JSONObject)

  /// What kind of value it is, for messages: `a number`.
  public var kind: StaticString {
    switch self {
    case .null: "null"
    case .boolean: "true or false"
    case .integer, .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

/// The members of an object, in the order of the text; no key occurs twice.
public struct JSONObject: Sendable, Equatable {
  /// The keys, in the order of the text.
  public private(set) var keys: [String] = []
  private var values: [JSONValue] = []
  private var places: [String: Int] = [:]

  /// No members.
  public init() {}

  /// The value of a key; nil where there is none.
  public subscript(_ key: String) -> JSONValue? { places[key].map { values[$0] } }

  /// The place of a key in `keys`; nil where there is none.
  public func place(of key: String) -> Int? { places[key] }

  /// The value at a place in `keys`.
  public subscript(place place: Int) -> JSONValue { values[place] }

  /// Adds a member; false, and no change, when the key is there already.
  @discardableResult
  public mutating func append(_ key: String, _ value: JSONValue) -> Bool {
    guard places[key] == nil else { return false }
    places[key] = keys.count
    keys.append(key)
    values.append(value)
    return true
  }
}

/// Why a text is no JSON, and where.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The place of the byte that was not expected, from 0.
  public let offset: Int
  /// What was expected there, or what is wrong.
  public let reason: Reason

  /// What is wrong.
  public enum Reason: Sendable, Equatable {
    case expected(StaticString)
    case notUTF8
    case controlCharacter
    case badEscape
    case loneSurrogate
    case numberTooLarge
    case duplicateKey(String)
    case tooDeep(limit: Int)

    /// Equal in words.
    public static func == (a: Self, b: Self) -> Bool { a.description == b.description }

    /// In words.
    public var description: String {
      switch self {
      case .expected(let what): "\(what) is expected"
      case .notUTF8: "the text is not UTF-8"
      case .controlCharacter: "a control character in a string must be escaped"
      case .badEscape: "no escape of JSON"
      case .loneSurrogate: "half a surrogate pair"
      case .numberTooLarge: "the number is too large"
      case .duplicateKey(let key): "the key \"\(key)\" occurs twice"
      case .tooDeep(let limit): "more than \(limit) levels of arrays and objects"
      }
    }
  }

  /// Place, counted from 1, and reason.
  public var description: String { "byte \(offset + 1): \(reason.description)" }
}
