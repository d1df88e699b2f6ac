/// The text form of Prometheus, version 0.0.4: one family of metrics after the other, with help, type and unit in the name.
struct PrometheusText {
  private(set) var text = ""

  /// One value and its labels.
  struct Line {
    var labels: [(String, String)]
    var value: Double
  }

  /// Writes a family; one without values is left out.
  mutating func family(_ name: String, _ type: String, _ help: String, _ lines: [Line]) {
    guard !lines.isEmpty else { return }
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    for line in lines {
      text += name
      if !line.labels.isEmpty {
        text += "{" + line.labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",") + "}"
      }
      text += " \(Self.number(line.value))\n"
    }
  }

  /// Backslash, quote and line feed, as the format asks.
  static func escaped(_ value: String) -> String {
    var result = ""
    for character in value {
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.append(character)
      }
    }
    return result
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }

  /// The page of a board.
  static func page(_ board: Board) -> String {
    var page = PrometheusText()
    let reports = board.reports
    func each(_ value: (StationReport) -> Double?) -> [Line] {
      reports.compactMap { report in value(report).map { Line(labels: [("station", report.detail.summary.id)], value: $0) } }
    }
    page.family(
      "cors_monitor_info", "gauge", "Version of the service.", [Line(labels: [("version", ServiceVersion.current)], value: 1)])
    page.family(
      "cors_monitor_event_stream_clients", "gauge", "Clients of the event stream.",
      [Line(labels: [], value: Double(board.feed.count))])
    page.family(
      "cors_monitor_store_healthy", "gauge", "1 when the record can be written.",
      [Line(labels: [], value: board.storeFailure == nil ? 1 : 0)])
    page.family(
      "cors_station_state", "gauge", "1 for the state that the station is in, 0 for the others.",
      reports.flatMap { report in
        HealthState.allCases.map { state in
          Line(
            labels: [("station", report.detail.summary.id), ("state", state.rawValue)],
            value: report.detail.summary.state == state ? 1 : 0)
        }
      })
    page.family(
      "cors_station_connected", "gauge", "1 when the source is connected.",
      each { $0.detail.summary.connection.state == "connected" ? 1 : 0 })
    page.family("cors_station_received_bytes_total", "counter", "Bytes received.", each { Double($0.totals.bytes) })
    page.family("cors_station_messages_total", "counter", "Intact RTCM 3 frames received.", each { Double($0.totals.messages) })
    page.family("cors_station_crc_failures_total", "counter", "Frames with a wrong CRC.", each { Double($0.totals.crcFailures) })
    page.family("cors_station_skipped_bytes_total", "counter", "Bytes outside any frame.", each { Double($0.totals.skippedBytes) })
    page.family("cors_station_epochs_total", "counter", "Observation epochs received.", each { Double($0.totals.epochs) })
    page.family(
      "cors_station_missing_epochs_total", "counter", "Observation epochs expected and not received.",
      each { Double($0.totals.missingEpochs) })
    page.family("cors_station_gaps_total", "counter", "Gaps between epochs.", each { Double($0.totals.gaps) })
    page.family(
      "cors_station_epoch_completeness_ratio", "gauge", "Epochs received over expected in the last 60 s.",
      each(\.detail.summary.completeness))
    page.family("cors_station_latency_seconds", "gauge", "Arrival minus epoch time.", each(\.detail.summary.latency))
    page.family(
      "cors_station_arp_offset_meters", "gauge", "Distance of the reference point in the stream from the configured position.",
      each(\.detail.summary.arpOffset))
    page.family(
      "cors_station_satellites", "gauge", "Satellites tracked.",
      reports.flatMap { report in
        report.detail.summary.satellites.sorted { $0.key < $1.key }.map {
          Line(labels: [("station", report.detail.summary.id), ("system", $0.key)], value: Double($0.value))
        }
      })
    func signals(_ value: (SignalSummary) -> Double?) -> [Line] {
      reports.flatMap { report in
        report.detail.summary.signals.compactMap { signal in
          value(signal).map {
            Line(labels: [("station", report.detail.summary.id), ("system", signal.system), ("code", signal.code)], value: $0)
          }
        }
      }
    }
    page.family("cors_station_signal_satellites", "gauge", "Satellites tracked on a signal.", signals { Double($0.satellites) })
    page.family("cors_station_signal_cn0_dbhz", "gauge", "Mean carrier-to-noise density of a signal, dB-Hz.", signals(\.cn0_dbHz))
    return page.text
  }
}
