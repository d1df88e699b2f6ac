import Foundation
import Geodesy
import RecordedData
import Testing

@testable import GravityField

@Suite struct GFCReaderTests {
  static let head = """
    Invented, for tests.
    errors in this line of free text do no harm
    begin_of_head ====
    product_type gravity_field
    modelname Invented
    earth_gravity_constant 0.3986004415D+15
    radius 6378136.3
    max_degree 4
    errors formal
    tide_system zero_tide
    end_of_head ====

    """

  static func read(_ text: String, epoch: Double? = nil, maximumDegree: Int? = nil) throws(GFCError) -> GFCModel {
    let bytes = Array(text.utf8)
    return try GFCReader.read(bytes.span.bytes, epoch: epoch, maximumDegree: maximumDegree)
  }

  static func failure(_ text: String, epoch: Double? = nil) -> GFCError? {
    do throws(GFCError) {
      _ = try read(text, epoch: epoch)
      return nil
    } catch {
      return error
    }
  }

  @Test func readsHeaderAndCoefficients() throws {
    let model = try Self.read(
      Self.head + "gfc 2 0 -0.484165D-03 0.0 1e-12 0\r\ngfc\t2 2 +2.439e-6 -1.4E-06 1.d-12 1D-12\n\ngfc 3 1 .5e-6 5.e-7 0 0")
    #expect(model.header.modelName == "Invented" && model.header.errors == .formal && model.header.version == 1)
    #expect(model.model.gravitationalParameter == 0.3986004415e15 && model.model.radius == 6378136.3)
    #expect(model.model.tideSystem == .zero && model.model.coefficients.degree == 3 && !model.isTimeVariable)
    #expect(model.model.coefficients[degree: 2, order: 0] == [-0.484165e-3, 0])
    #expect(model.model.coefficients[degree: 2, order: 2] == [2.439e-6, -1.4e-6])
    #expect(model.model.coefficients[degree: 3, order: 1] == [0.5e-6, 5e-7])
    // No line of degree 0: the mass is GM.
    #expect(model.model.coefficients[degree: 0, order: 0] == [1, 0])
  }

  /// However the bytes come, they are the same file.
  @Test(arguments: [1, 2, 7, 64, 1000])
  func readsInPieces(size: Int) throws {
    let text = Self.head + "gfc 2 0 -0.484165D-03 0.0 1e-12 0\ngfc 4 4 1e-6 -2e-7 1e-12 0"
    let bytes = Array(text.utf8)
    var reader = GFCReader()
    for start in stride(from: 0, to: bytes.count, by: size) {
      let piece = Array(bytes[start..<min(bytes.count, start + size)])
      try reader.read(piece.span.bytes)
    }
    let (pieces, whole) = (try reader.finish(), try Self.read(text))
    #expect(pieces.model.coefficients == whole.model.coefficients && pieces.header == whole.header)
  }

  @Test func stopsAtTheWantedDegree() throws {
    let model = try Self.read(Self.head + "gfc 2 0 1e-3 0 0 0\ngfc 4 0 1e-6 0 0 0\n", maximumDegree: 3)
    #expect(model.model.coefficients.degree == 2)
  }

  /// icgem1.0: trend and periods refer to the date of the gfct line. Numbers by hand: t − t₀ is 1461 days, 4 years of 365.25 days.
  @Test func version1AtAnEpoch() throws {
    let data = """
      gfct 2 0 -4.8e-4 0 0 0 20050101
      trnd 2 0 1e-11 0 0 0
      asin 2 0 3e-11 0 0 0 1.0
      acos 2 0 5e-11 0 0 0 8.0
      gfc 2 1 1e-9 1e-9 0 0

      """
    let model = try Self.read(Self.head + data, epoch: 2009)
    // Four whole years: the sine of the yearly term is 0; half of eight years: the cosine is −1.
    #expect(abs(model.model.coefficients[degree: 2, order: 0].x - (-4.8e-4 + 4e-11 - 5e-11)) < 1e-18)
    #expect(model.isTimeVariable)
    #expect(Self.failure(Self.head + data)?.problem == .epochNeeded)
    #expect(Self.failure(Self.head + data)?.line == 13)
  }

  /// icgem2.0: intervals with their own values; outside all of them nothing is extrapolated.
  @Test func version2AtAnEpoch() throws {
    let head = Self.head.replacingOccurrences(of: "begin_of_head ====\n", with: "begin_of_head ====\nformat icgem2.0\n")
    let data = """
      gfct 2 0 -4.8e-4 0 0 0 20050101.0000 20070101.0000
      trnd 2 0 1e-11 0 0 0 20050101.0000 20070101.0000
      gfct 2 0 -4.9e-4 0 0 0 20070101 20110101
      acos 2 0 7e-11 0 0 0 20070101 20110101 1.0

      """
    let first = try Self.read(head + data, epoch: 2006)
    #expect(abs(first.model.coefficients[degree: 2, order: 0].x - (-4.8e-4 + 1e-11 * 365 / 365.25)) < 1e-18)
    let second = try Self.read(head + data, epoch: 2007)
    #expect(abs(second.model.coefficients[degree: 2, order: 0].x - (-4.9e-4 + 7e-11)) < 1e-18)
    #expect(Self.failure(head + data, epoch: 2012)?.problem == .epochOutside(degree: 2, order: 0))
    #expect(Self.failure(head + data)?.problem == .epochNeeded)
  }

