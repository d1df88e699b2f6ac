import Bilingual
import Geodesy
import Yams

extension MonitorConfiguration {
  /// Reads a configuration from the bytes of its file, which must be UTF-8: what an editor saved as GBK is named, not guessed at.
  public init(utf8 bytes: [UInt8], file: String) throws(ConfigurationError) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
      let message = BilingualText(
        zh: "此行不是 UTF-8(可能是 GBK);请在编辑器中将文件另存为 UTF-8", en: "this line is not UTF-8 (it may be GBK); save the file as UTF-8 in the editor")
      throw ConfigurationError(file: file, problems: [.init(line: line + 1, column: 1, message: message)])
    }
    try self.init(yaml: text, file: file)
  }

  /// Reads a configuration. All faults are reported at once, each with line and column.
  /// - Parameters:
  ///   - yaml: The text.
  ///   - file: Its name, for the messages.
  public init(yaml: String, file: String) throws(ConfigurationError) {
    var reader = ConfigurationReader()
    let configuration = reader.read(yaml)
    guard let configuration, reader.document.problems.isEmpty else {
      let problems = reader.document.problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
      throw ConfigurationError(file: file, problems: problems)
    }
    self = configuration
  }
}

/// The schema of the configuration.
struct ConfigurationReader {
  var document = YAMLDocument()
  private typealias Value = YAMLDocument.Value

  /// Every key there is, but those of the names and positions.
  static let allKeys =
    ["server", "address", "port", "store", "path", "sampleHours", "minuteDays", "defaults", "stations", "latitudeDegrees", "x"]
    + stationKeys
    + ["ntrip", "user", "passwordEnvironment", "passwordFile", "version", "sendPosition", "tcp", "file", "speed"] + Policy.fields.map(\.key)

  private static let stationKeys = ["id", "name", "position", "source", "antenna", "receiver", "interval", "policy"]

  mutating func read(_ yaml: String) -> MonitorConfiguration? {
    guard let root = document.root(of: yaml), let keys = document.mapping(root, keys: ["server", "store", "defaults", "stations"]) else {
      return nil
    }
    var configuration = MonitorConfiguration()
    if let value = keys["server"] { configuration.server = server(value) }
    if let value = keys["store"] { store(value, into: &configuration) }
    var interval: Double?
    var policy = Policy()
    if let value = keys["defaults"], let defaults = document.mapping(value, keys: ["interval", "policy"]) {
      interval = defaults["interval"].flatMap { self.interval($0) }
      if let value = defaults["policy"] { self.policy(value, into: &policy) }
    }
    guard let value = keys["stations"] else {
      document.note(root, zh: "缺少 stations", en: "stations is missing")
      return nil
    }
    guard let list = document.list(value) else { return nil }
    if list.isEmpty { document.note(value, zh: "至少需要一个站", en: "at least one station is needed") }
    var seen: Set<String> = []
    for entry in list where !document.isFull {
      guard let station = station(entry, interval: interval, policy: policy) else { continue }
      if !seen.insert(station.id).inserted {
        document.note(entry, zh: "站号 \"\(station.id)\" 重复", en: "the id \"\(station.id)\" is used more than once")
      }
      configuration.stations.append(station)
    }
    return configuration
  }

  private mutating func server(_ value: Value) -> ListenAddress {
    var address = ListenAddress()
    guard let keys = document.mapping(value, keys: ["address", "port"]) else { return address }
    if let host = keys["address"].flatMap({ document.string($0) }) { address.host = host }
    if let port = keys["port"].flatMap({ document.integer($0, in: 1...65535) }) { address.port = port }
    return address
  }

  private mutating func store(_ value: Value, into configuration: inout MonitorConfiguration) {
    guard let keys = document.mapping(value, keys: ["path", "sampleHours", "minuteDays"]) else { return }
    if let value = keys["path"] {
      configuration.storePath = document.string(value)
    } else {
      document.note(value, zh: "缺少 path(不需要记录时,请删去整个 store)", en: "path is missing (leave store out altogether for no record)")
    }
    // A minute is rolled up from its samples: an hour of them is the least that leaves room for it.
    if let hours = keys["sampleHours"].flatMap({ document.number($0, in: 1...8784, unit: "h") }) {
      configuration.retention.sampleSeconds = Int(hours * 3600)
    }
    if let days = keys["minuteDays"].flatMap({ document.number($0, in: 1...36525, unit: "d") }) {
      configuration.retention.minuteSeconds = Int(days * 86400)
    }
  }

