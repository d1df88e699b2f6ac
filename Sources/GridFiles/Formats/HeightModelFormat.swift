/// The formats of grids of heights by name.
public enum HeightModelFormat: String, Sendable, CaseIterable {
  /// PROJ's geodetic GeoTIFF: see ``GTG``.
  case geoTIFF = "geotiff"
  /// NOAA's: see ``GTX``.
  case gtx
  /// Of the International Service for the Geoid, 2.0: see ``ISG``.
  case isg
  /// The same, 1.01.
  case isg1 = "isg-1.01"
  /// Heights in NTv2's records: see ``NTv2Heights``.
  case ntv2 = "gsb"
  /// GeographicLib's: see ``PGM``.
  case pgm
  /// Trimble's: see ``GGF``.
  case ggf
  /// Natural Resources Canada's: see ``BYN``.
  case byn
  /// Surfer 7, binary: see ``Surfer``.
  case surfer7
  /// Surfer 6, binary.
  case surfer6
  /// Surfer, text.
  case surferText = "surfer-text"
  /// GRAVSOFT's: see ``Gravsoft``.
  case gravsoft = "gri"
  /// ICGEM's: see ``GDF``.
  case gdf
  /// ESRI's, text: see ``ESRIGrid``.
  case esri = "asc"
  /// Lines of points: see ``XYZ``.
  case xyz

  /// The format of a path by its ending; nil for one that is not known. Reading tells the versions of ISG and of Surfer by the content, writing takes
  /// ISG 2.0 and Surfer 7.
  public init?(path: String) {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return nil }
    switch name[name.index(after: dot)...].lowercased() {
    case "tif", "tiff": self = .geoTIFF
    case "gtx": self = .gtx
    case "isg": self = .isg
    case "gsb": self = .ntv2
    case "pgm": self = .pgm
    case "ggf": self = .ggf
    case "byn": self = .byn
    case "grd": self = .surfer7
    case "gri": self = .gravsoft
    case "gdf": self = .gdf
    case "asc": self = .esri
    case "xyz": self = .xyz
    default: return nil
    }
  }

  /// The endings that are known.
  public static let endings = ["tif", "tiff", "gtx", "isg", "gsb", "pgm", "ggf", "byn", "grd", "gri", "gdf", "asc", "xyz"]

  /// The name for people.
  public var name: String {
    switch self {
    case .geoTIFF: "GeoTIFF (GTG)"
    case .gtx: "GTX"
    case .isg: "ISG 2.0"
    case .isg1: "ISG 1.01"
    case .ntv2: "NTv2 (.gsb)"
    case .pgm: "PGM"
    case .ggf: "GGF"
    case .byn: "BYN"
    case .surfer7: "Surfer 7"
    case .surfer6: "Surfer 6"
    case .surferText: "Surfer (DSAA)"
    case .gravsoft: "GRAVSOFT"
    case .gdf: "GDF"
    case .esri: "ESRI ASCII (.asc)"
    case .xyz: "XYZ"
    }
  }

  /// Reads a file.
  /// - Parameter limit: A node beyond is damage, metres; ``HeightModel/largestHeight`` for a terrain. NTv2 holds no terrain.
  /// - Throws: ``GridFileError`` with the byte, and for text formats the line.
  public func read(_ bytes: RawSpan, limit: Double = HeightModel.largestAnomaly) throws(GridFileError) -> HeightModel {
    switch self {
    case .geoTIFF: return try GTG.read(bytes, limit: limit)
    case .gtx: return try HeightModel.of(try GTX.read(bytes, limit: limit), HeightModelProperties(), "GTX")
    case .isg, .isg1: return try ISG.read(bytes, limit: limit)
    case .ntv2: return try NTv2Heights.read(bytes)
    case .pgm: return try PGM.read(bytes, limit: limit)
    case .ggf: return try GGF.read(bytes, limit: limit)
    case .byn: return try BYN.read(bytes, limit: limit)
    case .surfer7, .surfer6, .surferText: return try Surfer.read(bytes, limit: limit)
    case .gravsoft: return try Gravsoft.read(bytes, limit: limit)
    case .gdf: return try GDF.read(bytes, limit: limit)
    case .esri: return try ESRIGrid.read(bytes, limit: limit)
    case .xyz: return try XYZ.read(bytes, limit: limit)
    }
  }

  /// The bytes of a file, with what the format can hold; ``losses(_:)`` says what that leaves out.
  /// - Throws: ``HeightModelWriteError`` for a grid that the format cannot hold at all.
  public func write(_ model: HeightModel) throws(HeightModelWriteError) -> [UInt8] {
    switch self {
    case .geoTIFF:
      guard let bytes = GTG.write(model) else { throw HeightModelWriteError(format: self, problem: .size) }
      return bytes
    case .gtx: return GTX.write(model.main.anomaly)
    case .isg: return ISG.write(model)
    case .isg1: return ISG.write(model, version: .v1_01)
    case .ntv2: return NTv2Heights.write(model)
    case .pgm: return try PGM.write(model)
    case .ggf: return GGF.write(model)
    case .byn: return try BYN.write(model)
    case .surfer7: return try Surfer.write(model, .binary7)
    case .surfer6: return try Surfer.write(model, .binary6)
    case .surferText: return try Surfer.write(model, .text)
    case .gravsoft: return Gravsoft.write(model)
    case .gdf: return GDF.write(model)
    case .esri: return ESRIGrid.write(model)
    case .xyz: return XYZ.write(model)
    }
  }
}
