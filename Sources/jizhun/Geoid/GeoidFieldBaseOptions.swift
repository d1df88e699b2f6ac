import ArgumentParser
import GravityField
import SurveyFiles

/// Options on how a gravity-field model serves as the base of a refinement.
struct GeoidFieldBaseOptions: ParsableArguments {
  @Option(
    name: .customLong("base-height"),
    help: ArgumentHelp(
      text(
        zh: "重力场模型为基础时格网结点的正常高（米）；缺省为各点正常高的平均，取整到 10 m",
        en: "Normal height of the nodes with a gravity-field model as base, metres; default: the mean of the points, to 10 m"),
      valueName: "m"))
  var height: Double?

  @Option(
    name: .customLong("threads"),
    help: ArgumentHelp(text(zh: "线程数；缺省为处理器数", en: "Threads; default: one for each processor"), valueName: "n"))
  var threads: Int?

  func validate() throws {
    guard height.map({ abs($0) <= 10_000 }) ?? true else {
      throw ValidationError(text(zh: "--base-height 应为 ±10000 以内的米数", en: "--base-height should be metres within ±10000"))
    }
    guard threads.map({ (1...1024).contains($0) }) ?? true else {
      throw ValidationError(text(zh: "--threads 应为 1–1024", en: "--threads should be 1–1024"))
    }
  }

  /// Those that were given although there is no gravity-field model, by their names.
  var given: [String] { height == nil ? [] : ["--base-height"] }

  /// The base from a model in the file `path`.
  /// - Parameters:
  ///   - keepsGradient: The output can hold ∂ζ/∂H.
  ///   - area: Where the output may lie.
  func base(
    _ path: String, _ field: GravityFieldOptions, _ points: [LevellingPoint], keepsGradient: Bool, _ options: GeoidRemoveRestoreOptions,
    area: GeoidTerrain.Area
  ) throws -> GeoidFieldBase {
    let model = try field.read(path)
    let mean = points.reduce(0) { $0 + $1.normalHeight } / Double(max(points.count, 1))
    let height = self.height ?? (mean / 10).rounded() * 10
    let synthesis = try field.synthesis(of: model, path, [.heightAnomalySurface])
    let team = ThreadTeam(count: threads)
    let restore =
      options.isAsked
      ? try GeoidRestore(options, field, model: model, path: path, points: points, area: area, team: team) : nil
    let level: GeoidFieldBase.Surface = keepsGradient ? .levelWithGradient(height) : .level(height)
    if self.height != nil, restore?.terrain != nil {
      throw CommandError(
        .usage,
        text(
          zh: "--base-height 与 --dem 只能用一个：有地形时结点在地面", en: "--base-height and --dem exclude each other: with terrain the nodes lie on it"))
    }
    return GeoidFieldBase(
      synthesis: synthesis, surface: (restore?.terrain).map { .ground($0) } ?? level, restore: restore, team: team)
  }
}
