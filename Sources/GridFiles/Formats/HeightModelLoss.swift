import Geodesy

/// Something of a model that a format does not keep.
public enum HeightModelLoss: Sendable, Equatable {
  /// The grid of σ.
  case sigma
  /// The height-dependent term.
  case heightGradient
  /// All grids but the first.
  case subgrids(Int)
  /// Values are rounded to this step, metres.
  case rounding(Double)
  /// Something that is said of the model.
  case property(Property)

  /// What a file says of a model, by the names of ``HeightModelProperties``.
  public enum Property: Sendable, Hashable, CaseIterable {
    /// See ``HeightModelProperties``.
    case label, surface, interpolation, tideSystem, ellipsoid, frame, heightDatum, date, geographicCRS, verticalCRS, comment, unit
  }

  /// The loss in Chinese or English.
  public func message(chinese zh: Bool) -> String {
    switch self {
    case .sigma: zh ? "精度格网 σ" : "the grid of σ"
    case .heightGradient: zh ? "随高变化项 ∂ζ/∂h" : "the height-dependent term ∂ζ/∂h"
    case .subgrids(let count): zh ? "\(count) 个子格网" : "\(count) sub-grids"
    case .rounding(let step):
      zh
        ? "格网值的尾数（取整到 \(NumberText.shortest(step, places: 0)) m）"
        : "digits below \(NumberText.shortest(step, places: 0)) m, to which values are rounded"
    case .property(let property): zh ? property.chinese : property.english
    }
  }
}

extension HeightModelLoss.Property {
  fileprivate var chinese: String {
    switch self {
    case .label: "模型名称"
    case .surface: "面的类型（似大地水准面、大地水准面）"
    case .interpolation: "内插方法"
    case .tideSystem: "永久潮汐系统"
    case .ellipsoid: "参考椭球"
    case .frame: "参考框架"
    case .heightDatum: "高程基准"
    case .date: "日期"
    case .geographicCRS: "坐标系的 EPSG 代码"
    case .verticalCRS: "高程系的 EPSG 代码"
    case .comment: "说明文字"
    case .unit: "单位"
    }
  }

  fileprivate var english: String {
    switch self {
    case .label: "the name of the model"
    case .surface: "which surface it is (quasi-geoid, geoid)"
    case .interpolation: "the interpolation it asks for"
    case .tideSystem: "the permanent-tide system"
    case .ellipsoid: "the reference ellipsoid"
    case .frame: "the reference frame"
    case .heightDatum: "the height datum"
    case .date: "the date"
    case .geographicCRS: "EPSG's code of the coordinate system"
    case .verticalCRS: "EPSG's code of the height system"
    case .comment: "the free text"
    case .unit: "the unit of the values"
    }
  }

  fileprivate func isSet(_ p: HeightModelProperties) -> Bool {
    switch self {
    case .label: !p.label.isEmpty
    case .surface: p.surface != nil
    case .interpolation: p.interpolation != nil
    case .tideSystem: p.tideSystem != nil
    case .ellipsoid: !p.ellipsoid.isEmpty
    case .frame: !p.frame.isEmpty
    case .heightDatum: !p.heightDatum.isEmpty
    case .date: !p.date.isEmpty
    case .geographicCRS: p.geographicCRS != nil
    case .verticalCRS: p.verticalCRS != nil
    case .comment: !p.comment.isEmpty
    case .unit: p.unit != "m"
    }
  }
}

extension HeightModelFormat {
  /// What writing a model in this format leaves out: only what the model has.
  public func losses(_ model: HeightModel) -> [HeightModelLoss] {
    var losses: [HeightModelLoss] = []
    if self != .geoTIFF {
      if model.parts.contains(where: { $0.sigma != nil }) { losses.append(.sigma) }
      if model.hasHeightGradient { losses.append(.heightGradient) }
    }
    if model.parts.count > 1, self != .geoTIFF, self != .ntv2 { losses.append(.subgrids(model.parts.count - 1)) }
    if self == .byn { losses.append(.rounding(1e-5)) }
    if self == .pgm { losses.append(.rounding(PGM.step(model.main.anomaly))) }
    for property in HeightModelLoss.Property.allCases where property.isSet(model.properties) && !keeps(property, model.properties) {
      losses.append(.property(property))
    }
    return losses
  }

  /// Whether a property comes back when the file is read.
  private func keeps(_ property: HeightModelLoss.Property, _ p: HeightModelProperties) -> Bool {
    switch self {
    case .geoTIFF: return property != .unit
    case .isg:
      let held: Set<HeightModelLoss.Property> = [.label, .date, .ellipsoid, .frame, .heightDatum, .tideSystem, .geographicCRS, .comment]
      return held.contains(property) || (property == .surface && p.surface != .verticalOffset)
    case .isg1: return [.label, .ellipsoid, .comment].contains(property)
    case .ntv2: return false
    case .pgm: return [.label, .date, .ellipsoid].contains(property)
    case .ggf:
      return (property == .label && p.label.utf8.count <= 32 && p.label.utf8.allSatisfy { $0 < 0x7F })
        || (property == .interpolation && [.bilinear, .biquadratic, .bicubic].contains(p.interpolation))
    case .byn: return property == .ellipsoid && (p.ellipsoid == "GRS80" || p.ellipsoid == "WGS84")
    case .gdf:
      let held: Set<HeightModelLoss.Property> = [.label, .date, .tideSystem, .ellipsoid, .unit]
      return held.contains(property) || (property == .surface && p.surface != .verticalOffset)
    case .gtx, .surfer7, .surfer6, .surferText, .gravsoft, .esri, .xyz: return false
    }
  }
}
