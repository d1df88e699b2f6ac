public import Geodesy
import JSONText

/// PROJ's triangulation file (JSON, `file_type: triangulation_file`, versions 1.0 and 1.1): what `tinshift` reads.
///
/// Read are `transformed_components`, `vertices_columns`, `triangles_columns`, `vertices`, `triangles`, `fallback_strategy`, `input_crs` and `output_crs`;
/// other members are descriptions. Source: *Triangulation-based transformation*, PROJ documentation of `tinshift`.
public struct TINFile: Sendable {
  /// The name of the source system, as the file has it; empty without.
  public let inputCRS: String
  /// The name of the target system.
  public let outputCRS: String
  /// The name of the network; empty without.
  public let name: String
  /// The shift; x is the easting or longitude, in the unit of the file: metres, or degrees of geographic systems (see ``GeographicTIN``).
  public let shift: TriangulatedShift
  /// The least and the greatest coordinates of the vertices in the source system.
  public let sourceBounds: (low: SIMD2<Double>, high: SIMD2<Double>)
  /// The same in the target system.
  public let targetBounds: (low: SIMD2<Double>, high: SIMD2<Double>)

  private static let format = "TIN"

  /// True where bytes begin as JSON of an object does.
  public static func isJSON(_ bytes: RawSpan) -> Bool {
    for i in 0..<min(bytes.byteCount, 64) {
      let byte = bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self)
      if byte == UInt8(ascii: "{") { return true }
      guard byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d else { return false }
    }
    return false
  }

  /// Reads a file.
  /// - Throws: ``GridFileError``; where the text is no JSON, with the byte.
  public init(_ bytes: RawSpan) throws(GridFileError) {
    func failure(_ name: String, _ expected: String, at offset: Int = 0) -> GridFileError {
      GridFileError(format: Self.format, offset: offset, problem: .headerField(name: name, expected: expected))
    }
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONParser.parse((0..<bytes.byteCount).map { bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) })
    } catch {
      throw failure("JSON", error.reason.description, at: min(error.offset, bytes.byteCount))
    }
    guard case .object(let file) = value, file["file_type"] == .string("triangulation_file") else {
      throw failure("file_type", "triangulation_file")
    }
    guard case .string(let version)? = file["format_version"], version.hasPrefix("1.") else { throw failure("format_version", "1.0, 1.1") }
    func words(_ name: String) throws(GridFileError) -> [String] {
      guard case .array(let list)? = file[name] else { throw failure(name, "a list of words") }
      var words: [String] = []
      for item in list {
        guard case .string(let word) = item else { throw failure(name, "a list of words") }
        words.append(word)
      }
      return words
    }
    let components = try words("transformed_components")
    guard !components.isEmpty, components.allSatisfy({ $0 == "horizontal" || $0 == "vertical" }) else {
      throw failure("transformed_components", "horizontal, vertical")
    }
    let vertexColumns = try words("vertices_columns")
    let triangleColumns = try words("triangles_columns")
    func column(_ name: String) -> Int? { vertexColumns.firstIndex(of: name) }
    func required(_ name: String) throws(GridFileError) -> Int {
      guard let index = column(name) else { throw failure("vertices_columns", name) }
      return index
    }
    let isHorizontal = components.contains("horizontal")
    let (x, y) = (try required("source_x"), try required("source_y"))
    let target = isHorizontal ? (try required("target_x"), try required("target_y")) : nil
    var height: (from: Int, to: Int?)?
    if components.contains("vertical") {
      if let offset = column("offset_z") { height = (offset, nil) } else { height = (try required("source_z"), try required("target_z")) }
    }
    let corners = ["idx_vertex1", "idx_vertex2", "idx_vertex3"].map { triangleColumns.firstIndex(of: $0) }
    guard corners.allSatisfy({ $0 != nil }) else { throw failure("triangles_columns", "idx_vertex1, idx_vertex2, idx_vertex3") }

    let vertices = try Self.table(file["vertices"], "vertices", columns: vertexColumns.count)
    let rows = try Self.table(file["triangles"], "triangles", columns: triangleColumns.count)
    var triangles: [SIMD3<Int32>] = []
    for row in rows {
      var triangle = SIMD3<Int32>.zero
      for (i, place) in corners.enumerated() {
        let number = row[place ?? 0]
        guard number == number.rounded(), number >= 0, number < Double(vertices.count), number < 2e9 else {
          throw failure("triangles", "the places of vertices, from 0")
        }
        triangle[i] = Int32(number)
      }
      triangles.append(triangle)
    }
    var fallback = TriangulatedShift.Fallback.none
    if let word = file["fallback_strategy"] {
      guard case .string(let text) = word, let known = TriangulatedShift.Fallback(rawValue: text) else {
        throw failure("fallback_strategy", TriangulatedShift.Fallback.allCases.map(\.rawValue).joined(separator: ", "))
      }
      fallback = known
    }
    let source = vertices.map { SIMD2($0[x], $0[y]) }
    let targets = target.map { t in vertices.map { SIMD2($0[t.0], $0[t.1]) } }
    guard
      let shift = TriangulatedShift(
        source: source, target: targets,
        heightOffsets: height.map { h in vertices.map { row in h.to.map { row[$0] - row[h.from] } ?? row[h.from] } }, triangles: triangles,
        fallback: fallback)
    else { throw failure("triangles", "at least one, and vertices with finite coordinates") }
    self.shift = shift
    sourceBounds = Self.bounds(source)
    targetBounds = Self.bounds(targets ?? source)
    func name(_ key: String) -> String { if case .string(let text)? = file[key] { text } else { "" } }
    inputCRS = name("input_crs")
    outputCRS = name("output_crs")
    self.name = name("name")
  }

  private static func bounds(_ points: [SIMD2<Double>]) -> (low: SIMD2<Double>, high: SIMD2<Double>) {
    points.reduce((SIMD2(repeating: .infinity), SIMD2(repeating: -.infinity))) { (pointwiseMin($0.0, $1), pointwiseMax($0.1, $1)) }
  }

  private static func table(_ value: JSONValue?, _ name: String, columns: Int) throws(GridFileError) -> [[Double]] {
    func failure() -> GridFileError {
      GridFileError(format: format, offset: 0, problem: .headerField(name: name, expected: "rows of \(columns) numbers"))
    }
    guard case .array(let rows)? = value else { throw failure() }
    var table: [[Double]] = []
    table.reserveCapacity(rows.count)
    for row in rows {
      guard case .array(let items) = row, items.count == columns else { throw failure() }
      var numbers: [Double] = []
      for item in items {
        switch item {
        case .integer(let value): numbers.append(Double(value))
        case .number(let value): numbers.append(value)
        // A name of a vertex in a column that nothing is taken from.
        case .string: numbers.append(.nan)
        default: throw failure()
        }
      }
      table.append(numbers)
    }
    return table
  }
}
