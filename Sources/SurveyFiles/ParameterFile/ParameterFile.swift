public import Geodesy

/// A set of transformation parameters with everything that must come with it: docs/parameter-files.md.
///
/// The values are a secret in China where they join national and local systems. Printing one of these, or an error about one, therefore
/// shows names and never a number of `[parameters]`, `[covariance]` or `[area]`.
public struct ParameterFile: Sendable, Equatable {
  /// The name of the set.
  public var name: String
  /// The model.
  public var model: ParameterModel
  /// The coordinate reference system of the input, such as `bj54` or `EPSG:4214`.
  public var source: String
  /// The coordinate reference system of the output.
  public var target: String
  /// The sign of the rotations; present exactly where the model needs it.
  public var convention: RotationConvention?
  /// The rotation matrix; present exactly where the model needs it.
  public var rotationForm: RotationMatrixForm?
  /// The values, by key.
  public var values: [ParameterKey: Double]
  /// The area of validity.
  public var area: Area
  /// What the parameters are good for.
  public var accuracy: Accuracy?
  /// The covariance of the estimated parameters.
  public var covariance: Covariance?
  /// The file of a model that has one (`grid`, `tin` …), as written: relative to the parameter file.
  public var gridFile: String?
  /// A label for logs and output headers (项目、批次), chosen by whoever made the file.
  public var label: String?
  /// The classification (密级).
  public var classification: Classification

  /// What a positive rotation turns.
  public enum RotationConvention: String, Sendable, CaseIterable {
    /// The position vector (EPSG 1033, IERS).
    case positionVector = "position-vector"
    /// The coordinate frame (EPSG 1032).
    case coordinateFrame = "coordinate-frame"
  }

  /// How the rotation matrix follows from the angles.
  public enum RotationMatrixForm: String, Sendable, CaseIterable {
    /// The sine is the angle, the cosine 1.
    case smallAngle = "small-angle"
    /// A rotation proper.
    case exact
  }

  /// The secrecy of the file (密级).
  public enum Classification: String, Sendable, CaseIterable {
    /// 绝密.
    case topSecret = "top-secret"
    /// 机密.
    case secret
    /// 秘密.
    case confidential
    /// 内部.
    case `internal` = "internal"
    /// 公开.
    case `public` = "public"

    /// The word of Chinese law and practice, which a file may use as well.
    public var chinese: String {
      switch self {
      case .topSecret: "绝密"
      case .secret: "机密"
      case .confidential: "秘密"
      case .internal: "内部"
      case .public: "公开"
      }
    }
  }

  /// Where the parameters hold, in coordinates of the source.
  public typealias Area = AreaOfValidity

  /// Point mean-square errors of what the parameters yield, metres.
  public struct Accuracy: Sendable, Equatable {
    /// Horizontal, one sigma in each of north and east.
    public var horizontal: Double?
    /// Vertical, one sigma.
    public var vertical: Double?

    /// Accuracies in metres.
    public init(horizontal: Double?, vertical: Double? = nil) {
      self.horizontal = horizontal
      self.vertical = vertical
    }
  }

  /// The covariance matrix of the estimated parameters, in products of the units of their keys.
  public struct Covariance: Sendable, Equatable {
    /// The parameters, in the order of rows and columns.
    public let keys: [ParameterKey]
    /// The lower triangle, row by row: n(n + 1)/2 values.
    public let lowerTriangle: [Double]

    /// A matrix from its lower triangle; nil where it is empty or the counts do not agree.
    public init?(keys: [ParameterKey], lowerTriangle: [Double]) {
      guard !keys.isEmpty, lowerTriangle.count == keys.count * (keys.count + 1) / 2 else { return nil }
      self.keys = keys
      self.lowerTriangle = lowerTriangle
    }

    /// The element of row i and column j, from 0.
    public subscript(i: Int, j: Int) -> Double {
      let (row, column) = i >= j ? (i, j) : (j, i)
      return lowerTriangle[row * (row + 1) / 2 + column]
    }
  }

  /// A set of parameters; ``ParameterFile/check(file:)`` says whether it is complete.
  public init(
    name: String, model: ParameterModel, source: String, target: String, convention: RotationConvention? = nil,
    rotationForm: RotationMatrixForm? = nil, values: [ParameterKey: Double], area: Area, accuracy: Accuracy? = nil,
    covariance: Covariance? = nil, gridFile: String? = nil, label: String? = nil, classification: Classification
  ) {
    self.name = name
    self.model = model
    self.source = source
    self.target = target
    self.convention = convention
    self.rotationForm = rotationForm
    self.values = values
    self.area = area
    self.accuracy = accuracy
    self.covariance = covariance
    self.gridFile = gridFile
    self.label = label
    self.classification = classification
  }

  /// The degree of a polynomial; 1 for other models.
  public var polynomialDegree: Int { values[.degree].flatMap { Int(exactly: $0) } ?? 1 }
}

extension ParameterFile: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Name, model, direction and classification: no value.
  public var description: String { "\(name): \(model.rawValue), \(source) → \(target), \(classification.rawValue)" }
  /// The same: no value.
  public var debugDescription: String { description }
  /// No children, so that `dump` shows no value.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension ParameterFile.Covariance: CustomStringConvertible, CustomReflectable {
  /// The size alone.
  public var description: String { "covariance of \(keys.count) parameters" }
  /// No children, so that `dump` shows no value.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
