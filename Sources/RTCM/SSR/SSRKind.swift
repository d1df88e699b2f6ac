public import GNSS

/// What a state-space message carries.
public enum SSRContent: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case orbit, clock, codeBias, combined, ura, highRateClock, phaseBias, vtec
}

/// Whose layout a state-space message has.
public enum SSRFormat: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  /// The message numbers of RTCM 3: 1057–1068, 1240–1270.
  case rtcm
  /// IGS SSR: number 4076 with a sub-type.
  case igs
}

/// What the number, and for 4076 the sub-type, of a state-space message says: content, system and format.
///
/// Numbers from RTCM 10403.3 (1057–1068), and from the tables of public decoders (BNC, pyrtcm, RTKLIB, cssrlib), which agree, for
/// 1240–1270 and 4076. Recorded frames prove 1057–1060, 1063–1066, 1240–1243, 1260, 1261, 1264, 1265, 1267 and 1270, and the 4076 sub-types
/// 23, 25, 43, 45, 63, 65, 103 and 201; the others rest on the decoders alone.
public struct SSRKind: Hashable, Sendable, BitwiseCopyable {
  /// What the message carries.
  public let content: SSRContent
  /// The system of its satellites; GPS for the ionosphere, whose epoch is GPS time.
  public let system: GNSSSystem
  /// Whose layout it has.
  public let format: SSRFormat

  /// The kind of a content; nil for NavIC, which has no state-space messages, and for the ionosphere of a system other than GPS.
  @inline(__always)
  public init?(_ content: SSRContent, _ system: GNSSSystem, _ format: SSRFormat = .rtcm) {
    guard system != .navic, content != .vtec || system == .gps else { return nil }
    self.init(unchecked: content, system, format)
  }

  @inline(__always)
  init(unchecked content: SSRContent, _ system: GNSSSystem, _ format: SSRFormat) {
    self.content = content
    self.system = system
    self.format = format
  }

  /// The kind of a content for GPS.
  @inline(__always)
  init(gps content: SSRContent, _ format: SSRFormat = .rtcm) { self.init(unchecked: content, .gps, format) }

  /// The kind of an RTCM message number; nil when it is no state-space message, and for 4076, whose kind is in its sub-type.
  public init?(number: UInt16) {
    switch number {
    case 1057...1062: self.init(unchecked: Self.rtcmOrder(number - 1057), .gps, .rtcm)
    case 1063...1068: self.init(unchecked: Self.rtcmOrder(number - 1063), .glonass, .rtcm)
    case 1240...1263: self.init(unchecked: Self.rtcmOrder((number - 1240) % 6), Self.laterSystem((number - 1240) / 6), .rtcm)
    case 1264: self.init(unchecked: .vtec, .gps, .rtcm)
    case 1265: self.init(unchecked: .phaseBias, .gps, .rtcm)
    case 1266: self.init(unchecked: .phaseBias, .glonass, .rtcm)
    case 1267...1270: self.init(unchecked: .phaseBias, Self.laterSystem(number - 1267), .rtcm)
    default: return nil
    }
  }

  /// The kind of a sub-type of 4076 (IDF002); nil for the sub-types that are reserved.
  public init?(igsSubtype subtype: UInt8) {
    if subtype == 201 {
      self.init(unchecked: .vtec, .gps, .igs)
      return
    }
    let (group, place) = subtype.quotientAndRemainder(dividingBy: 20)
    let content: SSRContent
    switch place {
    case 1: content = .orbit
    case 2: content = .clock
    case 3: content = .combined
    case 4: content = .highRateClock
    case 5: content = .codeBias
    case 6: content = .phaseBias
    case 7: content = .ura
    default: return nil
    }
    switch group {
    case 1: self.init(unchecked: content, .gps, .igs)
    case 2: self.init(unchecked: content, .glonass, .igs)
    case 3: self.init(unchecked: content, .galileo, .igs)
    case 4: self.init(unchecked: content, .qzss, .igs)
    case 5: self.init(unchecked: content, .beidou, .igs)
    case 6: self.init(unchecked: content, .sbas, .igs)
    default: return nil
    }
  }

