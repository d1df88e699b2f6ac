import Refinement
import SurveyFiles

extension GeoidFitReport {
  /// The result as one object: no places, no height anomalies, no names.
  func write(to json: inout JSONWriter) {
    func number(_ key: String, _ value: Double?) {
      json.key(key)
      if let value { json.number(value) } else { json.null() }
    }
    func integer(_ key: String, _ value: Int) {
      json.key(key)
      json.integer(value)
    }
    func string(_ key: String, _ value: String) {
      json.key(key)
      json.string(value)
    }
    func statistics(_ key: String, _ s: ErrorStatistics?) {
      json.key(key)
      guard let s else { return json.null() }
      json.beginObject()
      integer("count", s.count)
      number("mean", s.mean)
      number("deviation", s.deviation)
      number("rms", s.rms)
      number("magnitude68", s.magnitude68)
      number("magnitude95", s.magnitude95)
      number("least", s.range.lowerBound)
      number("largest", s.range.upperBound)
      json.endObject()
    }
    func method(_ m: RefinementMethod) {
      string("trend", m.trend.rawValue)
      json.key("covariance")
      if let shape = m.shape { json.string(shape.rawValue) } else { json.null() }
      string("heightTerm", m.height.rawValue)
    }
    json.beginObject()
    string("name", name)
    json.key("classification")
    if let classification { json.string(classification.rawValue) } else { json.null() }
    json.key("base")
    if let facts = base.facts { facts.write(to: &json) } else { json.null() }
    json.key("points")
    json.beginObject()
    integer("fitted", run.used.count)
    integer("leftOut", points.fitted.count - run.used.count)
    integer("suspected", (run.blunders?.verdicts ?? []).count { $0 == .suspected })
    integer("check", points.checks.count)
    integer("outsideBase", points.outside.count)
    json.endObject()
    writeRemoveRestore(to: &json)
    statistics("before", before)
    json.key("method")
    json.beginObject()
    method(run.method)
    json.endObject()
    json.key("covariance")
    json.beginObject()
    number("signalSigma", run.corrector.covariance.signal?.sigma)
    number("signalLength", run.corrector.covariance.signal?.length)
    number("slopeSigma", run.corrector.covariance.slope?.sigma)
    number("slopeLength", run.corrector.covariance.slope?.length)
    number("nugget", run.corrector.covariance.nugget)
    number("varianceFactor", run.varianceFactor)
    json.endObject()
    number("innerAgreement", innerAgreement)
    statistics("leaveOneOut", run.validation.statistics)
    number("leaveOneOutStandardised", standardised)
    statistics("blocks", run.validation.blockStatistics)
    integer("folds", run.validation.foldCount)
    statistics("outerAgreement", ErrorStatistics(outer.map(\.difference)))
    json.key("accuracyClasses")
    if let accuracyVerdict { accuracyVerdict.write(to: &json) } else { json.null() }
    json.key("methods")
    json.beginArray()
    for c in run.candidates {
      json.beginObject()
      method(c.method)
      json.key("chosen")
      json.boolean(c.method == run.method)
      number("inner", c.inner)
      number("leaveOneOut", c.leaveOneOut?.rms)
      number("blocks", c.blocks?.rms)
      json.key("error")
      if let error = c.error { json.string(error.message(chinese: false)) } else { json.null() }
      json.endObject()
    }
    json.endArray()
    if title == .update {
      number("significantShare", significantShare)
      json.key("agreement")
      if let agreement {
        json.beginObject()
        number("ratio", agreement.ratio)
        integer("count", agreement.count)
        json.key("passed")
        json.boolean(agreement.passed)
        json.endObject()
      } else {
        json.null()
      }
    }
    json.key("grid")
    if let grid {
      json.beginObject()
      integer("rows", grid.layout.rows)
      integer("columns", grid.layout.columns)
      number("latitudeMinutes", grid.layout.latitudeMinutes)
      number("longitudeMinutes", grid.layout.longitudeMinutes)
      number("reach", grid.reach)
      number("referenceHeight", grid.heightGradient == nil ? nil : grid.referenceHeight)
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
