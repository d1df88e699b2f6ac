/// A similarity transformation about a pivot (莫洛金斯基–巴德卡斯): X′ = P + T + (1 + s) R (X − P).
///
/// The same transformations as ``Helmert``'s; with the pivot amid the points, translation and rotation are estimated nearly independently.
/// Source: EPSG Guidance Note 7-2, methods 1061 (position vector) and 1034 (coordinate frame). The inverse is exact.
public struct MolodenskyBadekas: Sendable, Hashable {
  /// Translation, rotation and scale about the pivot.
  public let similarity: Helmert
  /// The pivot P in the source system, metres.
  public let pivot: GeocentricPosition

  /// A transformation from a similarity and its pivot.
  public init(_ similarity: Helmert, pivot: GeocentricPosition) {
    self.similarity = similarity
    self.pivot = pivot
  }

  /// The position in the target system.
  public func forward(_ p: GeocentricPosition) -> GeocentricPosition {
    let q = similarity.forward(GeocentricPosition(x: p.x - pivot.x, y: p.y - pivot.y, z: p.z - pivot.z))
    return GeocentricPosition(x: q.x + pivot.x, y: q.y + pivot.y, z: q.z + pivot.z)
  }

  /// The position in the source system.
  public func inverse(_ p: GeocentricPosition) -> GeocentricPosition {
    let q = similarity.inverse(GeocentricPosition(x: p.x - pivot.x, y: p.y - pivot.y, z: p.z - pivot.z))
    return GeocentricPosition(x: q.x + pivot.x, y: q.y + pivot.y, z: q.z + pivot.z)
  }
}
