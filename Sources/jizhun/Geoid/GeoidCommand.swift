import ArgumentParser
import Geodesy

/// `jizhun geoid`: what is done with quasi-geoid models themselves.
struct GeoidCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "geoid",
    abstract: text(
      zh: "似大地水准面模型：查看、转换格式、取值、比较、精化、更新；由重力场模型计算",
      en: "Quasi-geoid models: look at, convert, sample, compare, refine, update; compute from gravity models"),
    subcommands: [
      GeoidInfoCommand.self, GeoidConvertCommand.self, GeoidSampleCommand.self, GeoidCompareCommand.self, GeoidSynthesizeCommand.self,
      GeoidFitCommand.self, GeoidUpdateCommand.self,
    ])
}

/// The option of every command that interpolates.
struct InterpolationOption: ParsableArguments {
  @Option(
    name: .customLong("method"),
    help: ArgumentHelp(
      text(
        zh: "内插方法：nearest 最近点、bilinear 双线性、biquadratic 双二次、bicubic 双三次、spline 三次 B 样条、cubic12 GeographicLib 的十二点三次多项式。缺省按文件头，否则 spline",
        en: "Interpolation; spline is the cubic B-spline, cubic12 GeographicLib's cubic. Default: as the header asks, else spline"),
      valueName: "nearest|bilinear|biquadratic|bicubic|spline|cubic12"))
  var method: GridInterpolation?
}
