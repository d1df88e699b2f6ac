import Geodesy
import SurveyFiles
import Testing

/// Parameter files. Every number here is invented.
@Suite("parameter files") struct ParameterFileTests {
  static let helmert = """
    # an invented example
    [transformation]
    name = Invented example 示例
    model = helmert7
    source = bj54
    target = cgcs2000
    convention = position-vector
    rotation = small-angle
    label = test 1
    classification = 公开

    [parameters]
    tx_m = 12.5
    ty_m = -150.25   # metres
    tz_m = -80.75
    rx_arcsec = 1.5
    ry_arcsec = -2.25
    rz_arcsec = 3.75
    scale_ppm = -4.5

    [area]
    south_deg = 24
    west_deg = 108
    north_deg = 31
    east_deg = 115

    [accuracy]
    horizontal_m = 0.05

    [covariance]
    tx_m = 0.04
    ty_m = 0.01 0.09
    """

  static func read(_ text: String) throws(ParameterFileError) -> ParameterFile {
    let bytes = Array(text.utf8)
    return try ParameterFile(bytes.span.bytes, file: "p.txt")
  }

  static func failure(_ text: String) throws -> ParameterFileError {
    try #require(throws: ParameterFileError.self) { _ = try read(text) }
  }

  @Test func everyFieldIsRead() throws {
    let file = try Self.read(Self.helmert)
    #expect(file.name == "Invented example 示例" && file.model == .helmert7 && file.source == "bj54" && file.target == "cgcs2000")
    #expect(
      file.convention == .positionVector && file.rotationForm == .smallAngle && file.classification == .public && file.label == "test 1")
    #expect(file.values[.ty] == -150.25 && file.values[.scale] == -4.5)
    #expect(file.area == .geographic(south: 24, west: 108, north: 31, east: 115))
    #expect(file.accuracy?.horizontal == 0.05 && file.accuracy?.vertical == nil)
    #expect(file.covariance?[0, 1] == 0.01 && file.covariance?[1, 1] == 0.09)
    // CR LF, a byte order mark and tabs mean nothing.
    #expect(try Self.read("\u{FEFF}" + Self.helmert.replacing("\n", with: "\r\n").replacing(" = ", with: "\t=\t")) == file)
  }

  /// What is written reads back the same, for every model: property.
  @Test(arguments: ParameterModel.allCases) func roundTrip(_ model: ParameterModel) throws {
    var values: [ParameterKey: Double] = [:]
    for (index, key) in model.keys(polynomialDegree: 3).enumerated() {
      values[key] = key == .degree ? 3 : key == .unit ? 1e4 : 0.1 + Double(index) / 3 * 1e-7
    }
    let estimated = model.estimatedKeys(polynomialDegree: 3)
    let triangle = estimated.indices.flatMap { row in (0...row).map { $0 == row ? 1.0 / Double(row + 3) : 1e-9 } }
    let file = ParameterFile(
      name: "n", model: model, source: "bj54", target: "cgcs2000", convention: model.needsConvention ? .coordinateFrame : nil,
      rotationForm: model.needsRotationForm ? .exact : nil, values: values,
      area: model.isPlane
        ? .plane(minNorth: 3e6, minEast: 4e5, maxNorth: 3.1e6, maxEast: 5e5) : .geographic(south: 1, west: 170, north: 2, east: -170),
      accuracy: .init(horizontal: 0.1, vertical: 0.2), covariance: .init(keys: estimated, lowerTriangle: triangle),
      gridFile: model.needsFile ? "shifts.gsb" : nil, label: "x", classification: .topSecret)
    #expect(try Self.read(file.text()) == file)
  }

  /// Every kind of mistake, with the line and the key that it is in.
  @Test(arguments: [
    ("[transformation]\nname", 2, ""), ("name = x", 1, "name"), ("[wrong]\n", 1, ""), ("[area]\n[area]\n", 2, ""),
    ("[area]\nsouth_deg = 1\nsouth_deg = 1", 3, "south_deg"), ("[transformation]\nmodel = bursa", 2, "model"),
    ("[transformation]\nmodel =", 2, "model"), ("[parameters]\n12.5 = tx_m", 2, ""),
  ])
  func mistakesOfForm(_ text: String, _ line: Int, _ key: String) throws {
    let error = try Self.failure(text)
    #expect(error.line == line && error.key == key && error.file == "p.txt")
  }

  @Test(arguments: [
    ("convention = position-vector", "convention = positionvector", 7, "convention"),
    ("convention = position-vector\n", "", 2, "convention"),
    ("rotation = small-angle", "rotation = approximate", 8, "rotation"),
    ("classification = 公开", "classification = no", 10, "classification"),
    ("classification = 公开\n", "", 2, "classification"),
    ("tx_m = 12.5", "tx_m = nan", 13, "tx_m"), ("tx_m = 12.5", "tx_m = 12,5", 13, "tx_m"), ("tx_m = 12.5", "tx_m = inf", 13, "tx_m"),
    ("tx_m = 12.5", "tx_mm = 12.5", 13, "tx_mm"), ("tx_m = 12.5\n", "", 12, "tx_m"),
    ("rx_arcsec = 1.5", "rx_arcsec = 5000", 16, "rx_arcsec"),
    ("south_deg = 24", "south_deg = 45", 24, "north_deg"), ("south_deg = 24\n", "", 21, "south_deg"),
    ("south_deg = 24", "min_north_m = 24", 23, "west_deg"),
    ("ty_m = 0.01 0.09", "ty_m = 0.09", 32, "ty_m"), ("ty_m = 0.01 0.09", "ty_m = 0.5 0.09", 32, "ty_m"),
    ("ty_m = 0.01 0.09", "pivot_x_m = 0.01 0.09", 32, "pivot_x_m"),
  ])
  func mistakesOfContent(_ good: String, _ bad: String, _ line: Int, _ key: String) throws {
    #expect(Self.helmert.contains(good))
    let error = try Self.failure(Self.helmert.replacing(good, with: bad))
    #expect(error.line == line && error.key == key)
    #expect(error.description.hasPrefix("p.txt, line \(line)") && error.message(chinese: true).hasPrefix("p.txt 第 \(line) 行"))
  }

  /// Neither a value nor anything that stands where a value may stand appears in what is printed.
  @Test func valuesAreNeverShown() throws {
    let file = try Self.read(Self.helmert)
    var shown = "\(file) " + String(reflecting: file)
    dump(file, to: &shown)
    dump(file.covariance, to: &shown)
    for bad in ["tx_m = 12.5x", "[12.5", "12.5", "12.5 = 12.5", "[12.5]", "tx_m = 12.5 m"] {
      let error = try Self.failure(Self.helmert.replacing("tx_m = 12.5", with: bad))
      shown += error.description + error.message(chinese: true) + String(reflecting: error)
    }
    #expect(!shown.contains("12.5") && !shown.contains("150") && !shown.contains("0.09"))
  }

  @Test func otherBytes() throws {
    #expect(throws: ParameterFileError.self) { try Self.read("") }
    let gbk: [UInt8] = [0x5b, 0xb2, 0xce, 0x5d, 10]
    #expect(try #require(throws: ParameterFileError.self) { try ParameterFile(gbk.span.bytes, file: "p") }.problem == .notUTF8)
    let long = [UInt8](repeating: 0x61, count: 1 << 20)
    #expect(try #require(throws: ParameterFileError.self) { try ParameterFile(long.span.bytes, file: "p") }.problem == .lineTooLong)
    let many = Self.helmert + "\n" + (0..<2000).map { "k\($0) = 1\n" }.joined()
    #expect(try Self.failure(many).problem == .tooManyEntries)
  }

  @Test func areas() {
    let across = ParameterFile.Area.geographic(south: -10, west: 170, north: 10, east: -170)
    #expect(across.contains(0, 180) && across.contains(0, -175) && across.contains(10, 170) && across.contains(0, 190))
    #expect(!across.contains(0, 169.9) && !across.contains(0, 0) && !across.contains(11, 175) && !across.contains(.nan, 175))
    let plane = ParameterFile.Area.plane(minNorth: 0, minEast: 10, maxNorth: 5, maxEast: 20)
    #expect(plane.contains(0, 20) && !plane.contains(15, 3) && !plane.contains(3, .nan))
  }
}
