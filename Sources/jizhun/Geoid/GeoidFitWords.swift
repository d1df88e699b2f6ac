import ArgumentParser
import Refinement

/// The word of `--method`.
enum GeoidFitMethod: String, ExpressibleByArgument, CaseIterable {
  case auto, plane, quadratic, cubic
  case fourParameter = "four-parameter"
  case fiveParameter = "five-parameter"
  case sevenParameter = "seven-parameter"
  case multiquadric, kriging, lsc

  /// Other names of the field are understood, too.
  init?(argument: String) {
    switch argument.lowercased() {
    case "4-parameter": self = .fourParameter
    case "5-parameter": self = .fiveParameter
    case "7-parameter": self = .sevenParameter
    case "collocation", "least-squares-collocation": self = .lsc
    case let name: self.init(rawValue: name)
    }
  }

  /// The methods that the word stands for.
  func methods(_ covariance: CovarianceWord) -> [RefinementMethod] {
    switch self {
    case .auto: return RefinementMethod.candidates
    case .plane: return [RefinementMethod(trend: .plane)]
    case .quadratic: return [RefinementMethod(trend: .quadratic)]
    case .cubic: return [RefinementMethod(trend: .cubic)]
    case .fourParameter: return [RefinementMethod(trend: .fourParameter)]
    case .fiveParameter: return [RefinementMethod(trend: .fiveParameter)]
    case .sevenParameter: return [RefinementMethod(trend: .sevenParameter)]
    case .multiquadric: return [RefinementMethod(trend: .constant, shape: .multiquadric)]
    case .kriging: return covariance.shapes([.exponential]).map { RefinementMethod(trend: .constant, shape: $0) }
    case .lsc: return covariance.shapes(CovarianceWord.collocation).map { .collocation($0) }
    }
  }
}

/// The word of `--covariance`.
enum CovarianceWord: String, ExpressibleByArgument, CaseIterable {
  case auto, exponential
  case gaussMarkov2 = "gauss-markov2"
  case gaussian, hirvonen

  static let collocation: [CovarianceShape] = [.gaussMarkov2, .hirvonen, .gaussian, .exponential]

  func shapes(_ usual: [CovarianceShape]) -> [CovarianceShape] {
    CovarianceShape(rawValue: rawValue).map { [$0] } ?? usual
  }
}

/// The word of `--height-term`.
enum HeightTermWord: String, ExpressibleByArgument, CaseIterable {
  case auto, none, constant, varying
}

/// The word of `--anisotropy`.
enum AnisotropyWord: String, ExpressibleByArgument, CaseIterable {
  case auto, none
}

extension RefinementMethod {
  /// The method in the language of the user.
  func name(_ language: Language) -> String {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    let surface =
      switch trend {
      case .none: t("无趋势", "no trend")
      case .constant: t("常数", "constant")
      case .plane: t("平面", "plane")
      case .quadratic: t("二次曲面", "quadratic surface")
      case .cubic: t("三次曲面", "cubic surface")
      case .fourParameter: t("四参数", "four parameters")
      case .fiveParameter: t("五参数", "five parameters")
      case .sevenParameter: t("七参数", "seven parameters")
      }
    var name: String
    switch (shape, trend) {
    case (nil, _): name = surface
    case (.multiquadric?, _): name = t("多面函数", "multiquadric")
    case (let shape?, .constant): name = t("克里金（\(shape.rawValue)）", "kriging (\(shape.rawValue))")
    case (let shape?, _): name = t("最小二乘配置（\(shape.rawValue)）＋\(surface)", "collocation (\(shape.rawValue)) + \(surface)")
    }
    switch height {
    case .none: break
    case .constant: name += t("＋高程项", " + height term")
    case .varying: name += t("＋变系数高程项", " + varying height term")
    }
    if isDirectional { name += t("，各向异性", ", anisotropic") }
    return name
  }
}
