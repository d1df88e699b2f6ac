import GNSS
import RTCM

/// What `rtcm scan` finds in one stream. Feed it chunks, then `finish`; memory does not grow with the stream.
struct StreamScan: ~Copyable {
  private var scanner = FrameScanner()
  private var contents: Contents

  init(date: GNSSTime?, dialect: MSMDialect) { contents = Contents(date: date, dialect: dialect) }

  /// Takes the next bytes of the stream.
  mutating func take(_ bytes: RawSpan) {
    contents.bytes += UInt64(bytes.byteCount)
    scanner.scan(bytes) { contents.take($0) }
  }

  /// Ends the stream and gives the result.
  mutating func finish(file: String) -> ScanReport {
    scanner.finish { contents.take($0) }
    return contents.report(file: file, scanner.statistics)
  }

  private struct Contents: ~Copyable {
    var bytes: UInt64 = 0
    private var decoder = MessageDecoder()
    private var message = Message.raw(RawMessage(payload: RawSpan()))
    private var block: MSMBlock
    private var station = StationInformation()
    private var clock: StreamClock
    private let dialect: MSMDialect
    /// Cells by system and signal identifier, row by row of 32.
    private var cells = [UInt64](repeating: 0, count: GNSSSystem.allCases.count * 32)

    init(date: GNSSTime?, dialect: MSMDialect) {
      self.dialect = dialect
      clock = StreamClock(date: date)
      // Any kind will do; decoding sets it.
      guard let kind = MSMKind(.gps, level: 7) else { preconditionFailure("level 7 exists") }
      block = MSMBlock(kind: kind)
    }

    mutating func take(_ frame: borrowing Frame) {
      // What cannot be decoded is counted by the decoder.
      guard let destination = try? decoder.decode(frame.payload, into: &message, or: &block) else { return }
      clock.take(evidence: frame.payload)
      switch destination {
      case .message:
        station.update(with: message)
        clock.take(message)
      case .msm:
        clock.take(block.header)
        let row = Int(block.header.kind.system.rawValue) * 32
        for i in 0..<block.cellCount { cells[row + Int(block.signalIDs[Int(block.cells[i].signalIndex)]) - 1] += 1 }
      }
    }

    borrowing func report(file: String, _ statistics: FrameScanner.Statistics) -> ScanReport {
      var types: [(number: UInt16, count: UInt32)] = []
      for number: UInt16 in 0..<4096 where decoder.count(of: number) > 0 { types.append((number, decoder.count(of: number))) }
      var signals: [ScanReport.SystemSignals] = []
      for system in GNSSSystem.allCases {
        var codes: [(code: String, count: UInt64)] = []
        var undefined: [Int] = []
        for id in 1...32 where cells[Int(system.rawValue) * 32 + id - 1] > 0 {
          // A reserved identifier has no code; vendors use them differently.
          let code = MSMSignals.signal(id, of: system, dialect: dialect)?.description ?? "id\(id)"
          if MSMSignals.signal(id, of: system) == nil { undefined.append(id) }
          codes.append((code, cells[Int(system.rawValue) * 32 + id - 1]))
        }
        if !codes.isEmpty { signals.append(.init(system: system, codes: codes, undefined: undefined)) }
      }
      return ScanReport(
        file: file, bytes: bytes, statistics: statistics, decodeFailures: decoder.failures, types: types, clock: clock, station: station,
        signals: signals)
    }
  }
}

/// The result for one stream, as JSON or for people.
struct ScanReport {
  struct SystemSignals {
    var system: GNSSSystem
    var codes: [(code: String, count: UInt64)]
    /// The identifiers among them that the standard does not define.
    var undefined: [Int]
  }

  var file: String
  var bytes: UInt64
  var statistics: FrameScanner.Statistics
  var decodeFailures: UInt64
  var types: [(number: UInt16, count: UInt32)]
  var clock: StreamClock
  var station: StationInformation
  var signals: [SystemSignals]

  /// One object on one line; the schema is in docs/rtcm-scan.md.
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.key("file")
    json.string(file)
    json.key("bytes")
    json.integer(bytes)
    json.key("frames")
    json.integer(statistics.frames)
    json.key("crcFailures")
    json.integer(statistics.crcFailures)
    json.key("skippedBytes")
    json.integer(statistics.skippedBytes)
    json.key("decodeFailures")
    json.integer(decodeFailures)
    json.key("types")
    json.beginObject()
    for type in types {
      json.key(String(type.number))
      json.integer(type.count)
    }
    json.endObject()
    json.optional("firstEpoch", clock.first?.gpstText) { $0.string($1) }
    json.optional("lastEpoch", clock.last?.gpstText) { $0.string($1) }
    json.optional("firstSecondsOfWeek", clock.firstSecondsOfWeek) { $0.number($1) }
    json.optional("lastSecondsOfWeek", clock.lastSecondsOfWeek) { $0.number($1) }
    json.key("station")
    writeStation(to: &json)
    json.key("signals")
    json.beginObject()
    for entry in signals {
      json.key(String(entry.system.letter))
      json.beginObject()
      for signal in entry.codes {
        json.key(signal.code)
        json.integer(signal.count)
      }
      json.endObject()
    }
    json.endObject()
    json.key("undefinedSignalIDs")
    json.beginObject()
    for entry in signals where !entry.undefined.isEmpty {
      json.key(String(entry.system.letter))
      json.beginArray()
      for id in entry.undefined { json.integer(id) }
      json.endArray()
    }
    json.endObject()
    json.endObject()
    json.newline()
  }

  private func writeStation(to json: inout JSONWriter) {
    json.beginObject()
    json.optional("id", station.stationID) { $0.integer($1) }
    json.optional("arp_m", station.antennaReferencePoint) {
      $0.beginArray()
      for i in 0..<3 { $0.number($1[i]) }
      $0.endArray()
    }
    json.optional("antennaHeight_m", station.antennaHeight) { $0.number($1) }
    json.optional("virtual", station.isVirtual) { $0.boolean($1) }
    json.optional("antenna", station.antenna?.latin1Text) { $0.string($1) }
    json.optional("antennaSetupID", station.antennaSetupID) { $0.integer($1) }
    json.optional("antennaSerialNumber", station.antennaSerialNumber?.latin1Text) { $0.string($1) }
    json.optional("receiver", station.receiver?.latin1Text) { $0.string($1) }
    json.optional("firmware", station.firmware?.latin1Text) { $0.string($1) }
    json.optional("receiverSerialNumber", station.receiverSerialNumber?.latin1Text) { $0.string($1) }
    json.optional("glonassBiases", station.glonassBiases) {
      $0.beginObject()
      $0.key("aligned")
      $0.boolean($1.aligned)
      for (code, metres) in [("1C_m", $1.l1CA), ("1P_m", $1.l1P), ("2C_m", $1.l2CA), ("2P_m", $1.l2P)] {
        $0.key(code)
        $0.number(metres)  // null where not sent
      }
      $0.endObject()
    }
    json.endObject()
  }
}

extension JSONWriter {
  /// A key with a value, or with null.
  mutating func optional<Value>(_ key: String, _ value: Value?, _ write: (inout JSONWriter, Value) -> Void) {
    self.key(key)
    if let value { write(&self, value) } else { null() }
  }
}
