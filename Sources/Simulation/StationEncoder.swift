public import GNSS
import RTCM

extension SimulatedStation {
  /// The RTCM 3 bytes of one second: MSM7 of every system that has observations, in the order GPS, GLONASS, Galileo, BeiDou, all but the last message with the
  /// multiple-message bit; every ten seconds 1006, 1033 and 1230, each at its own second; ephemerides in turn, each satellite's
  /// every 30 s.
  /// - Parameters:
  ///   - observations: Those of `observe(at:)`, or what has been made of them. Satellites that are not among them send no ephemeris.
  ///   - time: The epoch, a full second.
  public func encode(_ observations: [Observation], at time: GNSSTime) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4096)
    let second = Int(time.nanosecondsOfWeek / 1_000_000_000)
    switch second % 10 {
    case 1: append(&bytes, referencePoint)
    case 3: append(&bytes, biases)
    case 5: append(&bytes, equipment)
    default: break
    }
    appendEphemerides(&bytes, second: second, of: Set(observations.map(\.satellite)))
    appendObservations(&bytes, observations, at: time)
    return bytes
  }

  private func appendObservations(_ bytes: inout [UInt8], _ observations: [Observation], at time: GNSSTime) {
    let systems = [GNSSSystem.gps, .glonass, .galileo, .beidou].filter { system in observations.contains { $0.satellite.system == system } }
    var composer = MSMComposer()
    for system in systems {
      guard let kind = MSMKind(system, level: 7) else { continue }
      var header = MSMHeader(kind: kind)
      header.stationID = description.id
      header.multipleMessage = system != systems.last
      header.clockSteering = 1  // steered (DF411)
      // Fails for levels below 4 and for fields beyond their range; the level is 7 and the station's number was cut to its field.
      _ = try? composer.compose(observations.span, header: header, time: time) { frame in
        Self.append(&bytes, frame)
      }
    }
  }

  private func appendEphemerides(_ bytes: inout [UInt8], second: Int, of tracked: Set<Satellite>) {
    for (index, member) in sky.members.enumerated() where tracked.contains(member.satellite) {
      guard index % Self.ephemerisPeriod_s == second % Self.ephemerisPeriod_s else { continue }
      // The broadcast has been through the message already, so that it fits.
      switch member.broadcast {
      case .glonass(let e): if let message = try? Message1020(e) { append(&bytes, message) }
      case .kepler(let e):
        switch e.satellite.system {
        case .galileo: if let message = try? Message1046(e) { append(&bytes, message) }
        case .beidou: if let message = try? Message1042(e) { append(&bytes, message) }
        default: if let message = try? Message1019(e) { append(&bytes, message) }
        }
      case .sbas: break
      }
    }
  }

  private func append<M: RTCMMessage>(_ bytes: inout [UInt8], _ message: M) {
    var builder = FrameBuilder()
    // A text too long or a number beyond its field: the message is left out, as a receiver that cannot send it would.
    guard (try? builder.build(message)) != nil else { return }
    Self.append(&bytes, builder.frame)
  }

  private static func append(_ bytes: inout [UInt8], _ frame: RawSpan) {
    // The buffer is that of the frame, which lives through the call.
    unsafe frame.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
  }

  /// 1006.
  private var referencePoint: Message1006 {
    var message = Message1006()
    message.point.stationID = description.id
    (message.point.gps, message.point.glonass, message.point.galileo) = (true, true, true)
    message.point.singleOscillator = true
    message.point.xRaw = Int64((position.x * 1e4).rounded())
    message.point.yRaw = Int64((position.y * 1e4).rounded())
    message.point.zRaw = Int64((position.z * 1e4).rounded())
    return message
  }

  /// 1033.
  private var equipment: Message1033 {
    var message = Message1033()
    message.antenna.descriptor.stationID = description.id
    message.antenna.descriptor.antenna = StationText(description.antenna) ?? StationText()
    message.receiver = StationText(description.receiver) ?? StationText()
    message.firmware = StationText("1") ?? StationText()
    message.receiverSerialNumber = StationText(description.mountpoint) ?? StationText()
    return message
  }

  /// 1230: code and phase of GLONASS are aligned, all four biases zero.
  private var biases: Message1230 {
    var message = Message1230()
    message.stationID = description.id
    message.aligned = true
    message.mask = 0b1111
    (message.l1CARaw, message.l1PRaw, message.l2CARaw, message.l2PRaw) = (0, 0, 0, 0)
    return message
  }
}
