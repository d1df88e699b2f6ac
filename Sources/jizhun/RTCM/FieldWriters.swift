import RTCM

/// Writes the fields of a message as members of a JSON object.
struct JSONFields: FieldVisitor {
  var json: JSONWriter
  let table: FieldTable

  mutating func field<Raw: FixedWidthInteger & Sendable>(_ field: DataField, _ value: inout Raw) {
    json.key(prepared: table[field].preparedKey)
    json.value(of: field, value)
  }

  mutating func flag(_ field: DataField, _ value: inout Bool) {
    json.key(prepared: table[field].preparedKey)
    json.boolean(value)
  }

  mutating func count<let capacity: Int, Element>(_ field: DataField, of list: inout BoundedArray<capacity, Element>, offset: Int) {
    json.key(prepared: table[field].preparedKey)
    json.integer(list.count)
  }

  mutating func list<let capacity: Int, Element: FieldGroup>(_ name: StaticString, _ list: inout BoundedArray<capacity, Element>) {
    json.key(name.description)
    json.beginArray()
    for i in list.indices {
      json.beginObject()
      Element.visit(&list[i], &self)
      json.endObject()
    }
    json.endArray()
  }

  mutating func text<let capacity: Int>(_ field: DataField, _ text: inout BoundedArray<capacity, UInt8>) {
    let info = table[field]
    json.key(prepared: info.preparedKey)
    json.string(readText(info, text))
    if info.isUTF8, !isValidUTF8(text) {
      json.key(info.key + "_hex")
      json.string(hexadecimal(text.indices.map { text[$0] }))
    }
  }

  mutating func values<let capacity: Int, Raw: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ field: DataField, _ values: inout BoundedArray<capacity, Raw>
  ) {
    json.key(prepared: table[field].preparedKey)
    json.beginArray()
    for i in values.indices { json.value(of: field, values[i]) }
    json.endArray()
  }

  mutating func includes(_ condition: Bool, when: StaticString) -> Bool { condition }
  mutating func refuse(_ reason: StaticString) {}
}

extension JSONWriter {
  /// The value of a raw integer in the field's unit: an exact integer where it is one, null where it is not available.
  mutating func value<Raw: FixedWidthInteger>(of field: DataField, _ raw: Raw) {
    if let notAvailable = field.notAvailable, Int64(truncatingIfNeeded: raw) == notAvailable {
      null()
    } else if field.isInteger {
      integer(raw)
    } else {
      number(field.value(raw))
    }
  }
}

/// Writes the fields of a message as lines for people: number, name, value, unit.
struct TextFields: FieldVisitor {
  var lines = TextTable([("", .left), ("", .left), ("", .left)])
  let table: FieldTable
  private var prefix = ""

  init(table: FieldTable) { self.table = table }

  private mutating func add(_ field: DataField, _ value: String) {
    let info = table[field]
    lines.add([prefix + info.id, info.name, info.unit.isEmpty || value == "n/a" ? value : "\(value) \(info.unit)"])
  }

  mutating func field<Raw: FixedWidthInteger & Sendable>(_ field: DataField, _ value: inout Raw) { add(field, valueText(field, value)) }

  mutating func flag(_ field: DataField, _ value: inout Bool) { add(field, value ? "1" : "0") }

  mutating func count<let capacity: Int, Element>(_ field: DataField, of list: inout BoundedArray<capacity, Element>, offset: Int) {
    add(field, "\(list.count)")
  }

  mutating func list<let capacity: Int, Element: FieldGroup>(_ name: StaticString, _ list: inout BoundedArray<capacity, Element>) {
    // A list in a list counts as 2.1, 2.2 …
    let outer = prefix
    for i in list.indices {
      prefix = outer.isEmpty ? "\(i + 1): " : "\(outer.dropLast(2)).\(i + 1): "
      Element.visit(&list[i], &self)
    }
    prefix = outer
  }

  mutating func text<let capacity: Int>(_ field: DataField, _ text: inout BoundedArray<capacity, UInt8>) {
    add(field, readText(table[field], text))
  }

  mutating func values<let capacity: Int, Raw: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ field: DataField, _ values: inout BoundedArray<capacity, Raw>
  ) {
    for i in values.indices { self.field(field, &values[i]) }
  }

  mutating func includes(_ condition: Bool, when: StaticString) -> Bool { condition }
  mutating func refuse(_ reason: StaticString) {}
}

/// A value for people, in the field's unit; `n/a` where it is not available.
func valueText<Raw: FixedWidthInteger>(_ field: DataField, _ raw: Raw) -> String {
  if let notAvailable = field.notAvailable, Int64(truncatingIfNeeded: raw) == notAvailable { return "n/a" }
  if field.isInteger { return String(raw) }
  let value = field.value(raw).description
  return value.hasSuffix(".0") ? String(value.dropLast(2)) : value
}

private func readText<let capacity: Int>(_ info: FieldInfo, _ text: BoundedArray<capacity, UInt8>) -> String {
  info.isUTF8 ? text.utf8Text : text.latin1Text
}

private func isValidUTF8<let capacity: Int>(_ text: BoundedArray<capacity, UInt8>) -> Bool {
  String(validating: text.indices.map { text[$0] }, as: UTF8.self) != nil
}

/// Two digits a byte.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
