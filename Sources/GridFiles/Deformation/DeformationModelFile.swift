import JSONText

/// A deformation model's master file (JSON, `file_type: deformation_model_master_file`, version 1.0): what PROJ's `defmodel` reads.
///
/// It describes components, each with displacements in a GeoTIFF beside it and a function of time. Read are the members that the displacements depend on, and the
/// names; uncertainties and descriptions are passed over. Source: the JSON schema `deformation_model.schema.json` that PROJ ships.
public struct DeformationModelFile: Sendable, Equatable {
  /// The unit of horizontal displacements.
  public enum Unit: String, Sendable {
    case metre, degree
  }

  /// How horizontal displacements are added to a position.
  public enum Method: String, Sendable {
    /// To latitude and longitude.
    case addition
    /// Along east and north to X, Y, Z.
    case geocentric
  }

  /// Which coordinates a component displaces.
  public enum Displacement: String, Sendable {
    case none, horizontal, vertical
    case all = "3d"

    var hasHorizontal: Bool { self == .horizontal || self == .all }
    var hasVertical: Bool { self == .vertical || self == .all }
  }

  /// A box of longitudes and latitudes in degrees, or of eastings and northings.
  public struct Extent: Sendable, Equatable {
    /// West and south.
    public var low: SIMD2<Double>
    /// East and north.
    public var high: SIMD2<Double>
  }

  /// A component.
  public struct Component: Sendable, Equatable {
    /// Where it displaces anything.
    public var extent: Extent
    /// Which coordinates.
    public var displacement: Displacement
    /// True where horizontal displacements are interpolated as vectors in space.
    public var isGeocentric: Bool
    /// The name of the file with the displacements, relative to this one.
    public var fileName: String
    /// When.
    public var time: DeformationTimeFunction
  }

  /// The name of the model; empty without.
  public let name: String
  /// Its version; empty without.
  public let version: String
  /// The system that is displaced, such as `EPSG:4959`.
  public let sourceCRS: String
  /// The system that results.
  public let targetCRS: String
  /// Where the model has answers.
  public let extent: Extent
  /// When it has, decimal years.
  public let years: ClosedRange<Double>
  /// The unit of horizontal displacements.
  public let unit: Unit
  /// How they are added.
  public let method: Method
  /// The components.
  public let components: [Component]

  static let format = "deformation model"
  /// More components or points of a function are no model.
  private static let most = 10_000

