public import Geodesy

/// A model of heights: grids of ζ (or N), with what belongs to them.
///
/// The value at a place is ζ(φ, λ) + ∂ζ/∂h · (h − h₀) with the normal height h where the model has a height-dependent term, else ζ(φ, λ). Of several
/// grids the one with the smallest cells that covers the place and has a value there serves.
///
/// A model better than 1 m is a state secret in China: nothing here prints its values; ``HeightModelProperties/label`` is what messages show.
public struct HeightModel: Sendable {
  /// One grid with its accuracy and height-dependent term, on the same nodes.
  public struct Part: Sendable {
    /// The name of the grid, such as that of a sub-grid; empty without one.
    public let name: String
    /// ζ or N, metres.
    public let anomaly: HeightGrid
    /// σ of it, metres; nil without one.
    public let sigma: HeightGrid?
    /// ∂ζ/∂h, metres per metre of normal height; nil without one.
    public let heightGradient: HeightGrid?

    /// A grid; nil where σ or the term lie on other nodes.
    public init?(name: String = "", anomaly: HeightGrid, sigma: HeightGrid? = nil, heightGradient: HeightGrid? = nil) {
      guard sigma.map(anomaly.hasPlaces) ?? true, heightGradient.map(anomaly.hasPlaces) ?? true else { return nil }
      self.name = name
      self.anomaly = anomaly
      self.sigma = sigma
      self.heightGradient = heightGradient
    }
  }

  /// No height anomaly of the Earth is larger, metres: a node beyond tells of a damaged file or a wrong byte order.
  public static let largestAnomaly = 1000.0
  /// No ground of the Earth is higher, metres; but for some trenches no sea is deeper.
  public static let largestHeight = 10_000.0

  /// The grids, at least one.
  public let parts: [Part]
  /// h₀, the normal height for which the grid of ζ stands, metres; of meaning with a height-dependent term only.
  public let referenceHeight: Double
  /// What else is known of the model.
  public var properties: HeightModelProperties

  /// A model; nil without a grid, or with a reference height that is not finite.
  public init?(parts: [Part], referenceHeight: Double = 0, properties: HeightModelProperties = HeightModelProperties()) {
    guard !parts.isEmpty, referenceHeight.isFinite else { return nil }
    self.parts = parts
    self.referenceHeight = referenceHeight
    self.properties = properties
  }

  /// A model of one grid; nil where σ or the height-dependent term lie on other nodes.
  public init?(
    anomaly: HeightGrid, sigma: HeightGrid? = nil, heightGradient: HeightGrid? = nil, referenceHeight: Double = 0,
    interpolation: GridInterpolation? = nil, label: String = ""
  ) {
    guard let part = Part(anomaly: anomaly, sigma: sigma, heightGradient: heightGradient) else { return nil }
    var properties = HeightModelProperties()
    properties.interpolation = interpolation
    properties.label = label
    self.init(parts: [part], referenceHeight: referenceHeight, properties: properties)
  }

  /// The first grid, which in most models is the only one.
  public var main: Part { parts[0] }
  /// Whether every grid has a σ.
  public var hasSigma: Bool { parts.allSatisfy { $0.sigma != nil } }
  /// Whether a grid has a height-dependent term.
  public var hasHeightGradient: Bool { parts.contains { $0.heightGradient != nil } }
}
