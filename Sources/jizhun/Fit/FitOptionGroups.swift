import ArgumentParser
import Estimation
import Geodesy
import SurveyFiles

/// The word of `--convention`.
enum ConventionWord: String, ExpressibleByArgument, CaseIterable {
  case coordinateFrame = "coordinate-frame"
  case positionVector = "position-vector"
}

/// The word of `--rotation`.
enum RotationWord: String, ExpressibleByArgument, CaseIterable {
  case smallAngle = "small-angle"
  case exact
}

/// The word of `--robust`.
enum RobustWord: String, ExpressibleByArgument, CaseIterable {
  case huber, igg3
}

extension ParameterFile.Classification: ExpressibleByArgument {
  /// The words of parameter files, English or Chinese.
  public init?(argument: String) {
    guard let found = Self.allCases.first(where: { $0.rawValue == argument || $0.chinese == argument }) else { return nil }
    self = found
  }
}

/// Options on how the estimate is made.
struct FitStatisticsOptions: ParsableArguments {
  @Option(
    name: .customLong("convention"),
    help: ArgumentHelp(
      text(zh: "旋转约定：coordinate-frame（缺省，布尔莎）或 position-vector", en: "Rotations: coordinate-frame (default) or position-vector"),
      valueName: "word"))
  var convention: ConventionWord = .coordinateFrame

  @Option(
    name: .customLong("rotation"),
    help: ArgumentHelp(text(zh: "旋转矩阵：small-angle（缺省）或 exact", en: "Rotation matrix: small-angle (default) or exact"), valueName: "word"))
  var rotation: RotationWord = .smallAngle

  @Option(
    name: .customLong("dimension"),
    help: ArgumentHelp(
      text(zh: "点文件每侧的坐标个数，2 或 3；缺省按模型", en: "Coordinates on each side of a line, 2 or 3; default: what the model takes"), valueName: "n"))
  var dimension: Int?

  @Option(
    name: .customLong("sigma"),
    help: ArgumentHelp(
      text(
        zh: "没有中误差列的点的目标坐标中误差（米）：一个数，或“平面,高程”",
        en: "σ of target coordinates for lines without σ columns, metres: one number, or plane,height"),
      valueName: "m[,m]"))
  var sigma: String?

  @Option(
    name: .customLong("check"),
    help: ArgumentHelp(
      text(zh: "检核点（不参与计算），逗号分隔；也可在行末写 check", en: "Points held out, by name; or “check” at the end of a line"), valueName: "names"))
  var check: String?

  @Option(
    name: .customLong("alpha"),
    help: ArgumentHelp(text(zh: "一轮全部检验的显著性水平，缺省 0.05", en: "Significance of all tests of a round together, default 0.05"), valueName: "α"))
  var alpha = 0.05

  @Flag(
    name: .customLong("reject"), help: ArgumentHelp(text(zh: "逐个剔除检验不过的点（数据探测法）", en: "Leave out points that fail the test, one by one")))
  var rejects = false

  @Option(
    name: .customLong("robust"),
    help: ArgumentHelp(text(zh: "抗差估计：igg3 或 huber", en: "Robust weights: igg3 or huber"), valueName: "word"))
  var robust: RobustWord?

  @Flag(
    name: .customLong("scale-covariance"),
    help: ArgumentHelp(text(zh: "参数协方差乘以验后单位权方差", en: "Multiply the covariance of the parameters by the estimated variance of unit weight"))
  )
  var scalesCovariance = false

  func validate() throws {
    if let dimension, dimension != 2, dimension != 3 {
      throw ValidationError(text(zh: "--dimension 应为 2 或 3", en: "--dimension should be 2 or 3"))
    }
    guard alpha > 0, alpha < 1 else { throw ValidationError(text(zh: "--alpha 应在 0 与 1 之间", en: "--alpha should lie between 0 and 1")) }
    if rejects, robust != nil {
      throw ValidationError(text(zh: "--reject 与 --robust 只能用一个", en: "--reject and --robust exclude each other"))
    }
    _ = try sigmas()
  }

