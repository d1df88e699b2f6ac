import GNSS
import JSONText
import RTCM

/// Fills a multiple signal message from the members of a JSON object, as `rtcm dump --json` writes it.
///
/// The masks follow from `satellites` and `cells`; where they are given too, they must agree. Cells and satellites may stand in any order.
struct MSMFieldReader: FieldVisitor {
  private let table: FieldTable
  private var header: JSONMembers
  /// In the order of the masks; nil for a satellite of the mask without an object of its own.
  private var satellites: [JSONMembers?]
  private var cells: [JSONMembers]
  private var column: FieldInfo?
  private var row = 0
  private var problem: FieldProblem?

  /// Fills a block.
  static func read(
    _ block: inout MSMBlock, kind: MSMKind, from members: JSONMembers, table: FieldTable, dialect: MSMDialect
  ) throws(FieldProblem) {
    var header = members
    let satellites = try header.takeObjects("satellites") ?? []
    let cells = try header.takeObjects("cells") ?? []
    block = MSMBlock(kind: kind)

    var satelliteRows: [Int: JSONMembers] = [:]
    for var row in satellites {
      let position = try maskPosition(&row, kind)
      guard satelliteRows.updateValue(row, forKey: position) == nil else { throw twice(row.path + "satellite") }
    }
    var cellRows: [Int: JSONMembers] = [:]
    for var row in cells {
      let position = try maskPosition(&row, kind)
      let signal = try signalID(&row, kind, dialect)
      guard cellRows.updateValue(row, forKey: position * 64 + signal) == nil else { throw twice(row.path + "signalID") }
    }
    let cellPlaces = cellRows.keys.sorted()
    for position in Array(satelliteRows.keys) + cellPlaces.map({ $0 / 64 }) {
      block.header.satelliteMask |= 0x8000_0000_0000_0000 >> UInt64(position - 1)
    }
    for place in cellPlaces { block.header.signalMask |= 0x8000_0000 >> UInt32(place % 64 - 1) }
    try takeMask(&header, table[.df394], 64, &block.header.satelliteMask, isWhole: false)
    var signals = UInt64(block.header.signalMask) << 32
    try takeMask(&header, table[.df395], 32, &signals, isWhole: false)
    block.header.signalMask = UInt32(signals >> 32)

    let width = block.header.satelliteCount * block.header.signalCount
    guard width <= 64 else {
      throw FieldProblem(
        key: "cells",
        reason: jizhun.text(
          zh: "卫星数×信号数为 \(width)，一条电文最多 64", en: "satellites × signals is \(width); a message holds at most 64"))
    }
    for place in cellPlaces {
      let satellite = (block.header.satelliteMask >> UInt64(64 - (place / 64 - 1)) as UInt64).nonzeroBitCount
      let signal = (signals >> UInt64(64 - (place % 64 - 1)) as UInt64).nonzeroBitCount
      block.header.cellMask |= 0x8000_0000_0000_0000 >> UInt64(satellite * block.header.signalCount + signal)
    }
    if width > 0 { try takeMask(&header, table[.df396(width: width)], width, &block.header.cellMask, isWhole: true) }
    block.layOut()

    var reader = MSMFieldReader(
      table: table, header: header,
      satellites: (0..<block.satelliteCount).map { satelliteRows[Int(block.satellites[$0].maskPosition)] },
      // The order of mask position and signal identifier is that of the cell mask.
      cells: cellPlaces.compactMap { cellRows[$0] })
    MSMBlock.visit(&block, &reader)
    if let problem = reader.problem { throw problem }
    let leftOver = ([reader.header] + reader.satellites.compactMap { $0 } + reader.cells).lazy.compactMap(\.leftOver).first
    if let leftOver {
      throw FieldProblem(
        key: leftOver, reason: jizhun.text(zh: "\(kind.number) 没有此字段", en: "\(kind.number) has no such field"))
    }
  }

  private init(table: FieldTable, header: JSONMembers, satellites: [JSONMembers?], cells: [JSONMembers]) {
    self.table = table
    self.header = header
    self.satellites = satellites
    self.cells = cells
  }

  private static func twice(_ key: String) -> FieldProblem {
    FieldProblem(key: key, reason: jizhun.text(zh: "重复出现", en: "it occurs twice"))
  }

