import Foundation
import Geodesy
import GridFiles
import RecordedData
import Testing

/// Deformation models: invented grids, held against PROJ's `defmodel` on the same files.
@Suite struct DeformationModelTests {
  /// A GeoTIFF of 5 × 5 nodes, 110° to 112° by half degrees and 20° to 22°, of smooth invented displacements times `size`.
  static func grid(size: Float, unit: String, bands: [String], west: Double = 110, north: Double = 22) -> [UInt8]? {
    func nodes(_ phase: Float) -> [Float] {
      (0..<25).map { size * (1 + sin(Float($0 / 5) * 0.7 + phase) * cos(Float($0 % 5) * 0.9 - phase)) }
    }
    let content = TIFF.Content(
      width: 5, height: 5, bands: bands.indices.map { nodes(Float($0)) }, origin: SIMD2(west, north), step: SIMD2(0.5, 0.5),
      items: [("TYPE", "DEFORMATION_MODEL")], bandNames: bands.map { ($0, $0 == "vertical_offset" ? "metre" : unit) })
    return TIFF.write([content])
  }

  static let allBands = ["east_offset", "north_offset", "vertical_offset"]

  static func component(
    _ file: String, _ type: String, time: String, method: String = "bilinear", box: String = "[110,20,112,22]"
  ) -> String {
    """
    {"description": "d", "extent": {"type": "bbox", "parameters": {"bbox": \(box)}}, "displacement_type": "\(type)",
     "uncertainty_type": "none", "spatial_model": {"type": "GeoTIFF", "interpolation_method": "\(method)", "filename": "\(file)"},
     "time_function": \(time)}
    """
  }

  static func master(_ components: [String], unit: String = "metre", method: String = "addition", more: String = "") -> [UInt8] {
    Array(
      """
      {"file_type": "deformation_model_master_file", "format_version": "1.0", "name": "invented", "version": "1", \(more)
       "source_crs": "EPSG:4490", "target_crs": "EPSG:4490", "definition_crs": "EPSG:4490", "horizontal_offset_unit": "\(unit)",
       "vertical_offset_unit": "metre", "horizontal_offset_method": "\(method)",
       "extent": {"type": "bbox", "parameters": {"bbox": [110,20,112,22]}},
       "time_extent": {"first": "1990-01-01T00:00:00Z", "last": "2050-01-01T00:00:00Z"}, "components": [\(components.joined(separator: ","))]}
      """.utf8)
  }

  static let velocity = #"{"type": "velocity", "parameters": {"reference_epoch": "2000-01-01T00:00:00Z"}}"#
  static let times =
    [
      #"{"type": "constant"}"#, velocity, #"{"type": "step", "parameters": {"step_epoch": "2011-03-11T05:46:24Z"}}"#,
      #"{"type": "reverse_step", "parameters": {"step_epoch": "2011-03-11T05:46:24Z"}}"#,
      #"{"type": "exponential", "parameters": {"reference_epoch": "2008-05-12T00:00:00Z", "relaxation_constant": 3.5, "before_scale_factor": 0.25, "initial_scale_factor": 1, "final_scale_factor": 4}}"#,
      #"{"type": "exponential", "parameters": {"reference_epoch": "2008-05-12T00:00:00Z", "end_epoch": "2012-01-01T00:00:00Z", "relaxation_constant": 3.5, "before_scale_factor": 0, "initial_scale_factor": 1, "final_scale_factor": 4}}"#,
    ] + piecewise

  static let piecewise = ["zero", "constant", "linear"].flatMap { before in
    ["zero", "constant", "linear"].map { after in
      """
      {"type": "piecewise", "parameters": {"before_first": "\(before)", "after_last": "\(after)", "model": [
       {"epoch": "2004-01-01T00:00:00Z", "scale_factor": 0.5}, {"epoch": "2010-07-01T00:00:00Z", "scale_factor": 1.5},
       {"epoch": "2010-07-01T00:00:00Z", "scale_factor": -1}, {"epoch": "2020-01-01T00:00:00Z", "scale_factor": 3}]}}
      """
    }
  }

