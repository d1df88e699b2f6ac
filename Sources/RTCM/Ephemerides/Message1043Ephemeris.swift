public import GNSS

extension Message1043 {
  /// The ephemeris in SI units; nil for a satellite ID above 38 (PRN 158), a time beyond the day, or without an approximate time.
  ///
  /// - Parameter context: Knows the date to half a day; the message has only the seconds of the GPS day.
  public func ephemeris(in context: TimeContext) -> SBASEphemeris? {
    guard satelliteID <= 38, t0Raw < 5400, let near = context.approximateTime else { return nil }
    let day = GNSSTime.nanosecondsPerDay
    let ofDay = Int64(t0Raw) * 16_000_000_000
    // The instant nearest to the approximate time: its distance from that time's day, rounded to whole days.
    let excess = (near.nanoseconds - ofDay + day / 2) % day
    let toe = near.nanoseconds + day / 2 - (excess < 0 ? excess + day : excess)
    var e = SBASEphemeris(satellite: Satellite(.sbas, satelliteID + 20), toe: GNSSTime(nanoseconds: toe))
    e.position = SIMD3(x, y, z)
    e.velocity = SIMD3(xVelocity, yVelocity, zVelocity)
    e.acceleration = SIMD3(xAcceleration, yAcceleration, zAcceleration)
    e.clockBias = clockOffset
    e.clockDrift = clockDrift
    e.issueOfData = iodn
    e.accuracyIndex = ura
    return e
  }

  /// The message of an ephemeris; back from `ephemeris(in:)` every bit is as it was.
  /// Throws for a satellite beyond S20…S58 and for a value that its field cannot hold.
  public init(_ e: SBASEphemeris) throws(EncodeError) {
    self.init()
    guard e.satellite.system == .sbas, (20...58).contains(e.satellite.number) else {
      throw .invalid(message: 1043, reason: "\(e.satellite) is not an SBAS satellite S20…S58")
    }
    var scaler = RawScaler(message: 1043)
    satelliteID = e.satellite.number - 20
    let ofDay = e.toe.nanoseconds % GNSSTime.nanosecondsPerDay
    t0Raw = scaler.raw(.m1043T0, Double(ofDay < 0 ? ofDay + GNSSTime.nanosecondsPerDay : ofDay) * 1e-9)
    iodn = e.issueOfData
    ura = scaler.integer(.m1043URA, Int(e.accuracyIndex))
    xRaw = scaler.raw(.m1043X, e.position.x)
    yRaw = scaler.raw(.m1043Y, e.position.y)
    zRaw = scaler.raw(.m1043Z, e.position.z)
    xVelocityRaw = scaler.raw(.m1043VX, e.velocity.x)
    yVelocityRaw = scaler.raw(.m1043VY, e.velocity.y)
    zVelocityRaw = scaler.raw(.m1043VZ, e.velocity.z)
    xAccelerationRaw = scaler.raw(.m1043AX, e.acceleration.x)
    yAccelerationRaw = scaler.raw(.m1043AY, e.acceleration.y)
    zAccelerationRaw = scaler.raw(.m1043AZ, e.acceleration.z)
    clockOffsetRaw = scaler.raw(.m1043AGf0, e.clockBias)
    clockDriftRaw = scaler.raw(.m1043AGf1, e.clockDrift)
    try scaler.check()
  }
}
