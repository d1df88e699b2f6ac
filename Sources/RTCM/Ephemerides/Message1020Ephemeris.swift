import GNSS

extension Message1020 {
  /// The ephemeris in SI units; nil for satellite ID 0, or without a date.
  ///
  /// The day comes from the context where it has a date (it must be right to 12 hours), else from the satellite's own N4 and NT.
  public func ephemeris(in context: TimeContext) -> GLONASSEphemeris? {
    guard satelliteID > 0 else { return nil }
    let toe = context.glonassTime(millisecondsOfDay: Int(tb) * 900_000) ?? broadcastTime(leapSeconds: context.leapSeconds)
    guard let toe else { return nil }
    var e = GLONASSEphemeris(satellite: Satellite(.glonass, satelliteID), frequencyChannel: Int8(channelRaw) - 7, toe: toe)
    e.frameTimeOfDay_s = frameTimeOfDay_s
    // The message has kilometres.
    e.position = 1000 * SIMD3(DataField.df112.value(x), DataField.df115.value(y), DataField.df118.value(z))
    e.velocity = 1000 * SIMD3(DataField.df111.value(xVelocity), DataField.df114.value(yVelocity), DataField.df117.value(zVelocity))
    e.acceleration =
      1000 * SIMD3(DataField.df113.value(xAcceleration), DataField.df116.value(yAcceleration), DataField.df119.value(zAcceleration))
    e.tauN = DataField.df124.value(tauN)
    e.gammaN = DataField.df121.value(gammaN)
    e.deltaTauN = DataField.df125.value(deltaTauN)
    e.healthBn = bnUnhealthy ? 4 : 0
    e.isHealthyInAlmanac = almanacHealthy
    e.hasAlmanacHealth = almanacHealthAvailable
    e.isUnhealthyLn = lnThirdString
    e.isUnhealthyLn5 = lnFifthString
    e.age_days = en
    e.p1 = p1
    e.p2 = p2
    e.p3 = p3
    e.p = p
    e.p4 = p4
    e.accuracyIndexFT = ft
    e.dayNT = nt
    e.satelliteTypeM = satelliteType
    e.hasAdditionalData = additionalData
    e.almanacDayNA = na
    e.intervalN4 = n4
    e.tauC = DataField.df133.value(tauC)
    e.tauGPS = DataField.df135.value(tauGPS)
    return e
  }

  /// tk in seconds of the GLONASS day.
  public var frameTimeOfDay_s: Int32 { (Int32(tk >> 7) * 60 + Int32(tk >> 1 & 63)) * 60 + Int32(tk & 1) * 30 }

  /// The time of ephemeris from the message alone; nil where the four-year interval N4 or the day NT is not sent.
  ///
  /// NT is the day at which the frame began, so tb after midnight belongs to the next one.
  public func broadcastTime(leapSeconds: LeapSecondTable = .builtIn) -> GNSSTime? {
    guard additionalData, n4 > 0, (1...1461).contains(nt), tb < 96 else { return nil }
    let seconds = Int(tb) * 900
    let lead = seconds - Int(frameTimeOfDay_s)
    let day = Int(nt) + (lead < -43_200 ? 1 : lead > 43_200 ? -1 : 0)
    return GNSSTime(glonassInterval: Int(n4), day: day, nanosecondsOfDay: Int64(seconds) * 1_000_000_000, leapSeconds: leapSeconds)
  }

  /// The message of an ephemeris; back from `ephemeris(in:)` every bit is as it was, but for the reserved ones, which become zero.
  /// Throws for a value that its field cannot hold.
  public init(_ e: GLONASSEphemeris, leapSeconds: LeapSecondTable = .builtIn) throws(EncodeError) {
    self.init()
    var scaler = RawScaler(message: 1020)
    try scaler.require(e.satellite.system == .glonass, .glonass(e))
    satelliteID = scaler.integer(.df038, Int(e.satellite.number))
    channelRaw = scaler.integer(.df040, Int(e.frequencyChannel) + 7)
    let timeOfDay = e.toe.dayTime(in: .glonasst, leapSeconds: leapSeconds)
    tb = scaler.raw(.df110, Double(timeOfDay.nanosecondsOfDay) * 1e-9)
    let frame = Int(e.frameTimeOfDay_s)
    tk = scaler.integer(.df107, (frame / 3600) << 7 | (frame / 60 % 60) << 1 | frame % 60 / 30)
    x = scaler.raw(.df112, e.position.x / 1000)
    y = scaler.raw(.df115, e.position.y / 1000)
    z = scaler.raw(.df118, e.position.z / 1000)
    xVelocity = scaler.raw(.df111, e.velocity.x / 1000)
    yVelocity = scaler.raw(.df114, e.velocity.y / 1000)
    zVelocity = scaler.raw(.df117, e.velocity.z / 1000)
    xAcceleration = scaler.raw(.df113, e.acceleration.x / 1000)
    yAcceleration = scaler.raw(.df116, e.acceleration.y / 1000)
    zAcceleration = scaler.raw(.df119, e.acceleration.z / 1000)
    tauN = scaler.raw(.df124, e.tauN)
    gammaN = scaler.raw(.df121, e.gammaN)
    deltaTauN = scaler.raw(.df125, e.deltaTauN)
    bnUnhealthy = e.healthBn & 4 != 0
    almanacHealthy = e.isHealthyInAlmanac
    almanacHealthAvailable = e.hasAlmanacHealth
    lnThirdString = e.isUnhealthyLn
    lnFifthString = e.isUnhealthyLn5
    en = scaler.integer(.df126, Int(e.age_days))
    p1 = scaler.integer(.df106, Int(e.p1))
    p2 = e.p2
    p3 = e.p3
    p = scaler.integer(.df122, Int(e.p))
    p4 = e.p4
    ft = scaler.integer(.df128, Int(e.accuracyIndexFT))
    nt = scaler.integer(.df129, Int(e.dayNT))
    satelliteType = scaler.integer(.df130, Int(e.satelliteTypeM))
    additionalData = e.hasAdditionalData
    na = scaler.integer(.df132, Int(e.almanacDayNA))
    n4 = scaler.integer(.df134, Int(e.intervalN4))
    tauC = scaler.raw(.df133, e.tauC)
    tauGPS = scaler.raw(.df135, e.tauGPS)
    try scaler.check()
  }
}
