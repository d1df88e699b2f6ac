import GNSS

extension Message1045 {
  /// The ephemeris in SI units; nil for satellite ID 0, a time beyond the week, or a date that the context cannot resolve.
  ///
  /// - Parameter context: Knows the date, or nothing: the week number of 12 bits then stands for itself.
  public func ephemeris(in context: TimeContext) -> KeplerEphemeris? {
    guard var e = elements.ephemeris(satelliteID: satelliteID, message: .fnav, week: week, in: context) else { return nil }
    e.accuracyIndex = sisaIndex
    e.issueOfEphemeris = iodNav
    e.issueOfClock = iodNav
    e.health = (e5aDataInvalid ? 8 : 0) + UInt16(e5aHealth) << 4
    return e
  }

  /// The message of an ephemeris; back from `ephemeris(in:)` every bit is as it was. The reserved bits become zero.
  /// Throws for another system or kind of message and for a value that its field cannot hold.
  public init(_ e: KeplerEphemeris, leapSeconds: LeapSecondTable = .builtIn) throws(EncodeError) {
    self.init()
    var scaler = RawScaler(message: 1045)
    try scaler.require(e.satellite.system == .galileo && e.message == .fnav, .kepler(e))
    satelliteID = scaler.integer(.df252, Int(e.satellite.number))
    week = UInt16(truncatingIfNeeded: e.week & 4095)
    elements = GalileoElements(e, leapSeconds: leapSeconds, &scaler)
    sisaIndex = scaler.integer(.df291, Int(e.accuracyIndex))
    iodNav = scaler.integer(.df290, Int(e.issueOfEphemeris))
    e5aDataInvalid = e.health & 8 != 0
    e5aHealth = UInt8(e.health >> 4 & 3)
    try scaler.check()
  }
}
