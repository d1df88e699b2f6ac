/// A velocity model of one rigid plate: V = ω × X + V₀, in the frame that it was estimated in.
///
/// Regional deformation is not in it. In South China the rigid Eurasian plate of ITRF2014 leaves 6 mm a year, 15 cm over 25 years: an Euler
/// vector fitted to regional velocities is the better choice there.
public struct PlateMotion: Sendable, Hashable {
  /// The name: `itrf2020-pmm:eura`.
  public let name: String
  /// The frame of the velocities.
  public let frame: TerrestrialFrame
  /// The Euler vector ω, milliarcseconds a year about X, Y, Z.
  public let rotation_masPerYear: GeocentricPosition
  /// The translation rate V₀ (origin rate bias), millimetres a year.
  public let translation_mmPerYear: GeocentricPosition

  /// A model from its Euler vector.
  public init(
    name: String, frame: TerrestrialFrame, rotation_masPerYear: GeocentricPosition,
    translation_mmPerYear: GeocentricPosition = GeocentricPosition(x: 0, y: 0, z: 0)
  ) {
    self.name = name
    self.frame = frame
    self.rotation_masPerYear = rotation_masPerYear
    self.translation_mmPerYear = translation_mmPerYear
  }

  /// The velocity at a position, metres a year, in ``frame``.
  public func velocity(at p: GeocentricPosition) -> GeocentricPosition {
    let unit = Double.pi / 648_000_000
    let (wx, wy, wz) = (rotation_masPerYear.x * unit, rotation_masPerYear.y * unit, rotation_masPerYear.z * unit)
    let t = translation_mmPerYear
    return GeocentricPosition(
      x: wy * p.z - wz * p.y + t.x * 1e-3, y: wz * p.x - wx * p.z + t.y * 1e-3, z: wx * p.y - wy * p.x + t.z * 1e-3)
  }

  /// A published model by its name, letter case ignored: `itrf2020-pmm:eura`; nil where there is none.
  public static func published(_ name: String) -> PlateMotion? {
    let wanted = name.lowercased()
    return published.first { $0.name == wanted }
  }

  /// The published models.
  ///
  /// Sources: ITRF2014-PMM: Altamimi et al. 2017, doi 10.1093/gji/ggx136, Table 1 (no translation rate). ITRF2020-PMM: Altamimi et al. 2023,
  /// doi 10.1029/2023GL106373, Table 2, with its origin rate bias (0.37, 0.35, 0.74) mm/yr.
  public static let published: [PlateMotion] =
    plates(
      .itrf2014, t: [0, 0, 0],
      [
        ("anta", -0.248, -0.324, 0.675), ("arab", 1.154, -0.136, 1.444), ("aust", 1.510, 1.182, 1.215), ("eura", -0.085, -0.531, 0.770),
        ("indi", 1.154, -0.005, 1.454), ("nazc", -0.333, -1.544, 1.623), ("noam", 0.024, -0.694, -0.063), ("nubi", 0.099, -0.614, 0.733),
        ("pcfc", -0.409, 1.047, -2.169), ("soam", -0.270, -0.301, -0.140), ("soma", -0.121, -0.794, 0.884),
      ])
    + plates(
      .itrf2020, t: [0.37, 0.35, 0.74],
      [
        ("amur", -0.131, -0.551, 0.837), ("anta", -0.269, -0.312, 0.678), ("arab", 1.129, -0.146, 1.438), ("aust", 1.487, 1.175, 1.223),
        ("carb", 0.207, -1.422, 0.726), ("eura", -0.085, -0.519, 0.753), ("indi", 1.137, 0.013, 1.444), ("nazc", -0.327, -1.561, 1.605),
        ("noam", 0.045, -0.666, -0.098), ("nubi", 0.090, -0.585, 0.717), ("pcfc", -0.404, 1.021, -2.154), ("soam", -0.261, -0.282, -0.157),
        ("soma", -0.081, -0.719, 0.864),
      ])

  private static func plates(
    _ frame: TerrestrialFrame, t: SIMD3<Double>, _ rows: [(String, Double, Double, Double)]
  ) -> [PlateMotion] {
    rows.map {
      PlateMotion(
        name: "\(frame.rawValue)-pmm:\($0.0)", frame: frame, rotation_masPerYear: GeocentricPosition(x: $0.1, y: $0.2, z: $0.3),
        translation_mmPerYear: GeocentricPosition(x: t.x, y: t.y, z: t.z))
    }
  }
}
