import ServiceConfiguration
import Bilingual
import GNSS

/// What was found of a station at one second: the input of the verdict.
struct Findings: Sendable {
  /// Seconds since the pipeline began.
  var elapsed = 0.0
  /// Seconds since the first byte; nil before it.
  var sinceFirstByte: Double?
  /// Seconds since the last byte; nil before the first.
  var sinceByte: Double?
  /// Seconds since the last epoch came; nil before the first.
  var sinceEpoch: Double?
  /// True when the connection is known to be up, false when it is known to be lost.
  var connected: Bool?
  /// What the connection says.
  var connection: BilingualText?
  var completeness: Double?
  /// Frames with a correct CRC over all frames in 60 s.
  var integrity: Double?
  /// Mean of 10 s.
  var latency: Double?
  var satellites = 0
  /// Mean over all signals.
  var cn0_dbHz: Double?
  var arpOffset: Double?
  /// Size of the last step of the reference point, and seconds since.
  var arpStep: (size: Double, age: Double)?
  /// Descriptors in the stream that differ from the configuration.
  var antenna: (found: String, expected: String)?
  var receiver: (found: String, expected: String)?
}

/// Turns findings into a state, with hold times so that a state does not flutter.
struct HealthMachine: Sendable {
  /// The state now.
  private(set) var state = HealthState.noEvidence
  /// Why.
  private(set) var reasons: [Reason] = []

  private var target = HealthState.noEvidence
  private var targetSince: GNSSTime?

  /// The words that stand for the reasons in the API.
  static let reasonCodes = [
    "warmUp", "noData", "noObservations", "silent", "disconnected", "observationsStopped", "completenessLow", "crcFailures", "latencyHigh",
    "clockWrong", "satellitesFew", "cn0Low", "arpOffset", "arpStep", "antennaDiffers", "receiverDiffers", "recovering",
  ]

  /// Judges one second. Returns the state before when it changed.
  mutating func judge(_ findings: Findings, by policy: Policy, at time: GNSSTime) -> HealthState? {
    let (newTarget, newReasons) = Self.verdict(findings, policy)
    if newTarget != target || targetSince == nil {
      target = newTarget
      targetSince = time
    }
    let held = time.seconds(since: targetSince ?? time)
    let old = state
    if target == state {
      reasons = newReasons
    } else {
      let hold = Self.hold(from: state, to: target, policy)
      if held >= hold {
        state = target
        reasons = newReasons
      } else if target.severity < state.severity {
        reasons = newReasons + [Self.recovering(held, hold)]
      }
    }
    return state == old ? nil : old
  }

  /// How long a new target must last. Silence has its own time in the findings, and the first verdict waited for the warm-up.
  private static func hold(from: HealthState, to: HealthState, _ policy: Policy) -> Double {
    if from == .noEvidence || to == .down { return 0 }
    return to.severity < from.severity ? policy.recoverHold : policy.degradeHold
  }

  /// The state that the findings alone ask for.
  static func verdict(_ f: Findings, _ policy: Policy) -> (HealthState, [Reason]) {
    let silence = f.connected == false ? policy.silenceDisconnected : policy.silence
    guard let sinceEpoch = f.sinceEpoch else {
      let waited = f.sinceFirstByte ?? f.elapsed
      let limit = max(silence, policy.warmUp)
      if waited < limit { return (.noEvidence, [warmUp(waited, limit)]) }
      return (.down, [f.sinceFirstByte == nil ? noData(f.elapsed, silence, f) : noObservations(waited, limit)])
    }
    if sinceEpoch >= silence { return (.down, [silent(sinceEpoch, silence, f)]) }
    let heard = f.sinceFirstByte ?? 0
    if heard < policy.warmUp { return (.noEvidence, [warmUp(heard, policy.warmUp)]) }
    let reasons = broken(f, policy)
    return (reasons.isEmpty ? .up : .degraded, reasons)
  }

