/// The formats of whole files that hold points among other things.
public enum SurveyFormat: String, CaseIterable, Sendable {
  /// 南方 CASS points, `.dat`: `name,code,easting,northing,height`.
  case cass
  /// 界址点坐标交换格式 (boundary points of parcels), `.txt`: sections, parcels, rings.
  case parcels
  /// GeoJSON (RFC 7946) of any objects; positions are longitude, latitude or easting, northing.
  case geoJSON = "geojson"
  /// AutoCAD drawing exchange as text, `.dxf`: points, lines and polylines.
  case dxf

  /// The format that a file's name ending stands for; nil for `txt`, which may be anything, and for others.
  public init?(fileName: String) {
    switch fileName.split(separator: ".").last?.lowercased() {
    case "dat": self = .cass
    case "geojson": self = .geoJSON
    case "dxf": self = .dxf
    default: return nil
    }
  }
}

/// Where the coordinates of one point stand in a document, and their values.
public struct CoordinatePlace: Sendable, Equatable {
  /// Northing or latitude, easting or longitude, height (0 where there is none).
  public var values: SIMD3<Double>
  /// Where northing or latitude stands: byte offsets.
  public var first: PointLine.Piece
  /// Where easting or longitude stands.
  public var second: PointLine.Piece
  /// Where the height stands, if there is one.
  public var third: PointLine.Piece?
  /// The line of the point, from 1.
  public var line: Int

  /// A place.
  public init(values: SIMD3<Double>, first: PointLine.Piece, second: PointLine.Piece, third: PointLine.Piece?, line: Int) {
    (self.values, self.first, self.second, self.third, self.line) = (values, first, second, third, line)
  }
}

/// Something in a document that is not as it should be, or that a change of coordinates leaves behind.
public struct DocumentRemark: Sendable, Equatable {
  /// The line, from 1.
  public var line: Int
  /// What it is.
  public var content: Content

  /// A remark.
  public init(line: Int, content: Content) { (self.line, self.content) = (line, content) }

  /// What a remark says.
  public enum Content: Sendable, Equatable {
    /// A line that should hold a point has no number in this field (from 1).
    case notANumber(field: Int)
    /// A line that should hold a point has too few fields.
    case missingField(field: Int)
    /// A parcel has another number of points than its first line says.
    case pointCount(declared: Int, found: Int)
    /// An entity of a kind that is not converted; it stays where it was.
    case entityNotConverted(String)
    /// A place that repeats coordinates (bounds, a bounding box) or names the system, and stays as it was.
    case leftAsItWas(String)
  }

  /// True when a point stayed as it was for it: then the document is converted only in part.
  public var leavesPointsBehind: Bool {
    switch content {
    case .notANumber, .missingField, .entityNotConverted: true
    case .pointCount, .leftAsItWas: false
    }
  }
}

/// Why a text is no document of its format.
public struct DocumentError: Error, Sendable, Equatable {
  /// The line, from 1.
  public var line: Int
  /// What is wrong.
  public var reason: Reason

  /// An error.
  public init(line: Int, reason: Reason) { (self.line, self.reason) = (line, reason) }

  /// What can be wrong with a document as a whole.
  public enum Reason: Sendable, Equatable {
    /// What was expected at this place instead of what was found.
    case expected(String)
    /// Brackets nest deeper than anybody needs.
    case tooDeep
    /// The text ends in the middle of something.
    case cutOff
    /// A binary drawing: only text can be read.
    case binary
    /// Not one point was found.
    case noPoints
  }
}

/// A file of one of the formats, as the places of its coordinates in its text: a conversion puts new numbers there, and every other byte,
/// names in GBK or UTF-8, attributes, separators, ends of lines, stays as it was.
public struct SurveyDocument: Sendable {
  /// The format it was read as.
  public let format: SurveyFormat
  /// The points in the order of the text, or nearly (the points of a drawing's entity come by their groups).
  public internal(set) var places: [CoordinatePlace] = []
  /// What was noticed, in the order of the text.
  public internal(set) var remarks: [DocumentRemark] = []
  /// The parcels, of the formats that have them: those of a 界址点 file, polygons of GeoJSON, closed polylines of a drawing.
  public internal(set) var parcels: [Parcel] = []

  /// Reads a text. Memory: about 100 bytes a point.
  public init(_ text: RawSpan, format: SurveyFormat) throws(DocumentError) {
    self.format = format
    switch format {
    case .cass: readCASS(text)
    case .parcels: try readParcels(text)
    case .geoJSON: try readGeoJSON(text)
    case .dxf: try readDXF(text)
    }
    if places.isEmpty && !remarks.contains(where: \.leavesPointsBehind) { throw DocumentError(line: 1, reason: .noPoints) }
  }

  /// Appends the text with new coordinates: those of `values` that are finite; the others' text stays.
  /// - Parameters:
  ///   - values: Northing or latitude, easting or longitude, height, one of each place.
  ///   - replacesThird: Whether heights are new too.
  public func append(
    _ text: RawSpan, with values: [SIMD3<Double>], decimals: PointDecimals, replacesThird: Bool, to output: inout TextBuffer
  ) {
    precondition(values.count == places.count, "a value for every place")
    var numbers: [(piece: PointLine.Piece, value: Double, decimals: Int)] = []
    numbers.reserveCapacity(3 * places.count)
    for (place, value) in zip(places, values) {
      guard value.x.isFinite, value.y.isFinite, !replacesThird || value.z.isFinite else { continue }
      numbers.append((place.first, value.x, decimals.plane))
      numbers.append((place.second, value.y, decimals.plane))
      if replacesThird, let third = place.third { numbers.append((third, value.z, decimals.third)) }
    }
    // Northing may stand before or behind easting, and the points of a drawing's entity may be interlaced.
    numbers.sort { $0.piece.start < $1.piece.start }
    var position = 0
    for number in numbers {
      output.append(text, from: position, to: number.piece.start)
      output.append(number.value, decimals: number.decimals)
      position = number.piece.end
    }
    output.append(text, from: position, to: text.byteCount)
  }
}