  private static func maskPosition(_ row: inout JSONMembers, _ kind: MSMKind) throws(FieldProblem) -> Int {
    let key = row.path + "satellite"
    guard let json = row.take("satellite") else {
      throw FieldProblem(key: key, reason: jizhun.text(zh: "缺失；应为卫星，如 C05", en: "missing; a satellite such as C05 is expected"))
    }
    let name = try json.text(key: key)
    guard let satellite = Satellite(name), let position = kind.maskPosition(of: satellite) else {
      throw FieldProblem(
        key: key, reason: jizhun.text(zh: "\(name) 不是 \(kind.number) 的卫星", en: "\(name) is no satellite that \(kind.number) can carry"))
    }
    return position
  }

  private static func signalID(_ row: inout JSONMembers, _ kind: MSMKind, _ dialect: MSMDialect) throws(FieldProblem) -> Int {
    let key = row.path + "signalID"
    let name = row.take("signal")
    if let json = row.take("signalID") {
      guard case .integer(let id) = json, 1...32 ~= id else {
        throw FieldProblem(key: key, reason: jizhun.text(zh: "应为 1 到 32 的整数", en: "an integer from 1 to 32 is expected"))
      }
      // The name beside it is for people, but it must not contradict.
      if case .string(let code)? = name, MSMSignals.signal(Int(id), of: kind.system, dialect: dialect)?.description != code {
        throw FieldProblem(
          key: row.path + "signal",
          reason: jizhun.text(zh: "\(code) 与 signalID \(id) 不符（见 --dialect）", en: "\(code) is not signalID \(id) (see --dialect)"))
      }
      return Int(id)
    }
    guard let name else {
      throw FieldProblem(key: key, reason: jizhun.text(zh: "缺失；应有 signalID 或 signal", en: "missing; signalID or signal is expected"))
    }
    let code = try name.text(key: row.path + "signal")
    guard let signal = Signal(code), let id = MSMSignals.identifier(of: signal, in: kind.system, dialect: dialect) else {
      throw FieldProblem(
        key: row.path + "signal",
        reason: jizhun.text(zh: "\(kind.number) 没有信号 \(code)", en: "\(kind.number) has no signal \(code)"))
    }
    return id
  }

  /// A mask of `0` and `1`, left-aligned: it must hold what the objects say, and may hold more unless it is the mask of cells.
  private static func takeMask(
    _ members: inout JSONMembers, _ info: FieldInfo, _ width: Int, _ mask: inout UInt64, isWhole: Bool
  ) throws(FieldProblem) {
    guard let json = members.take(info) else { return }
    let digits = Array(try json.text(key: info.key).utf8)
    guard digits.count == width, digits.allSatisfy({ $0 | 1 == UInt8(ascii: "1") }) else {
      throw FieldProblem(key: info.key, reason: jizhun.text(zh: "应为 \(width) 个 0 或 1", en: "\(width) digits 0 or 1 are expected"))
    }
    let given = digits.reduce(UInt64(0)) { $0 << 1 | UInt64($1 & 1) } << UInt64(64 - width)
    guard isWhole ? given == mask : given & mask == mask else {
      throw FieldProblem(
        key: info.key,
        reason: jizhun.text(
          zh: "与 satellites、cells 不符；可删去，掩码由其得出", en: "it contradicts satellites and cells; leave it out, and it follows from them"))
    }
    mask = given
  }

  mutating func field<Raw: FixedWidthInteger & Sendable>(_ field: DataField, _ value: inout Raw) {
    let info = table[field]
    if info.place == .mask { return }
    guard let json = take(info) else {
      value = Raw(truncatingIfNeeded: field.notAvailable ?? 0)
      return
    }
    do {
      value = Raw(truncatingIfNeeded: try field.rawInteger(json.value, key: json.path + info.key))
    } catch {
      if problem == nil { problem = error }
    }
  }

  mutating func flag(_ field: DataField, _ value: inout Bool) {
    let info = table[field]
    let json = take(info)
    do {
      value = try json.map { json throws(FieldProblem) in try json.value.flag(key: json.path + info.key) } ?? false
    } catch {
      if problem == nil { problem = error }
    }
  }

  /// The member for a field; those of satellites and cells come column by column.
  private mutating func take(_ info: FieldInfo) -> (value: JSONValue, path: String)? {
    row = column === info ? row + 1 : 0
    column = info
    switch info.place {
    case .header, .mask: return header.take(info).map { ($0, header.path) }
    case .satellite: return satellites[row]?.take(info).map { ($0, satellites[row]?.path ?? "") }
    case .cell: return cells[row].take(info).map { ($0, cells[row].path) }
    }
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
