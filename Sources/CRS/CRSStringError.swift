/// Why a string names no coordinate reference system: what was read, where, and what was expected.
public struct CRSStringError: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Problem: Sendable, Equatable {
    /// Nothing was given.
    case empty
    /// The first part is neither `EPSG` nor the name of a datum.
    case unknownSystem
    /// No number follows `EPSG:`.
    case codeExpected
    /// A well-formed code that is not made here.
    case unknownCode(Int)
    /// A code that EPSG has withdrawn, and the one in its place.
    case deprecatedCode(Int, replacement: Int)
    /// The code of a height system.
    case verticalCode(Int)
    /// An unknown kind of coordinates after the datum.
    case unknownForm
    /// Parameters, but the form takes none.
    case noParametersExpected
    /// A key that the form does not take, with those it takes.
    case unknownKey(allowed: [String])
    /// The same key again.
    case repeatedKey
    /// A required key is missing.
    case missingKey(String)
    /// A value that does not fit its key, with what would.
    case badValue(key: String, expected: Expected)
    /// A compensation plane (抵偿面): three conventions exist, and they differ by centimetres.
    case compensationPlane
    /// What follows the `@` is no epoch.
    case epoch
    /// An `@` elsewhere than behind the name or code.
    case epochPlace
    /// An epoch on a datum that takes none: a static one, CGCS2000 at another than its own, or the WGS 84 ensemble.
    case noEpochTaken(String)
  }

  /// What a value should have been.
  public enum Expected: Sendable, Equatable {
    /// A zone number of this range; `other` names the width that the number would fit.
    case zone(ClosedRange<Int>, width: Int, fitsOther: Bool)
    /// A zone of UTM, such as 49N.
    case utmZone
    /// A central meridian that belongs to a zone of this width.
    case zoneMeridian(width: Int)
    /// A number within a range, with its unit.
    case number(ClosedRange<Double>, unit: String)
    /// `yes` or `no`.
    case yesNo
    /// `centre` or `natural`: where false easting and northing are meant.
    case falseOrigin
    /// Numbers that define a projection together.
    case projection
    /// `yes`, `no`, or a zone number.
    case prefix
  }

  /// The string as it was given, cut after 80 characters.
  public let text: String
  /// The position of the first character that is wrong, from 1.
  public let position: Int
  /// What was found there, cut after 40 characters.
  public let found: String
  /// What is wrong.
  public let problem: Problem
}

extension CRSStringError: CustomStringConvertible {
  /// The message in English.
  public var description: String { message(chinese: false) }

  /// The message in Chinese or English.
  public func message(chinese zh: Bool) -> String {
    let place = zh ? "坐标系“\(text)”，第 \(position) 个字符“\(found)”：" : "CRS “\(text)”, character \(position), “\(found)”: "
    return place + explanation(zh)
  }

