/// What a stream says about its station: antenna reference point, antenna, receiver, GLONASS code-phase biases.
///
/// Feed it every message; it keeps the latest value of each kind and never allocates. A change of the station number forgets the rest:
/// the values would be those of another station.
public struct StationInformation: Sendable, Equatable {
  /// Reference-station number (DF003) of the message taken last; nil before the first.
  public private(set) var stationID: UInt16?
  /// Antenna reference point, ECEF, m; nil until 1005 or 1006 came with coordinates other than 0, 0, 0.
  public private(set) var antennaReferencePoint: SIMD3<Double>?
  /// Height of the antenna reference point above the marker, m; nil until 1006 came.
  public private(set) var antennaHeight: Double?
  /// True when 1005 or 1006 says that the station is not a physical one.
  public private(set) var isVirtual: Bool?
  /// Antenna descriptor (1007, 1008, 1033).
  public private(set) var antenna: StationText?
  /// Antenna set-up number (1007, 1008, 1033).
  public private(set) var antennaSetupID: UInt8?
  /// Antenna serial number (1008, 1033).
  public private(set) var antennaSerialNumber: StationText?
  /// Receiver type (1033).
  public private(set) var receiver: StationText?
  /// Receiver firmware version (1033).
  public private(set) var firmware: StationText?
  /// Receiver serial number (1033).
  public private(set) var receiverSerialNumber: StationText?
  /// GLONASS code-phase biases (1230).
  public private(set) var glonassBiases: Message1230?

  /// Nothing known.
  public init() {}

  /// Takes what a message says about the station; true when anything changed.
  @discardableResult
  public mutating func update(with message: Message) -> Bool {
    switch message {
    case .message1005(let m): return take(m.stationID) { $0.setPoint(m) }
    case .message1006(let m):
      return take(m.point.stationID) {
        let moved = $0.setPoint(m.point)
        return $0.set(\.antennaHeight, m.antennaHeight) || moved
      }
    case .message1007(let m): return take(m.stationID) { $0.setAntenna(m) }
    case .message1008(let m): return take(m.descriptor.stationID) { $0.setAntenna(m) }
    case .message1033(let m):
      return take(m.antenna.descriptor.stationID) {
        var changed = $0.setAntenna(m.antenna)
        changed = $0.set(\.receiver, m.receiver) || changed
        changed = $0.set(\.firmware, m.firmware) || changed
        return $0.set(\.receiverSerialNumber, m.receiverSerialNumber) || changed
      }
    case .message1230(let m): return take(m.stationID) { $0.set(\.glonassBiases, m) }
    default: return false
    }
  }

  private mutating func take(_ id: UInt16, _ change: (inout Self) -> Bool) -> Bool {
    let isNew = stationID != id
    if isNew {
      self = StationInformation()
      stationID = id
    }
    return change(&self) || isNew
  }

  private mutating func set<Value: Equatable>(_ member: WritableKeyPath<Self, Value?>, _ value: Value) -> Bool {
    guard self[keyPath: member] != value else { return false }
    self[keyPath: member] = value
    return true
  }

  private mutating func setPoint(_ m: Message1005) -> Bool {
    let isPoint = m.xRaw != 0 || m.yRaw != 0 || m.zRaw != 0
    let moved = isPoint && set(\.antennaReferencePoint, SIMD3(m.x, m.y, m.z))
    return set(\.isVirtual, m.isVirtual) || moved
  }

  private mutating func setAntenna(_ m: Message1007) -> Bool {
    let changed = set(\.antenna, m.antenna)
    return set(\.antennaSetupID, m.setupID) || changed
  }

  private mutating func setAntenna(_ m: Message1008) -> Bool {
    let changed = setAntenna(m.descriptor)
    return set(\.antennaSerialNumber, m.serialNumber) || changed
  }
}
