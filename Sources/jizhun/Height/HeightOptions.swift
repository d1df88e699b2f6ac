import ArgumentParser
import Geodesy
import GridFiles

/// What `height` may add to a model's value; nothing of it is taken for granted.
struct HeightTermOptions: ParsableArguments {
  @Option(
    name: .customLong("datum-offset"), parsing: .unconditional,
    help: ArgumentHelp(
      text(
        zh: "高程基准改正（米，数值或格网文件），加在模型基准的正常高上：用 --to yellow-sea-1985|yellow-sea-1956 时为 h1985 − h1956。没有缺省值：各地不同",
        en:
          "Metres, a number or a grid file, added to normal heights of the model's datum to have those of another; with --to yellow-sea-1985|yellow-sea-1956 it is h1985 − h1956. No default: it differs from place to place"
      ), valueName: "m|file"))
  var datumOffset: String?

  @Option(
    name: .customLong("bouguer"), parsing: .unconditional,
    help: ArgumentHelp(
      text(
        zh: "布格异常（mGal，数值或格网文件）：模型是大地水准面时，由 ζ = N − Δg·h/γ 化为高程异常",
        en: "Bouguer anomaly in mGal, a number or a grid file: turns the values N of a geoid into ζ = N − Δg·h/γ"), valueName: "mGal|file"))
  var bouguer: String?

  @Option(
    name: .customLong("model-tide"),
    help: ArgumentHelp(
      text(zh: "模型的永久潮汐系统；缺省取文件头", en: "Permanent-tide system of the model; default: as its header says"), valueName: "tide-free|zero|mean")
  )
  var modelTide: PermanentTide?

  @Option(
    name: .customLong("tide-system"),
    help: ArgumentHelp(text(zh: "正常高的永久潮汐系统", en: "Permanent-tide system of the normal heights"), valueName: "tide-free|zero|mean"))
  var tideSystem: PermanentTide?

  @Option(
    name: .customLong("ellipsoidal-tide"),
    help: ArgumentHelp(
      text(
        zh: "大地高的永久潮汐系统（ITRF 为 tide-free）；与 --tide-system 同用", en: "That of the ellipsoidal heights (ITRF: tide-free); with --tide-system"),
      valueName: "tide-free|zero|mean"))
  var ellipsoidalTide: PermanentTide?

  /// The converter with these terms. Throws `usage` (64) for options that lack their companion.
  func converter(_ properties: HeightModelProperties, _ sampler: HeightSampler) throws(CommandError) -> HeightConverter {
    var converter = HeightConverter(sampler)
    if let datumOffset { converter.datumOffset = try ModelFile.quantity(datumOffset) }
    if let bouguer {
      guard properties.surface != .quasiGeoid else {
        throw CommandError(
          .usage, text(zh: "--bouguer 用于大地水准面；模型文件称其为似大地水准面", en: "--bouguer is for a geoid; the model says it is a quasi-geoid"))
      }
      converter.bouguerAnomaly = try ModelFile.quantity(bouguer)
    }
    if let tideSystem {
      guard let from = modelTide ?? properties.tideSystem else {
        throw CommandError(
          .usage,
          text(zh: "模型文件没有说明永久潮汐系统：请用 --model-tide 指明", en: "the model does not name its permanent-tide system: name it with --model-tide"))
      }
      converter.geoidTide = (from, tideSystem)
      if let ellipsoidalTide { converter.crustTide = (ellipsoidalTide, tideSystem) }
    } else if modelTide != nil || ellipsoidalTide != nil {
      throw CommandError(
        .usage,
        text(zh: "--model-tide、--ellipsoidal-tide 要与 --tide-system 同用", en: "--model-tide and --ellipsoidal-tide go with --tide-system"))
    }
    return converter
  }
}

/// What `height` can make of a height.
enum HeightKind: String, ExpressibleByArgument, CaseIterable {
  /// The normal height h (正常高), above the quasi-geoid.
  case normal
  /// The ellipsoidal height H (大地高).
  case ellipsoidal
  /// Normal heights of Yellow Sea 1956 to 1985 (1985国家高程基准), without a model.
  case yellowSea1985 = "yellow-sea-1985"
  /// And back.
  case yellowSea1956 = "yellow-sea-1956"

  /// The key of the height in JSON.
  var key: String { self == .ellipsoidal ? "ellipsoidalHeight" : "normalHeight" }

  /// The name of the column that is read.
  var inputName: String {
    switch self {
    case .normal: text(zh: "大地高（米）", en: "ellipsoidal height in metres")
    case .ellipsoidal: text(zh: "正常高（米）", en: "normal height in metres")
    case .yellowSea1985: text(zh: "1956 年黄海高程（米）", en: "height of Yellow Sea 1956 in metres")
    case .yellowSea1956: text(zh: "1985 国家高程基准的高程（米）", en: "height of the 1985 datum in metres")
    }
  }
}