  private func explanation(_ zh: Bool) -> String {
    switch problem {
    case .empty:
      return zh ? "为空；应为 EPSG:4547 或 cgcs2000:gk3:zone=38 之类" : "empty; expected something like EPSG:4547 or cgcs2000:gk3:zone=38"
    case .unknownSystem:
      let names = "EPSG:…, cgcs2000, bj54, xian80, newbj54, wgs84, wgs84-g2296, itrf2020 … itrf88, utm"
      return zh ? "不认识的坐标系；应为 \(names)" : "unknown system; expected \(names)"
    case .codeExpected:
      return zh ? "“EPSG:”后应为代号，如 EPSG:4490" : "a code is expected after “EPSG:”, such as EPSG:4490"
    case .unknownCode(let code):
      return zh
        ? "不支持 EPSG:\(code)；支持 4490、4480、4479、4214、4610、4555、四种基准的全部高斯-克吕格代号、WGS 84 及其 UTM（326xx、327xx）"
        : "EPSG:\(code) is not supported; supported are 4490, 4480, 4479, 4214, 4610, 4555, every Gauss-Kruger code of these four datums, "
          + "WGS 84 and its UTM zones (326xx, 327xx)"
    case .deprecatedCode(let code, let replacement):
      return zh ? "EPSG:\(code) 已废止，请用 EPSG:\(replacement)" : "EPSG:\(code) is deprecated; use EPSG:\(replacement)"
    case .verticalCode(let code):
      return zh
        ? "EPSG:\(code) 是高程系统；高程换算请用 jizhun height 和似大地水准面模型"
        : "EPSG:\(code) is a height system; heights are converted by jizhun height with a quasi-geoid model"
    case .unknownForm:
      return zh
        ? "不认识的坐标形式；应为 xyz、3d、gk3、gk6、gk、utm、lcc、merc、omerc"
        : "unknown kind of coordinates; expected xyz, 3d, gk3, gk6, gk, utm, lcc, merc or omerc"
    case .noParametersExpected:
      return zh ? "这里不带参数" : "no parameters are expected here"
    case .unknownKey(let allowed):
      let list = allowed.joined(separator: ", ")
      return zh ? "不认识的参数；应为 \(list)" : "unknown parameter; expected \(list)"
    case .repeatedKey:
      return zh ? "参数重复" : "the parameter is given twice"
    case .missingKey(let key):
      return zh ? "缺少参数 \(key)" : "the parameter \(key) is missing"
    case .badValue(let key, let expected):
      return zh ? "\(key) 应为\(expected.chinese)" : "\(key) should be \(expected.english)"
    case .compensationPlane:
      return zh
        ? "抵偿面 h0 有三种算法，结果相差厘米至分米：须在 gk:cm=… 中写明 plane=scale（平面比例缩放）、plane=enlarge（椭球膨胀）或 plane=move（椭球平移），"
          + "并给出参考纬度 b0，如 cgcs2000:gk:cm=112.5,h0=100,plane=scale,b0=28"
        : "a compensation plane h0 can mean three computations that differ by centimetres to decimetres: with gk:cm=…, say plane=scale (scaling in "
          + "the plane), plane=enlarge (a larger ellipsoid) or plane=move (a moved ellipsoid), and the latitude of reference b0, as in "
          + "cgcs2000:gk:cm=112.5,h0=100,plane=scale,b0=28"
    case .epoch:
      return zh
        ? "@ 后应为历元（十进制年，1900–2200），如 itrf2020@2025.3" : "an epoch follows the @: a decimal year, 1900 to 2200, as in itrf2020@2025.3"
    case .epochPlace:
      return zh ? "历元紧跟在框架名之后，如 itrf2020@2025.3:xyz" : "the epoch stands right behind the frame, as in itrf2020@2025.3:xyz"
    case .noEpochTaken(let datum):
      if datum == "cgcs2000" {
        return zh
          ? "CGCS2000 坐标的历元是 2000.0；其他历元的坐标请写 itrf97@…"
          : "coordinates in CGCS2000 are at epoch 2000.0; those at another epoch are itrf97@…"
      }
      if datum == "wgs84" {
        return zh
          ? "WGS 84 是各次实现的集合，没有历元；请写明实现，如 wgs84-g2296@2025.3"
          : "WGS 84 is an ensemble without epoch; name the realisation, as in wgs84-g2296@2025.3"
      }
      return zh ? "\(datum) 是静态基准，不带历元" : "\(datum) is a static datum and takes no epoch"
    }
  }
}

extension CRSStringError.Expected {
  var chinese: String {
    switch self {
    case .zone(let range, let width, let other):
      let hint = other ? "；该号是 \(width == 3 ? 6 : 3)° 带的带号，应写 gk\(width == 3 ? 6 : 3)" : ""
      return " \(width)° 带的带号 \(range.lowerBound)–\(range.upperBound)" + hint
    case .utmZone: return " UTM 带号和半球，如 49N（1–60，N 或 S）"
    case .zoneMeridian(let width): return " \(width)° 带的中央子午线（\(width == 3 ? "3 的倍数" : "6n − 3")）；任意中央子午线用 gk"
    case .number(let range, let unit): return "数值（\(plain(range.lowerBound))–\(plain(range.upperBound)) \(unit)）"
    case .yesNo: return " yes 或 no"
    case .falseOrigin: return " centre 或 natural"
    case .projection: return "能与其余参数一起定义投影的数"
    case .prefix: return " yes、no 或带号 1–120"
    }
  }

  var english: String {
    switch self {
    case .zone(let range, let width, let other):
      let hint = other ? "; this is the number of a \(width == 3 ? 6 : 3)° zone: gk\(width == 3 ? 6 : 3)" : ""
      return "the number of a \(width)° zone, \(range.lowerBound)–\(range.upperBound)" + hint
    case .utmZone: return "a zone and hemisphere of UTM such as 49N (1–60, N or S)"
    case .zoneMeridian(let width):
      return "the central meridian of a \(width)° zone (\(width == 3 ? "3n" : "6n − 3")); gk takes any meridian"
    case .number(let range, let unit): return "a number, \(plain(range.lowerBound))…\(plain(range.upperBound)) \(unit)"
    case .yesNo: return "yes or no"
    case .falseOrigin: return "centre or natural"
    case .projection: return "numbers that define a projection together"
    case .prefix: return "yes, no or a zone number, 1–120"
    }
  }

  private func plain(_ value: Double) -> String { value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)" }
}