  /// The model of a master file, its grids by their names.
  static func model(_ master: [UInt8], _ grids: [String: [UInt8]]) throws -> DeformationModel {
    let file = try DeformationModelFile(master.span.bytes)
    return try DeformationModel(file, ellipsoid: .cgcs2000) { component, unit throws in
      let bytes = try #require(grids[component.fileName.split(separator: "/").last.map(String.init) ?? ""])
      return try DeformationGrid(bytes.span.bytes, component.displacement, unit: unit)
    }
  }

  private static let places = [
    SIMD3(110.3, 20.2, 5), SIMD3(111.77, 21.9, -3), SIMD3(111.0, 21.0, 0), SIMD3(110.0, 20.0, 1), SIMD3(112.0, 22.0, 1),
    SIMD3(110.9999, 20.5001, 100), SIMD3(-249.5, 21.2, 7),
  ]
  private static let epochs = [1991.5, 2003.999, 2008.3, 2010.49, 2010.6, 2011.2, 2019.9, 2031.4]

  /// Ours against PROJ, degrees and metres, in both directions.
  private func compare(_ master: [UInt8], _ grids: [String: [UInt8]], tolerance: Double = 1e-10) throws {
    let folder = try FilesOfATest()
    // PROJ looks for grids beside its resources: it gets whole paths.
    var text = String(decoding: master, as: UTF8.self)
    for (name, bytes) in grids { text = text.replacingOccurrences(of: "\"\(name)\"", with: "\"\(try folder.write(name, bytes))\"") }
    let path = try folder.write("model.json", Array(text.utf8))
    let model = try Self.model(master, grids)
    let step = "+step +proj=unitconvert +xy_in=deg +xy_out=rad"
    let peer = try PROJPeer(
      "+proj=pipeline +ellps=GRS80 \(step) +step +proj=defmodel +model=\(path) +a=6378137 +rf=298.257222101 "
        + "+step +proj=unitconvert +xy_in=rad +xy_out=deg")
    for p in Self.places {
      for epoch in Self.epochs {
        let position = GeodeticPosition(latitudeDegrees: p.y, longitudeDegrees: p.x, ellipsoidalHeight: p.z)
        for inverse in [false, true] {
          let ours = inverse ? try? model.inverse(position, epoch: epoch) : try? model.forward(position, epoch: epoch)
          // The inverse at a corner may come to rest outside, where PROJ has an answer and we have none.
          guard let ours else {
            #expect(inverse, "\(p) \(epoch)")
            continue
          }
          let theirs = try #require(peer.apply(SIMD4(p.x, p.y, p.z, epoch), inverse: inverse), "\(p) \(epoch)")
          let longitude = (ours.longitudeDegrees - theirs.x).remainder(dividingBy: 360)
          #expect(abs(longitude) < tolerance && abs(ours.latitudeDegrees - theirs.y) < tolerance, "\(p) \(epoch) \(inverse) \(longitude)")
          // PROJ's inverse stops with 1 mm left in height.
          #expect(abs(ours.ellipsoidalHeight - theirs.z) < (inverse ? 1e-3 : 1e-9), "\(p) \(epoch) \(inverse)")
        }
      }
    }
  }

  @Test(arguments: times) func everyFunctionOfTime(_ time: String) throws {
    let grid = try #require(Self.grid(size: 0.5, unit: "metre", bands: Self.allBands))
    try compare(Self.master([Self.component("g.tif", "3d", time: time)]), ["g.tif": grid])
  }

  @Test(arguments: ["horizontal", "vertical", "3d", "none"]) func everyKindOfDisplacement(_ kind: String) throws {
    let grid = try #require(Self.grid(size: 0.05, unit: "metre", bands: Self.allBands))
    try compare(Self.master([Self.component("g.tif", kind, time: Self.velocity)]), ["g.tif": grid])
  }

