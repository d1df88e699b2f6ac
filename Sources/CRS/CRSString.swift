import Geodesy

/// The grammar, letter case ignored:
///
/// ```
/// system     = "EPSG:" code ["@" epoch] | datum ["@" epoch] [":" form] | "utm:zone=" zone
/// datum      = "cgcs2000" | "bj54" | "xian80" | "newbj54" | "wgs84" | "wgs84-g1150" … "wgs84-g2296" | "itrf88" … "itrf2020"
/// form       = "3d" | "xyz" | "gk3:" parameters | "gk6:" parameters | "gk:" parameters | "utm:zone=" zone
///            | "lcc:" parameters | "merc:" parameters | "omerc:" parameters
/// parameters = key "=" value { "," key "=" value }
/// ```
extension CoordinateReferenceSystem {
  /// The 3° and 6° zones of China; a number outside is more likely a slip than a survey.
  static let chineseZones: [GaussKrugerZone.Width: ClosedRange<Int>] = [.threeDegrees: 25...45, .sixDegrees: 13...23]

  /// Reads `EPSG:4547`, `cgcs2000:gk3:zone=38` and the other forms of docs/crs.md. Spaces around the string do not count.
  public init(_ string: String) throws(CRSStringError) {
    var parser = CRSStringParser(string)
    self = try parser.system()
  }
}

/// Reads a string from left to right; positions count characters.
struct CRSStringParser {
  private let original: String
  private let characters: [Character]
  private var next = 0

  init(_ string: String) {
    // No system needs more; hostile input must not cost more than this.
    original = String(string.prefix(80))
    characters = Array(string.prefix(400))
    while next < characters.count, characters[next].isWhitespace { next += 1 }
  }

  /// The part from `start` up to the next separator.
  struct Part {
    let text: String
    let start: Int
    var lowercased: String { text.lowercased() }
  }

  private mutating func part(until separators: [Character]) -> Part {
    let start = next
    while next < characters.count, !separators.contains(characters[next]) { next += 1 }
    return Part(text: String(characters[start..<next]).trimmingBlanks(), start: start)
  }

  private mutating func take(_ character: Character) -> Bool {
    guard next < characters.count, characters[next] == character else { return false }
    next += 1
    return true
  }

  func failure(_ problem: CRSStringError.Problem, at part: Part) -> CRSStringError {
    CRSStringError(text: original, position: part.start + 1, found: String(part.text.prefix(40)), problem: problem)
  }

  func end(_ problem: CRSStringError.Problem) -> CRSStringError {
    CRSStringError(text: original, position: characters.count + 1, found: "", problem: problem)
  }

  mutating func system() throws(CRSStringError) -> CoordinateReferenceSystem {
    let head = part(until: [":"])
    guard !head.text.isEmpty else { throw failure(.empty, at: head) }
    let (word, epochText) = Self.split(head.lowercased)
    let datum: GeodeticDatum
    switch word {
    case "epsg": return try code()
    case "utm":
      guard take(":") else { throw end(.missingKey("zone")) }
      return try utm(.wgs84)
    case "cgcs2000": datum = .cgcs2000
    case "bj54", "beijing1954": datum = .beijing1954
    case "xian80", "xian1980": datum = .xian1980
    case "newbj54", "newbeijing": datum = .newBeijing
    default:
      guard let known = GeodeticDatum(rawValue: word) else { throw failure(.unknownSystem, at: head) }
      datum = known
    }
    let epoch = try Self.epoch(epochText, datum) { failure($0, at: head) }
    let system = try form(datum)
    return CoordinateReferenceSystem(datum: datum, form: system.form, epoch: epoch)
  }

  /// What stands before and after the `@`.
  private static func split(_ text: String) -> (String, epoch: String?) {
    guard let at = text.firstIndex(of: "@") else { return (text, nil) }
    return (String(text[..<at]), String(text[text.index(after: at)...]))
  }

