import GNSS

extension Message1042 {
  /// The ephemeris in SI units; nil for satellite ID 0, a time beyond the week, or a date that the context cannot resolve.
  ///
  /// D1 or D2 follows from the satellite.
  /// - Parameter context: Knows the date, or nothing: the week number of 13 bits then stands for itself.
  public func ephemeris(in context: TimeContext) -> KeplerEphemeris? {
    guard satelliteID > 0, let week = context.fullWeek(rolled: Int(week), bits: 13, in: .bdt),
      let toe = context.time(week: week, secondsOfWeek: Int(toe) * 8, in: .bdt),
      let toc = context.time(week: week, secondsOfWeek: Int(toc) * 8, in: .bdt)
    else { return nil }
    let satellite = Satellite(.beidou, satelliteID)
    var e = KeplerEphemeris(satellite: satellite, message: .beidou(satellite), week: week, toe: toe, toc: toc)
    e.clockBias = DataField.df496.value(a0)
    e.clockDrift = DataField.df495.value(a1)
    e.clockDriftRate = DataField.df494.value(a2)
    e.sqrtA = DataField.df504.value(sqrtA)
    e.eccentricity = DataField.df502.value(eccentricity)
    e.cuc = DataField.df501.value(cuc)
    e.cus = DataField.df503.value(cus)
    e.crc = DataField.df510.value(crc)
    e.crs = DataField.df498.value(crs)
    e.cic = DataField.df506.value(cic)
    e.cis = DataField.df508.value(cis)
    e.meanAnomaly = DataField.df500.radians(m0)
    e.meanMotionDifference = DataField.df499.radians(deltaN)
    e.nodeLongitude = DataField.df507.radians(omega0)
    e.nodeRate = DataField.df512.radians(omegaDot)
    e.inclination = DataField.df509.radians(i0)
    e.inclinationRate = DataField.df491.radians(idot)
    e.argumentOfPerigee = DataField.df511.radians(omega)
    e.accuracyIndex = accuracy
    e.issueOfEphemeris = UInt16(aode)
    e.issueOfClock = UInt16(aodc)
    e.health = unhealthy ? 1 : 0
    e.groupDelay = DataField.df513.value(tgd1) * 1e-9
    e.groupDelay2 = DataField.df514.value(tgd2) * 1e-9
    return e
  }

  /// The message of an ephemeris; back from `ephemeris(in:)` every bit is as it was.
  /// Throws for another system or kind of message and for a value that its field cannot hold.
  public init(_ e: KeplerEphemeris, leapSeconds: LeapSecondTable = .builtIn) throws(EncodeError) {
    self.init()
    var scaler = RawScaler(message: 1042)
    try scaler.require(e.satellite.system == .beidou && (e.message == .d1 || e.message == .d2), .kepler(e))
    satelliteID = scaler.integer(.df488, Int(e.satellite.number))
    week = UInt16(truncatingIfNeeded: e.week & 8191)
    toe = scaler.raw(.df505, e.toe.secondsOfWeek(in: .bdt, leapSeconds: leapSeconds))
    toc = scaler.raw(.df493, e.toc.secondsOfWeek(in: .bdt, leapSeconds: leapSeconds))
    a0 = scaler.raw(.df496, e.clockBias)
    a1 = scaler.raw(.df495, e.clockDrift)
    a2 = scaler.raw(.df494, e.clockDriftRate)
    sqrtA = scaler.raw(.df504, e.sqrtA)
    eccentricity = scaler.raw(.df502, e.eccentricity)
    cuc = scaler.raw(.df501, e.cuc)
    cus = scaler.raw(.df503, e.cus)
    crc = scaler.raw(.df510, e.crc)
    crs = scaler.raw(.df498, e.crs)
    cic = scaler.raw(.df506, e.cic)
    cis = scaler.raw(.df508, e.cis)
    m0 = scaler.raw(.df500, radians: e.meanAnomaly)
    deltaN = scaler.raw(.df499, radians: e.meanMotionDifference)
    omega0 = scaler.raw(.df507, radians: e.nodeLongitude)
    omegaDot = scaler.raw(.df512, radians: e.nodeRate)
    i0 = scaler.raw(.df509, radians: e.inclination)
    idot = scaler.raw(.df491, radians: e.inclinationRate)
    omega = scaler.raw(.df511, radians: e.argumentOfPerigee)
    accuracy = scaler.integer(.df490, Int(e.accuracyIndex))
    aode = scaler.integer(.df492, Int(e.issueOfEphemeris))
    aodc = scaler.integer(.df497, Int(e.issueOfClock))
    unhealthy = e.health & 1 != 0
    tgd1 = scaler.raw(.df513, e.groupDelay * 1e9)
    tgd2 = scaler.raw(.df514, e.groupDelay2 * 1e9)
    try scaler.check()
  }
}
