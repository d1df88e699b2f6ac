import Geodesy

/// ICGEM's `.gdf`: a header of `key value` lines up to `end_of_head`, then a line for each node, row by row from the north, each from the west:
/// longitude, latitude, sometimes the height, value.
///
/// Source: the calculation service of the International Centre for Global Earth Models, icgem.gfz-potsdam.de.
public enum GDF {
  /// Reads a file. Values of other functionals than heights are read in their unit, which ``HeightModelProperties/unit`` has.
  /// - Throws: ``GridFileError`` with byte and line.
  public static func read(_ bytes: RawSpan, limit: Double = HeightModel.largestAnomaly) throws(GridFileError) -> HeightModel {
    var input = TextTokens(bytes, format: "GDF")
    var fields: [String: String] = [:]
    var columnNames: [String] = []
    var ended = false
    var lines = 0
    while lines < 1000, let line = input.nextLine() {
      lines += 1
      if line.hasPrefix("end_of_head") {
        ended = true
        break
      }
      let words = line.split { $0 == " " || $0 == "\t" }.map(String.init)
      guard words.count >= 2 else { continue }
      if words[0] == "longitude", words[1] == "latitude" { columnNames = words }
      if fields[words[0]] == nil { fields[words[0]] = words.dropFirst().joined(separator: " ") }
    }
    guard ended else { throw input.failure("end_of_head") }
    let headerEnd = input.position
    func number(_ key: String, _ range: ClosedRange<Double>) throws(GridFileError) -> Double {
      let word = fields[key].map { $0.prefix { $0 != " " } }
      guard let value = word.flatMap({ Double($0) }), range.contains(value) else {
        throw GridFileError(
          format: "GDF", offset: headerEnd, problem: .headerField(name: key, expected: "\(range.lowerBound)…\(range.upperBound)"))
      }
      return value
    }
    let north = try number("latlimit_north", -90...90)
    let south = try number("latlimit_south", -90...90)
    let west = try number("longlimit_west", -540...540)
    let east = try number("longlimit_east", -540...900)
    let rows = try number("latitude_parallels", 2...1e9).rounded()
    let columns = try number("longitude_parallels", 2...1e9).rounded()
    let gap = fields["gapvalue"].flatMap { Double($0) }
    if let format = fields["grid_format"], format != "long_lat_value" {
      throw GridFileError(
        format: "GDF", offset: input.position, problem: .unsupported(what: "grid_format \(format)", known: "long_lat_value"))
    }
    let width = max(3, columnNames.count)
    guard width <= 8, rows * columns < 1e12 else { throw input.failure("3…8 columns") }
    let (m, n) = (Int(rows), Int(columns))
    let count = try input.require(rows: m, columns: n)
    guard north > south, east > west else { throw input.failure("limits in their order") }
    let (latitudeStep, longitudeStep) = ((north - south) / (rows - 1), (east - west) / (columns - 1))
    var nodes = [Float](repeating: .nan, count: count)
    for row in 0..<m {
      for column in 0..<n {
        let longitude = try input.number("longitude, latitude, value")
        let latitude = try input.number("longitude, latitude, value")
        // What is printed of them has four to twelve decimals.
        guard abs(latitude - (north - Double(row) * latitudeStep)) <= 1e-3 * latitudeStep + 1e-4,
          abs(longitude - (west + Double(column) * longitudeStep)) <= 1e-3 * longitudeStep + 1e-4
        else { throw input.failure("the node of row \(row + 1), column \(column + 1) from the north-west") }
        var value = 0.0
        for _ in 2..<width { value = try input.number("longitude, latitude, value") }
        if value.isNaN || value == gap { continue }
        guard abs(value) <= 1_000_000 else { throw GridFileError(format: "GDF", offset: input.position, problem: .implausibleNode) }
        nodes[(m - 1 - row) * n + column] = Float(value)
      }
    }
    try input.requireEnd()
    var properties = HeightModelProperties()
    properties.label = fields["modelname"] ?? ""
    let functional = fields["functional"]?.prefix { $0 != " " } ?? ""
    properties.surface = functional.hasPrefix("height_anomaly") ? .quasiGeoid : functional.hasPrefix("geoid") ? .geoid : nil
    let tides = ["tide_free": PermanentTide.tideFree, "zero_tide": .zero, "mean_tide": .mean]
    properties.tideSystem = fields["tide_system"].flatMap { tides[$0] }
    properties.ellipsoid = fields["refsysname"] ?? ""
    properties.date = fields["generating_date"] ?? ""
    let unit = fields["unit"]?.lowercased() ?? "meter"
    properties.unit = ["meter", "metre", "m", "meters"].contains(unit) ? "m" : unit
    let grid = try ByteReader(bytes, format: "GDF", bigEndian: false).grid(
      south: south, west: west, latitudeStep: latitudeStep, longitudeStep: longitudeStep, rows: m, columns: n, nodes: nodes)
    if properties.unit == "m", grid.nodes.contains(where: { Double(abs($0)) > limit }) {
      throw GridFileError(format: "GDF", offset: input.position, problem: .implausibleNode)
    }
    return try HeightModel.of(grid, properties, "GDF")
  }