  /// Reads a file.
  /// - Throws: ``GridFileError``; where the text is no JSON, with the byte.
  public init(_ bytes: RawSpan) throws(GridFileError) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONParser.parse((0..<bytes.byteCount).map { bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) })
    } catch {
      throw GridFileError(
        format: Self.format, offset: min(error.offset, bytes.byteCount),
        problem: .headerField(name: "JSON", expected: error.reason.description))
    }
    let file = Members(value, "")
    try file.require("file_type", "deformation_model_master_file")
    try file.require("format_version", "1.0")
    name = try file.string("name", optional: true)
    version = try file.string("version", optional: true)
    sourceCRS = try file.string("source_crs")
    targetCRS = try file.string("target_crs")
    try file.require("definition_crs", sourceCRS)
    extent = try Self.extent(file)
    let time = try file.object("time_extent")
    let (first, last) = (try time.epoch("first"), try time.epoch("last"))
    guard first <= last else { throw time.failure("last", "an epoch behind that of “first”") }
    years = first...last
    var components: [Component] = []
    for item in try file.list("components", most: Self.most) { components.append(try Self.component(Members(item, "components: "))) }
    self.components = components
    let isHorizontal = components.contains { $0.displacement.hasHorizontal }
    unit = isHorizontal ? try file.word("horizontal_offset_unit", known: ["metre": Unit.metre, "degree": .degree]) : .metre
    method =
      isHorizontal ? try file.word("horizontal_offset_method", known: ["addition": Method.addition, "geocentric": .geocentric]) : .addition
    if components.contains(where: { $0.displacement.hasVertical }) { try file.require("vertical_offset_unit", "metre") }
    if unit == .degree {
      guard method == .addition else { throw file.failure("horizontal_offset_method", "addition, for degrees") }
      guard !components.contains(where: \.isGeocentric) else { throw file.failure("interpolation_method", "bilinear, for degrees") }
    }
  }

  private static func extent(_ members: Members) throws(GridFileError) -> Extent {
    let object = try members.object("extent")
    try object.require("type", "bbox")
    let box = try object.object("parameters").list("bbox", most: 4).map { item in
      switch item {
      case .integer(let value): Double(value)
      case .number(let value): value
      default: Double.nan
      }
    }
    guard box.count == 4, box.allSatisfy({ abs($0) < 1e9 }), box[0] <= box[2], box[1] <= box[3] else {
      throw object.failure("bbox", "west, south, east, north")
    }
    return Extent(low: SIMD2(box[0], box[1]), high: SIMD2(box[2], box[3]))
  }

  private static func component(_ members: Members) throws(GridFileError) -> Component {
    let spatial = try members.object("spatial_model")
    try spatial.require("type", "GeoTIFF")
    let displacements: [String: Displacement] = ["none": .none, "horizontal": .horizontal, "vertical": .vertical, "3d": .all]
    let fileName = try spatial.string("filename")
    guard !fileName.isEmpty, fileName.utf8.count < 1000 else { throw spatial.failure("filename", "the name of a GeoTIFF file") }
    return Component(
      extent: try extent(members), displacement: try members.word("displacement_type", known: displacements),
      isGeocentric: try spatial.word("interpolation_method", known: ["bilinear": false, "geocentric_bilinear": true]), fileName: fileName,
      time: try time(try members.object("time_function")))
  }

  private static func time(_ function: Members) throws(GridFileError) -> DeformationTimeFunction {
    let type = try function.string("type")
    if type == "constant" { return .constant }
    let known = ["constant", "velocity", "step", "reverse_step", "piecewise", "exponential"]
    guard known.contains(type) else { throw function.failure("time_function: type", known.joined(separator: ", ")) }
    let parameters = try function.object("parameters")
    switch type {
    case "velocity": return .velocity(reference: try parameters.epoch("reference_epoch"))
    case "step": return .step(epoch: try parameters.epoch("step_epoch"))
    case "reverse_step": return .reverseStep(epoch: try parameters.epoch("step_epoch"))
    case "piecewise":
      let ways = Dictionary(uniqueKeysWithValues: DeformationTimeFunction.Continuation.allCases.map { ($0.rawValue, $0) })
      var points: [SIMD2<Double>] = []
      for item in try parameters.list("model", most: most) {
        let point = Members(item, "model: ")
        let epoch = try point.epoch("epoch")
        guard epoch >= points.last?.x ?? epoch else { throw point.failure("epoch", "epochs in rising order") }
        points.append(SIMD2(epoch, try point.number("scale_factor")))
      }
      return .piecewise(
        points: points, before: try parameters.word("before_first", known: ways), after: try parameters.word("after_last", known: ways))
    default:
      let relaxation = try parameters.number("relaxation_constant")
      guard relaxation > 0 else { throw parameters.failure("relaxation_constant", "a number of years above 0") }
      let end = try parameters.string("end_epoch", optional: true)
      return .exponential(
        reference: try parameters.epoch("reference_epoch"), end: end.isEmpty ? nil : try parameters.epoch("end_epoch"),
        relaxation: relaxation, before: try parameters.number("before_scale_factor"),
        initial: try parameters.number("initial_scale_factor"), final: try parameters.number("final_scale_factor"))
    }
  }
}

/// The members of an object of the file, and what to say where one is not as it should be.
private struct Members {
  private let members: JSONValue
  private let place: String

  init(_ value: JSONValue, _ place: String) { (members, self.place) = (value, place) }

  func failure(_ name: String, _ expected: String) -> GridFileError {
    GridFileError(format: DeformationModelFile.format, offset: 0, problem: .headerField(name: place + name, expected: expected))
  }

  private func value(_ name: String) -> JSONValue? {
    if case .object(let object) = members { object[name] } else { nil }
  }

  func string(_ name: String, optional: Bool = false) throws(GridFileError) -> String {
    switch value(name) {
    case .string(let text)?: return text
    case nil where optional: return ""
    default: throw failure(name, "a text")
    }
  }

  func require(_ name: String, _ text: String) throws(GridFileError) {
    guard value(name) == .string(text) else { throw failure(name, text) }
  }

  func word<T>(_ name: String, known: [String: T]) throws(GridFileError) -> T {
    guard case .string(let text)? = value(name), let found = known[text] else {
      throw failure(name, known.keys.sorted().joined(separator: ", "))
    }
    return found
  }

  func number(_ name: String) throws(GridFileError) -> Double {
    switch value(name) {
    case .integer(let number)?: return Double(number)
    case .number(let number)? where abs(number) < 1e12: return number
    default: throw failure(name, "a number")
    }
  }

  func epoch(_ name: String) throws(GridFileError) -> Double {
    guard case .string(let text)? = value(name), let year = DeformationTimeFunction.decimalYear(text) else {
      throw failure(name, "a date such as 2000-01-01T00:00:00Z")
    }
    return year
  }

  func object(_ name: String) throws(GridFileError) -> Members {
    guard let found = value(name), case .object = found else { throw failure(name, "an object") }
    return Members(found, place)
  }

  func list(_ name: String, most: Int) throws(GridFileError) -> [JSONValue] {
    guard case .array(let items)? = value(name), items.count <= most else { throw failure(name, "a list of at most \(most)") }
    return items
  }
}
