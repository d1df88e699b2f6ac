import GNSS
import RTCM

/// Where the few fields that tools on whole streams need stand in a payload, found in the declarations of the messages once.
struct MessageFacts {
  /// Messages of one epoch are chained by a flag that says that more follow; each kind of content has its own.
  enum Chain: Int, CaseIterable {
    /// DF393 of MSM.
    case msm
    /// DF005 of observations before MSM.
    case legacy
    /// DF388 and IDF005 of state-space messages.
    case ssr
    /// DF066 of network RTK.
    case network
  }

  /// A field by its place, bits from the start of the payload.
  struct Place {
    var bit: Int
    var width: Int
  }

  /// The reference-station number (DF003).
  var station: Place?
  /// The epoch as sent.
  var epoch: Place?
  /// The flag that more messages of the epoch follow.
  var more: (bit: Int, chain: Chain)?
  /// The satellite identifier behind the number, of ephemerides.
  var ephemerisSatellite: Place?

  private init() {}

  /// The facts of every number that is decoded; all sub-types of 4076 have the same.
  static let byNumber: [UInt16: MessageFacts] = {
    var types = Types()
    Message.forEachType(&types)
    for number: UInt16 in 1071...1137 {
      guard let kind = MSMKind(number: number) else { continue }
      var locator = Locator()
      var block = MSMBlock(kind: kind)
      MSMBlock.visit(&block, &locator)
      types.facts[number] = locator.facts
    }
    return types.facts
  }()

  private struct Types: MessageTypeVisitor {
    var facts: [UInt16: MessageFacts] = [:]
    mutating func visit<M: RTCMMessage & Equatable>(_ type: M.Type, name: StaticString) {
      for number in M.numbers {
        guard var message = M(number: number) else { continue }
        var locator = Locator()
        M.visit(&message, &locator)
        if 1019...1020 ~= number || 1041...1046 ~= number { locator.facts.ephemerisSatellite = locator.first }
        facts[number] = locator.facts
      }
    }
  }

  /// Counts the bits of the fields up to the first list.
  private struct Locator: FieldVisitor {
    var facts = MessageFacts()
    var first: Place?
    private var position = 12
    private var isPastList = false

    mutating func field<Raw: FixedWidthInteger & Sendable>(_ field: DataField, _ value: inout Raw) {
      defer { position += field.width }
      guard !isPastList else { return }
      let place = Place(bit: position, width: field.width)
      if first == nil { first = place }
      switch field.id.description {
      case "DF003": facts.station = place
      case "DF004", "DF034", "DF248", "DF427", "DF428", "DF546", "DF065", "DF233", "DF385", "DF386", "DF458", "DF460", "DF462", "DF465",
        "IDF003":
        facts.epoch = place
      default: break
      }
    }

    mutating func flag(_ field: DataField, _ value: inout Bool) {
      defer { position += 1 }
      guard !isPastList else { return }
      let chain: Chain
      switch field.id.description {
      case "DF393": chain = .msm
      case "DF005": chain = .legacy
      case "DF388", "IDF005": chain = .ssr
      case "DF066": chain = .network
      default: return
      }
      facts.more = (position, chain)
    }

    mutating func count<let capacity: Int, Element>(_ field: DataField, of list: inout BoundedArray<capacity, Element>, offset: Int) {
      position += field.width
    }
    mutating func list<let capacity: Int, Element: FieldGroup>(_ name: StaticString, _ list: inout BoundedArray<capacity, Element>) {
      isPastList = true
    }
    mutating func text<let capacity: Int>(_ field: DataField, _ text: inout BoundedArray<capacity, UInt8>) { isPastList = true }
    mutating func values<let capacity: Int, Raw: FixedWidthInteger & BitwiseCopyable & Sendable>(
      _ field: DataField, _ values: inout BoundedArray<capacity, Raw>
    ) { isPastList = true }
    mutating func includes(_ condition: Bool, when: StaticString) -> Bool { condition }
    mutating func refuse(_ reason: StaticString) {}
  }

  /// The system that a message is about; nil for what is about the station or about several systems.
  static func system(of payload: RawSpan) -> GNSSSystem? {
    let number = Message.number(of: payload)
    if let kind = MSMKind(number: number) { return kind.system }
    if let kind = SSRKind(payload: payload) { return kind.content == .vtec ? nil : kind.system }
    switch number {
    case 1001...1004, 1015...1017, 1019, 1030, 1034: return .gps
    case 1009...1012, 1020, 1031, 1035, 1037...1039, 1230: return .glonass
    case 1041: return .navic
    case 1042, 1303, 63: return .beidou
    case 1043: return .sbas
    case 1044, 1305: return .qzss
    case 1045, 1046, 1304: return .galileo
    default: return nil
    }
  }

  /// The satellite of an ephemeris; nil for other messages.
  static func ephemerisSatellite(of payload: RawSpan) -> Satellite? {
    guard let place = byNumber[Message.number(of: payload)]?.ephemerisSatellite, let system = system(of: payload),
      let id = payload.bits(place), id > 0 || system == .sbas
    else { return nil }
    // 1043 counts from PRN 120, S20.
    return Satellite(system, UInt8(truncatingIfNeeded: system == .sbas ? id + 20 : id))
  }

  /// A satellite of observations before MSM; GPS numbers 40–58 are SBAS, PRN 120–138.
  static func legacySatellite(_ id: Int64, _ system: GNSSSystem) -> Satellite {
    system == .gps && 40...58 ~= id ? Satellite(.sbas, UInt8(id - 20)) : Satellite(system, UInt8(truncatingIfNeeded: id))
  }
}

extension RawSpan {
  /// A field of at most 32 bits; nil where it is not wholly there.
  func bits(_ place: MessageFacts.Place) -> UInt32? {
    guard place.bit + place.width <= byteCount * 8 else { return nil }
    var value: UInt64 = 0
    for byte in (place.bit / 8)...((place.bit + place.width - 1) / 8) {
      // Below the count, as was checked.
      value = value << 8 | UInt64(unsafe unsafeLoad(fromByteOffset: byte, as: UInt8.self))
    }
    let unused = 7 - (place.bit + place.width - 1) % 8
    return UInt32(truncatingIfNeeded: value >> UInt64(unused) & (1 << UInt64(place.width) - 1))
  }
}

extension RawSpan {
  /// A copy of the bytes.
  var array: [UInt8] {
    // Every index is below the count.
    (0..<byteCount).map { unsafe unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
  }
}