  /// The bytes of a file: one grid of ζ in full precision; see ``HeightModelFormat/losses(_:)``.
  public static func write(_ model: HeightModel) -> [UInt8] {
    let grid = model.main.anomaly
    let properties = model.properties
    func word(_ text: String) -> String {
      String(text.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) })
    }
    let functional = properties.surface == .geoid ? "geoid" : "height_anomaly"
    func degrees(_ value: Double) -> String { NumberText.shortest(value, places: 6) }
    var fields: [(String, String)] = [("product_type", "gravity_field"), ("body", "earth")]
    if !properties.label.isEmpty { fields.append(("modelname", word(properties.label))) }
    if !properties.date.isEmpty { fields.append(("generating_date", word(properties.date))) }
    let tides = [PermanentTide.tideFree: "tide_free", .zero: "zero_tide", .mean: "mean_tide"]
    if let tide = properties.tideSystem.flatMap({ tides[$0] }) { fields.append(("tide_system", tide)) }
    fields += [("functional", functional), ("unit", properties.unit == "m" ? "meter" : properties.unit)]
    if !properties.ellipsoid.isEmpty { fields.append(("refsysname", word(properties.ellipsoid))) }
    fields += [
      ("long_lat_unit", "degree"), ("latlimit_north", degrees(grid.north)), ("latlimit_south", degrees(grid.south)),
      ("longlimit_west", degrees(grid.west)), ("longlimit_east", degrees(grid.east)), ("gridstep", degrees(grid.latitudeStep)),
      ("latitude_parallels", "\(grid.rows)"), ("longitude_parallels", "\(grid.columns)"), ("number_of_gridpoints", "\(grid.nodes.count)"),
      ("gapvalue", "9999999.0"), ("grid_format", "long_lat_value"),
    ]
    var text = ""
    for (key, value) in fields { text += NumberText.right(key, 20) + "     " + value + "\n" }
    text +=
      "\n          longitude    latitude    \(functional)\n            [deg.]      [deg.]    [\(properties.unit)]\nend_of_head ====================================\n"
    var bytes = Array(text.utf8)
    for row in (0..<grid.rows).reversed() {
      let latitude = NumberText.shortest(grid.south + Double(row) * grid.latitudeStep, places: 6)
      for column in 0..<grid.columns {
        let node = grid.nodes[row * grid.columns + column]
        let longitude = NumberText.shortest(grid.west + Double(column) * grid.longitudeStep, places: 6)
        bytes += "\(longitude) \(latitude) \(node.isNaN ? "9999999.0" : NumberText.shortest(node, places: 4))\n".utf8
      }
    }
    return bytes
  }
}
