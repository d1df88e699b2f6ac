import Refinement
import RegionalGravity
import SurveyFiles

/// What was removed and restored, and what each stage left.
extension GeoidFitReport {
  /// The stages in their order: gravity anomalies in mGal, then height anomalies at the points in mm.
  var stages: [GeoidRestore.Stage] {
    guard let restore = base.field?.restore else { return [] }
    var stages = restore.stages
    // Point by point: H − h less the model, less the residual height anomaly, less that of residual terrain.
    let all = points.fitted + points.checks
    let given = all.compactMap { point in
      base.parts[point.given.line].map { (point.given.ellipsoidalHeight - point.given.normalHeight, $0) }
    }
    func add(_ key: String, _ zh: String, _ en: String, _ values: [Double]) {
      if let s = ErrorStatistics(values.map { $0 * 1000 }) {
        stages.append(GeoidRestore.Stage(key: key, zh: zh, en: en, unit: "mm", statistics: s))
      }
    }
    add("pointsLessModel", "点：H − h 减去重力场模型", "points: H − h less the model", given.map { $0.0 - $0.1.model })
    if restore.gravity != nil {
      add("pointsLessResidual", "点：再减去剩余高程异常", "points: less residual height anomalies", given.map { $0.0 - $0.1.model - $0.1.residual })
    }
    if restore.terrain != nil {
      add("terrainHeightAnomaly", "剩余地形的高程异常（点上）", "height anomalies of residual terrain at the points", given.map { $0.1.terrain })
      add("pointsLessTerrain", "点：再减去剩余地形", "points: less residual terrain", given.map { $0.0 - $0.1.sum })
    }
    return stages
  }

  func stageTable(_ language: Language) -> GeoidReportTable {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    let rows = stages.map { stage in
      let s = stage.statistics
      let decimals = stage.unit == "mm" ? 1 : 2
      return [
        language == .zh ? stage.zh : stage.en, stage.unit, "\(s.count)", Self.fixed(s.mean, decimals), Self.fixed(s.deviation, decimals),
        Self.fixed(s.range.lowerBound, decimals), Self.fixed(s.range.upperBound, decimals),
      ]
    }
    return GeoidReportTable(
      header: [
        t("阶段", "Stage"), t("单位", "Unit"), "n", t("均值", "Mean"), t("标准差", "σ"), t("最小", "Least"), t("最大", "Largest"),
      ], rows: rows, left: [0, 1])
  }

  func removeRestoreFacts(_ language: Language) -> [(String, String)] {
    func t(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    guard let restore = base.field?.restore else { return [] }
    var facts: [(String, String)] = []
    if let gravity = restore.gravity {
      let kind = gravity.kind == .anomaly ? t("重力异常", "anomalies") : t("重力值", "gravity")
      facts.append(
        (
          t("重力点", "Gravity points"),
          t(
            "\(gravity.count) 个（\(kind)），区域外 \(gravity.beyond) 个未用；格网 \(Self.fixed(gravity.step, 1))′",
            "\(gravity.count) (\(kind)), \(gravity.beyond) outside not used; grid \(Self.fixed(gravity.step, 1))′")
        ))
      facts.append(
        (
          t("重力异常", "Gravity anomalies"),
          (gravity.isCorrected ? t("加大气改正", "atmospheric correction added") : t("未加大气改正", "no atmospheric correction added"))
            + (gravity.field.level.map {
              t("，延拓到高程 \(Self.fixed($0, 0)) m", ", continued to the level of \(Self.fixed($0, 0)) m")
            } ?? t("，未延拓", ", not continued"))
        ))
      let signal = gravity.covariance.signal
      facts.append(
        (
          t("格网化", "Gridded by"),
          t(
            "最小二乘配置：信号 \(Self.fixed(signal?.sigma, 1)) mGal，块金 \(Self.fixed(gravity.covariance.nugget, 2)) mGal；\(Self.fixed(gravity.field.coverage * 100, 0)) % 的结点有重力点支持",
            "collocation: signal \(Self.fixed(signal?.sigma, 1)) mGal, nugget \(Self.fixed(gravity.covariance.nugget, 2)) mGal; points support \(Self.fixed(gravity.field.coverage * 100, 0)) % of the nodes"
          )
        ))
      let kernel = gravity.kernel
      let degree = kernel.form.hasDegree ? t("，\(kernel.degree) 阶", ", degree \(kernel.degree)") : ""
      facts.append(
        (
          t("斯托克斯核", "Stokes' kernel"),
          kernel.form.rawValue + degree
            + t("，积分半径 \(Self.fixed(kernel.cap * 180 / .pi, 2))°", ", cap \(Self.fixed(kernel.cap * 180 / .pi, 2))°")
        ))
    }
    if let terrain = restore.terrain {
      facts.append(
        (
          t("剩余地形", "Residual terrain"),
          t(
            "密度 \(Self.fixed(terrain.model.density, 0)) kg/m³，参考面 \(terrain.degree) 阶，点周围 \(Self.fixed(terrain.reach / 1000, 0)) km，格网 \(Self.fixed(terrain.stepSeconds, 1))″",
            "density \(Self.fixed(terrain.model.density, 0)) kg/m³, reference of degree \(terrain.degree), \(Self.fixed(terrain.reach / 1000, 0)) km around the points, on \(Self.fixed(terrain.stepSeconds, 1))″"
          )
        ))
    }
    return facts
  }

  /// `"removeRestore":{…}`, null where nothing was.
  func writeRemoveRestore(to json: inout JSONWriter) {
    json.key("removeRestore")
    guard let restore = base.field?.restore else { return json.null() }
    func number(_ key: String, _ value: Double?) {
      json.key(key)
      if let value { json.number(value) } else { json.null() }
    }
    json.beginObject()
    if let gravity = restore.gravity {
      json.key("kernel")
      json.string(gravity.kernel.form.rawValue)
      json.key("modificationDegree")
      if gravity.kernel.form.hasDegree { json.integer(gravity.kernel.degree) } else { json.null() }
      number("capDegrees", gravity.kernel.cap * 180 / .pi)
      json.key("gravityPoints")
      json.integer(gravity.count)
      json.key("gravityPointsOutside")
      json.integer(gravity.beyond)
      json.key("gravityKind")
      json.string(gravity.kind.rawValue)
      number("gravityStepMinutes", gravity.step)
      number("gravitySignal_mGal", gravity.covariance.signal?.sigma)
      number("gravityNugget_mGal", gravity.covariance.nugget)
      number("gravityCoverage", gravity.field.coverage)
      json.key("atmosphericCorrection")
      json.boolean(gravity.isCorrected)
      number("continuationLevel", gravity.field.level)
    }
    if let terrain = restore.terrain {
      number("density", terrain.model.density)
      json.key("terrainReferenceDegree")
      json.integer(terrain.degree)
      number("terrainRadius", terrain.reach)
      number("terrainStepSeconds", terrain.stepSeconds)
    }
    json.key("stages")
    json.beginArray()
    for stage in stages {
      json.beginObject()
      json.key("stage")
      json.string(stage.key)
      json.key("unit")
      json.string(stage.unit)
      json.key("count")
      json.integer(stage.statistics.count)
      number("mean", stage.statistics.mean)
      number("deviation", stage.statistics.deviation)
      number("least", stage.statistics.range.lowerBound)
      number("largest", stage.statistics.range.upperBound)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }
}
