import RecordedData
import SurveyFiles
import Testing

@testable import BeiDouGrid

/// Codes against the examples printed in GB/T 39409-2020, the vectors made from it with exact rationals, and the rules in their plainest form.
@Suite("BeiDou grid codes")
struct GridCodeTests {
  /// A position from text, as the command reads it.
  static func position(_ latitude: String, _ longitude: String) throws -> GridPosition {
    func angle(_ text: String) throws -> GridAngle {
      let bytes = Array(text.utf8)
      let units = AngleUnits.parse(bytes.span.bytes, from: 0, to: bytes.count, perDegree: GridUnits.degree)
      return try #require(units.flatMap { GridAngle(isNegative: $0.isNegative, units: $0.units, isExact: $0.isExact) })
    }
    return try GridPosition(latitude: angle(latitude), longitude: angle(longitude))
  }

  @Test("the examples of the standard")
  func standardExamples() throws {
    // 39°59′35.38″N 116°18′45.37″E, level by level, section 5; Annex C for level 5.
    let point = try Self.position("39°59′35.38″N", "116°18′45.37″E")
    let codes = ["N50J", "N50J47", "N50J475", "N50J47539", "N50J47539B8", "N50J47539B82", "N50J47539B8255", "N50J47539B825534"]
    for (index, code) in codes.enumerated() {
      #expect(GridCell(containing: point, level: try #require(GridLevel(rawValue: index + 1))).code == code)
    }
    #expect(GridCell(containing: point, level: .ten).code == "N50J47539B8255346152")
    for (latitude, longitude, code) in [
      ("39°59′56.1444″", "116°19′14.3184″", "N50J475493E"), ("39°59′59.7012″", "116°19′5.9808″", "N50J475491E"),
      ("39°59′56.5260″", "116°19′9.3540″", "N50J475492E"),
    ] {
      #expect(GridCell(containing: try Self.position(latitude, longitude), level: .five).code == code)
    }
    // Table 1: the plane of the code of three dimensions is the code of two.
    let cell = try GridCell(code: "N036J0093000780B3010010520430140", threeDimensional: true)
    #expect(cell.code == "N036J0093000780B3010010520430140")
    #expect(cell.with(nil).code == "N36J93078B3101524314")
  }

