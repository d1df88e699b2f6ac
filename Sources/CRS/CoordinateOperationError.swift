/// Why there is no operation between two systems.
public enum CoordinateOperationError: Error, Sendable, Equatable {
  /// The datums differ: parameters are needed, and they are never assumed.
  case parametersNeeded(from: CoordinateReferenceSystem, to: CoordinateReferenceSystem)
  /// One side is the WGS 84 ensemble: without realisation and epoch there is no operation better than 2 m.
  case ensemble(from: CoordinateReferenceSystem, to: CoordinateReferenceSystem)
  /// The parameters join other datums than those asked for.
  case otherParameters(
    from: CoordinateReferenceSystem, to: CoordinateReferenceSystem, parametersFrom: CoordinateReferenceSystem,
    parametersTo: CoordinateReferenceSystem)
  /// A model of the plane, and a system of its file that is not projected.
  case planeModel(CoordinateReferenceSystem)
  /// A model without heights, and a system that needs them.
  case modelWithoutHeight(CoordinateReferenceSystem)
  /// A frame that moves, without the epoch of its coordinates.
  case epochNeeded(CoordinateReferenceSystem)
  /// The parameters are a model of deformations, which answers for an epoch.
  case modelNeedsEpoch(CoordinateReferenceSystem)
  /// The epochs differ and there is no velocity model.
  case velocityNeeded(from: CoordinateReferenceSystem, to: CoordinateReferenceSystem)
}

extension CoordinateOperationError: CustomStringConvertible {
  /// The message in English.
  public var description: String { message(chinese: false) }

  /// The message in Chinese or English.
  public func message(chinese zh: Bool) -> String {
    func both(_ from: CoordinateReferenceSystem, _ to: CoordinateReferenceSystem) -> String {
      zh
        ? "\(from)（\(from.datum.chineseName)）到 \(to)（\(to.datum.chineseName)）："
        : "\(from) (\(from.datum.name)) to \(to) (\(to.datum.name)): "
    }
    switch self {
    case .parametersNeeded(let from, let to):
      return both(from, to)
        + (zh
          ? "基准不同，缺少转换参数文件（由本地区重合点求得的布尔莎七参数、"
            + "三参数或四参数，或格网改正文件）。本程序不带任何参数，也绝不按零平移处理：那在湖南会差约 46 m。请向测绘主管部门申请参数，或用重合点求解"
          : "the datums differ and a transformation parameter file is missing "
            + "(7-parameter Helmert/Bursa–Wolf, 3- or 4-parameter, or a correction grid, estimated from common points of the area). None is "
            + "built in, and a null shift is never assumed: in Hunan it would be wrong by about 46 m. Ask the surveying authority for the "
            + "parameters, or estimate them from common points")
    case .ensemble(let from, let to):
      return both(from, to)
        + (zh
          ? "WGS 84 的 EPSG 代号是各次实现的集合，精度只有 2 m，没有实现和历元。请写明坐标的实现和历元，如 wgs84-g2296@2025.3 或 itrf2020@2025.3，"
            + "并给出速度场模型；只需 2 m 精度时可用 --accept-ensemble"
          : "EPSG's WGS 84 is an ensemble of realisations known to 2 m, without "
            + "realisation or epoch. Name the realisation and the epoch of the coordinates, such as wgs84-g2296@2025.3 or itrf2020@2025.3, and a "
            + "velocity model; where 2 m are enough, --accept-ensemble takes the two for the same")
    case .otherParameters(let from, let to, let parametersFrom, let parametersTo):
      return both(from, to)
        + (zh
          ? "参数文件是 \(parametersFrom) 到 \(parametersTo) 的，既不能正用也不能反用"
          : "the parameter file joins \(parametersFrom) and \(parametersTo), and serves neither this direction nor its inverse")
    case .planeModel(let system):
      return zh
        ? "平面模型的参数文件中，source 和 target 应为投影坐标系（北、东），而不是 \(system)"
        : "with a model of the plane, source and target of the parameter file should be projected systems (northing, easting), not \(system)"
    case .modelWithoutHeight(let system):
      return zh
        ? "\(system) 需要大地高，而此转换模型只管平面位置；请改用二维或投影坐标系"
        : "\(system) needs ellipsoidal heights, and this model has none: use a system of two coordinates"
    case .epochNeeded(let system):
      return zh
        ? "\(system) 是随时间变化的框架，需写明坐标的历元，如 \(system.datum.rawValue)@2025.3"
        : "\(system) is a frame in which points move: give the epoch of the coordinates, such as \(system.datum.rawValue)@2025.3"
    case .modelNeedsEpoch(let system):
      return zh
        ? "参数文件是形变模型，从 \(system) 换算需要历元：用 --epoch 年份，或用 --epoch-column 指定每点历元所在的列"
        : "the parameters are a deformation model, and from \(system) an epoch is needed: --epoch YEAR, or --epoch-column N for each point's"
    case .velocityNeeded(let from, let to):
      return both(from, to)
        + (zh
          ? "历元不同，缺少速度场模型。请用 --velocity 指定板块模型（如 itrf2020-pmm:eura）或 euler:wx,wy,wz；绝不按速度为零处理：25 年约 0.7 m"
          : "the epochs differ and a velocity model is missing. Name one with --velocity: a plate model such as itrf2020-pmm:eura, or "
            + "euler:wx,wy,wz; a velocity of zero is never assumed: that is 0.7 m in 25 years")
    }
  }
}
