public import GNSS

/// What stands before the satellites (or layers) of every state-space message.
///
/// Layout: public decoders that agree (BNC, pyrtcm, RTKLIB, cssrlib); proven by recorded frames of RTCM and IGS SSR. The count of QZSS
/// satellites has six bits as in every other system (BNC, pyrtcm, Swift, cssrlib; RTKLIB reads four); no recording of it is known.
public struct SSRHeader: Equatable, BitwiseCopyable, Sendable {
  /// Content, system and format; for 4076 they are the sub-type (IDF002).
  public var kind: SSRKind
  /// Version of IGS SSR (IDF001); without meaning in RTCM.
  public var version: UInt8 = 3
  /// Seconds of the week or of the GLONASS day; see `time(in:)` (DF385, DF386, DF458, DF460, DF462, DF465, IDF003).
  public var epochRaw: UInt32 = 0
  /// Index of the update interval (DF391, IDF004).
  public var updateIntervalIndex: UInt8 = 0
  /// More messages of this epoch follow (DF388, IDF005).
  public var multipleMessage = false
  /// Orbits refer to a regional frame instead of the ITRF; orbit and combined messages only (DF375, IDF006).
  public var regionalFrame = false
  /// Issue of the configuration: messages go together where it is equal (DF413, IDF007).
  public var issue: UInt8 = 0
  /// Provider (DF414, IDF008).
  public var provider: UInt16 = 0
  /// Solution of the provider (DF415, IDF009).
  public var solution: UInt8 = 0
  /// The dispersive biases are consistent; phase biases only (DF486, IDF032).
  public var dispersiveConsistency = false
  /// The Melbourne–Wübbena combination is consistent; phase biases only (DF487, IDF033).
  public var melbourneWubbenaConsistency = false

  /// A header of a kind, all else zero.
  @inline(__always)
  public init(kind: SSRKind) { self.kind = kind }

  /// The update intervals of DF391 and IDF004, s.
  private static let updateIntervals: InlineArray<16, Double> = [1, 2, 5, 10, 15, 30, 60, 120, 240, 300, 600, 900, 1800, 3600, 7200, 10800]

  /// The update interval, s.
  public var updateInterval: Double { Self.updateIntervals[Int(updateIntervalIndex & 15)] }

  /// The epoch, resolved to the instant nearest to the context's approximate time; nil without one, or for a time that cannot be.
  ///
  /// RTCM counts in the time of the system: GPS, GLONASS day (UTC + 3 h), BDT, as recorded streams show. IGS SSR counts in GPS time always.
  public func time(in context: TimeContext) -> GNSSTime? {
    if kind.format == .rtcm && kind.system == .glonass { return context.glonassTime(millisecondsOfDay: Int(epochRaw) * 1000) }
    return context.time(millisecondsOfWeek: Int(epochRaw) * 1000, in: kind.format == .igs ? .gpst : TimeScale(kind.system))
  }

  /// The time that rates count from, seconds after the epoch: half the update interval; 0 for the interval of 1 s.
  public var referenceTimeOffset: Double { updateIntervalIndex == 0 ? 0 : updateInterval / 2 }

  /// The fields in the order of transmission, after the message number and up to the count of satellites.
  @inline(__always)
  static func visit<V: FieldVisitor>(_ h: inout SSRHeader, _ v: inout V) {
    let igs = h.kind.format == .igs
    if igs {
      v.field(.idf001, &h.version)
      var subtype = h.kind.igsSubtype
      v.field(.idf002, &subtype)
      if subtype != h.kind.igsSubtype {
        if let kind = SSRKind(igsSubtype: subtype), kind.content == h.kind.content {
          h.kind = kind
        } else {
          v.refuse("IGS sub-type of another content")
        }
      }
    }
    let content = h.kind.content
    v.field(h.kind.epochField, &h.epochRaw)
    v.field(.ssrUpdateInterval(igs: igs), &h.updateIntervalIndex)
    v.flag(.ssrMultipleMessage(igs: igs), &h.multipleMessage)
    // RTCM has the frame before the issue, IGS after the solution.
    let hasFrame = content == .orbit || content == .combined
    if hasFrame && !igs { v.flag(.ssrRegionalFrame(igs: false), &h.regionalFrame) }
    v.field(.ssrIssue(igs: igs), &h.issue)
    v.field(.ssrProvider(igs: igs), &h.provider)
    v.field(.ssrSolution(igs: igs), &h.solution)
    if hasFrame && igs { v.flag(.ssrRegionalFrame(igs: true), &h.regionalFrame) }
    if content == .phaseBias {
      v.flag(.ssrDispersiveConsistency(igs: igs), &h.dispersiveConsistency)
      v.flag(.ssrMelbourneWubbenaConsistency(igs: igs), &h.melbourneWubbenaConsistency)
    }
  }
}

/// A state-space message in storage of the caller: one type per content, for all systems and both formats.
///
/// The storage holds every message of its content that a frame can carry: 2 kB for orbits, 25 kB for phase biases. Reuse one for every
/// message, with `decode(_:into:)`; decoding does not allocate. A `Message` keeps state-space messages as sent instead; see `SSRMessage`.
public protocol SSRCorrections: RTCMMessage, Equatable {
  /// What the message carries.
  static var content: SSRContent { get }

  /// What stands before the satellites.
  var header: SSRHeader { get set }
}

extension SSRCorrections {
  /// The numbers of RTCM, then 4076.
  public static var numbers: [UInt16] { SSRKind.numbers(of: content) }

  /// The number of this value. Always in line: called, it would be handed a copy of the storage.
  @inline(__always)
  public var number: UInt16 { header.kind.number }

  /// An empty message of a number, for 4076 of the GPS sub-type; nil for a number of another content.
  public init?(number: UInt16) {
    guard let kind = number == 4076 ? SSRKind(gps: Self.content, .igs) : SSRKind(number: number) else { return nil }
    self.init(kind: kind)
  }

  /// Changes the kind alone: the storage is large, and every decoding fills what it uses.
  public mutating func adopt(number: UInt16) -> Bool {
    guard let kind = number == 4076 ? SSRKind(gps: Self.content, .igs) : SSRKind(number: number), kind.content == Self.content else {
      return false
    }
    header.kind = kind
    return true
  }

  /// An empty message of a kind; nil for one of another content.
  public init?(kind: SSRKind) {
    guard kind.content == Self.content else { return nil }
    self.init()
    header.kind = kind
  }
}

/// The part of a state-space message for one satellite: it knows the kind of its message, which says how many bits its fields have.
public protocol SSRSatelliteGroup: FieldGroup, Equatable {
  /// The kind of the message; the message sets it.
  var kind: SSRKind { get set }

  /// Satellite identifier as sent (DF068, DF384, DF252, DF429, DF463, DF488, IDF011).
  var satelliteID: UInt8 { get set }
}

extension SSRSatelliteGroup {
  /// The satellite.
  public var satellite: Satellite { kind.satellite(satelliteID) }
}

extension FieldVisitor {
  /// The satellites of a state-space message, told their kind first.
  @inline(__always)
  mutating func satellites<let capacity: Int, Group: SSRSatelliteGroup>(_ header: SSRHeader, _ list: inout BoundedArray<capacity, Group>) {
    count(.ssrSatelliteCount(igs: header.kind.format == .igs), of: &list)
    for i in list.indices { list[i].kind = header.kind }
    self.list("satellites", &list)
  }
}
