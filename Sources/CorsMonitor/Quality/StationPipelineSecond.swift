import ServiceConfiguration
import GNSS
import Geodesy

extension StationPipeline {
  /// Closes a second: the sample, and the verdict.
  /// - Parameter counting: False for a second that is only passed over on the way to the next epoch: what was read belongs to that.
  mutating func emit(at time: GNSSTime, counting: Bool, _ output: (Output) -> Void) {
    var sample = Sample(time: time)
    if counting {
      sample.bytes = counts.bytes
      sample.messages = counts.messages
      sample.crcFailures = counts.crcFailures
      sample.latency = counts.latencyCount > 0 ? (counts.latencySum / Double(counts.latencyCount)).shown(.seconds) : nil
      sample.epochs = current?.epochs ?? 0
      sample.gaps = current?.gaps ?? 0
      window.add(counts)
      counts = SecondWindow.Counts()
      current = nil
    } else {
      window.add(SecondWindow.Counts())
    }
    sample.completeness = completeness(at: time)
    let horizon = max(1.0, epochs.interval.map { Double($0) * 1e-9 } ?? 1) * 1.5
    if let last = epochs.last,
      (lastEpochArrival.map { time.seconds(since: $0) } ?? .infinity) < max(horizon, station.policy.silenceDisconnected)
    {
      tracker.prune(at: last, age: horizon)
      (sample.satellites, sample.signals) = tracker.summary()
    }
    sample.arpOffset = point.offset?.shown(.meters)
    let change = health.judge(findings(sample, at: time), by: station.policy, at: time)
    sample.state = health.state
    lastSample = sample
    refreshSky(at: time)
    output(.sample(sample))
    if let change {
      output(
        .change(
          StateChange(
            station: station.id, time: time.iso8601(fractionDigits: 0, leapSeconds: leapSeconds), from: change, to: health.state,
            reasons: health.reasons)))
    }
  }

  /// Completeness counts an epoch as missing only when it is overdue: by its interval and the latency that is allowed.
  private mutating func completeness(at time: GNSSTime) -> Double? {
    guard hasArrivalTimes else { return epochs.completeness(at: epochs.last ?? time)?.shown(.ratio) }
    let interval = epochs.interval ?? 1_000_000_000
    let slack = interval + Int64(station.policy.latency * 1e9)
    return epochs.completeness(at: GNSSTime(nanoseconds: time.nanoseconds - slack))?.shown(.ratio)
  }

  private func findings(_ sample: Sample, at time: GNSSTime) -> Findings {
    var findings = Findings()
    findings.elapsed = start.map { time.seconds(since: $0) } ?? 0
    findings.sinceFirstByte = firstByte.map { time.seconds(since: $0) }
    findings.sinceByte = lastByte.map { time.seconds(since: $0) }
    findings.sinceEpoch = lastEpochArrival.map { time.seconds(since: $0) }
    findings.connected = connected
    findings.connection = connection.message
    findings.completeness = sample.completeness
    let minute = window.sum(60).counts
    let frames = minute.messages + minute.crcFailures
    if frames > 0 { findings.integrity = Double(minute.messages) / Double(frames) }
    findings.latency = latency
    findings.satellites = sample.satelliteCount
    let rated = sample.signals.filter { $0.cn0_dbHz != nil }
    let weight = rated.reduce(0) { $0 + $1.satellites }
    if weight > 0 {
      findings.cn0_dbHz = rated.reduce(0) { $0 + ($1.cn0_dbHz ?? 0) * Double($1.satellites) } / Double(weight)
    }
    findings.arpOffset = sample.arpOffset
    findings.arpStep = point.step.map { ($0.size, time.seconds(since: $0.time)) }
    if let antenna, let expected = station.antenna, !Self.same(antenna, expected) { findings.antenna = (antenna, expected) }
    if let receiver, let expected = station.receiver, !Self.same(receiver, expected) { findings.receiver = (receiver, expected) }
    return findings
  }

  /// Mean latency of the last 10 s.
  private var latency: Double? {
    let counts = window.sum(10).counts
    return counts.latencyCount > 0 ? (counts.latencySum / Double(counts.latencyCount)).shown(.seconds) : nil
  }

  /// Descriptors are compared without regard to case and to the number of blanks: senders pad differently.
  private static func same(_ a: String, _ b: String) -> Bool {
    a.uppercased().split(separator: " ") == b.uppercased().split(separator: " ")
  }

  private mutating func refreshSky(at time: GNSSTime) {
    guard let last = epochs.last, let observer = point.observer else { return }
    sky.refresh(tracker.current.map(\.satellite), observer: observer, at: last, clock: time, every: Self.skyInterval)
  }

  /// Satellites of which an ephemeris came, in order.
  public var ephemerisSatellites: [Satellite] { sky.satellites }

  // MARK: Report

  /// What is known of the station now.
  public var report: StationReport {
    var summary = StationSummary(id: station.id, name: station.name, source: station.source.summary)
    summary.state = health.state
    summary.reasons = health.reasons
    summary.latitudeDegrees = station.position?.latitudeDegrees.shown(.degrees) ?? point.summary?.latitudeDegrees
    summary.longitudeDegrees = station.position?.longitudeDegrees.shown(.degrees) ?? point.summary?.longitudeDegrees
    summary.ellipsoidalHeight = station.position?.ellipsoidalHeight.shown(.meters) ?? point.summary?.ellipsoidalHeight
    summary.lastEpoch = epochs.last?.iso8601(fractionDigits: 3, leapSeconds: leapSeconds)
    summary.lastArrival = hasArrivalTimes ? lastByte?.iso8601(fractionDigits: 3, leapSeconds: leapSeconds) : nil
    summary.latency = latency
    let rates = window.sum(10)
    if rates.seconds > 0 {
      summary.bytesPerSecond = (Double(rates.counts.bytes) / Double(rates.seconds)).shown(.rate)
      summary.messagesPerSecond = (Double(rates.counts.messages) / Double(rates.seconds)).shown(.rate)
    }
    summary.crcFailures = totals.crcFailures
    summary.gaps = totals.gaps
    summary.receiver = receiver
    summary.antenna = antenna
    summary.connection = connection
    if let sample = lastSample {
      summary.completeness = sample.completeness
      summary.satelliteCount = sample.satelliteCount
      summary.satellites = Dictionary(uniqueKeysWithValues: sample.satellites.map { ($0.system.name, $0.count) })
      summary.signals = sample.signals.map {
        SignalSummary(system: $0.system.name, code: $0.signal.description, satellites: $0.satellites, cn0_dbHz: $0.cn0_dbHz)
      }
      summary.arpOffset = sample.arpOffset
    }
    var detail = StationDetail(summary: summary)
    detail.sky = summary.satelliteCount > 0 ? sky.entries(of: tracker.current) : []
    detail.messageTypes = types.summary
    detail.arp = point.summary
    return StationReport(detail: detail, totals: totals)
  }
}
