/// What least squares needs to know of a transformation: how the coordinates of a point follow from the parameters.
///
/// The observation of a point is written so that large numbers cancel before anything is computed (target minus source, or coordinates
/// off a centre): what is left is exact, and the parameters are not at the mercy of the last bits of a geocentric radius.
public protocol ObservationModel: Sendable {
  /// How many coordinates a point has, 2 or 3.
  var dimension: Int { get }
  /// How many parameters are estimated.
  var parameterCount: Int { get }

  /// What is observed at a point, metres.
  func observation(of point: CommonPoint) -> SIMD3<Double>

  /// The observation that parameters predict for a source position, metres, and its derivative by each parameter.
  func prediction(at source: SIMD3<Double>, _ parameters: [Double], partials: inout [SIMD3<Double>]) -> SIMD3<Double>

  /// The derivative of the target position by the source position; identity where both differ by a part in 10⁴ only.
  func sourceDerivative(at source: SIMD3<Double>, _ parameters: [Double]) -> Matrix3

  /// Where the iteration starts.
  func initialParameters(_ points: [CommonPoint]) -> [Double]
}

extension ObservationModel {
  /// Target and source axes are parallel and of the same length, but for parts per million.
  public func sourceDerivative(at source: SIMD3<Double>, _ parameters: [Double]) -> Matrix3 { .identity }

  /// Zero: no transformation.
  public func initialParameters(_ points: [CommonPoint]) -> [Double] { Array(repeating: 0, count: parameterCount) }
}
