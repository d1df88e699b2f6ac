import GNSS
import RTCM

/// Turns frames into lines, JSON or for people. The caller takes the bytes away after every chunk.
struct FrameDump: ~Copyable {
  /// The lines made since `removeAll`.
  var bytes: [UInt8] { asJSON ? fields.json.bytes : text }

  private let asJSON: Bool
  private var decoder = MessageDecoder()
  private var message = Message.raw(RawMessage(payload: RawSpan()))
  private var block: MSMBlock
  private var fields: JSONFields
  private var columns: MSMColumns
  private var text: [UInt8] = []
  private let table = FieldTable()
  private let names = MessageNames()
  private let dialect: MSMDialect
  private var builder = FrameBuilder()

  init(asJSON: Bool, dialect: MSMDialect) {
    self.asJSON = asJSON
    self.dialect = dialect
    // Any kind will do; decoding sets it.
    guard let kind = MSMKind(.gps, level: 7) else { preconditionFailure("level 7 exists") }
    block = MSMBlock(kind: kind)
    fields = JSONFields(json: JSONWriter(), table: table)
    columns = MSMColumns(table: table)
  }

  mutating func removeAll() {
    fields.json.removeAll()
    text.removeAll(keepingCapacity: true)
  }

  mutating func take(_ frame: borrowing Frame) {
    var failure: DecodeError?
    var isMSM = false
    do {
      isMSM = try decoder.decode(frame.payload, into: &message, or: &block) == .msm
    } catch {
      failure = error
    }
    if asJSON { writeJSON(frame, isMSM, failure) } else { writeText(frame, isMSM, failure) }
  }

  // MARK: JSON

  private mutating func writeJSON(_ frame: borrowing Frame, _ isMSM: Bool, _ failure: DecodeError?) {
    fields.json.beginObject()
    fields.json.key("type")
    fields.json.integer(frame.messageNumber ?? 0)
    fields.json.key("offset")
    fields.json.integer(frame.offset)
    fields.json.key("bytes")
    fields.json.integer(frame.bytes.byteCount)
    if let failure {
      fields.json.key("error")
      fields.json.string(failure.description)
      fields.json.key("payload_hex")
      fields.json.string(hexadecimal(frame.payload))
    } else if isMSM {
      columns.removeAll()
      MSMBlock.visit(&block, &columns)
      writeMSM()
      writeRest(of: frame, try? builder.build(&block))
    } else if case .raw(let raw) = message {
      if let owner = raw.owner {
        fields.json.key("owner")
        fields.json.string(owner.description)
      }
      fields.json.key("payload_hex")
      fields.json.string(hexadecimal(frame.payload))
    } else {
      message.visitFields(&fields)
      writeRest(of: frame, try? builder.buildFromFields(message))
    }
    fields.json.endObject()
    fields.json.newline()
  }

  /// What the fields do not say of the payload: the number of zero bytes behind them, or, where the fields alone would not give the same bytes
  /// again, the payload itself.
  private mutating func writeRest(of frame: borrowing Frame, _ isBuilt: Void?) {
    let payload = frame.payload
    let made = builder.payload
    var isSame = isBuilt != nil && made.byteCount <= payload.byteCount
    if isSame {
      for i in 0..<payload.byteCount {
        // Both indices are below the counts.
        let byte = unsafe payload.unsafeLoad(fromByteOffset: i, as: UInt8.self)
        let wanted = i < made.byteCount ? unsafe made.unsafeLoad(fromByteOffset: i, as: UInt8.self) : 0
        if byte != wanted {
          isSame = false
          break
        }
      }
    }
    if !isSame {
      fields.json.key("payload_hex")
      fields.json.string(hexadecimal(payload))
    } else if payload.byteCount > made.byteCount {
      fields.json.key("padding")
      fields.json.integer(payload.byteCount - made.byteCount)
    }
  }