  private mutating func interval(_ value: Value) -> Double? { document.number(value, in: 0.01...3600, unit: "s") }

  private mutating func policy(_ value: Value, into policy: inout Policy) {
    guard let keys = document.mapping(value, keys: Policy.fields.map(\.key)) else { return }
    for field in Policy.fields {
      guard let value = keys[field.key], let number = document.number(value, in: field.range, unit: field.unit) else { continue }
      field.set(&policy, number)
    }
  }

  private mutating func station(_ value: Value, interval: Double?, policy: Policy) -> StationConfiguration? {
    guard let keys = document.mapping(value, keys: Self.stationKeys) else { return nil }
    for key in ["id", "source", "position"] where keys[key] == nil { document.note(value, zh: "缺少 \(key)", en: "\(key) is missing") }
    guard let idValue = keys["id"], let id = document.string(idValue) else { return nil }
    if id.utf8.count > 64 || !id.utf8.allSatisfy(Self.isIdentifierByte) {
      document.note(
        idValue, zh: "站号只能含字母、数字和 - _ .,最长 64 个字符,读到 \"\(YAMLDocument.excerpt(id))\"",
        en: "an id has letters, digits and - _ . only, at most 64 of them; found \"\(YAMLDocument.excerpt(id))\"")
    }
    let source = keys["source"].flatMap { self.source($0) }
    let position = keys["position"].flatMap { self.position($0) }
    let name = keys["name"].map { self.name($0) } ?? BilingualText(zh: id, en: id)
    var station = StationConfiguration(id: id, name: name, position: position, source: source ?? .inProcess(""), policy: policy)
    station.antenna = keys["antenna"].flatMap { document.string($0) }
    station.receiver = keys["receiver"].flatMap { document.string($0) }
    station.interval = keys["interval"].flatMap { self.interval($0) } ?? interval
    if let value = keys["policy"] { self.policy(value, into: &station.policy) }
    return station
  }

  private static func isIdentifierByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// `{zh, en}`, or one text for both.
  private mutating func name(_ value: Value) -> BilingualText {
    if value.node.scalar != nil {
      let text = document.string(value) ?? ""
      return BilingualText(zh: text, en: text)
    }
    let keys = document.mapping(value, keys: ["zh", "en"]) ?? [:]
    let zh = keys["zh"].flatMap { document.string($0) }
    let en = keys["en"].flatMap { document.string($0) }
    if zh == nil && en == nil && keys.isEmpty { document.note(value, zh: "缺少 zh 或 en", en: "zh or en is missing") }
    return BilingualText(zh: zh ?? en ?? "", en: en ?? zh ?? "")
  }

  /// Geodetic or geocentric, on CGCS2000.
  private mutating func position(_ value: Value) -> GeodeticPosition? {
    let geodetic = ["latitudeDegrees", "longitudeDegrees", "ellipsoidalHeight"]
    let geocentric = ["x", "y", "z"]
    guard let keys = document.mapping(value, keys: geodetic + geocentric) else { return nil }
    let wanted = keys.keys.contains(where: geocentric.contains) ? geocentric : geodetic
    guard Set(keys.keys) == Set(wanted) else {
      document.note(
        value, zh: "应有 latitudeDegrees、longitudeDegrees、ellipsoidalHeight 三项,或 x、y、z 三项",
        en: "expected latitudeDegrees, longitudeDegrees and ellipsoidalHeight, or x, y and z")
      return nil
    }
    guard wanted == geocentric else {
      let latitude = keys["latitudeDegrees"].flatMap { document.number($0, in: -90...90, unit: "°") }
      let longitude = keys["longitudeDegrees"].flatMap { document.number($0, in: -180...180, unit: "°") }
      let height = keys["ellipsoidalHeight"].flatMap { document.number($0, in: -1000...10000, unit: "m") }
      guard let latitude, let longitude, let height else { return nil }
      return GeodeticPosition(latitudeDegrees: latitude, longitudeDegrees: longitude, ellipsoidalHeight: height)
    }
    let numbers = geocentric.compactMap { keys[$0] }.compactMap { document.number($0, in: -6.4e6...6.4e6, unit: "m") }
    guard numbers.count == 3 else { return nil }
    let found = try? Ellipsoid.cgcs2000.geodetic(GeocentricPosition(x: numbers[0], y: numbers[1], z: numbers[2]))
    guard let found, (-1000...10000).contains(found.ellipsoidalHeight) else {
      document.note(
        value, zh: "x、y、z 不在地球表面附近(单位为米)", en: "x, y and z are not near the surface of the Earth (they are metres)")
      return nil
    }
    return found
  }

