import ArgumentParser
import BeiDouGrid
import SurveyFiles

extension GridLevel: ExpressibleByArgument {
  /// 1 … 10.
  public init?(argument: String) {
    guard let number = Int(argument) else { return nil }
    self.init(rawValue: number)
  }
}

extension GridAngle {
  /// The angle that a text is, exactly; nil where it is none, or is of the other kind.
  init?(_ text: String, _ hemisphere: AngleText.Hemisphere) {
    let bytes = Array(text.utf8)
    guard let angle = AngleUnits.parse(bytes.span.bytes, from: 0, to: bytes.count, perDegree: Self.unitsPerDegree),
      angle.hemisphere == nil || angle.hemisphere == hemisphere
    else { return nil }
    self.init(isNegative: angle.isNegative, units: angle.units, isExact: angle.isExact)
  }
}

extension TextLine {
  /// The exact angle in a column.
  func gridAngle(_ column: Int, _ hemisphere: AngleText.Hemisphere) throws(LineProblem) -> GridAngle {
    let name =
      hemisphere == .northSouth
      ? jizhun.text(zh: "纬度（度）", en: "latitude in degrees") : jizhun.text(zh: "经度（度）", en: "longitude in degrees")
    let piece = try self.piece(column, name)
    guard let angle = AngleUnits.parse(bytes.span.bytes, from: piece.start, to: piece.end, perDegree: GridAngle.unitsPerDegree),
      let exact = GridAngle(isNegative: angle.isNegative, units: angle.units, isExact: angle.isExact)
    else { throw notANumber(column, name) }
    guard angle.hemisphere == nil || angle.hemisphere == hemisphere else {
      let found = PointText.column(bytes.span.bytes, column, from: 0, to: bytes.count)
      throw LineProblem(
        jizhun.text(
          zh: "第 \(column) 列“\(found)”应为\(name)；纬度和经度的次序可能颠倒（可用 --columns）",
          en: "column \(column), “\(found)”, should be the \(name); latitude and longitude may be swapped (see --columns)"))
    }
    return exact
  }

  /// The code in a column.
  func gridCode(_ column: Int, threeDimensional: Bool) throws(LineProblem) -> GridCell {
    let piece = try self.piece(column, jizhun.text(zh: "网格码", en: "a grid code"))
    do {
      return try GridCell(utf8: Array(bytes[piece.start..<min(piece.end, piece.start + 64)]), threeDimensional: threeDimensional)
    } catch {
      throw LineProblem(error.message)
    }
  }
}

extension GridPositionError {
  /// The error in the user's language.
  var message: String {
    switch self {
    case .notFinite: text(zh: "坐标不是有限的数", en: "the coordinates are not finite numbers")
    case .latitudeOutOfRange:
      text(zh: "纬度超出 ±90°：请检查纬度、经度的次序和单位", en: "the latitude is beyond ±90°: check the order of latitude and longitude, and their unit")
    case .longitudeOutOfRange: text(zh: "经度超出 ±360°：请检查角度单位", en: "the longitude is beyond ±360°: check the unit of angles")
    case .heightOutOfRange(let height):
      text(
        zh: "大地高 \(height) m 超出网格的范围（−6302 km 至 528680 km）：请检查列和单位",
        en: "ellipsoidal height \(height) m is outside the grid (−6302 km to 528680 km): check the column and its unit")
    }
  }
}

extension GridCodeError {
  /// The error in the user's language.
  var message: String {
    let wanted: String
    switch expected {
    case .hemisphere: wanted = jizhun.text(zh: "应为 N 或 S", en: "expected N or S")
    case .heightSign: wanted = jizhun.text(zh: "应为 0（椭球面以上）或 1（以下）", en: "expected 0 (above the ellipsoid) or 1 (below)")
    case .zone: wanted = jizhun.text(zh: "应为 01–60，极地为 000", en: "expected 01–60, or 000 near the poles")
    case .band: wanted = jizhun.text(zh: "应为字母 A–V", en: "expected a letter A–V")
    case .digit(let last, let level): wanted = jizhun.text(zh: "第 \(level) 级应为 0–\(last)", en: "expected 0–\(last) at level \(level)")
    case .heightDigits: wanted = jizhun.text(zh: "第 1 级高度应为 00–56", en: "expected the height digits 00–56 of level 1")
    case .length(true):
      wanted = jizhun.text(
        zh: "三维码长应为 7、10、12、15、18、20、23、26、29 或 32", en: "a code of three dimensions has 7, 10, 12, 15, 18, 20, 23, 26, 29 or 32 characters"
      )
    case .length(false):
      wanted = jizhun.text(
        zh: "二维码长应为 4、6、7、9、11、12、14、16、18 或 20", en: "a code of two dimensions has 4, 6, 7, 9, 11, 12, 14, 16, 18 or 20 characters")
    case .twoDimensions: wanted = jizhun.text(zh: "像是三维码，请加 --3d", en: "this looks like a code of three dimensions: use --3d")
    case .layer: wanted = jizhun.text(zh: "没有这样的高度层", en: "there is no such height layer")
    }
    return jizhun.text(zh: "网格码“\(text)”第 \(position) 个字符：\(wanted)", en: "grid code “\(text)”, character \(position): \(wanted)")
  }
}

extension GridCorridorError {
  /// The error in the user's language.
  var message: String {
    switch self {
    case .noPoints: text(zh: "没有点；每行应为“纬度 经度”", en: "no points; lines “lat lon” are expected")
    case .width(let width): text(zh: "宽度 \(width) m 应大于 0、不超过 20 km", en: "a width of \(width) m: expected more than 0 and at most 20 km")
    case .point(let index):
      text(
        zh: "第 \(index + 1) 点不是 ±87.8° 以内的位置：请检查纬度、经度的次序",
        en: "point \(index + 1) is no position within ±87.8°: check the order of latitude and longitude")
    case .length(let length):
      text(
        zh: "走廊长 \(Int(length / 1000)) km，超过 10000 km，或相邻点相距超过 5000 km",
        en: "the line is \(Int(length / 1000)) km long: at most 10000 km, and 5000 km between points")
    case .heights: text(zh: "大地高超出网格的范围", en: "the heights are outside the grid")
    }
  }
}