  /// The epoch of a datum that takes one; CGCS2000 has its own, which may be written out.
  private static func epoch(
    _ text: String?, _ datum: GeodeticDatum, _ failure: (CRSStringError.Problem) -> CRSStringError
  ) throws(CRSStringError) -> Double? {
    guard let text else { return nil }
    guard let year = Double(text), (1900...2200).contains(year) else { throw failure(.epoch) }
    if datum == .cgcs2000, year == 2000 { return nil }
    guard datum.takesEpoch else { throw failure(.noEpochTaken(datum.rawValue)) }
    return year
  }

  private mutating func form(_ datum: GeodeticDatum) throws(CRSStringError) -> CoordinateReferenceSystem {
    guard take(":") else { return CoordinateReferenceSystem(datum: datum, form: .geographic2D) }
    let form = part(until: [":"])
    switch form.lowercased {
    case "3d":
      try noParameters()
      return CoordinateReferenceSystem(datum: datum, form: .geographic3D)
    case "xyz":
      try noParameters()
      return CoordinateReferenceSystem(datum: datum, form: .geocentric)
    case "gk3": return try standardZone(datum, .threeDegrees)
    case "gk6": return try standardZone(datum, .sixDegrees)
    case "gk": return try anyMeridian(datum)
    case "lcc": return try lambert(datum)
    case "merc": return try mercator(datum)
    case "omerc": return try obliqueMercator(datum)
    case "utm":
      guard take(":") else { throw end(.missingKey("zone")) }
      return try utm(datum)
    default: throw failure(form.text.contains("@") ? .epochPlace : .unknownForm, at: form)
    }
  }

  private mutating func noParameters() throws(CRSStringError) {
    guard next < characters.count else { return }
    throw failure(.noParametersExpected, at: part(until: []))
  }

  private mutating func code() throws(CRSStringError) -> CoordinateReferenceSystem {
    guard take(":") else { throw end(.codeExpected) }
    let number = part(until: [])
    let (digits, epochText) = Self.split(number.text)
    guard digits.utf8.allSatisfy({ (48...57).contains($0) }), digits.utf8.count <= 8, let code = Int(digits) else {
      throw failure(.codeExpected, at: number)
    }
    if let system = CoordinateReferenceSystem(epsg: code) {
      let epoch = try Self.epoch(epochText, system.datum) { failure($0, at: number) }
      return CoordinateReferenceSystem(datum: system.datum, form: system.form, epoch: epoch)
    }
    if let replacement = CoordinateReferenceSystem.replacement(ofDeprecated: code) {
      throw failure(.deprecatedCode(code, replacement: replacement), at: number)
    }
    throw failure(CoordinateReferenceSystem.isVertical(code: code) ? .verticalCode(code) : .unknownCode(code), at: number)
  }

  // MARK: Parameters

  struct Parameter {
    let key: Part
    let value: Part
  }

  /// The rest of the string as parameters with known keys, none twice. A key alone means `yes`.
  mutating func parameters(_ allowed: [String]) throws(CRSStringError) -> [String: Parameter] {
    var found: [String: Parameter] = [:]
    guard next < characters.count else { return found }
    // The colon before the parameters has not been read when they follow a form.
    if !take(":") && found.isEmpty && characters[next - 1] != ":" { throw failure(.noParametersExpected, at: part(until: [])) }
    repeat {
      let key = part(until: ["=", ",", ":"])
      let name = key.lowercased
      // A compensation plane belongs to a local system, with its own meridian.
      if name == "h0", !allowed.contains(name) { throw failure(.compensationPlane, at: key) }
      guard allowed.contains(name) else { throw failure(.unknownKey(allowed: allowed), at: key) }
      guard found[name] == nil else { throw failure(.repeatedKey, at: key) }
      let value = take("=") ? part(until: [",", ":"]) : Part(text: "yes", start: key.start)
      found[name] = Parameter(key: key, value: value)
    } while take(",") || take(":")
    return found
  }

