import Refinement
import SurveyFiles

extension GeoidUpdateReport {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("name", name)
    json.member("classification", classification?.rawValue)
    json.key("base")
    if let facts = base.facts { facts.write(to: &json) } else { json.null() }
    json.key("points")
    json.beginObject()
    json.member("used", update.used.count)
    json.member("leftOut", points.fitted.count - update.used.count)
    json.member("remeasured", update.points.count { $0.earlier != nil })
    json.member("check", points.checks.count)
    json.member("outsideModel", points.outside.count)
    json.member("repeated", fresh?.repeated ?? 0)
    json.member("known", fresh?.known ?? 0)
    json.endObject()
    json.key("prior")
    json.beginObject()
    json.member("sigma", sigma.word)
    json.member("uniformSigma", update.covariance.uniformSigma)
    json.member("covariance", update.covariance.shape.rawValue)
    json.member("halfLength", update.covariance.halfLength)
    json.member("nugget", update.covariance.nugget)
    json.member("varianceFactor", update.covariance.factor)
    json.endObject()
    json.key("significant")
    if update.search == nil { json.null() } else { json.boolean(isSignificant) }
    json.member("follows", update.search == nil ? nil : following.rawValue)
    agreement("agreement", update.agreement, &json)
    agreement("agreementUnchanged", update.unchangedAgreement, &json)
    writeSearch(to: &json)
    json.statistics("before", ErrorStatistics(points.fitted.map(\.control.discrepancy)))
    json.member("innerAgreement", innerAgreement)
    json.statistics("leaveOneOut", ErrorStatistics(update.used.map { update.leaveOneOut[$0] }))
    json.member("leaveOneOutStandardised", standardised)
    json.statistics("outerBefore", ErrorStatistics(points.checks.map(\.control.discrepancy)))
    json.statistics("outerAgreement", ErrorStatistics(outer.map(\.difference)))
    json.key("oldMarks")
    if let oldMarks {
      json.beginObject()
      json.member("count", oldMarks.count)
      json.statistics("before", oldMarks.before)
      json.statistics("after", oldMarks.after)
      json.statistics("shift", oldMarks.shift)
      json.member("movedBeyondSigma", oldMarks.beyond)
      json.endObject()
    } else {
      json.null()
    }
    json.key("accuracyClasses")
    if let accuracyVerdict { accuracyVerdict.write(to: &json) } else { json.null() }
    json.member("significantShare", grid.significantShare)
    json.key("grid")
    json.beginObject()
    json.member("rows", grid.layout.rows)
    json.member("columns", grid.layout.columns)
    json.member("latitudeMinutes", grid.layout.latitudeMinutes)
    json.member("longitudeMinutes", grid.layout.longitudeMinutes)
    json.member("referenceHeight", base.referenceHeight)
    json.member("loss", loss?.rms)
    json.key("tooCoarse")
    json.boolean(coarseness(.en) != nil)
    json.endObject()
    json.endObject()
  }

  private func agreement(_ key: String, _ value: ModelUpdate.Agreement?, _ json: inout JSONWriter) {
    json.key(key)
    guard let value else { return json.null() }
    json.beginObject()
    json.member("ratio", value.ratio)
    json.member("count", value.count)
    json.member("lower", value.limits.lowerBound)
    json.member("upper", value.limits.upperBound)
    json.key("passed")
    json.boolean(value.passed)
    json.endObject()
  }

  /// Points are lines of their file; their names stay in the folder of reports.
  private func writeSearch(to json: inout JSONWriter) {
    func test(_ test: ChangeSearch.Test, _ json: inout JSONWriter) {
      json.member("change", test.value)
      json.member("sigma", test.sigma)
      json.member("ratio", test.ratio)
      json.member("limit", test.limit)
      json.key("significant")
      json.boolean(test.isSignificant)
    }
    json.key("search")
    guard let search = update.search else { return json.null() }
    json.beginObject()
    json.member("level", search.level)
    json.member("markTests", search.testCount.marks)
    json.member("areaTests", search.testCount.areas)
    json.member("markLimit", search.limit.mark)
    json.member("areaLimit", search.limit.area)
    json.key("tailFreedom")
    if let freedom = search.freedom { json.integer(freedom) } else { json.null() }
    json.key("marks")
    json.beginArray()
    for i in changedMarks {
      let mark = update.marks[i]
      json.beginObject()
      json.member("line", points.fitted[i].given.line)
      json.member("difference", points.fitted[i].control.discrepancy)
      json.member("change", mark.change)
      json.member("sigma", mark.sigma)
      json.member("ratio", mark.change / mark.sigma)
      json.key("area")
      if case .inArea(let area, _) = mark.verdict { json.integer(area + 1) } else { json.null() }
      json.key("used")
      json.boolean(update.used.contains(i))
      json.endObject()
    }
    json.endArray()
    json.key("areas")
    json.beginArray()
    for area in search.areas {
      json.beginObject()
      json.member("centreLine", points.fitted[area.centre].given.line)
      json.member("radius", area.area.radius)
      json.member("marks", area.marks.count)
      test(area.test, &json)
      json.endObject()
    }
    json.endArray()
    json.key("parts")
    json.beginArray()
    for part in [update.whole].compactMap({ $0 }) + update.parts {
      json.beginObject()
      json.member("centreLine", points.fitted[part.centre].given.line)
      json.member("radius", part.radius)
      json.member("marks", part.marks.count)
      test(part.test, &json)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  func pointLines() -> [UInt8] {
    var bytes = Array("# name difference residual leaveOneOut sigma ratio verdict   (mm, GNSS/levelling − model)\n".utf8)
    let after = update.residuals
    func line(_ name: [UInt8], _ numbers: [Double?], _ ratio: Double, _ verdict: String) {
      bytes += name
      let cells = numbers.map { value in value.map { Self.mm($0) } ?? "-" } + [Self.fixed(ratio, 2), verdict]
      bytes += Array((" " + cells.joined(separator: " ") + "\n").utf8)
    }
    for (i, point) in points.fitted.enumerated() {
      let verdict =
        switch update.marks[i].verdict {
        case .unchanged: "unchanged"
        case .changed: "changed"
        case .inArea(let area, let isSignificant): isSignificant ? "changed-area-\(area + 1)" : "in-area-\(area + 1)"
        }
      let (value, sigma) = (update.leaveOneOut[i], update.leaveOneOutSigma[i])
      line(point.given.name, [point.control.discrepancy, after[i], value, sigma], value / sigma, verdict)
    }
    for (point, out) in zip(points.checks, outer) {
      line(point.given.name, [point.control.discrepancy, nil, out.difference, out.sigma], out.difference / out.sigma, "check")
    }
    return bytes
  }
}

extension JSONWriter {
  mutating func member(_ name: String, _ value: Double?) {
    key(name)
    if let value, value.isFinite { number(value) } else { null() }
  }

  mutating func member(_ name: String, _ value: Int) {
    key(name)
    integer(value)
  }

  mutating func member(_ name: String, _ value: String?) {
    key(name)
    if let value { string(value) } else { null() }
  }

  /// Statistics of errors in metres.
  mutating func statistics(_ name: String, _ s: ErrorStatistics?) {
    key(name)
    guard let s else { return null() }
    beginObject()
    member("count", s.count)
    member("mean", s.mean)
    member("deviation", s.deviation)
    member("rms", s.rms)
    member("magnitude68", s.magnitude68)
    member("magnitude95", s.magnitude95)
    member("least", s.range.lowerBound)
    member("largest", s.range.upperBound)
    endObject()
  }
}
