import Geodesy
import GridFiles

/// What becomes of a height.
enum HeightReduction {
  /// h = H − ζ
  case normal(HeightConverter)
  /// H = h + ζ
  case ellipsoidal(HeightConverter)
  /// Another height datum, without a model.
  case datum(HeightConverter.Quantity, sign: Double, HeightKind)

  /// Heights beyond this are no heights of points on the Earth but a wrong column or unit, metres.
  static let largestHeight = 100_000.0

  /// The kind of height that comes out.
  var target: HeightKind {
    switch self {
    case .normal: .normal
    case .ellipsoidal: .ellipsoidal
    case .datum(_, _, let kind): kind
    }
  }

  /// The new height, metres. Throws why there is none.
  func convert(_ latitude: Double, _ longitude: Double, _ height: Double) throws(GridAbsence) -> Double {
    switch self {
    case .normal(let converter):
      try converter.normalHeight(latitudeDegrees: latitude, longitudeDegrees: longitude, ellipsoidalHeight: height)
    case .ellipsoidal(let converter):
      try converter.ellipsoidalHeight(latitudeDegrees: latitude, longitudeDegrees: longitude, normalHeight: height)
    case .datum(let offset, let sign, _):
      height + sign * (try offset.value(latitudeDegrees: latitude, longitudeDegrees: longitude))
    }
  }

  /// σ of the model at a place, metres; nil where it has none.
  func sigma(_ latitude: Double, _ longitude: Double) throws(GridAbsence) -> Double? {
    switch self {
    case .normal(let converter), .ellipsoidal(let converter):
      try converter.sigma(latitudeDegrees: latitude, longitudeDegrees: longitude)
    case .datum: nil
    }
  }

  /// Why a model has no value at a place, for people.
  static func message(_ absence: GridAbsence, _ latitude: Double, _ longitude: Double) -> String {
    switch absence {
    case .outside: text(zh: "点在模型范围之外，不外推", en: "the point is outside the model, and nothing is extrapolated")
    case .noData: text(zh: "模型在此处无值", en: "the model has no value here")
    case .notAPosition:
      text(
        zh: "纬度 \(latitude)、经度 \(longitude) 不是地面位置：请检查次序和单位",
        en: "latitude \(latitude), longitude \(longitude) is no position: check their order and unit")
    case .unreadable(let nodes):
      text(
        zh: "\(nodes.source) 中此处的结点（自南第 \(nodes.row + 1) 行，自西第 \(nodes.column + 1) 列）不可用：\(cause(nodes))",
        en:
          "the nodes of \(nodes.source) here cannot be used (row \(nodes.row + 1) from the south, column \(nodes.column + 1) from the west): \(cause(nodes))"
      )
    }
  }

  private static func cause(_ nodes: UnreadableNodes) -> String {
    (nodes.cause as? GridFileError)?.message(chinese: Language.current == .zh) ?? "\(nodes.cause)"
  }

  /// Why a height is none, for people.
  static func unlikely(_ height: Double) -> String {
    text(zh: "高 \(height) m 不合理：请检查列和单位", en: "a height of \(height) m: check the column and its unit")
  }
}
