public import Geodesy

/// A station to be simulated.
public struct StationDescription: Sendable, Hashable {
  /// Reference-station number (RTCM DF003), 0…4095.
  public var id: UInt16
  /// The mount point under which its stream is served.
  public var mountpoint: String
  /// Chinese name.
  public var chineseName: String
  /// English name.
  public var englishName: String
  /// Antenna reference point, on the ellipsoid of CGCS2000.
  public var position: GeodeticPosition
  /// IGS name of the antenna.
  public var antenna = "ADVNULLANTENNA  NONE"
  /// Receiver, as 1033 names it.
  public var receiver = "JIZHUN SIMULATOR"

  /// A station.
  public init(id: UInt16, mountpoint: String, chineseName: String, englishName: String, position: GeodeticPosition) {
    self.id = id
    self.mountpoint = mountpoint
    self.chineseName = chineseName
    self.englishName = englishName
    self.position = position
  }
}

/// Networks to try things on.
public enum SimulatedNetwork {
  /// Twelve invented stations that carry the names of cities of Hunan: at a tenth of a degree near the city, with invented heights. No station
  /// of any real network stands there.
  public static let hunan: [StationDescription] = [
    station(1, "SIM01", "长沙（虚构）", "Changsha (invented)", 28.2, 112.9, 60),
    station(2, "SIM02", "株洲（虚构）", "Zhuzhou (invented)", 27.8, 113.1, 70),
    station(3, "SIM03", "衡阳（虚构）", "Hengyang (invented)", 26.9, 112.6, 80),
    station(4, "SIM04", "邵阳（虚构）", "Shaoyang (invented)", 27.2, 111.5, 240),
    station(5, "SIM05", "岳阳（虚构）", "Yueyang (invented)", 29.4, 113.1, 50),
    station(6, "SIM06", "常德（虚构）", "Changde (invented)", 29.0, 111.7, 40),
    station(7, "SIM07", "张家界（虚构）", "Zhangjiajie (invented)", 29.1, 110.5, 190),
    station(8, "SIM08", "益阳（虚构）", "Yiyang (invented)", 28.6, 112.4, 45),
    station(9, "SIM09", "郴州（虚构）", "Chenzhou (invented)", 25.8, 113.0, 200),
    station(10, "SIM10", "永州（虚构）", "Yongzhou (invented)", 26.4, 111.6, 130),
    station(11, "SIM11", "怀化（虚构）", "Huaihua (invented)", 27.6, 110.0, 260),
    station(12, "SIM12", "吉首（虚构）", "Jishou (invented)", 28.3, 109.7, 220),
  ]

  /// The most stations that ``stations(_:)`` gives: as many as DF003 has numbers beside the first.
  public static let maximumCount = 1000

  /// As many stations as wanted: those of ``hunan``, then a grid of numbered ones over 24°–31° N, 106°–116° E, all invented.
  /// - Parameter count: 1…``maximumCount``; a number outside is cut to it.
  public static func stations(_ count: Int) -> [StationDescription] {
    let count = min(max(count, 1), maximumCount)
    let more = (hunan.count..<max(count, hunan.count)).map { index in
      let row = (index - hunan.count) % 32
      let column = (index - hunan.count) / 32
      return station(
        UInt16(index + 1), "SIM\(index < 99 ? "0" : "")\(index + 1)", "模拟 \(index + 1)（虚构）", "Simulated \(index + 1) (invented)",
        24 + Double(row) * 0.22, 106 + Double(column) * 0.32, Double(50 + index % 7 * 30))
    }
    return Array((hunan + more).prefix(count))
  }

  private static func station(
    _ id: UInt16, _ mountpoint: String, _ chinese: String, _ english: String, _ latitude: Double, _ longitude: Double, _ height: Double
  ) -> StationDescription {
    StationDescription(
      id: id, mountpoint: mountpoint, chineseName: chinese, englishName: english,
      position: GeodeticPosition(latitudeDegrees: latitude, longitudeDegrees: longitude, ellipsoidalHeight: height))
  }
}