  private mutating func writeMSM() {
    for column in columns.header {
      fields.json.key(prepared: column.info.preparedKey)
      if column.info.place == .mask {
        fields.json.string(column.maskText)
      } else if column.field.encoding == .flag {
        fields.json.boolean(column.values[0] != 0)
      } else {
        fields.json.value(of: column.field, column.values[0])
      }
    }
    fields.json.key("satellites")
    fields.json.beginArray()
    for i in 0..<block.satelliteCount {
      fields.json.beginObject()
      fields.json.key("satellite")
      fields.json.string(block.satelliteName(i))
      writeRow(columns.satellites, i)
      fields.json.endObject()
    }
    fields.json.endArray()
    fields.json.key("cells")
    fields.json.beginArray()
    for i in 0..<block.cellCount {
      fields.json.beginObject()
      fields.json.key("satellite")
      fields.json.string(block.satelliteName(Int(block.cells[i].satelliteIndex)))
      fields.json.key("signalID")
      fields.json.integer(block.signalIDs[Int(block.cells[i].signalIndex)])
      fields.json.optional("signal", block.signalName(i, dialect)) { $0.string($1) }
      writeRow(columns.cells, i)
      fields.json.endObject()
    }
    fields.json.endArray()
  }

  private mutating func writeRow(_ columns: [MSMColumns.Column], _ row: Int) {
    for column in columns {
      fields.json.key(prepared: column.info.preparedKey)
      if column.field.encoding == .flag {
        fields.json.boolean(column.values[row] != 0)
      } else {
        fields.json.value(of: column.field, column.values[row])
      }
    }
  }

  // MARK: Text

  private mutating func writeText(_ frame: borrowing Frame, _ isMSM: Bool, _ failure: DecodeError?) {
    let number = frame.messageNumber ?? 0
    text.append(contentsOf: "@\(frame.offset)  \(number)  \(frame.bytes.byteCount) B  \(names.name(of: number))\n".utf8)
    if let failure {
      text.append(contentsOf: "  \(failure)\n  \(hexadecimal(frame.payload))\n".utf8)
    } else if isMSM {
      columns.removeAll()
      MSMBlock.visit(&block, &columns)
      text.append(contentsOf: msmText().utf8)
    } else if case .raw = message {
      text.append(contentsOf: "  \(hexadecimal(frame.payload))\n".utf8)
    } else {
      var lines = TextFields(table: table)
      message.visitFields(&lines)
      text.append(contentsOf: lines.lines.text(indent: 2).utf8)
    }
  }

  private borrowing func msmText() -> String {
    var header = TextTable([("", .left), ("", .left), ("", .left)])
    for column in columns.header {
      let value = column.info.place == .mask ? column.maskText : valueText(column.field, column.values[0])
      header.add([column.info.id, column.info.name, column.info.unit.isEmpty ? value : "\(value) \(column.info.unit)"])
    }
    func title(_ column: MSMColumns.Column) -> (String, TextTable.Alignment) {
      (
        [column.info.id.hasPrefix("DF") ? column.info.id : column.info.name, column.info.unit].filter { !$0.isEmpty }.joined(
          separator: " "), .right
      )
    }
    var satellites = TextTable([("", .left)] + columns.satellites.map(title))
    for i in 0..<block.satelliteCount {
      satellites.add([block.satelliteName(i)] + columns.satellites.map { valueText($0.field, $0.values[i]) })
    }
    var cells = TextTable([("", .left), ("", .left)] + columns.cells.map(title))
    for i in 0..<block.cellCount {
      let signal = block.signalName(i, dialect) ?? "id\(block.signalIDs[Int(block.cells[i].signalIndex)])"
      cells.add(
        [block.satelliteName(Int(block.cells[i].satelliteIndex)), signal] + columns.cells.map { valueText($0.field, $0.values[i]) })
    }
    return header.text(indent: 2) + satellites.text(indent: 2) + cells.text(indent: 2)
  }
}

/// Two digits a byte.
private func hexadecimal(_ bytes: RawSpan) -> String {
  // Every index is below the count.
  hexadecimal((0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) })
}