  /// The limits that are broken.
  private static func broken(_ f: Findings, _ policy: Policy) -> [Reason] {
    var reasons: [Reason] = []
    if let value = f.completeness, value < policy.completeness {
      reasons.append(
        Reason(
          code: "completenessLow",
          text: BilingualText(
            zh: "近 60 秒历元完整率 \(percent(value)),低于 \(percent(policy.completeness))",
            en: "epoch completeness of the last 60 s is \(percent(value)), below \(percent(policy.completeness))"), value: value,
          limit: policy.completeness))
    }
    if let value = f.integrity, value < policy.integrity {
      reasons.append(
        Reason(
          code: "crcFailures",
          text: BilingualText(
            zh: "近 60 秒通过 CRC 的帧 \(percent(value)),低于 \(percent(policy.integrity))",
            en: "\(percent(value)) of the frames of the last 60 s have a correct CRC, below \(percent(policy.integrity))"), value: value,
          limit: policy.integrity))
    }
    if let value = f.latency, value > policy.latency {
      reasons.append(
        Reason(
          code: "latencyHigh",
          text: BilingualText(
            zh: "数据延迟 \(fixed(value, 2)) 秒,超过 \(fixed(policy.latency, 2)) 秒",
            en: "latency is \(fixed(value, 2)) s, above \(fixed(policy.latency, 2)) s"), value: value, limit: policy.latency, unit: "s"))
    }
    if let value = f.latency, value < -policy.clockAhead {
      reasons.append(
        Reason(
          code: "clockWrong",
          text: BilingualText(
            zh: "数据早于本机时钟 \(fixed(-value, 2)) 秒,请检查本机 NTP 与接收机时间",
            en: "data arrives \(fixed(-value, 2)) s before its time: check this host's NTP and the receiver's time"), value: value,
          limit: -policy.clockAhead, unit: "s"))
    }
    if f.satellites < policy.satellites {
      reasons.append(
        Reason(
          code: "satellitesFew",
          text: BilingualText(
            zh: "跟踪卫星 \(f.satellites) 颗,少于 \(policy.satellites) 颗",
            en: "\(f.satellites) satellites are tracked, fewer than \(policy.satellites)"), value: Double(f.satellites),
          limit: Double(policy.satellites)))
    }
    if let value = f.cn0_dbHz, value < policy.cn0_dbHz {
      reasons.append(
        Reason(
          code: "cn0Low",
          text: BilingualText(
            zh: "平均载噪比 \(fixed(value, 1)) dB-Hz,低于 \(fixed(policy.cn0_dbHz, 1)) dB-Hz",
            en: "mean C/N0 is \(fixed(value, 1)) dB-Hz, below \(fixed(policy.cn0_dbHz, 1)) dB-Hz"), value: value, limit: policy.cn0_dbHz,
          unit: "dB-Hz"))
    }
    return reasons + brokenIdentity(f, policy)
  }

  /// The limits on what the station says it is.
  private static func brokenIdentity(_ f: Findings, _ policy: Policy) -> [Reason] {
    var reasons: [Reason] = []
    if let value = f.arpOffset, value > policy.arpOffset {
      reasons.append(
        Reason(
          code: "arpOffset",
          text: BilingualText(
            zh: "数据流中的天线参考点与登记坐标相差 \(fixed(value, 3)) 米,超过 \(fixed(policy.arpOffset, 3)) 米",
            en: "the antenna reference point of the stream is \(fixed(value, 3)) m from the configured position, above "
              + "\(fixed(policy.arpOffset, 3)) m"), value: value, limit: policy.arpOffset, unit: "m"))
    }
    if let step = f.arpStep, step.age <= policy.arpStepHold {
      reasons.append(
        Reason(
          code: "arpStep",
          text: BilingualText(
            zh: "天线参考点坐标在 \(fixed(step.age, 0)) 秒前变动 \(fixed(step.size, 4)) 米,超过 \(fixed(policy.arpStep, 4)) 米",
            en: "the antenna reference point changed by \(fixed(step.size, 4)) m, \(fixed(step.age, 0)) s ago; the limit is "
              + "\(fixed(policy.arpStep, 4)) m"), value: step.size, limit: policy.arpStep, unit: "m"))
    }
    if let antenna = f.antenna {
      reasons.append(
        Reason(
          code: "antennaDiffers",
          text: BilingualText(
            zh: "数据流中的天线为 \"\(antenna.found)\",登记为 \"\(antenna.expected)\"",
            en: "the antenna in the stream is \"\(antenna.found)\", configured is \"\(antenna.expected)\"")))
    }
    if let receiver = f.receiver {
      reasons.append(
        Reason(
          code: "receiverDiffers",
          text: BilingualText(
            zh: "数据流中的接收机为 \"\(receiver.found)\",登记为 \"\(receiver.expected)\"",
            en: "the receiver in the stream is \"\(receiver.found)\", configured is \"\(receiver.expected)\"")))
    }
    return reasons
  }

