import GNSS
import Geodesy
import RINEX
import RTCM

/// What a stream says of its station, as it goes on.
struct StreamFacts {
  /// The first of each kind, of the first station.
  private(set) var first = StationFacts()
  /// The latest of each kind.
  private(set) var now = StationFacts()

  /// The station of `first`.
  private(set) var firstID: UInt16?
  /// The station of `now`.
  var nowID: UInt16? { information.stationID }

  private let station: UInt16?
  private var information = StationInformation()

  init(station: UInt16?) { self.station = station }

  mutating func take(_ message: Message) {
    var new = information
    guard new.update(with: message), let id = new.stationID else { return }
    if let station, id != station { return }
    information = new
    now = StationFacts(information)
    if firstID == nil { firstID = id }
    if firstID == id { first.complete(with: now) }
  }
}

/// The station as RINEX describes it.
struct StationFacts: Equatable {
  var isVirtual: Bool?
  var antennaNumber: String?
  var antennaType: String?
  var receiverNumber: String?
  var receiverType: String?
  var receiverVersion: String?
  var referencePoint: SIMD3<Double>?
  var antennaHeight: Double?
  var biases: Message1230?

  init() {}

  init(_ information: StationInformation) {
    isVirtual = information.isVirtual
    antennaNumber = information.antennaSerialNumber?.latin1Text
    antennaType = information.antenna?.latin1Text
    receiverNumber = information.receiverSerialNumber?.latin1Text
    receiverType = information.receiver?.latin1Text
    receiverVersion = information.firmware?.latin1Text
    referencePoint = information.antennaReferencePoint
    antennaHeight = information.antennaHeight
    biases = information.glonassBiases
  }

  /// Takes what is not known yet.
  mutating func complete(with other: StationFacts) {
    isVirtual = isVirtual ?? other.isVirtual
    antennaNumber = antennaNumber ?? other.antennaNumber
    antennaType = antennaType ?? other.antennaType
    receiverNumber = receiverNumber ?? other.receiverNumber
    receiverType = receiverType ?? other.receiverType
    receiverVersion = receiverVersion ?? other.receiverVersion
    referencePoint = referencePoint ?? other.referencePoint
    antennaHeight = antennaHeight ?? other.antennaHeight
    biases = biases ?? other.biases
  }

  /// Takes what is known of the newer ones and keeps the rest.
  func updated(with other: StationFacts) -> StationFacts {
    var result = other
    result.complete(with: self)
    return result
  }

  /// Fills a header.
  func fill(_ header: inout ObservationHeader, stationID: UInt16, marker: String?) {
    let number = String("000\(stationID)".suffix(max(4, "\(stationID)".count)))
    header.markerName = marker ?? number
    if let isVirtual { header.markerType = isVirtual ? "NON_PHYSICAL" : "GEODETIC" }
    (header.antennaNumber, header.antennaType) = (antennaNumber ?? "", antennaType ?? "")
    (header.receiverNumber, header.receiverType, header.receiverVersion) = (receiverNumber ?? "", receiverType ?? "", receiverVersion ?? "")
    header.approximatePosition = markerPosition
    header.antennaDelta = SIMD3(antennaHeight ?? 0, 0, 0)
    if let biases {
      let all = [("C1C", biases.l1CA), ("C1P", biases.l1P), ("C2C", biases.l2CA), ("C2P", biases.l2P)]
      header.glonassBiases = all.compactMap { code, metres in
        metres.isNaN ? nil : ObservationCode(code).map { ObservationHeader.CodePhaseBias(code: $0, metres: metres) }
      }
    }
  }

  /// The marker: the antenna reference point less the antenna height along the vertical of GRS 80.
  private var markerPosition: SIMD3<Double>? {
    guard let p = referencePoint else { return nil }
    guard let height = antennaHeight, height != 0,
      var place = try? Ellipsoid.grs80.geodetic(GeocentricPosition(x: p.x, y: p.y, z: p.z))
    else { return p }
    place.ellipsoidalHeight -= height
    guard let marker = try? Ellipsoid.grs80.geocentric(place) else { return p }
    return SIMD3(marker.x, marker.y, marker.z)
  }
}

/// Tells when the station's description changes, and makes the event that says so.
struct StationLines {
  private var stationID: UInt16
  private var facts: StationFacts
  private let marker: String?
  /// Some streams describe their station under another number than that of its observations; then any description is taken.
  private let takesAnyNumber: Bool

  init(facts: StreamFacts, stationID: UInt16, marker: String?) {
    (self.facts, self.stationID, self.marker) = (facts.first, stationID, marker)
    takesAnyNumber = facts.firstID != nil && facts.firstID != stationID
  }

  /// The event before an epoch; nil where all is as the header, or the last event, has it.
  mutating func event(_ stream: StreamFacts, stationID id: UInt16, at time: GNSSTime, types: ObservationTypes) -> ObservationRecord? {
    let isNew = id != stationID
    // What the station before said does not hold for a new one.
    let known = isNew ? StationFacts() : facts
    let new = takesAnyNumber || stream.nowID == id ? known.updated(with: stream.now) : known
    guard isNew || new != facts else { return nil }
    let old = isNew ? [] : Self.lines(of: facts, stationID, marker)
    let lines = Self.lines(of: new, id, marker).filter { !old.contains($0) }
    (stationID, facts) = (id, new)
    if lines.isEmpty { return nil }
    var record = ObservationRecord(types: types)
    record.flag = isNew ? .newSite : .headerLines
    record.time = time
    record.headerLines = lines
    return record
  }

  /// The lines that say something.
  private static func lines(of facts: StationFacts, _ id: UInt16, _ marker: String?) -> [String] {
    var header = ObservationHeader()
    facts.fill(&header, stationID: id, marker: marker)
    return header.stationLines.filter { line in
      if facts.antennaHeight == nil, line.hasSuffix("ANTENNA: DELTA H/E/N") { return false }
      return line.utf8.prefix(60).contains { $0 != 32 }
    }
  }
}
