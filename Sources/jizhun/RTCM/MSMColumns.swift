import GNSS
import RTCM

/// The fields of a multiple signal message, sorted into those of the header, of each satellite and of each cell.
///
/// A message sends its satellite and cell fields column by column; this visitor keeps the columns so that they can be shown as rows.
struct MSMColumns: FieldVisitor {
  struct Column {
    var field: DataField
    var info: FieldInfo
    var values: [Int64] = []
  }

  let table: FieldTable
  private(set) var header: [Column] = []
  private(set) var satellites: [Column] = []
  private(set) var cells: [Column] = []

  init(table: FieldTable) { self.table = table }

  mutating func removeAll() {
    header.removeAll(keepingCapacity: true)
    satellites.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
  }

  mutating func field<Raw: FixedWidthInteger & Sendable>(_ field: DataField, _ value: inout Raw) {
    add(field, Int64(truncatingIfNeeded: value))
  }

  mutating func flag(_ field: DataField, _ value: inout Bool) { add(field, value ? 1 : 0) }

  private mutating func add(_ field: DataField, _ value: Int64) {
    let info = table[field]
    switch info.place {
    case .header, .mask: header.append(Column(field: field, info: info, values: [value]))
    case .satellite: Self.add(field, info, value, to: &satellites)
    case .cell: Self.add(field, info, value, to: &cells)
    }
  }

  private static func add(_ field: DataField, _ info: FieldInfo, _ value: Int64, to columns: inout [Column]) {
    if columns.last?.info !== info { columns.append(Column(field: field, info: info)) }
    columns[columns.count - 1].values.append(value)
  }

  // A multiple signal message has no counted lists and no text.
  mutating func count<let capacity: Int, Element>(_ field: DataField, of list: inout BoundedArray<capacity, Element>, offset: Int) {}
  mutating func list<let capacity: Int, Element: FieldGroup>(_ name: StaticString, _ list: inout BoundedArray<capacity, Element>) {}
  mutating func text<let capacity: Int>(_ field: DataField, _ text: inout BoundedArray<capacity, UInt8>) {}
  mutating func values<let capacity: Int, Raw: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ field: DataField, _ values: inout BoundedArray<capacity, Raw>
  ) {}
  mutating func includes(_ condition: Bool, when: StaticString) -> Bool { condition }
  mutating func refuse(_ reason: StaticString) {}
}

extension MSMColumns.Column {
  /// A mask as the bits that were sent, first bit first.
  var maskText: String {
    let digits = String(UInt64(bitPattern: values[0]), radix: 2)
    return String(repeating: "0", count: max(0, field.width - digits.utf8.count)) + digits
  }
}

extension MSMBlock {
  /// The satellite of a row of the satellite data.
  func satelliteName(_ index: Int) -> String { header.kind.satellite(maskPosition: Int(satellites[index].maskPosition)).description }

  /// The signal of a cell; nil for a reserved identifier without a meaning in the dialect.
  func signalName(_ cell: Int, _ dialect: MSMDialect) -> String? {
    MSMSignals.signal(Int(signalIDs[Int(cells[cell].signalIndex)]), of: header.kind.system, dialect: dialect)?.description
  }
}
