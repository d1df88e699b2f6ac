import ArgumentParser
import Geodesy
import GravityField
import SurveyFiles

/// The functionals of one command line, by our names or ICGEM's.
struct FunctionalChoice: ExpressibleByArgument {
  let functionals: [FieldFunctional]

  /// Every name, for the help.
  static let names = (["deflection"] + FieldFunctional.allCases.map(\.rawValue)).joined(separator: ", ")

  init?(argument: String) {
    var functionals: [FieldFunctional] = []
    for name in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let plain = String(name.map { $0 == "_" ? "-" : $0 })
      switch plain {
      case "deflection": functionals += [.deflectionNorth, .deflectionEast]
      case "vertical-deflection-ns": functionals.append(.deflectionNorth)
      case "vertical-deflection-ew": functionals.append(.deflectionEast)
      case "vertical-deflection-abs": functionals.append(.deflectionTotal)
      case "gravity-ell": functionals.append(.gravity)
      case "gravitation-ell": functionals.append(.gravitation)
      case "potential-ell": functionals.append(.potential)
      case "second-r-derivative": functionals.append(.secondRadialDerivative)
      default:
        guard let functional = FieldFunctional(rawValue: plain) else { return nil }
        functionals.append(functional)
      }
    }
    guard !functionals.isEmpty else { return nil }
    self.functionals = functionals
  }
}

/// The units in which results are written.
enum FunctionalUnit {
  case metres, milligal, arcSeconds, potential, eotvos

  /// From SI.
  var factor: Double {
    switch self {
    case .metres, .potential: 1
    case .milligal: 1e5
    case .arcSeconds: 648_000 / .pi
    case .eotvos: 1e9
    }
  }

  var name: String {
    switch self {
    case .metres: "m"
    case .milligal: "mGal"
    case .arcSeconds: "arcsec"
    case .potential: "m2/s2"
    case .eotvos: "E"
    }
  }
}

extension FieldFunctional {
  var unit: FunctionalUnit {
    switch self {
    case .heightAnomaly, .heightAnomalyEllipsoid, .heightAnomalySurface, .geoid: .metres
    case .deflectionNorth, .deflectionEast, .deflectionTotal: .arcSeconds
    case .potential: .potential
    case .secondRadialDerivative: .eotvos
    default: .milligal
    }
  }
}

/// A normal field by name or by its four constants.
struct NormalFieldChoice: ExpressibleByArgument, CustomStringConvertible {
  let field: NormalField
  let description: String

  init(_ field: NormalField, _ name: String) { (self.field, description) = (field, name) }

  init?(argument: String) {
    switch argument.lowercased() {
    case "grs80": self.init(.grs80, "grs80")
    case "wgs84": self.init(.wgs84, "wgs84")
    case "cgcs2000": self.init(.cgcs2000, "cgcs2000")
    default:
      let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { DecimalText.parse(String($0)) }
      guard numbers.count == 4, let a = numbers[0], let rf = numbers[1], let gm = numbers[2], let omega = numbers[3], gm > 1e6, gm < 1e25,
        abs(omega) < 1e-2, let ellipsoid = try? Ellipsoid(semiMajorAxis: a, inverseFlattening: rf)
      else { return nil }
      self.init(NormalField(ellipsoid: ellipsoid, gravitationalParameter: gm, angularVelocity: omega), argument)
    }
  }

  var defaultValueDescription: String { description }
}

/// What is done with degree zero.
struct ZeroDegreeChoice: ExpressibleByArgument, CustomStringConvertible {
  let value: ZeroDegree
  let description: String

  init(_ value: ZeroDegree, _ name: String) { (self.value, description) = (value, name) }

  init?(argument: String) {
    switch argument.lowercased() {
    case "model": self.init(.model, argument)
    case "none": self.init(.omitted, argument)
    case "ihrs": self.init(.internationalHeightReference, argument)
    default:
      // The Earth's is 62 636 850 within some ten; another body has another. A number that is a height or a GM is not taken for it.
      guard let potential = DecimalText.parse(argument), potential > 1e5, potential < 1e10 else { return nil }
      self.init(.geoidPotential(potential), argument)
    }
  }

  var defaultValueDescription: String { description }
}

/// A grid regular in latitude and longitude, degrees.
struct GridFrame: ExpressibleByArgument {
  let south: Double, west: Double, step: Double
  let rows: Int, columns: Int

  /// More nodes are no grid for a file of one piece: a global grid of 30″ has 933 million.
  static let largestCount = 1_000_000_000

  /// `south,north,west,east,step`; the step in degrees, with `m` or `'` in minutes, with `s` or `"` in seconds. The extent has to be a whole number of steps.
  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 5, let south = DecimalText.parse(parts[0]), let north = DecimalText.parse(parts[1]),
      let west = DecimalText.parse(parts[2]), let east = DecimalText.parse(parts[3]), let step = Self.step(parts[4]),
      south >= -90, north <= 90, north >= south, abs(west) <= 360, east >= west, east - west <= 360, step >= 1e-4,
      let rows = Self.count(north - south, step), let columns = Self.count(east - west, step), rows * columns <= Self.largestCount
    else { return nil }
    (self.south, self.west, self.step, self.rows, self.columns) = (south, west, step, rows, columns)
  }

  private static func step(_ text: String) -> Double? {
    guard let last = text.last else { return nil }
    let parts: Double =
      switch last {
      case "m", "'", "′": 60
      case "s", "\"", "″": 3600
      default: 1
      }
    guard let value = DecimalText.parse(parts == 1 ? text : String(text.dropLast())), value > 0 else { return nil }
    return value / parts
  }

  private static func count(_ extent: Double, _ step: Double) -> Int? {
    let steps = (extent / step).rounded()
    return abs(steps * step - extent) <= 1e-6 * step ? Int(steps) + 1 : nil
  }

  func latitude(_ row: Int) -> Double { south + Double(row) * step }
  func longitude(_ column: Int) -> Double { west + Double(column) * step }
}

extension PointColumns {
  /// `--columns`: two or three different column numbers.
  static func parse(_ text: String?) throws -> PointColumns {
    guard let text else { return .standard }
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let third = numbers.count == 3 ? numbers[2] : (numbers.max() ?? 0) + 1
    guard numbers.count == 2 || numbers.count == 3, let columns = PointColumns(first: numbers[0], second: numbers[1], third: third) else {
      throw ValidationError(
        jizhun.text(
          zh: "--columns 应为两个或三个不同的列号（1–\(PointColumns.largest)），而不是“\(text)”",
          en: "--columns should be two or three different column numbers (1–\(PointColumns.largest)), not “\(text)”"))
    }
    return columns
  }
}
