import GNSS
import Geodesy
import RTCM

/// Bytes of one station's stream to what they say: epochs, station, ephemerides, text.
///
/// A stream may carry more than one reference station (a rover's recording has the rover and its base). One of them is followed: the one
/// of the first observations, until it falls silent or another one states its antenna reference point.
struct StreamReader: ~Copyable {
  enum Event: Sendable {
    /// An intact frame of this message number.
    case message(UInt16)
    case epoch(Epoch)
    case referencePoint(GeocentricPosition, type: Int, stationID: Int, antennaHeight: Double?)
    case antenna(String)
    case receiver(String)
    case ephemeris(Ephemeris)
    case text(String)
  }

  private var scanner = FrameScanner()
  private var decoder: PayloadReader

  init(context: TimeContext) { decoder = PayloadReader(context: context) }

  /// Frames, CRC failures and skipped bytes so far.
  var statistics: FrameScanner.Statistics { scanner.statistics }

  /// The date, from the arrival of bytes.
  mutating func setApproximateTime(_ time: GNSSTime) { decoder.assembler.context.approximateTime = time }

  /// Reads the next bytes.
  mutating func read(_ bytes: RawSpan, _ body: (Event) -> Void) {
    Self.read(bytes, &scanner, &decoder, body)
  }

  private static func read(
    _ bytes: RawSpan, _ scanner: inout FrameScanner, _ decoder: inout PayloadReader, _ body: (Event) -> Void
  ) {
    scanner.scan(bytes) { frame in decoder.read(frame.payload, body) }
  }

  /// Ends the stream.
  mutating func finish(_ body: (Event) -> Void) {
    connectionLost(body)
    decoder.assembler.finish { body(.epoch($0)) }
  }

  /// Ends a connection: what waits for the rest of its frame is searched once more and given up. The stream may go on.
  mutating func connectionLost(_ body: (Event) -> Void = { _ in }) { Self.finish(&scanner, &decoder, body) }

  private static func finish(_ scanner: inout FrameScanner, _ decoder: inout PayloadReader, _ body: (Event) -> Void) {
    scanner.finish { frame in decoder.read(frame.payload, body) }
  }
}

/// Payloads to events.
private struct PayloadReader: ~Copyable {
  var assembler: EpochAssembler
  private var messages = MessageDecoder()
  private var message = Message.raw(RawMessage(payload: RawSpan()))
  private var information = StationInformation()
  /// The station that is followed.
  private var stationID: UInt16?
  /// Messages with observations of other stations since the last one of the station that is followed.
  private var othersInARow = 0

  /// So many messages of other stations in a row, and the station that was followed is taken as gone.
  private static let goneAfter = 50

  init(context: TimeContext) { assembler = EpochAssembler(context: context) }

  mutating func read(_ payload: RawSpan, _ body: (StreamReader.Event) -> Void) {
    let number = Message.number(of: payload)
    body(.message(number))
    if EpochAssembler.isObservation(number) {
      guard follows(Self.stationID(of: payload)) else { return }
      // A message that contradicts itself has been counted as a message; it adds nothing to an epoch.
      _ = try? assembler.add(payload) { body(.epoch($0)) }
      return
    }
    guard (try? messages.decode(payload, into: &message)) != nil else { return }
    // The date and the GLONASS channels. The date of arriving bytes counts more than what a stream says of itself.
    assembler.learn(from: message) { body(.epoch($0)) }
    take(body)
  }

  /// DF003: twelve bits after the twelve of the message number.
  private static func stationID(of payload: RawSpan) -> UInt16 {
    guard payload.byteCount >= 3 else { return 0 }
    let high = unsafe payload.unsafeLoad(fromByteOffset: 1, as: UInt8.self)
    let low = unsafe payload.unsafeLoad(fromByteOffset: 2, as: UInt8.self)
    return UInt16(high & 0xF) << 8 | UInt16(low)
  }

  private mutating func follows(_ id: UInt16) -> Bool {
    if stationID == id || stationID == nil {
      stationID = id
      othersInARow = 0
      return true
    }
    othersInARow += 1
    guard othersInARow >= Self.goneAfter else { return false }
    stationID = id
    othersInARow = 0
    return true
  }

  private mutating func take(_ body: (StreamReader.Event) -> Void) {
    let context = assembler.context
    switch message {
    case .message1005, .message1006:
      if let changed = informationChanged() {
        // A station that states where it is, is a reference station: it is the one to follow.
        stationID = changed.stationID
        if let point = changed.antennaReferencePoint {
          let isTall = if case .message1006 = message { true } else { false }
          body(
            .referencePoint(
              GeocentricPosition(x: point.x, y: point.y, z: point.z), type: Int(message.number), stationID: Int(changed.stationID ?? 0),
              antennaHeight: isTall ? changed.antennaHeight : nil))
        }
      }
    case .message1007, .message1008, .message1033:
      guard let changed = informationChanged() else { return }
      if let antenna = changed.antenna { body(.antenna(Self.tidy(antenna.latin1Text))) }
      if let receiver = changed.receiver {
        body(.receiver(Self.tidy(receiver.latin1Text)))
      }
    case .message1019(let m): if let e = m.ephemeris(in: context) { body(.ephemeris(.kepler(e))) }
    case .message1020(let m):
      if let e = m.ephemeris(in: context) { body(.ephemeris(.glonass(e))) }
    case .message1029(let m): body(.text(Self.tidy(m.text)))
    case .message1041(let m): if let e = m.ephemeris(in: context) { body(.ephemeris(.kepler(e))) }
    case .message1042(let m): if let e = m.ephemeris(in: context) { body(.ephemeris(.kepler(e))) }
    case .message1044(let m): if let e = m.ephemeris(in: context) { body(.ephemeris(.kepler(e))) }
    case .message1045(let m): if let e = m.ephemeris(in: context) { body(.ephemeris(.kepler(e))) }
    case .message1046(let m): if let e = m.ephemeris(in: context) { body(.ephemeris(.kepler(e))) }
    // The others say nothing of a station's health.
    default: break
    }
  }

  private mutating func informationChanged() -> StationInformation? {
    information.update(with: message) ? information : nil
  }

  /// Control characters and blanks at the ends go; nothing that is shown or logged may carry them.
  private static func tidy(_ text: String) -> String {
    var scalars = text.unicodeScalars.filter { $0.properties.generalCategory != .control }[...]
    while scalars.last == " " { scalars.removeLast() }
    while scalars.first == " " { scalars.removeFirst() }
    return String(String.UnicodeScalarView(scalars))
  }
}
