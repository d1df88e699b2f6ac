import GNSS

extension Message1019 {
  /// The ephemeris in SI units; nil for satellite ID 0, a time beyond the week, or without a date to resolve the ten-bit week.
  ///
  /// - Parameter context: Knows the date to half the period of the week number.
  public func ephemeris(in context: TimeContext) -> KeplerEphemeris? {
    guard satelliteID > 0, let week = context.fullWeek(rolled: Int(week), bits: 10, in: .gpst),
      let toe = context.time(week: week, secondsOfWeek: Int(toe) * 16, in: .gpst),
      let toc = context.time(week: week, secondsOfWeek: Int(toc) * 16, in: .gpst)
    else { return nil }
    let satellite = Satellite(.gps, satelliteID)
    var e = KeplerEphemeris(satellite: satellite, message: .lnav, week: week, toe: toe, toc: toc)
    e.clockBias = DataField.df084.value(af0)
    e.clockDrift = DataField.df083.value(af1)
    e.clockDriftRate = DataField.df082.value(af2)
    e.sqrtA = DataField.df092.value(sqrtA)
    e.eccentricity = DataField.df090.value(eccentricity)
    e.cuc = DataField.df089.value(cuc)
    e.cus = DataField.df091.value(cus)
    e.crc = DataField.df098.value(crc)
    e.crs = DataField.df086.value(crs)
    e.cic = DataField.df094.value(cic)
    e.cis = DataField.df096.value(cis)
    e.meanAnomaly = DataField.df088.radians(m0)
    e.meanMotionDifference = DataField.df087.radians(deltaN)
    e.nodeLongitude = DataField.df095.radians(omega0)
    e.nodeRate = DataField.df100.radians(omegaDot)
    e.inclination = DataField.df097.radians(i0)
    e.inclinationRate = DataField.df079.radians(idot)
    e.argumentOfPerigee = DataField.df099.radians(omega)
    e.groupDelay = DataField.df101.value(tgd)
    e.accuracyIndex = accuracy
    e.issueOfEphemeris = UInt16(iode)
    e.issueOfClock = iodc
    e.health = UInt16(health)
    e.codesOnL2 = codeOnL2
    e.isL2PDataOff = l2PDataOff
    e.isFitIntervalExtended = fitIntervalFlag
    return e
  }

  /// The message of an ephemeris; back from `ephemeris(in:)` every bit is as it was.
  /// Throws for another system or kind of message and for a value that its field cannot hold.
  public init(_ e: KeplerEphemeris, leapSeconds: LeapSecondTable = .builtIn) throws(EncodeError) {
    self.init()
    var scaler = RawScaler(message: 1019)
    try scaler.require(e.satellite.system == .gps && e.message == .lnav, .kepler(e))
    satelliteID = scaler.integer(.df009, Int(e.satellite.number))
    week = UInt16(truncatingIfNeeded: e.week & 1023)
    toe = scaler.raw(.df093, e.toe.secondsOfWeek(in: .gpst, leapSeconds: leapSeconds))
    toc = scaler.raw(.df081, e.toc.secondsOfWeek(in: .gpst, leapSeconds: leapSeconds))
    af0 = scaler.raw(.df084, e.clockBias)
    af1 = scaler.raw(.df083, e.clockDrift)
    af2 = scaler.raw(.df082, e.clockDriftRate)
    sqrtA = scaler.raw(.df092, e.sqrtA)
    eccentricity = scaler.raw(.df090, e.eccentricity)
    cuc = scaler.raw(.df089, e.cuc)
    cus = scaler.raw(.df091, e.cus)
    crc = scaler.raw(.df098, e.crc)
    crs = scaler.raw(.df086, e.crs)
    cic = scaler.raw(.df094, e.cic)
    cis = scaler.raw(.df096, e.cis)
    m0 = scaler.raw(.df088, radians: e.meanAnomaly)
    deltaN = scaler.raw(.df087, radians: e.meanMotionDifference)
    omega0 = scaler.raw(.df095, radians: e.nodeLongitude)
    omegaDot = scaler.raw(.df100, radians: e.nodeRate)
    i0 = scaler.raw(.df097, radians: e.inclination)
    idot = scaler.raw(.df079, radians: e.inclinationRate)
    omega = scaler.raw(.df099, radians: e.argumentOfPerigee)
    tgd = scaler.raw(.df101, e.groupDelay)
    accuracy = scaler.integer(.df077, Int(e.accuracyIndex))
    iode = scaler.integer(.df071, Int(e.issueOfEphemeris))
    iodc = scaler.integer(.df085, Int(e.issueOfClock))
    health = scaler.integer(.df102, Int(e.health))
    codeOnL2 = scaler.integer(.df078, Int(e.codesOnL2))
    l2PDataOff = e.isL2PDataOff
    fitIntervalFlag = e.isFitIntervalExtended
    try scaler.check()
  }
}
