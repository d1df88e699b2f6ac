extension SurveyDocument {
  /// 南方 CASS `.dat`: a point a line, `name,code,easting,northing,height`. The code may be empty; blank lines are passed over; columns behind
  /// the height stay. The order, easting before northing, is that of all CASS versions.
  mutating func readCASS(_ text: RawSpan) {
    var lines = TextLines(text)
    while let line = lines.next() {
      let content = text.trimmed(line)
      if content.start == content.end { continue }
      let fields = text.fields(content)
      guard fields.count >= 4 else {
        remarks.append(DocumentRemark(line: lines.number, content: .missingField(field: fields.count + 1)))
        continue
      }
      guard let easting = text.number(fields[2]) else {
        remarks.append(DocumentRemark(line: lines.number, content: .notANumber(field: 3)))
        continue
      }
      guard let northing = text.number(fields[3]) else {
        remarks.append(DocumentRemark(line: lines.number, content: .notANumber(field: 4)))
        continue
      }
      let height = fields.count > 4 ? text.number(fields[4]) : nil
      if fields.count > 4, height == nil, fields[4].start < fields[4].end {
        remarks.append(DocumentRemark(line: lines.number, content: .notANumber(field: 5)))
        continue
      }
      places.append(
        CoordinatePlace(
          values: SIMD3(northing, easting, height ?? 0), first: fields[3], second: fields[2], third: height == nil ? nil : fields[4],
          line: lines.number))
    }
  }
}