  private mutating func standardZone(_ datum: GeodeticDatum, _ width: GaussKrugerZone.Width) throws(CRSStringError)
    -> CoordinateReferenceSystem
  {
    let given = try parameters(["zone", "cm", "prefix"])
    let range = CoordinateReferenceSystem.chineseZones[width] ?? 1...120
    let other = CoordinateReferenceSystem.chineseZones[width == .threeDegrees ? .sixDegrees : .threeDegrees] ?? 1...120
    let zone: GaussKrugerZone
    if let parameter = given["zone"] {
      if let meridian = given["cm"] { throw failure(.unknownKey(allowed: ["prefix"]), at: meridian.key) }
      let number = Int(parameter.value.text)
      guard let number, range.contains(number), let standard = GaussKrugerZone(width, number) else {
        let hint = number.map { other.contains($0) } ?? false
        throw failure(.badValue(key: "zone", expected: .zone(range, width: width.rawValue, fitsOther: hint)), at: parameter.value)
      }
      zone = standard
    } else if let parameter = given["cm"] {
      let meridian = Double(parameter.value.text) ?? .nan
      guard meridian.isFinite, abs(meridian) <= 360, let standard = GaussKrugerZone(width, containingLongitudeDegrees: meridian),
        standard.centralMeridianDegrees == meridian, range.contains(standard.number)
      else { throw failure(.badValue(key: "cm", expected: .zoneMeridian(width: width.rawValue)), at: parameter.value) }
      zone = standard
    } else {
      throw end(.missingKey("zone"))
    }
    var prefixed = false
    if let parameter = given["prefix"] {
      switch parameter.value.lowercased {
      case "yes": prefixed = true
      case "no": prefixed = false
      default: throw failure(.badValue(key: "prefix", expected: .yesNo), at: parameter.value)
      }
    }
    return CoordinateReferenceSystem(
      datum: datum, form: .gaussKruger(GaussKruger(ellipsoid: datum.ellipsoid, zone: zone, prefixed: prefixed)))
  }

  private mutating func anyMeridian(_ datum: GeodeticDatum) throws(CRSStringError) -> CoordinateReferenceSystem {
    let given = try parameters(["cm", "fe", "fn", "k0", "prefix", "h0", "plane", "b0", "l0", "x0", "y0"])
    guard let meridian = given["cm"] else { throw end(.missingKey("cm")) }
    var prefix: Int?
    if let parameter = given["prefix"], parameter.value.lowercased != "no" {
      guard let number = Int(parameter.value.text), (1...120).contains(number) else {
        throw failure(.badValue(key: "prefix", expected: .prefix), at: parameter.value)
      }
      prefix = number
    }
    let centralMeridian = try number(meridian, -180...180, "°")
    let base = GaussKruger(
      ellipsoid: datum.ellipsoid, centralMeridianDegrees: centralMeridian, zonePrefix: prefix,
      // The prefix needs the easting to stay below a million.
      falseEasting: try optionalNumber(given["fe"], prefix == nil ? -100_000_000...100_000_000 : 0...1_000_000, "m") ?? 500_000,
      falseNorthing: try optionalNumber(given["fn"], -100_000_000...100_000_000, "m") ?? 0,
      scale: try optionalNumber(given["k0"], 0.9...1.1, "") ?? 1)
    return CoordinateReferenceSystem(datum: datum, form: .gaussKruger(try compensated(base, centralMeridian, given)))
  }

