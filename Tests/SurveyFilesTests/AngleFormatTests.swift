import Testing

@testable import SurveyFiles

/// Angles in degrees, in degrees, minutes and seconds, and run together; and as whole units.
@Suite("Angle formats")
struct AngleFormatTests {
  func read(_ text: String, _ format: AngleFormat) -> Double? {
    let bytes = Array(text.utf8)
    return format.read(bytes.span.bytes, from: 0, to: bytes.count)?.degrees
  }

  func write(_ degrees: Double, _ format: AngleFormat, _ decimals: Int) -> String {
    var buffer = TextBuffer()
    buffer.append(angle: degrees, as: format, decimals: decimals)
    var bytes: [UInt8] = []
    for i in 0..<buffer.count { bytes.append(buffer.bytes.byte(i)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("ddd.mmss is read from its digits: no minute is lost to a double")
  func packed() {
    let good: [(String, AngleFormat, Double)] = [
      ("28.1200", .packed, 28.2), ("28.12005", .packed, 101_520.5 / 3600), ("0.3", .packed, 0.5), ("-0.3", .packed, -0.5),
      ("112", .packed, 112), ("112.", .packed, 112), ("28.5959999", .packed, 104_399.999 / 3600), ("28°12′", .packed, 28.2),
      ("28.2", .degrees, 28.2), ("28:12:00", .dms, 28.2),
    ]
    for (text, format, value) in good { #expect(read(text, format) == value, "\(text)") }
    for text in ["28.60", "28.1260", "28.6", "1e1", "x", ""] { #expect(read(text, .packed) == nil, "\(text)") }
    // Every whole second of a degree.
    for seconds in 0..<3600 {
      let (m, s) = (seconds / 60, seconds % 60)
      let text = "113.\(m / 10)\(m % 10)\(s / 10)\(s % 10)"
      let degrees = Double(113 * 3600 + seconds) / 3600
      #expect(read(text, .packed) == degrees)
      #expect(write(degrees, .packed, 4) == text)
    }
  }

  @Test("written with carries, never with 60")
  func written() {
    let cases: [(Double, AngleFormat, Int, String)] = [
      (28.2, .dms, 8, "28°12′00.0000″"), (-0.5, .dms, 4, "-0°30′00″"), (28.999_999_999_99, .dms, 8, "29°00′00.0000″"),
      (28.999_999_999_99, .packed, 8, "29.00000000"), (112.95, .packed, 10, "112.5700000000"), (112.95, .degrees, 4, "112.9500"),
      (0, .dms, 4, "0°00′00″"), (1.0 / 3600, .dms, 6, "0°00′01.00″"),
    ]
    for (degrees, format, decimals, text) in cases { #expect(write(degrees, format, decimals) == text) }
  }

  @Test("whole units without rounding, for any number of digits and exponents")
  func units() {
    func units(_ text: String) -> AngleUnits? {
      let bytes = Array(text.utf8)
      return AngleUnits.parse(bytes.span.bytes, from: 0, to: bytes.count, perDegree: 3600)
    }
    let third = "0." + String(repeating: "3", count: 200)
    let whole: [(String, Int, Bool)] = [
      // 0.1° is 360″ exactly, though 0.1 as a double is more; a third is not a whole number however many threes.
      ("0.1", 360, true), (third, 1199, false), ("0.1" + String(repeating: "0", count: 300) + "1", 360, false),
      ("-28°12′00.5″", 101_520, false), ("28°12′", 101_520, true), ("2.82e1", 101_520, true), ("2820e-2", 101_520, true),
      ("28200e-3", 101_520, true), ("1e-3", 3, false), ("5E-320", 0, false), ("12e1", 432_000, true), ("112.5E", 405_000, true),
    ]
    for (text, value, exact) in whole {
      #expect(units(text)?.units == value, "\(text)")
      #expect(units(text)?.isExact == exact, "\(text)")
    }
    for text in ["1000", "1e9", "28°60′", "", "x"] { #expect(units(text) == nil, "\(text)") }
    #expect(units("28.2N")?.hemisphere == .northSouth)
    #expect(units("W112:30:00")?.isNegative == true)
  }
}