  /// The kind of a payload; nil when it is no state-space message, or too short to say.
  public init?(payload: RawSpan) {
    let number = Message.number(of: payload)
    guard number == 4076 else {
      self.init(number: number)
      return
    }
    guard payload.byteCount >= 3 else { return nil }
    // Three bytes were checked to exist. 12 bits number, 3 bits version (IDF001), 8 bits sub-type (IDF002).
    let second = unsafe payload.unsafeLoad(fromByteOffset: 1, as: UInt8.self)
    let third = unsafe payload.unsafeLoad(fromByteOffset: 2, as: UInt8.self)
    self.init(igsSubtype: second << 7 | third >> 1)
  }

  /// The message number (DF002).
  public var number: UInt16 {
    if format == .igs { return 4076 }
    switch content {
    case .vtec: return 1264
    case .phaseBias: return 1265 + systemOrder
    default: return (systemOrder < 2 ? 1057 : 1228) + 6 * systemOrder + UInt16(contentOrder)
    }
  }

  /// The sub-type (IDF002) that 4076 has for this content and system.
  public var igsSubtype: UInt8 {
    let place: UInt8
    switch content {
    case .orbit: place = 1
    case .clock: place = 2
    case .combined: place = 3
    case .highRateClock: place = 4
    case .codeBias: place = 5
    case .phaseBias: place = 6
    case .ura: place = 7
    case .vtec: return 201
    }
    switch system {
    case .gps, .navic: return 20 + place
    case .glonass: return 40 + place
    case .galileo: return 60 + place
    case .qzss: return 80 + place
    case .beidou: return 100 + place
    case .sbas: return 120 + place
    }
  }

  /// The order of the contents in the numbers of RTCM.
  private var contentOrder: UInt8 { content.rawValue }

  private static func rtcmOrder(_ place: UInt16) -> SSRContent { SSRContent(rawValue: UInt8(truncatingIfNeeded: place)) ?? .orbit }

  /// GPS, GLONASS, then the four systems of 1240–1263.
  private var systemOrder: UInt16 {
    switch system {
    case .gps, .navic: 0
    case .glonass: 1
    case .galileo: 2
    case .qzss: 3
    case .sbas: 4
    case .beidou: 5
    }
  }

  private static func laterSystem(_ place: UInt16) -> GNSSSystem {
    switch place {
    case 0: .galileo
    case 1: .qzss
    case 2: .sbas
    default: .beidou
    }
  }

  /// The systems with state-space messages, in the order of the numbers.
  static let systems: [GNSSSystem] = [.gps, .glonass, .galileo, .qzss, .sbas, .beidou]

  /// Every number with a content, 4076 last.
  static func numbers(of content: SSRContent) -> [UInt16] {
    systems.compactMap { SSRKind(content, $0)?.number } + [4076]
  }
}

extension SSRKind {
  /// The satellite with an identifier (DF068, DF384, DF252, DF429, DF463, DF488, IDF011).
  ///
  /// BeiDou sends the PRN itself (recorded: identifiers 2–37), QZSS PRN − 192. SBAS is not recorded, and public decoders do not agree:
  /// PRN 120 + identifier is taken for RTCM (RTKLIB; 1043 counts so, too), PRN 119 + identifier for IGS SSR (RTKLIB, cssrlib).
  public func satellite(_ identifier: UInt8) -> Satellite {
    guard system == .sbas else { return Satellite(system, identifier) }
    return Satellite(.sbas, identifier &+ (format == .igs ? 19 : 20))
  }

  /// Bits of a satellite identifier.
  @inline(__always)
  var satelliteField: DataField {
    if format == .igs { return .idf011 }
    switch system {
    case .gps, .navic: return .df068
    case .glonass: return .df384
    case .galileo: return .df252
    case .qzss: return .df429
    case .sbas: return .df463
    case .beidou: return .df488
    }
  }

  /// The epoch: seconds of the GPS week, of the GLONASS day or of the BDT week.
  @inline(__always)
  var epochField: DataField {
    if format == .igs { return .idf003 }
    switch system {
    case .gps, .navic: return .df385
    case .glonass: return .df386
    case .galileo: return .df458
    case .qzss: return .df460
    case .sbas: return .df462
    case .beidou: return .df465
    }
  }

  /// The identifier of a signal in bias messages.
  @inline(__always)
  var signalField: DataField {
    if format == .igs { return .idf024 }
    switch system {
    case .gps, .navic: return .df380
    case .glonass: return .df381
    case .galileo: return .df382
    case .qzss: return .df461
    case .sbas: return .df464
    case .beidou: return .df467
    }
  }
}
