import ServiceConfiguration
import Bilingual
import Foundation
import GNSS
import RTCM

/// A recorded stream run through a pipeline at once, without pauses, store or page.
public struct Replay: Sendable {
  /// The file.
  public var file: String
  /// What is known at the end.
  public var report: StationReport
  /// Changes of state on the way.
  public var changes: [StateChange]
  /// Seconds spent in each state.
  public var seconds: [HealthState: Int]
  /// The time of the first epoch, ISO 8601 in UTC.
  public var firstEpoch: String?
  /// All satellites seen with observations, by system name.
  public var satellitesSeen: [String: [String]]
  /// Satellites of which an ephemeris came.
  public var ephemerides: [String]
  /// True when the date of the recording is only a guess: neither the stream nor the caller gave one.
  public var dateIsGuessed: Bool

  /// Why a file cannot be replayed.
  public enum Failure: Error, Sendable, Equatable {
    /// The file cannot be read; the system's reason.
    case unreadable(path: String, reason: String)

    /// What was tried.
    public var text: BilingualText {
      switch self {
      case .unreadable(let path, let reason): BilingualText(zh: "无法读取 \(path):\(reason)", en: "cannot read \(path): \(reason)")
      }
    }
  }

  /// Replays a file.
  /// - Parameters:
  ///   - date: A time within three days of the recording; nil to find it in the stream.
  ///   - notAfter: The recording is not newer than this (its file's date, or now): the last resort where the stream tells no date.
  public init(file: String, policy: Policy = Policy(), date: GNSSTime?, notAfter: GNSSTime) throws(Failure) {
    let data: Data
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), isFolder.boolValue {
      throw .unreadable(path: file, reason: String(cString: strerror(EISDIR)))
    }
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: file), options: .mappedIfSafe)
    } catch {
      throw .unreadable(path: file, reason: systemReason(error))
    }
    self.init(bytes: [UInt8](data), name: file, policy: policy, date: date, notAfter: notAfter)
  }

  /// Replays bytes.
  init(bytes: [UInt8], name: String, policy: Policy = Policy(), date: GNSSTime?, notAfter: GNSSTime) {
    file = name
    let id = Self.identifier(of: name)
    var station = StationConfiguration(id: id, name: BilingualText(zh: id, en: id), source: .file(path: name, speed: 1))
    station.policy = policy
    let found = date ?? DateEvidence.find(in: bytes.span.bytes)
    dateIsGuessed = found == nil
    // Half a week back, the week that is found by the time of week alone is the last one not after `notAfter`.
    let guess = GNSSTime(nanoseconds: notAfter.nanoseconds - GNSSTime.nanosecondsPerWeek / 2)
    var pipeline = StationPipeline(station: station, approximateTime: found ?? guess)
    var changes: [StateChange] = []
    var seconds: [HealthState: Int] = [:]
    func take(_ output: StationPipeline.Output) {
      switch output {
      case .sample(let sample): seconds[sample.state, default: 0] += 1
      case .change(let change): changes.append(change)
      }
    }
    var start = 0
    while start < bytes.count {
      let end = min(start + 65536, bytes.count)
      pipeline.receive(bytes[start..<end].span.bytes, arrival: nil, take)
      start = end
    }
    pipeline.finish(take)
    report = pipeline.report
    self.changes = changes
    self.seconds = seconds
    firstEpoch = pipeline.firstEpoch?.iso8601(fractionDigits: 0)
    var seen: [String: [String]] = [:]
    for satellite in pipeline.satellitesSeen.sorted() { seen[satellite.system.name, default: []].append(satellite.description) }
    satellitesSeen = seen
    ephemerides = pipeline.ephemerisSatellites.map(\.description)
  }

  /// A station identifier from a file's name: what stands before the first point, with other characters replaced.
  public static func identifier(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let stem = name.split(separator: ".").first.map(String.init) ?? name
    let cleaned = String(stem.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") ? $0 : "-" }.prefix(48))
    return cleaned.isEmpty ? "STREAM" : cleaned
  }
}
