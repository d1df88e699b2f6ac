import GNSS

extension Message1041 {
  /// The ephemeris in SI units; nil for satellite ID 0, a time beyond the week, or without a date to resolve the ten-bit week.
  ///
  /// - Parameter context: Knows the date to half the period of the week number.
  public func ephemeris(in context: TimeContext) -> KeplerEphemeris? {
    guard satelliteID > 0, let week = context.fullWeek(rolled: Int(week), bits: 10, in: .navict),
      let toe = context.time(week: week, secondsOfWeek: Int(toe) * 16, in: .navict),
      let toc = context.time(week: week, secondsOfWeek: Int(toc) * 16, in: .navict)
    else { return nil }
    let satellite = Satellite(.navic, satelliteID)
    var e = KeplerEphemeris(satellite: satellite, message: .lnav, week: week, toe: toe, toc: toc)
    e.clockBias = DataField.df518.value(af0)
    e.clockDrift = DataField.df519.value(af1)
    e.clockDriftRate = DataField.df520.value(af2)
    e.sqrtA = DataField.df539.value(sqrtA)
    e.eccentricity = DataField.df538.value(eccentricity)
    e.cuc = DataField.df529.value(cuc)
    e.cus = DataField.df530.value(cus)
    e.crc = DataField.df533.value(crc)
    e.crs = DataField.df534.value(crs)
    e.cic = DataField.df531.value(cic)
    e.cis = DataField.df532.value(cis)
    e.meanAnomaly = DataField.df536.radians(m0)
    e.meanMotionDifference = DataField.df524.radians(deltaN)
    e.nodeLongitude = DataField.df540.radians(omega0)
    e.nodeRate = DataField.df542.radians(omegaDot)
    e.inclination = DataField.df543.radians(i0)
    e.inclinationRate = DataField.df535.radians(idot)
    e.argumentOfPerigee = DataField.df541.radians(omega)
    e.groupDelay = DataField.df523.value(tgd)
    e.accuracyIndex = accuracy
    e.issueOfEphemeris = UInt16(iodec)
    e.issueOfClock = UInt16(iodec)
    e.health = (l5Flag ? 2 : 0) + (sFlag ? 1 : 0)
    return e
  }

  /// The message of an ephemeris; back from `ephemeris(in:)` every bit is as it was. The reserved and spare bits become zero.
  /// Throws for another system or kind of message and for a value that its field cannot hold.
  public init(_ e: KeplerEphemeris, leapSeconds: LeapSecondTable = .builtIn) throws(EncodeError) {
    self.init()
    var scaler = RawScaler(message: 1041)
    try scaler.require(e.satellite.system == .navic && e.message == .lnav, .kepler(e))
    satelliteID = scaler.integer(.df516, Int(e.satellite.number))
    week = UInt16(truncatingIfNeeded: e.week & 1023)
    toe = scaler.raw(.df537, e.toe.secondsOfWeek(in: .navict, leapSeconds: leapSeconds))
    toc = scaler.raw(.df522, e.toc.secondsOfWeek(in: .navict, leapSeconds: leapSeconds))
    af0 = scaler.raw(.df518, e.clockBias)
    af1 = scaler.raw(.df519, e.clockDrift)
    af2 = scaler.raw(.df520, e.clockDriftRate)
    sqrtA = scaler.raw(.df539, e.sqrtA)
    eccentricity = scaler.raw(.df538, e.eccentricity)
    cuc = scaler.raw(.df529, e.cuc)
    cus = scaler.raw(.df530, e.cus)
    crc = scaler.raw(.df533, e.crc)
    crs = scaler.raw(.df534, e.crs)
    cic = scaler.raw(.df531, e.cic)
    cis = scaler.raw(.df532, e.cis)
    m0 = scaler.raw(.df536, radians: e.meanAnomaly)
    deltaN = scaler.raw(.df524, radians: e.meanMotionDifference)
    omega0 = scaler.raw(.df540, radians: e.nodeLongitude)
    omegaDot = scaler.raw(.df542, radians: e.nodeRate)
    i0 = scaler.raw(.df543, radians: e.inclination)
    idot = scaler.raw(.df535, radians: e.inclinationRate)
    omega = scaler.raw(.df541, radians: e.argumentOfPerigee)
    tgd = scaler.raw(.df523, e.groupDelay)
    accuracy = scaler.integer(.df521, Int(e.accuracyIndex))
    iodec = scaler.integer(.df525, Int(e.issueOfEphemeris))
    l5Flag = e.health & 2 != 0
    sFlag = e.health & 1 != 0
    try scaler.check()
  }
}
