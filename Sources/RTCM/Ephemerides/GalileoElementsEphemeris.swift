import GNSS

extension GalileoElements {
  /// The ephemeris of a message with these elements, in SI units, without what F/NAV and I/NAV say differently (accuracy, issue of data, health);
  /// nil for satellite ID 0, a time beyond the week, or a date that the context cannot resolve.
  ///
  /// - Parameters:
  ///   - satelliteID: Satellite ID (DF252).
  ///   - message: F/NAV or I/NAV.
  ///   - week: The week number as sent, 12 bits (DF289).
  ///   - context: Knows the date, or nothing: the week number then stands for itself.
  func ephemeris(
    satelliteID: UInt8, message: NavigationMessage, week: UInt16, in context: TimeContext
  ) -> KeplerEphemeris? {
    guard satelliteID > 0, let week = context.fullWeek(rolled: Int(week), bits: 12, in: .gst),
      let toe = context.time(week: week, secondsOfWeek: Int(toe) * 60, in: .gst),
      let toc = context.time(week: week, secondsOfWeek: Int(toc) * 60, in: .gst)
    else { return nil }
    let satellite = Satellite(.galileo, satelliteID)
    var e = KeplerEphemeris(satellite: satellite, message: message, week: week, toe: toe, toc: toc)
    e.clockBias = DataField.df296.value(af0)
    e.clockDrift = DataField.df295.value(af1)
    e.clockDriftRate = DataField.df294.value(af2)
    e.sqrtA = DataField.df303.value(sqrtA)
    e.eccentricity = DataField.df301.value(eccentricity)
    e.cuc = DataField.df300.value(cuc)
    e.cus = DataField.df302.value(cus)
    e.crc = DataField.df309.value(crc)
    e.crs = DataField.df297.value(crs)
    e.cic = DataField.df305.value(cic)
    e.cis = DataField.df307.value(cis)
    e.meanAnomaly = DataField.df299.radians(m0)
    e.meanMotionDifference = DataField.df298.radians(deltaN)
    e.nodeLongitude = DataField.df306.radians(omega0)
    e.nodeRate = DataField.df311.radians(omegaDot)
    e.inclination = DataField.df308.radians(i0)
    e.inclinationRate = DataField.df292.radians(idot)
    e.argumentOfPerigee = DataField.df310.radians(omega)
    e.groupDelay = DataField.df312.value(bgdE5aE1)
    return e
  }

  /// The elements of an ephemeris; values that a field cannot hold are noted in `scaler`.
  init(_ e: KeplerEphemeris, leapSeconds: LeapSecondTable, _ scaler: inout RawScaler) {
    self.init()
    toe = scaler.raw(.df304, e.toe.secondsOfWeek(in: .gst, leapSeconds: leapSeconds))
    toc = scaler.raw(.df293, e.toc.secondsOfWeek(in: .gst, leapSeconds: leapSeconds))
    af0 = scaler.raw(.df296, e.clockBias)
    af1 = scaler.raw(.df295, e.clockDrift)
    af2 = scaler.raw(.df294, e.clockDriftRate)
    sqrtA = scaler.raw(.df303, e.sqrtA)
    eccentricity = scaler.raw(.df301, e.eccentricity)
    cuc = scaler.raw(.df300, e.cuc)
    cus = scaler.raw(.df302, e.cus)
    crc = scaler.raw(.df309, e.crc)
    crs = scaler.raw(.df297, e.crs)
    cic = scaler.raw(.df305, e.cic)
    cis = scaler.raw(.df307, e.cis)
    m0 = scaler.raw(.df299, radians: e.meanAnomaly)
    deltaN = scaler.raw(.df298, radians: e.meanMotionDifference)
    omega0 = scaler.raw(.df306, radians: e.nodeLongitude)
    omegaDot = scaler.raw(.df311, radians: e.nodeRate)
    i0 = scaler.raw(.df308, radians: e.inclination)
    idot = scaler.raw(.df292, radians: e.inclinationRate)
    omega = scaler.raw(.df310, radians: e.argumentOfPerigee)
    bgdE5aE1 = scaler.raw(.df312, e.groupDelay)
  }
}
