import ArgumentParser
import CRS
import Geodesy

/// What joins two datums or two epochs, on the command line.
struct TransformOptions: ParsableArguments {
  @Option(
    name: .customLong("parameters"),
    help: ArgumentHelp(
      text(zh: "转换参数文件（docs/parameter-files.md）；方向自动判断，反向用精确逆变换", en: "Parameter file (docs/parameter-files.md), in either direction"),
      valueName: "file"))
  var parameters: String?

  @Flag(
    name: .customLong("allow-outside"),
    help: ArgumentHelp(text(zh: "参数适用区域之外的点也换算", en: "Convert points outside the area of the parameters too")))
  var allowsOutside = false

  @Flag(
    name: .customLong("ellipsoidal-height"),
    help: ArgumentHelp(
      text(
        zh: "第三列是大地高，参与基准转换；缺省时投影和二维坐标的高原样保留，点按椭球面上的点转换",
        en: "The third column is an ellipsoidal height and is transformed too; otherwise heights beside two-dimensional and projected "
          + "coordinates stay, and points are taken on the ellipsoid")))
  var usesHeights = false

  @Option(
    name: .customLong("velocity"),
    help: ArgumentHelp(
      text(
        zh: "速度场模型，用于历元变化：itrf2014-pmm:eura、itrf2020-pmm:amur 等，euler:wx,wy,wz（毫角秒/年，在输入框架中），"
          + "速度格网文件（GeoTIFF，或“平面.ct2,竖向.gtx”）或测站速度表（docs/velocity-models.md）",
        en: "Velocity model for a change of epoch: itrf2014-pmm:eura, itrf2020-pmm:amur and so on, euler:wx,wy,wz in mas/yr in the frame "
          + "of the input, a grid (GeoTIFF, or plane.ct2,vertical.gtx) or a table of stations (docs/velocity-models.md)"),
      valueName: "model"))
  var velocity: String?

  @Option(
    name: .customLong("velocity-frame"),
    help: ArgumentHelp(text(zh: "速度格网所在的框架，如 itrf2014", en: "Frame of a velocity grid, such as itrf2014"), valueName: "frame"))
  var velocityFrame: TerrestrialFrame?

  @Option(
    name: .customLong("order"),
    help: ArgumentHelp(
      text(
        zh: "先推历元还是先换框架：propagate-first（缺省）或 transform-first", en: "Epoch or frame first: propagate-first (default) or transform-first"),
      valueName: "order"))
  var order: FrameChange.Order = .propagateFirst

  @Option(
    name: .customLong("epoch-column"),
    help: ArgumentHelp(
      text(
        zh: "每点历元（十进制年）所在的列，从 1 起；用于未写 @历元 的框架，如 --from itrf2020",
        en: "Column of each point's epoch (decimal year), from 1, for a frame without @epoch, as in --from itrf2020"),
      valueName: "n"))
  var epochColumn: Int?

  @Option(
    name: .customLong("epoch"),
    help: ArgumentHelp(
      text(
        zh: "形变模型（参数文件 model = deformation）的历元，十进制年；也可写在坐标系上（itrf2014@2020.5）或用 --epoch-column",
        en:
          "Epoch of a deformation model (parameter file, model = deformation), decimal year; or with the system (itrf2014@2020.5), or --epoch-column"
      ),
      valueName: "year"))
  var epoch: Double?

  @Flag(
    name: .customLong("accept-ensemble"),
    help: ArgumentHelp(
      text(zh: "把 EPSG:4326 等 WGS 84 集合当作另一框架，精度 2 m", en: "Take the WGS 84 ensemble (EPSG:4326 …) for the other frame, within 2 m")))
  var acceptsEnsemble = false

  @Flag(
    name: .customLong("header"),
    help: ArgumentHelp(
      text(zh: "输出前写注释行：坐标系、历元、转换模型及先后次序", en: "Write comment lines first: systems, epochs, models and their order")))
  var header = false

  /// What the options join, with the files that are behind it.
  struct Change {
    let options: ChangeOptions
    let parameters: ParameterInput?
    let velocities: [ModelFacts]
  }

  func validate() throws {
    if let epoch {
      guard (1900...2200).contains(epoch) else {
        throw ValidationError(text(zh: "--epoch 应为 1900–2200 的十进制年", en: "--epoch should be a decimal year from 1900 to 2200"))
      }
      guard parameters != nil, epochColumn == nil else {
        throw ValidationError(
          text(zh: "--epoch 要与 --parameters 同用，不与 --epoch-column 同用", en: "--epoch goes with --parameters, and not with --epoch-column"))
      }
    }
  }

  /// What the options join.
  func change(from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem) throws -> Change {
    let input = try parameters.map { path throws(CommandError) in
      try ParameterInput(path: path, allowsOutside: allowsOutside, epoch: epoch, sides: epochColumn == nil ? [source, target] : [])
    }
    let motion = try motion(source)
    let options = ChangeOptions(
      change: input?.change, motion: motion?.0, order: order, acceptsEnsemble: acceptsEnsemble, usesHeights: usesHeights,
      takesEpochs: epochColumn != nil)
    return Change(options: options, parameters: input, velocities: motion?.1 ?? [])
  }

  private func motion(_ source: CoordinateReferenceSystem) throws(CommandError) -> (any VelocityField, [ModelFacts])? {
    guard let velocity else {
      if velocityFrame == nil { return nil }
      throw CommandError(.usage, text(zh: "--velocity-frame 须与 --velocity 同用", en: "--velocity-frame goes with --velocity"))
    }
    return try VelocityModelInput.model(velocity, frame: velocityFrame, source: source.datum.frame)
  }
}

extension TerrestrialFrame: ExpressibleByArgument {}
extension FrameChange.Order: ExpressibleByArgument {}