  /// Unnormalised C₂₀ = −J₂ and C₂₂: factors 1/√5 and √(4!/(5·2)) (Heiskanen & Moritz 1-91).
  @Test func normalises() throws {
    let head = Self.head.replacingOccurrences(of: "errors formal", with: "errors no\nnorm unnormalized")
    let model = try Self.read(head + "gfc 2 0 -0.00108263 0\ngfc 2 2 1.57e-6 -0.9e-6\n")
    #expect(abs(model.model.coefficients[degree: 2, order: 0].x - -0.00108263 / 5.0.squareRoot()) < 1e-18)
    #expect(abs(model.model.coefficients[degree: 2, order: 2].x - 1.57e-6 * 2.4.squareRoot()) < 1e-20)
  }

  @Test(arguments: [
    ("gfc 2 3 0 0 0 0", GFCError.Problem.degreeOrder(highest: 4)), ("gfc 5 0 0 0 0 0", .degreeOrder(highest: 4)),
    ("gfc -2 0 0 0 0 0", .degreeOrder(highest: 4)), ("gfc 2 0 0 0", .columns(found: 5, expected: 7)),
    ("gfc 2 0 nan 0 0 0", .notANumber(column: 4)), ("gfc 2 0 0 inf 0 0", .notANumber(column: 5)),
    ("gfc 2 0 0 0 x 0", .notANumber(column: 6)),
    ("gfc 2 0 1e400 0 0 0", .notANumber(column: 4)), ("gfc 2 0 1e30 0 0 0", .implausible(column: 4)), ("hello 2 0", .unknownKey("hello")),
    ("gfc 2 1 0 0 0 0\ngfc 2 1 0 0 0 0", .duplicate(degree: 2, order: 1)), ("gfct 2 1 0 0 0 0 2005", .date(column: 8)),
    ("trnd 2 1 0 0 0 0", .termWithoutCoefficient(degree: 2, order: 1)), ("gfct 2 1 0 0 0 0 20051301", .date(column: 8)),
    ("gfct 2 1 0 0 0 0 20050101\nasin 2 1 0 0 0 0 -1", .notANumber(column: 8)), ("", .empty),
  ])
  func saysWhatIsWrong(data: String, problem: GFCError.Problem) {
    let error = Self.failure(Self.head + data + "\n")
    #expect(error?.problem == problem)
    // The header has 11 lines.
    #expect(error?.line == (data.contains("\n") ? 13 : 12))
    #expect(error.map { !$0.message(chinese: true).isEmpty && $0.description.contains("line") } == true)
  }

  @Test(arguments: [
    ("radius 6378136.3\n", "radius -1\n", GFCError.Problem.keyword("radius", expected: "metres, such as 6378136.3")),
    ("radius 6378136.3\n", "", .missingKeyword("radius")),
    ("max_degree 4", "max_degree 99999999999", .keyword("max_degree", expected: "0…10800")),
    ("gravity_field", "topography", .keyword("product_type", expected: "gravity_field")), ("end_of_head ====\n", "", .noHeader),
    ("tide_system zero_tide", "tide_system wet", .keyword("tide_system", expected: "tide_free | zero_tide | mean_tide | unknown")),
    ("errors formal", "errors many", .keyword("errors", expected: "no | formal | calibrated | calibrated_and_formal")),
  ])
  func saysWhatIsWrongWithTheHeader(old: String, new: String, problem: GFCError.Problem) {
    #expect(Self.failure(Self.head.replacingOccurrences(of: old, with: new) + "gfc 2 0 0 0 0 0\n")?.problem == problem)
  }

  /// A few bytes must not ask for a gigabyte.
  @Test func refusesHugeDegreesWithoutCoefficients() {
    let head = Self.head.replacingOccurrences(of: "max_degree 4", with: "max_degree 10800")
    #expect(Self.failure(head + "gfc 10800 10800 0 0 0 0\n")?.problem == .tooSparse(degree: 10_800, coefficients: 1))
    #expect(Self.failure(String(repeating: "x", count: 100_000))?.problem == .lineTooLong)
  }

