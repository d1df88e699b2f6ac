import Refinement
import SurveyFiles

extension GeoidFitReport {
  /// The result as one object: no places, no height anomalies, no names.
  func write(to json: inout JSONWriter) {
    func method(_ m: RefinementMethod) {
      json.member("trend", m.trend.rawValue)
      json.key("covariance")
      if let shape = m.shape { json.string(shape.rawValue) } else { json.null() }
      json.key("anisotropic")
      json.boolean(m.isDirectional)
      json.member("heightTerm", m.height.rawValue)
    }
    json.beginObject()
    json.member("name", name)
    json.key("classification")
    if let classification { json.string(classification.rawValue) } else { json.null() }
    json.key("base")
    if let facts = base.facts { facts.write(to: &json) } else { json.null() }
    json.key("points")
    json.beginObject()
    json.member("fitted", run.used.count)
    json.member("leftOut", points.fitted.count - run.used.count)
    json.member("suspected", (run.blunders?.verdicts ?? []).count { $0 == .suspected })
    json.member("check", points.checks.count)
    json.member("outsideBase", points.outside.count)
    json.endObject()
    writeRemoveRestore(to: &json)
    json.statistics("before", before)
    json.key("method")
    json.beginObject()
    method(run.method)
    json.endObject()
    json.key("covariance")
    json.beginObject()
    json.member("signalSigma", run.corrector.covariance.signal?.sigma)
    json.member("signalLength", run.corrector.covariance.signal?.length)
    json.member("slopeSigma", run.corrector.covariance.slope?.sigma)
    json.member("slopeLength", run.corrector.covariance.slope?.length)
    json.member("anisotropyRatio", run.corrector.covariance.stretch?.ratio)
    json.member("anisotropyAzimuthDegrees", run.corrector.covariance.stretch?.azimuthDegrees)
    json.member("nugget", run.corrector.covariance.nugget)
    json.member("varianceFactor", run.varianceFactor)
    json.endObject()
    json.member("innerAgreement", innerAgreement)
    json.statistics("leaveOneOut", run.validation.statistics)
    json.member("leaveOneOutStandardised", standardised)
    json.statistics("blocks", run.validation.blockStatistics)
    json.member("folds", run.validation.foldCount)
    json.statistics("outerAgreement", ErrorStatistics(outer.map(\.difference)))
    json.key("accuracyClasses")
    if let accuracyVerdict { accuracyVerdict.write(to: &json) } else { json.null() }
    json.key("methods")
    json.beginArray()
    for c in run.candidates {
      json.beginObject()
      method(c.method)
      json.key("chosen")
      json.boolean(c.method == run.method)
      json.member("inner", c.inner)
      json.member("leaveOneOut", c.leaveOneOut?.rms)
      json.member("blocks", c.blocks?.rms)
      json.key("error")
      if let error = c.error { json.string(error.message(chinese: false)) } else { json.null() }
      json.endObject()
    }
    json.endArray()
    json.key("grid")
    if let grid {
      json.beginObject()
      json.member("rows", grid.layout.rows)
      json.member("columns", grid.layout.columns)
      json.member("latitudeMinutes", grid.layout.latitudeMinutes)
      json.member("longitudeMinutes", grid.layout.longitudeMinutes)
      json.member("reach", grid.reach)
      json.member("referenceHeight", grid.heightGradient == nil ? nil : grid.referenceHeight)
      json.endObject()
    } else {
      json.null()
    }
    json.endObject()
  }

  /// Root mean square of leave-one-out differences ∕ σ stated: 1 where σ is honest.
  var standardised: Double {
    let ratios = run.used.map { run.differences[$0] / run.differenceSigmas[$0] }
    return (ratios.reduce(0) { $0 + $1 * $1 } / Double(max(ratios.count, 1))).squareRoot()
  }

  /// A point a line, its name byte by byte as it came: residual, leave-one-out difference, σ of it, their ratio, verdict. Millimetres.
  func pointLines() -> [UInt8] {
    var bytes = Array("# name residual leaveOneOut sigma ratio verdict   (mm, GNSS/levelling − model)\n".utf8)
    var residuals = [Double?](repeating: nil, count: points.fitted.count)
    for (k, i) in run.used.enumerated() { residuals[i] = inner[k] }
    func line(_ name: [UInt8], _ residual: Double?, _ difference: Double, _ sigma: Double, _ verdict: String) {
      bytes += name
      let cells = [residual.map { Self.mm($0) } ?? "-", Self.mm(difference), Self.mm(sigma), Self.fixed(difference / sigma, 2), verdict]
      bytes += Array((" " + cells.joined(separator: " ") + "\n").utf8)
    }
    for (i, point) in points.fitted.enumerated() {
      let verdict =
        switch verdict(i) {
        case .sound: "sound"
        case .suspected: "suspected"
        case .leftOut: "left-out"
        }
      line(point.given.name, residuals[i], run.differences[i], run.differenceSigmas[i], verdict)
    }
    for (point, out) in zip(points.checks, outer) { line(point.given.name, nil, out.difference, out.sigma, "check") }
    return bytes
  }
}