  @Test func degreesAreAdded() throws {
    let grid = try #require(Self.grid(size: 1e-5, unit: "degree", bands: Self.allBands))
    try compare(Self.master([Self.component("g.tif", "3d", time: #"{"type": "constant"}"#)], unit: "degree"), ["g.tif": grid])
  }

  /// Vectors in space, both ways. PROJ takes the sine and cosine of half a cell by two terms of their series, 4·10⁻⁹ of the displacement; its answers are degrees.
  @Test(arguments: ["bilinear", "geocentric_bilinear"], ["addition", "geocentric"]) func vectorsInSpace(_ spatial: String, _ method: String)
    throws
  {
    let grid = try #require(Self.grid(size: 2, unit: "metre", bands: Self.allBands))
    let component = Self.component("g.tif", "3d", time: #"{"type": "constant"}"#, method: spatial)
    try compare(Self.master([component], method: method), ["g.tif": grid], tolerance: 3e-10)
  }

  /// A velocity, an earthquake in a part of the area, a sinking; a single band without a name.
  @Test func componentsAddUp() throws {
    let wide = try #require(Self.grid(size: 0.03, unit: "metre", bands: Self.allBands))
    let quake = try #require(Self.grid(size: 1.5, unit: "metre", bands: ["east_offset", "north_offset"]))
    let sinking = try #require(Self.grid(size: -0.2, unit: "", bands: [""]))
    let master = Self.master([
      Self.component("wide.tif", "3d", time: Self.velocity),
      Self.component("quake.tif", "horizontal", time: Self.times[3], box: "[110.5,20.5,111.5,21.5]"),
      Self.component("sinking.tif", "vertical", time: Self.piecewise[4]),
    ])
    try compare(master, ["wide.tif": wide, "quake.tif": quake, "sinking.tif": sinking])
  }

  /// By hand: one node value everywhere, 0.1 m east and 0.2 m north a year, 20 years.
  @Test func aVelocityByHand() throws {
    let content = TIFF.Content(
      width: 2, height: 2, bands: [[0.1, 0.1, 0.1, 0.1], [0.2, 0.2, 0.2, 0.2], [0.3, 0.3, 0.3, 0.3]], origin: SIMD2(110, 22),
      step: SIMD2(2, 2), bandNames: Self.allBands.map { ($0, "metre") })
    let bytes = try #require(TIFF.write([content]))
    let model = try Self.model(Self.master([Self.component("g.tif", "3d", time: Self.velocity)]), ["g.tif": bytes])
    let p = GeodeticPosition(latitudeDegrees: 21, longitudeDegrees: 111, ellipsoidalHeight: 10)
    let q = try model.forward(p, epoch: 2020)
    let ellipsoid = Ellipsoid.cgcs2000
    let north = (q.latitude - p.latitude) * ellipsoid.meridianRadius(latitude: p.latitude)
    let east = (q.longitude - p.longitude) * ellipsoid.primeVerticalRadius(latitude: p.latitude) * cos(p.latitude)
    // Single-precision nodes: 10⁻⁸ of a metre a year.
    #expect(abs(north - 4) < 1e-6)
    #expect(abs(east - 2) < 1e-6)
    #expect(abs(q.ellipsoidalHeight - 16) < 1e-6)
    let shift = try model.shift(at: 2020)
    let back = try shift.inverse(shift.forward(p))
    #expect(abs(back.latitude - p.latitude) < 1e-13 && abs(back.longitude - p.longitude) < 1e-13 && abs(back.ellipsoidalHeight - 10) < 1e-9)
    #expect(shift.shiftsHeight && model.file.name == "invented" && model.file.years == 1990...2050)
    #expect(throws: CoordinateError.epochOutOfRange(1989.9)) { try model.shift(at: 1989.9) }
    #expect(throws: CoordinateError.outsideGrid) {
      try shift.forward(GeodeticPosition(latitudeDegrees: 22.01, longitudeDegrees: 111, ellipsoidalHeight: 0))
    }
    #expect(throws: CoordinateError.notFinite) {
      try shift.forward(GeodeticPosition(latitudeDegrees: .nan, longitudeDegrees: 111, ellipsoidalHeight: 0))
    }
  }

  @Test func datesAreYears() {
    // 2011-03-11T05:46:24Z: 69 days and 20 784 s of 365 days.
    let seconds: Double = 69 * 86_400 + 20_784
    #expect(DeformationTimeFunction.decimalYear("2011-03-11T05:46:24Z") == 2011 + seconds / (365 * 86_400))
    #expect(DeformationTimeFunction.decimalYear("2012-12-31T23:59:59Z") ?? 0 < 2013)
    for text in ["2011-02-29T00:00:00Z", "2011-13-01T00:00:00Z", "2011-01-01", "2011-01-01T24:00:00Z", "20x1-01-01T00:00:00Z", ""] {
      #expect(DeformationTimeFunction.decimalYear(text) == nil, "\(text)")
    }
  }

  @Test func damage() throws {
    let good = String(decoding: Self.master([Self.component("g.tif", "3d", time: Self.piecewise[0])]), as: UTF8.self)
    for (from, to) in [
      ("deformation_model_master_file", "triangulation_file"), ("\"1.0\"", "\"2.0\""),
      ("\"definition_crs\": \"EPSG:4490\"", "\"definition_crs\": \"EPSG:1\""),
      ("\"bbox\": [110,20,112,22]", "\"bbox\": [112,20,110,22]"), ("\"bbox\": [110,20,112,22]", "\"bbox\": [110,20,112]"),
      ("2050-01-01T00:00:00Z", "1950-01-01T00:00:00Z"), ("2050-01-01T00:00:00Z", "soon"), ("\"3d\"", "\"4d\""), ("GeoTIFF", "NetCDF"),
      ("\"bilinear\"", "\"cubic\""), ("\"piecewise\"", "\"sine\""), ("2004-01-01T00:00:00Z", "2014-01-01T00:00:00Z"), ("1.5", "\"x\""),
      ("\"horizontal_offset_unit\": \"metre\"", "\"horizontal_offset_unit\": \"foot\""),
      ("\"vertical_offset_unit\": \"metre\"", "\"vertical_offset_unit\": \"foot\""), ("\"addition\"", "\"magic\""),
      ("\"filename\": \"g.tif\"", "\"filename\": \"\""),
      ("\"components\": [", "\"components\": [7, "),
    ] {
      let text = good.replacingOccurrences(of: from, with: to)
      #expect(text != good, "\(from)")
      let bytes = Array(text.utf8)
      #expect(throws: GridFileError.self, "\(from)") { try DeformationModelFile(bytes.span.bytes) }
    }
    let cut = Array(good.utf8.prefix(300))
    #expect(throws: GridFileError.self) { try DeformationModelFile(cut.span.bytes) }
    // Degrees go with addition and bilinear alone.
    for (unit, method, spatial) in [("degree", "geocentric", "bilinear"), ("degree", "addition", "geocentric_bilinear")] {
      let bytes = Self.master([Self.component("g.tif", "3d", time: Self.velocity, method: spatial)], unit: unit, method: method)
      #expect(throws: GridFileError.self) { try DeformationModelFile(bytes.span.bytes) }
    }
    // Grids of another unit, of other bands, of displacements that are none.
    for (size, unit, bands) in [
      (Float(1), "degree", Self.allBands), (1, "metre", ["east_offset", "vertical_offset"]), (1, "metre", ["east_offset", "north_offset"]),
      (1, "metre", ["accuracy"]), (1e6, "metre", Self.allBands),
    ] {
      let bytes = try #require(Self.grid(size: size, unit: unit, bands: bands))
      #expect(throws: GridFileError.self) { try DeformationGrid(bytes.span.bytes, .all, unit: .metre) }
    }
  }
}
