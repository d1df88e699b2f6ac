/// Why a change of datum cannot be written in another program's form.
public enum ExportError: Error, Sendable, Equatable {
  /// PROJ, or WKT as EPSG's methods go, has no such model. `form` is `PROJ` or `WKT 2`.
  case noModel(String, form: String)
  /// A compensation plane on a moved ellipsoid has no projection in PROJ.
  case movedEllipsoid(CoordinateReferenceSystem)

  /// The message in Chinese or English.
  public func message(chinese zh: Bool) -> String {
    switch self {
    case .noModel(let model, let form):
      zh
        ? "\(form) 没有此模型（\(model)）；可导出为 ntv2，\(form == "WKT 2" ? "或 proj，" : "")或改用其他模型"
        : "\(form) has no such model (\(model)); export ntv2\(form == "WKT 2" ? " or proj" : ""), or fit another model"
    case .movedEllipsoid(let system):
      zh
        ? "PROJ 没有椭球平移的抵偿面（\(system)）；请用 plane=scale 或 enlarge"
        : "PROJ has no compensation plane on a moved ellipsoid (\(system)): use plane=scale or enlarge"
    }
  }
}

extension ExportError: CustomStringConvertible {
  /// The message in English.
  public var description: String { message(chinese: false) }
}