  /// The projection to a compensation plane, by the convention that `plane` names.
  private func compensated(_ base: GaussKruger, _ meridian: Double, _ given: [String: Parameter]) throws(CRSStringError) -> GaussKruger {
    guard let heightParameter = given["h0"] else {
      // The keys that say how a plane is computed mean nothing without one.
      if let stray = ["plane", "b0", "l0", "x0", "y0"].lazy.compactMap({ given[$0] }).first {
        throw failure(.unknownKey(allowed: ["cm", "fe", "fn", "k0", "prefix", "h0"]), at: stray.key)
      }
      return base
    }
    let height = try number(heightParameter, -10_000...10_000, "m")
    guard let plane = given["plane"] else { throw failure(.compensationPlane, at: heightParameter.key) }
    guard let reference = given["b0"] else { throw end(.missingKey("b0")) }
    let latitude = try number(reference, -89...89, "°")
    let unused: [String: [String]] = ["scale": ["l0"], "enlarge": ["l0", "x0", "y0"], "move": ["x0", "y0"]]
    if let stray = unused[plane.value.lowercased]?.lazy.compactMap({ given[$0] }).first {
      throw failure(.unknownKey(allowed: ["cm", "fe", "fn", "k0", "prefix", "h0", "b0"]), at: stray.key)
    }
    let compensated: GaussKruger
    switch plane.value.lowercased {
    case "scale":
      compensated = base.scaled(
        toHeight: height, latitudeDegrees: latitude, northing: try optionalNumber(given["x0"], -100_000_000...100_000_000, "m"),
        easting: try optionalNumber(given["y0"], base.zonePrefix == nil ? -100_000_000...100_000_000 : 0...1_000_000, "m"))
    case "enlarge": compensated = base.enlarged(toHeight: height, latitudeDegrees: latitude)
    case "move":
      let longitude = try optionalNumber(given["l0"], -180...180, "°") ?? meridian
      do throws(CoordinateError) {
        compensated = try base.moved(toHeight: height, latitudeDegrees: latitude, longitudeDegrees: longitude)
      } catch { throw failure(.badValue(key: "h0", expected: .number(-10_000...10_000, unit: "m")), at: heightParameter.value) }
    default: throw failure(.compensationPlane, at: plane.value)
    }
    // What the plane makes of scale and false origin has to be writable again with k0, fe and fn.
    let origin = compensated.projection.falseEasting - Double(base.zonePrefix ?? 0) * 1_000_000
    guard (0.9...1.1).contains(compensated.projection.scale), abs(compensated.projection.falseNorthing) <= 100_000_000,
      base.zonePrefix == nil ? abs(origin) <= 100_000_000 : (0...1_000_000).contains(origin)
    else { throw failure(.badValue(key: "h0", expected: .number(-10_000...10_000, unit: "m")), at: heightParameter.value) }
    return compensated
  }

  func optionalNumber(_ parameter: Parameter?, _ range: ClosedRange<Double>, _ unit: String) throws(CRSStringError) -> Double? {
    guard let parameter else { return nil }
    return try number(parameter, range, unit)
  }

  func number(_ parameter: Parameter, _ range: ClosedRange<Double>, _ unit: String) throws(CRSStringError) -> Double {
    guard let value = Double(parameter.value.text), range.contains(value) else {
      throw failure(.badValue(key: parameter.key.lowercased, expected: .number(range, unit: unit)), at: parameter.value)
    }
    return value
  }

  private mutating func utm(_ datum: GeodeticDatum) throws(CRSStringError) -> CoordinateReferenceSystem {
    let given = try parameters(["zone"])
    guard let parameter = given["zone"] else { throw end(.missingKey("zone")) }
    let value = parameter.value.lowercased
    let hemisphere: UTMZone.Hemisphere? = value.hasSuffix("n") ? .north : value.hasSuffix("s") ? .south : nil
    guard let hemisphere, let number = Int(value.dropLast()), let zone = UTMZone(number, hemisphere) else {
      throw failure(.badValue(key: "zone", expected: .utmZone), at: parameter.value)
    }
    return CoordinateReferenceSystem(datum: datum, form: .utm(zone))
  }
}

extension String {
  /// Without white space at either end.
  fileprivate func trimmingBlanks() -> String {
    var piece = self[...]
    while let first = piece.first, first.isWhitespace { piece.removeFirst() }
    while let last = piece.last, last.isWhitespace { piece.removeLast() }
    return String(piece)
  }
}
