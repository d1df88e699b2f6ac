public import GNSS
public import Geodesy
import Glibc
import RTCM

/// A station under the nominal sky: observations second by second, and the RTCM 3 stream that a reference receiver would send.
///
/// `next(at:)` is `observe(at:)` and then `encode(_:at:)`. Whoever wants a station with faults changes the observations between the two, or the bytes after.
///
/// The same station, sky and times give the same bytes. Noise and ambiguities depend on the seed, the satellite, the signal and the time only, not on
/// what was asked before; lock times depend on the first call.
public struct SimulatedStation: Sendable {
  /// The station.
  public let description: StationDescription
  /// Satellites below this elevation are not tracked, rad: 5°.
  public static let elevationMask = 5 * Double.pi / 180
  /// The period in which every tracked satellite's ephemeris is sent once, s.
  public static let ephemerisPeriod_s = 30

  /// The sky, as far as it has been updated.
  public private(set) var sky: Sky
  private let seed: UInt64
  private let observer: Observer
  /// When each tracked satellite rose, or the first call.
  private var acquired: [Satellite: GNSSTime] = [:]
  /// The receiver's clock: amplitude, s, and phase, rad, of an oscillator that is steered to and fro in half an hour.
  private let clockAmplitude: Double, clockPhase: Double

  /// A station.
  /// - Parameters:
  ///   - description: Where it is and what it is called.
  ///   - sky: The sky; give all stations of a network the same.
  ///   - seed: Of the receiver's clock, noise and ambiguities. Stations with different numbers differ with the same seed.
  /// - Throws: For a latitude, longitude or height out of range.
  public init(_ description: StationDescription, sky: Sky, seed: UInt64) throws(CoordinateError) {
    self.description = description
    self.sky = sky
    var random = RandomNumbers(seed: seed, UInt64(description.id))
    self.seed = random.next()
    clockAmplitude = random.uniform(10e-9...60e-9)
    clockPhase = random.uniform(0...6)
    let p = try Ellipsoid.cgcs2000.geocentric(description.position)
    observer = Observer(
      position: SIMD3(p.x, p.y, p.z), latitude: description.position.latitude, longitude: description.position.longitude)
  }

  /// Geocentric position of the antenna reference point, m.
  public var position: SIMD3<Double> { observer.position }

  /// The RTCM 3 bytes of one second.
  /// - Parameter time: A full second of GPST, not before that of the last call.
  public mutating func next(at time: GNSSTime) -> [UInt8] {
    let observations = observe(at: time)
    return encode(observations, at: time)
  }
}

// MARK: - Observations

extension SimulatedStation {
  /// What the receiver measures at an instant of its clock: satellites above the mask, by system and number, each with its signals.
  public mutating func observe(at time: GNSSTime) -> [Observation] {
    sky.update(to: time)
    var observations: [Observation] = []
    observations.reserveCapacity(250)
    let (clock, clockRate) = receiverClock(at: time)
    // The receiver's clock is ahead by `clock`: it reads `time` when it is earlier.
    let instant = time.advanced(bySeconds: -clock)
    let localTime = secondsOfLocalDay(time)
    for member in sky.members {
      guard let line = observer.lineOfSight(to: member.truth, at: instant), line.elevation >= Self.elevationMask else {
        acquired[member.satellite] = nil
        continue
      }
      let rose = acquired[member.satellite, default: time]
      acquired[member.satellite] = rose
      let geometric = line.range + speedOfLight * (clock - line.satellite.clockOffset)
      let troposphere = Atmosphere.troposphere(
        elevation: line.elevation, latitude: description.position.latitude, height: description.position.ellipsoidalHeight)
      let ionosphere = Atmosphere.ionosphere(elevation: line.elevation, localTime: localTime)
      // The atmosphere's own rate is left out: at most 1 cm/s just above the mask.
      let rate = line.rangeRate + speedOfLight * (clockRate - line.satellite.clockDrift)
      for tracked in TrackedSignal.of(member.satellite) {
        observations.append(
          observation(
            member, tracked, at: time, since: rose, elevation: line.elevation, range: geometric + troposphere, ionosphere: ionosphere,
            rate: rate))
      }
    }
    return observations
  }

  /// One signal. Noise: code 0.1 m + 0.2 m/sin E, phase 1 mm + 1 mm/sin E, rate 5 mm/s + 5 mm/(s·sin E), C/N0 0.3 dB, all one standard deviation;
  /// C/N0 falls by 14 dB from the zenith to the horizon. The sizes are those of geodetic receivers in the open.
  private func observation(
    _ member: Sky.Member, _ tracked: TrackedSignal, at time: GNSSTime, since rose: GNSSTime, elevation: Double, range: Double,
    ionosphere: Double,
    rate: Double
  ) -> Observation {
    let satellite = member.satellite
    var row = Observation(satellite: satellite, signal: tracked.signal)
    var channel: Int?
    if case .glonass(let e) = member.truth { channel = Int(e.frequencyChannel) }
    let frequency = tracked.signal.carrierFrequency(of: satellite.system, glonassChannel: channel) ?? .nan
    row.carrierFrequency = frequency
    let wavelength = speedOfLight / frequency
    let ratio = 1575.42e6 / frequency
    let delay = ionosphere * ratio * ratio
    let key = UInt64(satellite.packed) << 16 | UInt64(tracked.signal.packed)
    var noise = RandomNumbers(seed: seed, key, UInt64(bitPattern: time.nanoseconds))
    var fixed = RandomNumbers(seed: seed, key, UInt64(bitPattern: rose.nanoseconds))
    let sinE = sin(elevation)
    let ambiguity = Double(Int(fixed.next() % 41) - 20)  // near the code, as RTCM 10403.3 wants it (3.5.12)
    row.pseudorange = range + delay + (0.1 + 0.2 / sinE) * noise.gaussian()
    row.phaseRange = range - delay + ambiguity * wavelength + (0.001 + 0.001 / sinE) * noise.gaussian()
    row.rangeRate = rate + (0.005 + 0.005 / sinE) * noise.gaussian()
    let cn0 = tracked.zenithCN0 - 14 * (1 - sinE) * (1 - sinE) + 0.3 * noise.gaussian()
    row.cn0_dbHz = Float(cn0)
    row.lockTime_ms = UInt32(clamping: (time.nanoseconds - rose.nanoseconds) / 1_000_000)
    return row
  }

  /// The receiver's clock, s ahead of GPST, and its rate, s/s.
  func receiverClock(at time: GNSSTime) -> (offset: Double, rate: Double) {
    let omega = 2 * Double.pi / 1800
    let phase = omega * (time.secondsOfWeek.truncatingRemainder(dividingBy: 1800)) + clockPhase
    return (clockAmplitude * sin(phase), clockAmplitude * omega * cos(phase))
  }

  /// Seconds of the local solar day.
  private func secondsOfLocalDay(_ time: GNSSTime) -> Double {
    time.secondsOfWeek.truncatingRemainder(dividingBy: 86_400) + description.position.longitude / (2 * .pi) * 86_400
  }
}
