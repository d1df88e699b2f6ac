/// A caster's sourcetable: what it serves.
public struct Sourcetable: Sendable, Hashable {
  /// One line of a known kind.
  public enum Entry: Sendable, Hashable {
    /// A stream.
    case stream(SourcetableStream)
    /// Another caster.
    case caster(SourcetableCaster)
    /// A network of streams.
    case network(SourcetableNetwork)
  }

  /// The lines that could be read, in the table's order.
  public var entries: [Entry] = []
  /// The lines that could not, as they came.
  public var otherLines: [String] = []
  /// `ENDSOURCETABLE` was seen.
  public var isComplete = false

  /// An empty table.
  public init() {}

  /// The streams of the table.
  public var streams: [SourcetableStream] {
    entries.compactMap { if case .stream(let stream) = $0 { stream } else { nil } }
  }

  /// True when a line begins like one of a sourcetable.
  static func isEntry(_ line: [UInt8]) -> Bool {
    ["STR;", "CAS;", "NET;", "ENDSOURCETABLE"].contains { line.starts(with: $0.utf8) }
  }

  /// True when bytes can be continued to, or are, the beginning of a sourcetable. Four bytes decide.
  static func mayBegin(_ bytes: [UInt8]) -> Bool {
    ["STR;", "CAS;", "NET;", "ENDS", "SOUR"].contains { start in zip(bytes, start.utf8).allSatisfy(==) }
  }
}

/// An `STR` line: a stream. Field names after RTCM 10410.1, table "STR record".
public struct SourcetableStream: Sendable, Hashable {
  /// The mountpoint.
  public var mountpoint: String
  /// The place or name.
  public var identifier: String
  /// The data format, such as `RTCM 3.3`.
  public var format: String
  /// The messages and their intervals in seconds, such as `1005(10),1077(1)`.
  public var formatDetails: String
  /// 0 no carrier phase, 1 L1, 2 L1 and L2; `nil` when not given.
  public var carrier: Int?
  /// The systems, such as `GPS+GLO+BDS`.
  public var navigationSystems: String
  /// The network.
  public var network: String
  /// The country, ISO 3166 three letters.
  public var country: String
  /// Latitude in degrees, −90 … 90; `nil` when not given.
  public var latitudeDegrees: Double?
  /// Longitude in degrees, −180 … 360; `nil` when not given.
  public var longitudeDegrees: Double?
  /// The caster wants a GGA position.
  public var needsPosition: Bool
  /// The stream is computed from a network rather than from one station.
  public var isNetworkSolution: Bool
  /// The hardware or software that makes the stream.
  public var generator: String
  /// Compression or encryption.
  public var compression: String
  /// `N` none, `B` Basic, `D` Digest.
  public var authentication: String
  /// A fee is charged.
  public var hasFee: Bool
  /// Bits per second; `nil` when not given.
  public var bitsPerSecond: Int?
  /// Everything after the 18th field.
  public var miscellaneous: String

  /// An `STR` line with the given fields and the usual values for the others.
  public init(
    mountpoint: String, identifier: String, format: String = "RTCM 3.3", formatDetails: String = "", navigationSystems: String = ""
  ) {
    self.mountpoint = mountpoint
    self.identifier = identifier
    self.format = format
    self.formatDetails = formatDetails
    carrier = 2
    self.navigationSystems = navigationSystems
    network = "none"
    country = "CHN"
    needsPosition = false
    isNetworkSolution = false
    generator = "Jizhun"
    compression = "none"
    authentication = "N"
    hasFee = false
    miscellaneous = "none"
  }