  @Test("every vector, from text and from doubles, both ways", .recordedData("vectors/beidou_grid_vectors.csv"))
  func vectors() throws {
    let lines = try RecordedData.text("vectors/beidou_grid_vectors.csv").split(whereSeparator: \.isNewline).dropFirst()
    #expect(lines.count >= 200)
    for line in lines {
      let fields = line.split(separator: ",").map(String.init)
      let (height, n) = (try #require(Double(fields[2])), try #require(Int(fields[5])))
      let point = try Self.position(fields[0], fields[1])
      let flat = GridCell(containing: point, level: .ten)
      let solid = try GridCell(containing: point, ellipsoidalHeight: height, level: .ten)
      #expect(flat.code == fields[3] && solid.code == fields[4])
      #expect(try GridHeight.layer(ofHeight: height) == n)
      #expect(try GridCell(code: fields[3], threeDimensional: false) == flat)
      #expect(try GridCell(code: fields[4], threeDimensional: true) == solid)
      for level in GridLevel.allCases {
        #expect(flat.ancestor(level).code == String(fields[3].prefix(level.codeLength)))
        #expect(solid.ancestor(level).code == String(fields[4].prefix(level.codeLength3D)))
        #expect(try GridCell(containing: point, ellipsoidalHeight: height, level: level) == solid.ancestor(level))
      }
    }
  }

  /// The code by the text of the standard below 88°, digit by digit, in rational numbers: |φ|, |λ| = n/d degrees.
  static func plainCode(_ n: (Int128, Int128), _ d: Int128, south: Bool, west: Bool) -> String {
    let digits = Array("0123456789ABCDEF")
    // Everything in units of 1/(2048 d) seconds.
    let unit = d
    let second = 2048 * unit
    var (lat, lon) = (n.0 * 3600 * 2048, n.1 * 3600 * 2048)
    let zone = lon / (6 * 3600 * second)
    var code = south ? "S" : "N"
    let number = Int(west ? 30 - zone : 31 + zone)
    code += number < 10 ? "0\(number)" : "\(number)"
    code.append(Array("ABCDEFGHIJKLMNOPQRSTUV")[Int(lat / (4 * 3600 * second))])
    (lat, lon) = (lat % (4 * 3600 * second), lon % (6 * 3600 * second))
    let steps: [(Int128, Int128)] = [
      (1800 * second, 1800 * second), (900 * second, 600 * second), (60 * second, 60 * second), (4 * second, 4 * second),
      (2 * second, 2 * second), (second / 4, second / 4), (second / 32, second / 32), (second / 256, second / 256), (unit, unit),
    ]
    for (level, step) in steps.enumerated() {
      let (a, b) = (Int(lon / step.0), Int(lat / step.1))
      code += level == 1 || level == 4 ? "\(2 * b + a)" : "\(digits[a])\(digits[b])"
      (lat, lon) = (lat % step.1, lon % step.0)
    }
    return code
  }

  @Test("a million positions, whole seconds among them, against rational arithmetic: no error")
  func rationals() throws {
    var random = SplitMix(state: 20)
    var failures = 0
    var bytes: [UInt8] = []
    var text: [UInt8] = []
    // Without optimisation a million take most of a minute.
    #if DEBUG
      let count = 50_000
    #else
      let count = 1_000_000
    #endif
    for i in 0..<count {
      let (south, west) = (random.next() & 1 == 1, random.next() & 1 == 1)
      bytes.removeAll(keepingCapacity: true)
      let expected: String
      let point: GridPosition
      if i % 4 == 0 {
        // Whole seconds, as degrees, minutes and seconds.
        let (lat, lon) = (Int(random.next() % (88 * 3600)), Int(random.next() % (180 * 3600)))
        expected = Self.plainCode((Int128(lat), Int128(lon)), 3600, south: south, west: west)
        func angle(_ seconds: Int, _ negative: Bool) throws -> GridAngle {
          text = Array("\(negative ? "-" : "")\(seconds / 3600):\(seconds / 60 % 60):\(seconds % 60)".utf8)
          let units = AngleUnits.parse(text.span.bytes, from: 0, to: text.count, perDegree: GridUnits.degree)
          return try #require(units.flatMap { GridAngle(isNegative: $0.isNegative, units: $0.units, isExact: $0.isExact) })
        }
        point = try GridPosition(latitude: angle(lat, south && lat > 0), longitude: angle(lon, west && lon > 0))
        // Zero has no sign.
        if (lat == 0 && south) || (lon == 0 && west) { continue }
      } else {
        // Decimal degrees with 5 … 15 decimals, among them whole seconds written as decimals.
        let decimals = 5 + Int(random.next() % 11)
        let scale = (0..<decimals).reduce(Int128(1)) { power, _ in power * 10 }
        func number(_ limit: Int128) -> Int128 {
          let wide = Int128(random.next() >> 1)
          return i % 4 == 1 ? wide % (limit * 3600) * scale / 3600 : wide * 1_000_003 % (limit * scale)
        }
        let (lat, lon) = (number(88), number(180))
        if lat == 0 || lon == 0 { continue }
        expected = Self.plainCode((lat, lon), scale, south: south, west: west)
        func angle(_ value: Int128, _ negative: Bool) throws -> GridAngle {
          var fraction = String(value % scale)
          fraction = String(repeating: "0", count: decimals - fraction.count) + fraction
          text = Array("\(negative ? "-" : "")\(value / scale).\(fraction)".utf8)
          let units = AngleUnits.parse(text.span.bytes, from: 0, to: text.count, perDegree: GridUnits.degree)
          return try #require(units.flatMap { GridAngle(isNegative: $0.isNegative, units: $0.units, isExact: $0.isExact) })
        }
        point = try GridPosition(latitude: angle(lat, south), longitude: angle(lon, west))
      }
      GridCell(containing: point, level: .ten).appendCode(to: &bytes)
      if !bytes.elementsEqual(expected.utf8) {
        failures += 1
        if failures < 5 {
          Issue.record("\(String(decoding: text, as: UTF8.self)): \(String(decoding: bytes, as: UTF8.self)), expected \(expected)")
        }
      }
    }
    #expect(failures == 0)
  }

  @Test("doubles are taken as the exact numbers that they are")
  func doubles() throws {
    var random = SplitMix(state: 4)
    for _ in 0..<20_000 {
      // k·2⁻⁴⁴ degrees: value·7372800 is exact in 128 bits.
      let k = Int128(random.next() % (180 << 44))
      let value = Double(Int64(k)) * 0x1p-44
      let exact = Int128(value * 0x1p44) * Int128(GridUnits.degree)
      let angle = try #require(GridAngle(degrees: -value))
      #expect(Int128(angle.units) == exact >> 44 && angle.isExact == (exact & (1 << 44 - 1) == 0) && angle.isNegative == (value > 0))
    }
    #expect(GridAngle(degrees: 1e-300) == GridAngle(isNegative: false, units: 0, isExact: false))
    #expect(GridAngle(degrees: -0.0) == GridAngle(isNegative: false, units: 0, isExact: true))
    #expect(GridAngle(degrees: .nan) == nil && GridAngle(degrees: 401) == nil)
  }

  @Test("borders: outward from the equator and the prime meridian, the pole in its cap, 180° in zone 01")
  func borders() throws {
    func code(_ latitude: String, _ longitude: String, _ level: GridLevel = .two) throws -> String {
      GridCell(containing: try Self.position(latitude, longitude), level: level).code
    }
    #expect(try code("0", "0") == "N31A00" && code("-0", "-0") == "N31A00")
    #expect(try code("-0.0000000001", "-0.0000000001") == "S30A00")
    #expect(try code("4", "6") == "N32B00" && code("-4", "-6") == "S29B00")
    #expect(try code("0", "180") == "N01AB0" && code("0", "-180") == "N01AB0")
    #expect(try code("0", "179.9999999999") == "N60AB0" && code("0", "180.0000000001") == "N01AB0" && code("0", "359") == "N30A20")
    #expect(try code("90", "77") == "N00000" && code("-90", "-77", .ten) == "S000" + String(repeating: "0", count: 16))
    #expect(try code("88", "0") == "N00022" && code("87.9999999999", "0") == "N31V07" && code("-88", "-0.001") == "S00033")
    #expect(throws: GridPositionError.latitudeOutOfRange) { try Self.position("90.0000000000001", "0") }
    #expect(throws: GridPositionError.longitudeOutOfRange) { try Self.position("0", "360.0000000000001") }
  }

  @Test("errors of codes say what belongs where")
  func errors() throws {
    func error(_ code: String, _ solid: Bool = false) -> GridCodeError? {
      do {
        _ = try GridCell(code: code, threeDimensional: solid)
        return nil
      } catch { return error }
    }
    #expect(error("")?.expected == .hemisphere && error("X50J")?.position == 1)
    #expect(error("N61J")?.expected == .zone && error("N5")?.expected == .zone)
    #expect(error("N50W")?.expected == .band && error("N50W")?.position == 4)
    #expect(error("N50JC7")?.expected == .digit(upTo: "B", level: 2) && error("N50J48")?.position == 6)
    #expect(error("N50J476")?.expected == .digit(upTo: "5", level: 3))
    #expect(error("N50J4753")?.expected == .length(threeDimensional: false))
    #expect(error("N050J0047050390B8020551342613714")?.expected == .twoDimensions)
    #expect(error("N250J00", true)?.expected == .heightSign && error("N050J57", true)?.expected == .heightDigits)
    // Below the ellipsoid the magnitude 0 is no layer of level 10, but holds layers at the coarser ones.
    #expect(error("N136J0093000780B3010010520430140", true)?.expected == .layer)
    #expect(error("N136J0093000780B3010010520430141", true) == nil)
    #expect(error("N131A00", true) == nil)
    #expect(error(String(repeating: "N", count: 100_000))?.text.count == 40)
    #expect((try? GridCell(code: "n50j47539b825534", threeDimensional: false))?.code == "N50J47539B825534")
  }
}

/// A small generator with a seed, so that a failure comes back (Steele, Lea and Flood, doi 10.1145/2660193.2660195).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