  private func sigmas() throws -> [Double]? {
    guard let sigma else { return nil }
    let values = sigma.split(separator: ",", omittingEmptySubsequences: false).map { DecimalText.parse(String($0)) ?? 0 }
    guard values.count <= 2, values.allSatisfy({ $0 > 0 && $0 < 1e6 }) else {
      throw ValidationError(text(zh: "--sigma 应为大于 0 的一个或两个数（米）", en: "--sigma should be one or two numbers above 0, in metres"))
    }
    return values
  }

  func defaultSigma(_ dimension: Int) throws -> SIMD3<Double>? {
    guard let values = try sigmas(), let plane = values.first else { return nil }
    return [plane, plane, dimension == 3 ? values[values.count - 1] : 1]
  }

  /// Marks the points of `--check`.
  func markChecks(_ points: inout [FitPoint]) throws(CommandError) {
    guard let check else { return }
    for name in check.split(separator: ",").map(String.init) {
      guard let index = points.firstIndex(where: { $0.name == name }) else {
        throw CommandError(.usage, text(zh: "--check：没有名为 \(name) 的点", en: "--check: there is no point named \(name)"))
      }
      points[index].isCheck = true
    }
  }

  func settings(sigmaKnown: Bool) -> FitSettings {
    var options = FitOptions(sigmaKnown: sigmaKnown)
    options.significance = alpha
    options.rejectsOutliers = rejects
    options.robust = robust.map { $0 == .huber ? .huber : .igg3 }
    options.scalesCovariance = scalesCovariance
    return FitSettings(
      convention: convention == .positionVector ? .positionVector : .coordinateFrame, form: rotation == .exact ? .exact : .smallAngle,
      options: options)
  }
}

/// Options on what the parameter file says beside numbers.
struct FitLabelOptions: ParsableArguments {
  @Option(name: .customLong("name"), help: ArgumentHelp(text(zh: "参数集名称", en: "Name of the set"), valueName: "text"))
  var name: String?

  @Option(name: .customLong("label"), help: ArgumentHelp(text(zh: "标记（项目、批次）", en: "Label (project, batch)"), valueName: "text"))
  var label: String?

  @Option(
    name: .customLong("classification"),
    help: ArgumentHelp(
      text(
        zh: "密级：绝密、机密、秘密、内部、公开（top-secret、secret、confidential、internal、public）；缺省 secret",
        en: "Classification: top-secret, secret, confidential, internal, public; default secret"), valueName: "word"))
  var classification: ParameterFile.Classification?

  @Option(
    name: .customLong("area"),
    help: ArgumentHelp(
      text(
        zh: "适用范围：南,西,北,东（度）；local 平面为最小北,最小东,最大北,最大东。缺省为点的外接矩形外扩十分之一",
        en: "Area of validity: south,west,north,east in degrees; a “local” plane: min north,min east,max north,max east. Default: the "
          + "rectangle of the points, a tenth wider"), valueName: "n,n,n,n"))
  var area: String?

  /// The area of `--area`; nil without it.
  func areaOfValidity() throws(CommandError) -> ParameterFile.Area? {
    guard let area else { return nil }
    let v = area.split(separator: ",", omittingEmptySubsequences: false).compactMap { DecimalText.parse(String($0)) }
    guard v.count == 4, v[0] < v[2] else {
      throw CommandError(.usage, text(zh: "--area 应为四个数：南,西,北,东", en: "--area should be four numbers: south,west,north,east"))
    }
    // Beyond the range of degrees these are metres.
    if v.contains(where: { abs($0) > 360 }) { return .plane(minNorth: v[0], minEast: v[1], maxNorth: v[2], maxEast: v[3]) }
    return .geographic(south: v[0], west: v[1], north: v[2], east: v[3])
  }
}
