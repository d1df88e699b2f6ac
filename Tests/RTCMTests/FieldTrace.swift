import GNSS
import RTCM

/// The fields of a message in the order of transmission, as raw integers beside their declarations.
struct FieldTrace: FieldVisitor {
  struct Entry {
    var field: DataField
    /// The raw integer; the bit pattern of a mask of 64 bits.
    var raw: Int64
    /// The number of elements of a list.
    var isCount = false
    var id: String { field.id.description }
    /// The number in the field's unit, without regard to what means "not available".
    var number: Double { Double(raw) * field.resolution + field.offset }
  }

  var entries: [Entry] = []
  /// Of a multiple signal message the satellites of its mask, then satellite and signal of each cell; "N/A" for a reserved signal.
  var labels: [String] = []

  mutating func field<Raw: FixedWidthInteger & Sendable>(_ field: DataField, _ value: inout Raw) {
    let isNegativeZero = field.encoding == .signMagnitude && value == Raw.min
    entries.append(Entry(field: field, raw: isNegativeZero ? 0 : Int64(truncatingIfNeeded: value)))
  }
  mutating func flag(_ field: DataField, _ value: inout Bool) { entries.append(Entry(field: field, raw: value ? 1 : 0)) }
  mutating func count<let capacity: Int, Element>(_ field: DataField, of list: inout BoundedArray<capacity, Element>, offset: Int) {
    entries.append(Entry(field: field, raw: Int64(list.count - offset), isCount: true))
  }
  mutating func list<let capacity: Int, Element: FieldGroup>(_ name: StaticString, _ list: inout BoundedArray<capacity, Element>) {
    for i in list.indices { Element.visit(&list[i], &self) }
  }
  mutating func text<let capacity: Int>(_ field: DataField, _ text: inout BoundedArray<capacity, UInt8>) {
    for i in text.indices { entries.append(Entry(field: field, raw: Int64(text[i]))) }
  }
  mutating func values<let capacity: Int, Raw: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ field: DataField, _ values: inout BoundedArray<capacity, Raw>
  ) {
    for i in values.indices { self.field(field, &values[i]) }
  }
  mutating func includes(_ condition: Bool, when: StaticString) -> Bool { condition }
  mutating func refuse(_ reason: StaticString) {}

  /// The fields of any payload, its number first.
  init(_ payload: RawSpan) throws {
    let number = Message.number(of: payload)
    entries.append(Entry(field: .df002, raw: Int64(number)))
    if let kind = MSMKind(number: number) {
      var block = MSMBlock(kind: kind)
      try block.decode(payload)
      MSMBlock.visit(&block, &self)
      for i in 0..<block.satelliteCount { labels.append(kind.satellite(maskPosition: Int(block.satellites[i].maskPosition)).description) }
      for i in 0..<block.cellCount {
        let cell = block.cells[i]
        labels.append(labels[Int(cell.satelliteIndex)])
        labels.append(MSMSignals.signal(Int(block.signalIDs[Int(cell.signalIndex)]), of: kind.system)?.description ?? "N/A")
      }
    } else {
      var message = try Message(payload: payload)
      message.visitFields(&self)
    }
  }
}