  /// From the fields of a line; `nil` when there are too few or a number is none.
  init?(fields: [String]) {
    guard fields.count >= 18, !fields[1].isEmpty else { return nil }
    mountpoint = fields[1]
    identifier = fields[2]
    format = fields[3]
    formatDetails = fields[4]
    navigationSystems = fields[6]
    network = fields[7]
    country = fields[8]
    generator = fields[13]
    compression = fields[14]
    authentication = fields[15]
    needsPosition = fields[11] == "1"
    isNetworkSolution = fields[12] == "1"
    hasFee = fields[16] == "Y"
    miscellaneous = fields[18...].joined(separator: ";")
    // An empty field is a value not given; a field with something else in it makes the line one that we cannot read.
    guard
      let carrier = Self.number(fields[5], { Int($0) }, in: 0...9),
      let latitude = Self.number(fields[9], { Double($0) }, in: -90...90),
      let longitude = Self.number(fields[10], { Double($0) }, in: -180...360),
      let bits = Self.number(fields[17], { Int($0) }, in: 0...1_000_000_000)
    else { return nil }
    self.carrier = carrier
    latitudeDegrees = latitude
    longitudeDegrees = longitude
    bitsPerSecond = bits
  }

  /// Outer `nil`: not a number in the range; inner `nil`: nothing there.
  private static func number<T: Comparable>(_ text: String, _ read: (String) -> T?, in range: ClosedRange<T>) -> T?? {
    let text = text.trimmingBlanks
    if text.isEmpty { return .some(nil) }
    guard let value = read(text), range.contains(value) else { return .none }
    return .some(value)
  }

  /// The line, without its end. A semicolon or line end within a field becomes a comma or a blank; the last field may have semicolons.
  public var line: String {
    let fields: [String] = [
      "STR", mountpoint, identifier, format, formatDetails, carrier.map { String($0) } ?? "", navigationSystems, network, country,
      latitudeDegrees.map { Self.twoDecimals($0) } ?? "", longitudeDegrees.map { Self.twoDecimals($0) } ?? "",
      needsPosition ? "1" : "0", isNetworkSolution ? "1" : "0", generator, compression, authentication, hasFee ? "Y" : "N",
      bitsPerSecond.map { String($0) } ?? "",
    ]
    let rest = miscellaneous.split(separator: ";", omittingEmptySubsequences: false).map { Self.clean(String($0)) }
    return (fields.map(Self.clean) + rest).joined(separator: ";")
  }

  private static func clean(_ field: String) -> String {
    String(field.map { $0 == ";" ? "," : $0.isNewline ? " " : $0 })
  }

  /// Two decimals, as the standard has them.
  private static func twoDecimals(_ degrees: Double) -> String {
    let hundredths = Int((abs(degrees) * 100).rounded())
    let fraction = hundredths % 100
    return "\(degrees < 0 && hundredths > 0 ? "-" : "")\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}

/// A `CAS` line: another caster.
public struct SourcetableCaster: Sendable, Hashable {
  /// Host name or address.
  public var host: String
  /// Port.
  public var port: Int
  /// The caster's name.
  public var identifier: String
  /// Who runs it.
  public var provider: String
  /// Everything after.
  public var miscellaneous: String

  init?(fields: [String]) {
    guard fields.count >= 5, !fields[1].isEmpty, let port = Int(fields[2].trimmingBlanks), 0...65535 ~= port else { return nil }
    host = fields[1]
    self.port = port
    identifier = fields[3]
    provider = fields[4]
    miscellaneous = fields[5...].joined(separator: ";")
  }
}

/// A `NET` line: a network of streams.
public struct SourcetableNetwork: Sendable, Hashable {
  /// The network's name.
  public var identifier: String
  /// Who runs it.
  public var provider: String
  /// `N` none, `B` Basic, `D` Digest.
  public var authentication: String
  /// A fee is charged.
  public var hasFee: Bool
  /// Everything after.
  public var miscellaneous: String

  init?(fields: [String]) {
    guard fields.count >= 5, !fields[1].isEmpty else { return nil }
    identifier = fields[1]
    provider = fields[2]
    authentication = fields[3]
    hasFee = fields[4] == "Y"
    miscellaneous = fields[5...].joined(separator: ";")
  }
}
