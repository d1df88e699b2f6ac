import ServiceConfiguration
import Bilingual
import Foundation
import GNSS
import RTCM
import Geodesy
import NTRIP
import NTRIPProtocol

/// Why a source cannot be made from its configuration.
public struct SourceError: Error, Sendable, Equatable {
  /// The station.
  public var station: String
  /// What is missing, and what to do.
  public var text: BilingualText
}

extension MonitorService.Feed {
  /// The feed of a configured station. Passwords are read here, and nowhere else.
  /// - Parameter environment: The environment's variables.
  public init(_ station: StationConfiguration, environment: [String: String], seed: UInt64) throws(SourceError) {
    switch station.source {
    case .tcp(let host, let port):
      self.init(station: station, source: TCPSource(endpoint: StreamEndpoint(host: host, port: port), seed: seed), isLive: true)
    case .ntrip(let ntrip):
      var source = NTRIPSource(
        endpoint: StreamEndpoint(host: ntrip.host, port: ntrip.port, tls: ntrip.tls ? TLSSettings() : nil), mountpoint: ntrip.mountpoint,
        version: ntrip.version == 1 ? .v1 : .v2, seed: seed)
      if let user = ntrip.user {
        let password = try ntrip.password.map { source throws(SourceError) in
          try Self.password(source, environment: environment, station: station.id)
        }
        source.credentials = NTRIPCredentials(user: user, password: password ?? Secret(""))
      }
      if ntrip.sendPosition, let position = station.position {
        // The height in a GGA is above the geoid; casters that choose by position do not need it to better than its undulation.
        source.position = StreamPosition(
          latitudeDegrees: position.latitudeDegrees, longitudeDegrees: position.longitudeDegrees,
          seaLevelHeight: position.ellipsoidalHeight)
      }
      self.init(station: station, source: source, isLive: true)
    case .file(let path, let speed):
      self = Self.replay(station, path: path, speed: .scaled(speed), date: nil, notAfter: Self.modified(path))
    case .inProcess:
      throw SourceError(
        station: station.id, text: BilingualText(zh: "没有数据源", en: "there is no source"))
    }
  }

  /// The feed of a recorded file.
  /// - Parameters:
  ///   - date: A time within three days of the recording; nil to find it in the stream.
  ///   - notAfter: The recording is not newer than this: the last resort where the stream tells no date.
  public static func replay(
    _ station: StationConfiguration, path: String, speed: FileReplay.Speed, date: GNSSTime?, notAfter: GNSSTime
  ) -> MonitorService.Feed {
    // The first eight megabytes are hours of a station: whatever tells the date is among them. An unreadable file is said by the replay itself.
    let handle = FileHandle(forReadingAtPath: path)
    let bytes = [UInt8]((try? handle?.read(upToCount: 8 << 20)) ?? Data())
    try? handle?.close()
    let guess = GNSSTime(nanoseconds: notAfter.nanoseconds - GNSSTime.nanosecondsPerWeek / 2)
    return MonitorService.Feed(
      station: station, source: FileReplay(path: path, speed: speed), isLive: false,
      approximateTime: date ?? DateEvidence.find(in: bytes.span.bytes) ?? guess)
  }

  /// When a file was last changed: what it holds is not newer. Now for a file that is not there.
  public static func modified(_ path: String) -> GNSSTime {
    let date = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date ?? Date()
    return GNSSTime(unixNanoseconds: Int64(date.timeIntervalSince1970 * 1e9))
  }

  private static func password(
    _ source: SourceConfiguration.PasswordSource, environment: [String: String], station: String
  ) throws(SourceError) -> Secret {
    switch source {
    case .environment(let name):
      guard let value = environment[name] else {
        throw SourceError(
          station: station,
          text: BilingualText(zh: "环境变量 \(name)(密码)未设置", en: "the environment variable \(name), which holds the password, is not set"))
      }
      return Secret(value)
    case .file(let path):
      guard let data = FileManager.default.contents(atPath: path) else {
        throw SourceError(
          station: station, text: BilingualText(zh: "无法读取密码文件 \(path)", en: "the password file \(path) cannot be read"))
      }
      let line = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).first ?? ""
      return Secret(line.trimmingCharacters(in: .whitespaces))
    }
  }
}
