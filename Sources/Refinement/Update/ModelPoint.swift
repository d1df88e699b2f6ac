/// A GNSS/levelling point held against a model that exists: what it says of the model's error there.
public struct ModelPoint: Sendable, Equatable {
  /// What the same mark said before.
  public struct Earlier: Sendable, Equatable {
    /// The earlier H − h − ζ of the same model, metres.
    public var difference: Double
    /// The standard deviation of the earlier H − h, metres; nil where it is not known.
    public var sigma: Double?

    /// An earlier value.
    public init(difference: Double, sigma: Double?) { (self.difference, self.sigma) = (difference, sigma) }
  }

  /// The latitude, degrees, −90…90.
  public let latitudeDegrees: Double
  /// The longitude, degrees.
  public let longitudeDegrees: Double
  /// H − h − ζ of the model, metres.
  public let difference: Double
  /// The standard deviation of H − h, metres; nil where it is not known.
  public let sigma: Double?
  /// The standard deviation that the model states here, metres; nil where it states none.
  public let modelSigma: Double?
  /// What the mark said before; nil for a new mark.
  public let earlier: Earlier?

  /// A point.
  public init(
    latitudeDegrees: Double, longitudeDegrees: Double, difference: Double, sigma: Double?, modelSigma: Double?, earlier: Earlier? = nil
  ) {
    (self.latitudeDegrees, self.longitudeDegrees, self.difference) = (latitudeDegrees, longitudeDegrees, difference)
    (self.sigma, self.modelSigma, self.earlier) = (sigma, modelSigma, earlier)
  }

  /// The place on the sphere.
  public var place: SpherePlace { SpherePlace(latitudeDegrees: latitudeDegrees, longitudeDegrees: longitudeDegrees) }
}