  // MARK: Sources

  private mutating func source(_ value: Value) -> SourceConfiguration? {
    let ntripKeys = ["ntrip", "user", "passwordEnvironment", "passwordFile", "version", "sendPosition"]
    guard let keys = document.mapping(value, keys: ntripKeys + ["tcp", "file", "speed"]) else { return nil }
    let kinds = ["ntrip", "tcp", "file"].filter { keys[$0] != nil }
    guard kinds.count == 1, let kind = kinds.first, let main = keys[kind], let text = document.string(main) else {
      if kinds.count != 1 {
        document.note(value, zh: "应恰有 ntrip、tcp、file 之一", en: "expected exactly one of ntrip, tcp and file")
      }
      return nil
    }
    let allowed = kind == "ntrip" ? ntripKeys : kind == "file" ? ["file", "speed"] : ["tcp"]
    for (key, value) in keys where !allowed.contains(key) {
      document.note(value, zh: "\(kind) 源没有此键", en: "a source of kind \(kind) has no such key")
    }
    switch kind {
    case "tcp":
      guard let (host, port) = Self.hostAndPort(text, defaultPort: nil) else {
        document.note(main, zh: "应为 主机:端口,读到 \"\(Self.redacted(text))\"", en: "expected HOST:PORT, found \"\(Self.redacted(text))\"")
        return nil
      }
      return .tcp(host: host, port: port)
    case "file":
      return .file(path: text, speed: keys["speed"].flatMap { document.number($0, in: 0.01...1e6, unit: "") } ?? 1)
    default: return ntrip(main, text, keys)
    }
  }

  private mutating func ntrip(_ main: Value, _ text: String, _ keys: [String: Value]) -> SourceConfiguration? {
    let tls = text.hasPrefix("ntrips://")
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard tls || text.hasPrefix("ntrip://"), parts.count == 4, parts[1].isEmpty, !parts[3].isEmpty, !parts[2].contains("@"),
      let (host, port) = Self.hostAndPort(String(parts[2]), defaultPort: 2101)
    else {
      document.note(
        main, zh: "应为 ntrip://主机:端口/挂载点(TLS 为 ntrips://;用户写在 user,密码不写在此处),读到 \"\(Self.redacted(text))\"",
        en: "expected ntrip://HOST:PORT/MOUNTPOINT (ntrips:// for TLS; the user goes to user, a password never here), "
          + "found \"\(Self.redacted(text))\"")
      return nil
    }
    var ntrip = SourceConfiguration.NTRIP(host: host, mountpoint: String(parts[3]))
    ntrip.port = port
    ntrip.tls = tls
    ntrip.user = keys["user"].flatMap { document.string($0) }
    if let value = keys["passwordEnvironment"] { ntrip.password = document.string(value).map { .environment($0) } }
    if let value = keys["passwordFile"] {
      if ntrip.password != nil {
        document.note(value, zh: "passwordEnvironment 与 passwordFile 只能有一个", en: "give passwordEnvironment or passwordFile, not both")
      }
      ntrip.password = document.string(value).map { .file($0) }
    }
    if ntrip.password != nil && ntrip.user == nil { document.note(main, zh: "有密码而缺少 user", en: "there is a password, but no user") }
    ntrip.version = keys["version"].flatMap { document.integer($0, in: 1...2) }
    ntrip.sendPosition = keys["sendPosition"].flatMap { document.flag($0) } ?? false
    return .ntrip(ntrip)
  }

  /// A text with what stands between `//` and `@` hidden: somebody may have put a password there.
  private static func redacted(_ text: String) -> String {
    guard let at = text.lastIndex(of: "@") else { return YAMLDocument.excerpt(text) }
    let slashes = text.firstRange(of: "//")?.upperBound ?? text.startIndex
    return YAMLDocument.excerpt(text[..<min(slashes, at)] + "•••" + text[at...])
  }

  /// `host:port`, or `[v6]:port`.
  static func hostAndPort(_ text: String, defaultPort: Int?) -> (String, Int)? {
    var host = text[...]
    var port = defaultPort
    if let colon = text.lastIndex(of: ":"), !text[colon...].contains("]"), text.hasPrefix("[") || text.firstIndex(of: ":") == colon {
      host = text[..<colon]
      guard let number = Int(text[text.index(after: colon)...]), (1...65535).contains(number) else { return nil }
      port = number
    }
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    guard !host.isEmpty, let port, !host.contains(where: { $0.isWhitespace || $0 == "@" }) else { return nil }
    return (String(host), port)
  }
}
