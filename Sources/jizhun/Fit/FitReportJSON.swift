import CRS
import Estimation
import SurveyFiles

extension FitReport {
  /// The report as one object; lengths in metres. Keys: docs/cli-fit.md.
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.key("name")
    json.string(name)
    if let classification {
      json.key("classification")
      json.string(classification.rawValue)
    }
    json.key("model")
    json.string(run.kind.word)
    json.key("from")
    json.string(source.label)
    json.key("to")
    json.string(target.label)
    let (fitted, rejected, check) = counts
    for (key, count) in [
      ("fitted", fitted), ("rejected", rejected), ("check", check), ("parameters", fit.adjustment.parameters.count),
      ("redundancy", fit.adjustment.redundancy),
    ] {
      json.key(key)
      json.integer(count)
    }
    json.key("condition")
    json.number(fit.adjustment.condition)
    json.key("sigmaGiven")
    json.boolean(run.settings.options.sigmaKnown)
    json.key("sigma0")
    json.number(sigma0 ?? .nan)
    if let test = fit.globalTest {
      json.key("globalTest")
      json.beginObject()
      for (key, value) in [("statistic", test.statistic), ("lower", test.lower), ("upper", test.upper)] {
        json.key(key)
        json.number(value)
      }
      json.key("passed")
      json.boolean(test.passed)
      json.endObject()
    }
    if let tests = fit.tests {
      json.key("outlierTest")
      json.beginObject()
      json.key("statistic")
      json.string(tests.sigmaKnown ? "w" : "t")
      json.key("alpha")
      json.number(tests.familyLevel)
      json.key("tests")
      json.integer(tests.count)
      json.key("level")
      json.number(tests.level)
      json.key("critical")
      json.number(tests.critical)
      json.endObject()
    }
    if let robust = run.settings.options.robust {
      json.key("robust")
      json.string(robust.rawValue)
    }
    write("inner", fit.inner, to: &json)
    write("leaveOneOut", fit.crossValidation, to: &json)
    write("checkPoints", fit.check, to: &json)
    writePoints(to: &json)
    json.key("warnings")
    json.beginArray()
    for warning in fit.warnings { json.string(warning.message(chinese: false)) }
    json.endArray()
    if !comparison.isEmpty { writeComparison(to: &json) }
    json.endObject()
  }

  private func write(_ key: String, _ spread: Fit.Spread?, to json: inout JSONWriter) {
    guard let spread else { return }
    json.key(key)
    json.beginObject()
    json.key("points")
    json.integer(spread.count)
    writeAxes(spread.axes, to: &json)
    json.key("horizontal")
    json.number(spread.horizontal)
    json.endObject()
  }

  private func writeAxes(_ v: SIMD3<Double>, to json: inout JSONWriter) {
    for (key, value) in zip(["north", "east", "up"].prefix(fit.dimension), [v.x, v.y, v.z]) {
      json.key(key)
      json.number(value)
    }
  }

  private func writePoints(to json: inout JSONWriter) {
    json.key("points")
    json.beginArray()
    for point in fit.points {
      json.beginObject()
      json.key("name")
      json.string(point.name)
      json.key("state")
      switch point.state {
      case .fitted: json.string("fitted")
      case .rejected(let round):
        json.string("rejected")
        json.key("round")
        json.integer(round)
      case .check: json.string("check")
      }
      json.key("residual")
      json.beginObject()
      writeAxes(point.residual, to: &json)
      json.endObject()
      if let out = point.leaveOneOut {
        json.key("leaveOneOut")
        json.beginObject()
        writeAxes(out, to: &json)
        json.endObject()
      }
      if !point.tests.isEmpty {
        json.key("tests")
        json.beginArray()
        for test in point.tests {
          guard let test else {
            json.null()
            continue
          }
          json.beginObject()
          for (key, value) in [
            ("statistic", test.statistic), ("redundancyNumber", test.redundancyNumber), ("detectableError", test.detectableError),
          ] {
            json.key(key)
            json.number(value)
          }
          json.endObject()
        }
        json.endArray()
      }
      if let weights = point.weights {
        json.key("weights")
        json.beginArray()
        for k in 0..<fit.dimension { json.number(weights[k]) }
        json.endArray()
      }
      json.endObject()
    }
    json.endArray()
  }

  private func writeComparison(to json: inout JSONWriter) {
    let chosen = FitComparison.choice(comparison)
    json.key("comparison")
    json.beginArray()
    for entry in comparison {
      json.beginObject()
      json.key("model")
      json.string(entry.kind.word)
      json.key("chosen")
      json.boolean(entry.kind == chosen)
      if let fit = entry.fit {
        json.key("parameters")
        json.integer(entry.parameterCount)
        json.key("redundancy")
        json.integer(fit.adjustment.redundancy)
        for (key, value) in [
          ("inner", fit.inner.horizontal), ("leaveOneOut", fit.crossValidation?.horizontal), ("checkPoints", fit.check?.horizontal),
        ] {
          guard let value else { continue }
          json.key(key)
          json.number(value)
        }
      } else if let failure = entry.failure {
        json.key("error")
        json.string(failure.description)
      }
      json.endObject()
    }
    json.endArray()
  }
}
