/// An NMEA 0183 GGA sentence: the position that a network-RTK caster wants of its clients.
public enum GGASentence {
  /// The sentence from `$` to its checksum, without the line end.
  /// - Parameters:
  ///   - latitudeDegrees: latitude in degrees, −90 … 90.
  ///   - longitudeDegrees: longitude in degrees, −180 … 180.
  ///   - seaLevelHeight: height above the geoid in metres.
  ///   - geoidSeparation: geoid above the ellipsoid in metres.
  ///   - secondsOfDay: UTC seconds of the day; taken modulo a day.
  /// - Returns: `nil` when a value is out of its range or not finite. Angles are rounded to 1e-7′ (0.2 mm), heights to 1 mm.
  public static func text(
    latitudeDegrees: Double, longitudeDegrees: Double, seaLevelHeight: Double, geoidSeparation: Double = 0, secondsOfDay: Double
  ) -> String? {
    guard (-90...90).contains(latitudeDegrees), (-180...180).contains(longitudeDegrees), (-1e5...1e5).contains(seaLevelHeight),
      (-1e3...1e3).contains(geoidSeparation), secondsOfDay.isFinite, abs(secondsOfDay) < 1e12
    else { return nil }
    let day = 8_640_000
    let hundredths = ((Int((secondsOfDay * 100).rounded(.down)) % day) + day) % day
    let time =
      pad(hundredths / 360_000, 2) + pad(hundredths / 6000 % 60, 2) + pad(hundredths / 100 % 60, 2) + "." + pad(hundredths % 100, 2)
    // Quality 1 and 10 satellites: casters refuse a position without a fix.
    let body = [
      "GPGGA", time, angle(latitudeDegrees, degreeDigits: 2), latitudeDegrees < 0 ? "S" : "N",
      angle(longitudeDegrees, degreeDigits: 3), longitudeDegrees < 0 ? "W" : "E", "1", "10", "1.0",
      metres(seaLevelHeight), "M", metres(geoidSeparation), "M", "", "",
    ].joined(separator: ",")
    let sum = body.utf8.reduce(0, ^)
    let digits = String(sum, radix: 16, uppercase: true)
    return "$\(body)*\(digits.count < 2 ? "0" : "")\(digits)"
  }

  /// Degrees and minutes with seven decimals, `ddmm.mmmmmmm`.
  private static func angle(_ degrees: Double, degreeDigits: Int) -> String {
    let units = Int((abs(degrees) * 60 * 1e7).rounded())
    let perDegree = 600_000_000
    return pad(units / perDegree, degreeDigits) + pad(units % perDegree / 10_000_000, 2) + "." + pad(units % 10_000_000, 7)
  }

  private static func metres(_ value: Double) -> String {
    let millimetres = Int((abs(value) * 1000).rounded())
    return (value < 0 && millimetres > 0 ? "-" : "") + "\(millimetres / 1000)." + pad(millimetres % 1000, 3)
  }

  private static func pad(_ value: Int, _ digits: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
