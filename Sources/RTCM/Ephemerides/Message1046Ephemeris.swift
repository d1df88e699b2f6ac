import GNSS

extension Message1046 {
  /// The ephemeris in SI units; nil for satellite ID 0, a time beyond the week, or a date that the context cannot resolve.
  ///
  /// - Parameter context: Knows the date, or nothing: the week number of 12 bits then stands for itself.
  public func ephemeris(in context: TimeContext) -> KeplerEphemeris? {
    guard var e = elements.ephemeris(satelliteID: satelliteID, message: .inav, week: week, in: context) else { return nil }
    e.accuracyIndex = sisaIndex
    e.issueOfEphemeris = iodNav
    e.issueOfClock = iodNav
    e.groupDelay2 = DataField.df313.value(bgdE5bE1)
    e.health = (e1bDataInvalid ? 1 : 0) + UInt16(e1bHealth) << 1 + (e5bDataInvalid ? 64 : 0) + UInt16(e5bHealth) << 7
    return e
  }

  /// The message of an ephemeris; back from `ephemeris(in:)` every bit is as it was. The reserved bits become zero.
  /// Throws for another system or kind of message and for a value that its field cannot hold.
  public init(_ e: KeplerEphemeris, leapSeconds: LeapSecondTable = .builtIn) throws(EncodeError) {
    self.init()
    var scaler = RawScaler(message: 1046)
    try scaler.require(e.satellite.system == .galileo && e.message == .inav, .kepler(e))
    satelliteID = scaler.integer(.df252, Int(e.satellite.number))
    week = UInt16(truncatingIfNeeded: e.week & 4095)
    elements = GalileoElements(e, leapSeconds: leapSeconds, &scaler)
    sisaIndex = scaler.integer(.df286, Int(e.accuracyIndex))
    iodNav = scaler.integer(.df290, Int(e.issueOfEphemeris))
    bgdE5bE1 = scaler.raw(.df313, e.groupDelay2)
    e1bDataInvalid = e.health & 1 != 0
    e1bHealth = UInt8(e.health >> 1 & 3)
    e5bDataInvalid = e.health & 64 != 0
    e5bHealth = UInt8(e.health >> 7 & 3)
    try scaler.check()
  }
}
