public import Geodesy

/// What a file says of a model beside its values. Formats hold more or less of it: see ``HeightModelFormat/losses(_:)``.
public struct HeightModelProperties: Sendable, Equatable {
  /// Which surface the grid describes.
  public enum Surface: String, Sendable, CaseIterable {
    /// The quasi-geoid (似大地水准面): values are height anomalies ζ.
    case quasiGeoid = "quasi-geoid"
    /// The geoid (大地水准面): values are geoid heights N.
    case geoid
    /// The difference between two height systems, such as Yellow Sea 1956 and 1985.
    case verticalOffset = "vertical-offset"
  }

  /// The name of the model, for reports and messages; empty without one.
  public var label = ""
  /// Which surface; nil where the file does not say.
  public var surface: Surface?
  /// The interpolation that the model asks for; nil where it names none.
  public var interpolation: GridInterpolation?
  /// How the values treat the permanent tide; nil where the file does not say.
  public var tideSystem: PermanentTide?
  /// The reference ellipsoid, such as `GRS80`; empty without one.
  public var ellipsoid = ""
  /// The reference frame of the positions, such as `CGCS2000`; empty without one.
  public var frame = ""
  /// The height datum, such as `1985国家高程基准`; empty without one.
  public var heightDatum = ""
  /// The year or date of the model; empty without one.
  public var date = ""
  /// EPSG's code of the geographic system of the nodes.
  public var geographicCRS: Int?
  /// EPSG's code of the height system.
  public var verticalCRS: Int?
  /// The unit of the values, `m` but for files of other functionals (`mgal`), which are no heights.
  public var unit = "m"
  /// Free text: references, licence.
  public var comment = ""

  /// Nothing known.
  public init() {}
}
