import Geodesy
import Glibc
import GridFiles

extension Seeds {
  /// A grid of 4 × 5 nodes, one without a value, in each format, and with σ and a height term where a format holds them; a deformation model with its grid; networks.
  /// All values are invented.
  static func grids(in folder: String) {
    let count = 20
    func nodes(_ scale: Float) -> [Float] { (0..<count).map { $0 == 7 ? .nan : scale * (1 + Float($0 % 5) / 8 - Float($0 / 5) / 4) } }
    func grid(_ scale: Float) -> HeightGrid? {
      HeightGrid(south: 20, west: 110, latitudeStep: 0.5, longitudeStep: 0.25, rows: 4, columns: 5, nodes: nodes(scale))
    }
    guard let anomaly = grid(-10),
      let whole = HeightGrid(
        south: 20, west: 110, latitudeStep: 0.5, longitudeStep: 0.25, rows: 4, columns: 5, nodes: nodes(-10).map { $0.isNaN ? 0 : $0 })
    else { return }
    let targets: [HeightModelFormat: String] = [
      .geoTIFF: "TIFF", .isg: "ISG", .isg1: "ISG", .ntv2: "NTv2Heights", .pgm: "PGM", .ggf: "GGF", .byn: "BYN", .surfer7: "Surfer",
      .surfer6: "Surfer", .surferText: "Surfer", .gravsoft: "Gravsoft", .gdf: "GDF", .esri: "ESRIGrid", .xyz: "XYZ",
    ]
    for (format, target) in targets {
      for (name, model) in [
        ("plain", HeightModel(anomaly: whole, label: "invented")), ("gap", HeightModel(anomaly: anomaly)),
        ("bands", HeightModel(anomaly: anomaly, sigma: grid(0.02), heightGradient: grid(1e-5), referenceHeight: 100)),
      ] {
        guard let model, name != "bands" || format == .geoTIFF, let bytes = try? format.write(model) else { continue }
        write(bytes, to: "\(folder)/Fuzz\(target)/\(name)-\(format.rawValue)")
      }
    }
    // GeographicLib's grids cover the globe.
    let globe = HeightGrid(
      south: -90, west: 0, latitudeStep: 45, longitudeStep: 45, rows: 5, columns: 8, nodes: (0..<40).map { Float($0 % 8) - 4 })
    if let model = globe.flatMap({ HeightModel(anomaly: $0, label: "invented") }), let bytes = try? HeightModelFormat.pgm.write(model) {
      write(bytes, to: "\(folder)/FuzzPGM/globe")
    }
    deformations(in: folder)
  }

  private static func deformations(in folder: String) {
    let image = TIFF.Content(
      width: 3, height: 3, bands: [0.1, -0.2, 0.3].map { Array(repeating: $0, count: 9) }, origin: SIMD2(110, 22), step: SIMD2(1, 1),
      bandNames: [("east_offset", "metre"), ("north_offset", "metre"), ("vertical_offset", "metre")])
    if let bytes = TIFF.write([image]) { write(bytes, to: "\(folder)/FuzzDeformation/grid") }
    let epoch = "2008-01-01T00:00:00Z"
    let times = [
      ("velocity", "\"reference_epoch\": \"\(epoch)\""), ("step", "\"step_epoch\": \"\(epoch)\""),
      ("reverse_step", "\"step_epoch\": \"\(epoch)\""),
      (
        "piecewise",
        "\"before_first\": \"zero\", \"after_last\": \"linear\", \"model\": [{\"epoch\": \"\(epoch)\", \"scale_factor\": 0.5}, "
          + "{\"epoch\": \"2012-01-01T00:00:00Z\", \"scale_factor\": 2}]"
      ),
      (
        "exponential",
        "\"reference_epoch\": \"\(epoch)\", \"relaxation_constant\": 2, \"before_scale_factor\": 0, \"initial_scale_factor\": 1, "
          + "\"final_scale_factor\": 3"
      ),
    ]
    for (type, parameters) in times {
      let text = """
        {"file_type":"deformation_model_master_file","format_version":"1.0","source_crs":"A","target_crs":"B","definition_crs":"A",
        "horizontal_offset_unit":"metre","vertical_offset_unit":"metre","horizontal_offset_method":"\(type == "step" ? "geocentric" : "addition")",
        "extent":{"type":"bbox","parameters":{"bbox":[110,20,112,22]}},"time_extent":{"first":"1990-01-01T00:00:00Z","last":"2050-01-01T00:00:00Z"},
        "components":[{"extent":{"type":"bbox","parameters":{"bbox":[110,20,112,22]}},"displacement_type":"3d","spatial_model":{"type":"GeoTIFF",
        "interpolation_method":"\(type == "step" ? "geocentric_bilinear" : "bilinear")","filename":"g"},
        "time_function":{"type":"\(type)","parameters":{\(parameters)}}}]}
        """
      write(Array(text.utf8), to: "\(folder)/FuzzDeformation/\(type)")
    }
    let network = """
      {"file_type":"triangulation_file","format_version":"1.1","transformed_components":["horizontal","vertical"],"vertices_columns":
      ["source_x","source_y","target_x","target_y","offset_z"],"triangles_columns":["idx_vertex1","idx_vertex2","idx_vertex3"],
      "vertices":[[110,20,110.1,20.1,1],[111,20,111.1,20,2],[110,21,110,21.1,3]],"triangles":[[0,1,2]],"fallback_strategy":"nearest_side"}
      """
    write(Array(network.utf8), to: "\(folder)/FuzzShiftGrids/geographic")
    // 点 and 丂 in GBK, in UTF-8, and bytes of four.
    write([0xB5, 0xE3, 0x81, 0x40, 0x2C, 0x31, 0x0A, 0x81, 0x39, 0xEE, 0x39], to: "\(folder)/FuzzEncoding/gbk")
    write([0xEF, 0xBB, 0xBF] + Array("点丂,1\n𠀀".utf8), to: "\(folder)/FuzzEncoding/utf8")
    write([0x42, 0xD8, 0x0A], to: "\(folder)/FuzzEncoding/latin1")
  }
}