  /// Numbers are correctly rounded, whatever their exponent letter; the standard library is the judge.
  @Test func numbers() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let text = "-0.\(UInt64.random(in: 0...999_999_999_999_999, using: &generator))e\(Int.random(in: -40...10, using: &generator))"
      #expect(GFCNumber.parse(text) == Double(text))
      #expect(GFCNumber.parse(text.replacingOccurrences(of: "e", with: "D")) == Double(text))
    }
    // Sixteen to eighteen digits and powers to 10⁻⁵⁵, as models to high degrees have them; the last are halves between doubles but for their last digits.
    for _ in 0..<20_000 {
      let digits = UInt64.random(in: 1_000_000_000_000_000...999_999_999_999_999_999, using: &generator)
      let text = "\(digits)e\(Int.random(in: -60...0, using: &generator))"
      #expect(GFCNumber.parse(text) == Double(text), "\(text)")
    }
    for text in ["9007199254740993e-1", "9007199254740993e0", "18014398509481986e-2", "4503599627370497.5e0", "45035996273704975e-1"] {
      #expect(GFCNumber.parse(text) == Double(text), "\(text)")
    }
    for text in ["", "-", ".", "e5", "1e", "1e+", "0x10", "nan", "inf", "1 ", "1e999999", "--1", "1e99999"] {
      #expect(GFCNumber.parse(text) == nil)
    }
    #expect(GFCNumber.parse("123456789012345678901234567890") == 1.2345678901234568e29)
  }
}

@Suite struct ICGEMReferenceTests {
  /// EGM96 to degree 360 with respect to GRS 80, as the ICGEM calculation service gives it: nine places on one model, all its functionals.
  ///
  /// `geoid` also needs the heights of ICGEM's topography model (ETOPO1 as spherical harmonics), which is not `h_over_geoid` of the file: there the
  /// definition is tested at height 0, where it is the height anomaly. Tolerances: 0.1 µm and 10⁻⁶ mGal; ICGEM's own constants (ω,
  /// GM to their printed digits) leave 15 nm.
  @Test(.recordedData("data/geoid/icgem/icgem_test_data_egm96.csv"), .recordedData("data/geoid/icgem/egm96.gfc.tar.gz"))
  func agreesWithTheService() throws {
    let archive = try RecordedData.gunzipped("data/geoid/icgem/egm96.gfc.tar.gz")
    // One file in a tar archive: a block of 512 bytes, then the file, whose length stands in it in octal digits.
    let length = try #require(Int(String(decoding: archive[124..<135], as: UTF8.self), radix: 8))
    let file = Array(archive[512..<512 + length])
    let read = try GFCReader.read(file.span.bytes)
    #expect(read.model.coefficients.degree == 360 && read.model.tideSystem == .tideFree)
    let text = try String(contentsOfFile: RecordedData.path("data/geoid/icgem/icgem_test_data_egm96.csv"), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map { $0.split(separator: ",").map(String.init) }
    let columns = Dictionary(uniqueKeysWithValues: zip(lines[0], lines[0].indices))
    let rows = try lines.dropFirst().map { try $0.map { try #require(Double($0)) } }
    #expect(rows.count == 9)
    func check(
      _ functional: FieldFunctional, _ column: String, unit: Double, tolerance: Double, height: ([Double]) -> Double = { _ in 0 }
    ) throws {
      let synthesis = try FieldSynthesis(read.model, [functional])
      let k = try #require(columns[column])
      let values = FieldSynthesisTests.values(synthesis, rows.map { ($0[1] * .pi / 180, $0[0] * .pi / 180, height($0)) })
      for (value, row) in zip(values, rows) { #expect(abs(value * unit - row[k]) < tolerance, "\(column): \(value * unit - row[k])") }
    }
    try check(.heightAnomalyEllipsoid, "height_anomaly_ell", unit: 1, tolerance: 1e-7)
    try check(.heightAnomaly, "height_anomaly", unit: 1, tolerance: 1e-7) { $0[2] }
    try check(.geoid, "height_anomaly_ell", unit: 1, tolerance: 1e-7)
    // These two are taken at the ground, whose ellipsoidal height is its height above the geoid and the geoid's, H + N. H is printed in whole metres,
    // and half a metre is up to 6·10⁻⁴ mGal here.
    let geoid = try #require(columns["geoid"])
    try check(.gravityDisturbance, "gravity_disturbance", unit: 1e5, tolerance: 6e-4) { $0[2] + $0[geoid] }
    try check(.gravityDisturbanceSpherical, "gravity_disturbance_sa", unit: 1e5, tolerance: 1e-6)
    try check(.gravityAnomaly, "gravity_anomaly", unit: 1e5, tolerance: 6e-4) { $0[2] + $0[geoid] }
    try check(.gravityAnomalySpherical, "gravity_anomaly_sa", unit: 1e5, tolerance: 1e-6)
    try check(.gravity, "gravity_ell", unit: 1e5, tolerance: 1e-5)
    try check(.gravitation, "gravitation", unit: 1e5, tolerance: 1e-5)
    try check(.potential, "potential_ell", unit: 1, tolerance: 1e-5)
    try check(.secondRadialDerivative, "second_r_derivative", unit: 1e9, tolerance: 1e-6)
  }
}
