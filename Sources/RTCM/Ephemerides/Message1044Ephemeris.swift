import GNSS

extension Message1044 {
  /// The ephemeris in SI units; nil for satellite ID 0, a time beyond the week, or without a date to resolve the ten-bit week.
  ///
  /// - Parameter context: Knows the date to half the period of the week number.
  public func ephemeris(in context: TimeContext) -> KeplerEphemeris? {
    guard satelliteID > 0, let week = context.fullWeek(rolled: Int(week), bits: 10, in: .qzsst),
      let toe = context.time(week: week, secondsOfWeek: Int(toe) * 16, in: .qzsst),
      let toc = context.time(week: week, secondsOfWeek: Int(toc) * 16, in: .qzsst)
    else { return nil }
    let satellite = Satellite(.qzss, satelliteID)
    var e = KeplerEphemeris(satellite: satellite, message: .lnav, week: week, toe: toe, toc: toc)
    e.clockBias = DataField.df433.value(af0)
    e.clockDrift = DataField.df432.value(af1)
    e.clockDriftRate = DataField.df431.value(af2)
    e.sqrtA = DataField.df441.value(sqrtA)
    e.eccentricity = DataField.df439.value(eccentricity)
    e.cuc = DataField.df438.value(cuc)
    e.cus = DataField.df440.value(cus)
    e.crc = DataField.df447.value(crc)
    e.crs = DataField.df435.value(crs)
    e.cic = DataField.df443.value(cic)
    e.cis = DataField.df445.value(cis)
    e.meanAnomaly = DataField.df437.radians(m0)
    e.meanMotionDifference = DataField.df436.radians(deltaN)
    e.nodeLongitude = DataField.df444.radians(omega0)
    e.nodeRate = DataField.df449.radians(omegaDot)
    e.inclination = DataField.df446.radians(i0)
    e.inclinationRate = DataField.df450.radians(idot)
    e.argumentOfPerigee = DataField.df448.radians(omega)
    e.groupDelay = DataField.df455.value(tgd)
    e.accuracyIndex = accuracy
    e.issueOfEphemeris = UInt16(iode)
    e.issueOfClock = iodc
    e.health = UInt16(health)
    e.codesOnL2 = codeOnL2
    e.isFitIntervalExtended = fitIntervalFlag
    return e
  }

  /// The message of an ephemeris; back from `ephemeris(in:)` every bit is as it was.
  /// Throws for another system or kind of message and for a value that its field cannot hold.
  public init(_ e: KeplerEphemeris, leapSeconds: LeapSecondTable = .builtIn) throws(EncodeError) {
    self.init()
    var scaler = RawScaler(message: 1044)
    try scaler.require(e.satellite.system == .qzss && e.message == .lnav, .kepler(e))
    satelliteID = scaler.integer(.df429, Int(e.satellite.number))
    week = UInt16(truncatingIfNeeded: e.week & 1023)
    toe = scaler.raw(.df442, e.toe.secondsOfWeek(in: .qzsst, leapSeconds: leapSeconds))
    toc = scaler.raw(.df430, e.toc.secondsOfWeek(in: .qzsst, leapSeconds: leapSeconds))
    af0 = scaler.raw(.df433, e.clockBias)
    af1 = scaler.raw(.df432, e.clockDrift)
    af2 = scaler.raw(.df431, e.clockDriftRate)
    sqrtA = scaler.raw(.df441, e.sqrtA)
    eccentricity = scaler.raw(.df439, e.eccentricity)
    cuc = scaler.raw(.df438, e.cuc)
    cus = scaler.raw(.df440, e.cus)
    crc = scaler.raw(.df447, e.crc)
    crs = scaler.raw(.df435, e.crs)
    cic = scaler.raw(.df443, e.cic)
    cis = scaler.raw(.df445, e.cis)
    m0 = scaler.raw(.df437, radians: e.meanAnomaly)
    deltaN = scaler.raw(.df436, radians: e.meanMotionDifference)
    omega0 = scaler.raw(.df444, radians: e.nodeLongitude)
    omegaDot = scaler.raw(.df449, radians: e.nodeRate)
    i0 = scaler.raw(.df446, radians: e.inclination)
    idot = scaler.raw(.df450, radians: e.inclinationRate)
    omega = scaler.raw(.df448, radians: e.argumentOfPerigee)
    tgd = scaler.raw(.df455, e.groupDelay)
    accuracy = scaler.integer(.df453, Int(e.accuracyIndex))
    iode = scaler.integer(.df434, Int(e.issueOfEphemeris))
    iodc = scaler.integer(.df456, Int(e.issueOfClock))
    health = scaler.integer(.df454, Int(e.health))
    codeOnL2 = scaler.integer(.df451, Int(e.codesOnL2))
    fitIntervalFlag = e.isFitIntervalExtended
    try scaler.check()
  }
}
