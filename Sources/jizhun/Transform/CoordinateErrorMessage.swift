import Geodesy

extension CoordinateError {
  /// The error in the user's language.
  var message: String { text(zh: chinese, en: description) }

  private var chinese: String {
    switch self {
    case .notFinite: "坐标不是有限的数"
    case .latitudeOutOfRange(let degrees): "纬度 \(degrees)° 超出 ±90°：请检查纬度、经度的次序和角度单位"
    case .longitudeOutOfRange(let degrees): "经度 \(degrees)° 超出 ±360°：请检查角度单位"
    case .tooFarFromCentralMeridian(let meridian, let limit):
      "点离中央子午线 \(meridian)° 超过 \(Int((limit / 1000).rounded())) km：请检查带号，以及纬度、经度的次序"
    case .outsideProjection(let northing, let easting):
      "北 \(northing) m、东 \(easting) m 不在此投影范围内：请检查北、东坐标的次序、东偏移和带号"
    case .zonePrefix(let easting, let expected?): "东坐标 \(easting) m 不以带号 \(expected) 开头：请检查带号"
    case .zonePrefix(let easting, nil): "东坐标 \(easting) m 似乎带有带号，而此坐标系不带：请用加带号的坐标系"
    case .radiusOutOfRange(let radius): "地心距 \(radius) m 不是地面附近的点：请检查 X、Y、Z 及其单位"
    case .heightOutOfRange(let height): "大地高 \(height) m 不合理：请检查单位"
    case .outsideArea: "点在转换参数的适用区域之外：请检查坐标及其次序"
    case .outsideGrid: "点在格网范围之外或格网在此无值，不外推"
    case .noVelocity: "速度场在此没有速度：点在格网之外，或测站没有环绕该点"
    case .epochOutOfRange(let epoch): "历元 \(epoch) 不是 1900–2200 的十进制年：请检查所在列"
    case .notInvertible: "转换在此处不可逆：点远在适用区域之外"
    }
  }
}
