import FuzzSupport
import GNSS
import Glibc
import RINEX

/// Observation, navigation and SP3 files: the same in two chunkings, and what was read is written and read again as the same.
@main enum RINEXTarget {
  static func main() {
    exit(
      fuzz { data, count in
        let bytes = Array(UnsafeBufferPointer(start: data, count: count))
        let chunk = 1 + Int(bytes.first ?? 0)
        let whole = read(bytes, max(count, 1))
        let cut = read(bytes, chunk)
        require(whole.error == cut.error && whole.records == cut.records, "the chunking changed the result")
        if whole.error == nil { checkRoundTrip(whole) }
        checkNavigation(bytes)
        if let file = try? SP3File(bytes) { require(file.epochs.allSatisfy { $0.positions.count <= count }, "more positions than bytes") }
        return 0
      })
  }
}

private struct Result {
  var header = ObservationHeader()
  var records: [ObservationRecord] = []
  var error: RINEXError?
}

private func read(_ bytes: [UInt8], _ chunk: Int) -> Result {
  var result = Result()
  var reader = ObservationReader()
  do throws(RINEXError) {
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      try reader.feed(Array(bytes[start..<min(start + chunk, bytes.count)])) { record throws(RINEXError) in
        if result.records.count < 1000 { result.records.append(record) }
      }
    }
    try reader.finish { record throws(RINEXError) in if result.records.count < 1000 { result.records.append(record) } }
    result.header = reader.header
  } catch {
    result.error = error
  }
  return result
}

private func checkRoundTrip(_ result: Result) {
  // Events may change the columns; then the header that stands at the end is not that of the first record.
  guard result.records.allSatisfy({ $0.flag.hasObservations && $0.types == result.header.types }) else { return }
  var writer = ObservationWriter(header: result.header, version: .v3_05)
  var text: [UInt8] = []
  writer.writeHeader(to: &text)
  var converter = EpochConverter(header: result.header)
  var epoch = Epoch(time: GNSSTime(nanoseconds: 0))
  for record in result.records {
    writer.write(record, to: &text)
    converter.convert(record, into: &epoch)
    _ = converter.fill(from: epoch, strengthIndicators: true)
  }
  guard writer.valuesLeftOut == 0, result.header.otherLines.isEmpty, result.header.comments.isEmpty else { return }
  let again = read(text, 4096)
  require(again.error == nil, "what was written cannot be read: \(again.error.map(\.description) ?? "")")
  require(again.records.count == result.records.count, "records were lost")
  for (a, b) in zip(again.records, result.records) {
    require(a.satellites == b.satellites && a.values == b.values, "a record changed")
  }
}

private func checkNavigation(_ bytes: [UInt8]) {
  guard let all = try? NavigationReader.ephemerides(in: bytes) else { return }
  for version in RINEXVersion.allCases {
    var writer = NavigationWriter(version: version)
    var text: [UInt8] = []
    writer.writeHeader(to: &text)
    for ephemeris in all { writer.write(ephemeris, to: &text) }
    require(!text.isEmpty, "nothing was written")
  }
}