  // MARK: Single reasons

  private static func warmUp(_ value: Double, _ limit: Double) -> Reason {
    Reason(
      code: "warmUp",
      text: BilingualText(
        zh: "数据尚不足以判断:已观察 \(fixed(value, 0)) 秒,需要 \(fixed(limit, 0)) 秒",
        en: "not enough has been heard to judge: \(fixed(value, 0)) s of \(fixed(limit, 0)) s"), value: value, limit: limit, unit: "s")
  }

  private static func noData(_ value: Double, _ limit: Double, _ f: Findings) -> Reason {
    let cause = f.connection
    return Reason(
      code: "noData",
      text: BilingualText(
        zh: "启动 \(fixed(value, 0)) 秒以来没有收到任何数据" + (cause.map { ":\($0.zh)" } ?? ""),
        en: "nothing was received since the start \(fixed(value, 0)) s ago" + (cause.map { ": \($0.en)" } ?? "")), value: value,
      limit: limit, unit: "s")
  }

  private static func noObservations(_ value: Double, _ limit: Double) -> Reason {
    Reason(
      code: "noObservations",
      text: BilingualText(
        zh: "\(fixed(value, 0)) 秒以来收到数据,但没有可用的观测历元",
        en: "data has come for \(fixed(value, 0)) s, but no usable observation epoch"), value: value, limit: limit, unit: "s")
  }

  private static func silent(_ value: Double, _ limit: Double, _ f: Findings) -> Reason {
    let lost = f.connected == false
    let cause = lost ? f.connection : nil
    let bytes = !lost && (f.sinceByte ?? .infinity) < limit
    return Reason(
      code: lost ? "disconnected" : bytes ? "observationsStopped" : "silent",
      text: BilingualText(
        zh: "已 \(fixed(value, 0)) 秒没有观测历元(限 \(fixed(limit, 0)) 秒)" + (bytes ? ",但仍有其他数据" : "") + (cause.map { ":\($0.zh)" } ?? ""),
        en: "no observation epoch for \(fixed(value, 0)) s (limit \(fixed(limit, 0)) s)" + (bytes ? ", though other data comes" : "")
          + (cause.map { ": \($0.en)" } ?? "")), value: value, limit: limit, unit: "s")
  }

  private static func recovering(_ value: Double, _ limit: Double) -> Reason {
    Reason(
      code: "recovering",
      text: BilingualText(
        zh: "正在恢复:已正常 \(fixed(value, 0)) 秒,需要 \(fixed(limit, 0)) 秒",
        en: "recovering: better for \(fixed(value, 0)) s of \(fixed(limit, 0)) s"), value: value, limit: limit, unit: "s")
  }

  private static func percent(_ ratio: Double) -> String { fixed(ratio * 100, 1) + "%" }

  /// A number with fixed decimals, without Foundation's formatter.
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = Int((abs(value) * scale).rounded())
    let whole = scaled / Int(scale)
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(whole)" }
    let rest = String(scaled % Int(scale))
    return "\(sign)\(whole).\(String(repeating: "0", count: decimals - rest.count))\(rest)"
  }
}
