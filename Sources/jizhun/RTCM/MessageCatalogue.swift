import GNSS
import RTCM

/// Every message number that the codec knows, with what is known of it.
struct MessageCatalogue {
  struct Entry {
    var number: UInt16
    /// The sub-type of 4076.
    var subtype: UInt8?
    /// In English, as in the documentation.
    var name: String
    /// Kept as bytes: the contents are not public.
    var isKept = false
    var evidence: MessageEvidence
    var note: String
  }

  /// In the order of numbers and sub-types.
  let entries: [Entry]

  init() {
    var types = Types()
    Message.forEachType(&types)
    var entries = types.entries
    for number: UInt16 in 1071...1137 {
      guard let kind = MSMKind(number: number) else { continue }
      entries.append(
        Entry(
          number: number, name: "\(kind.system.name) MSM\(kind.level): \(Self.contents(level: kind.level))",
          evidence: MessageEvidence(number: number),
          note: Self.note(kind)))
    }
    for subtype in UInt8.min...UInt8.max {
      guard let kind = SSRKind(igsSubtype: subtype) else { continue }
      entries.append(
        Entry(
          number: 4076, subtype: subtype, name: "IGS SSR, \(Self.name(kind))", evidence: MessageEvidence(number: 4076, igsSubtype: subtype),
          note: Self.note(igs: kind)))
    }
    for number: UInt16 in 4001...4095 where number != 4076 {
      let owner = ProprietaryMessages.owner(of: number)
      entries.append(
        Entry(
          number: number, name: owner.map { "proprietary, \($0)" } ?? "proprietary", isKept: true,
          evidence: [4062, 4068, 4072, 4075, 4094].contains(number) ? .recorded : [],
          note: owner == nil ? "no owner named in public sources" : Self.ownerNotes[number] ?? "contents not public"))
    }
    self.entries = entries.sorted { ($0.number, $0.subtype ?? 0) < ($1.number, $1.subtype ?? 0) }
  }

  private struct Types: MessageTypeVisitor {
    var entries: [Entry] = []
    mutating func visit<M: RTCMMessage & Equatable>(_ type: M.Type, name: StaticString) {
      for number in M.numbers where number != 4076 {
        let name = SSRKind(number: number).map { "SSR, \(MessageCatalogue.name($0))" } ?? name.description
        entries.append(
          Entry(number: number, name: name, evidence: MessageEvidence(number: number), note: MessageCatalogue.note(number)))
      }
    }
  }

  private static func name(_ kind: SSRKind) -> String {
    switch kind.content {
    case .orbit: "\(kind.system.name) orbit corrections"
    case .clock: "\(kind.system.name) clock corrections"
    case .codeBias: "\(kind.system.name) code biases"
    case .combined: "\(kind.system.name) orbit and clock corrections"
    case .ura: "\(kind.system.name) user range accuracies"
    case .highRateClock: "\(kind.system.name) high-rate clock corrections"
    case .phaseBias: "\(kind.system.name) phase biases"
    case .vtec: "ionosphere, spherical harmonics"
    }
  }

  private static func contents(level: Int) -> String {
    switch level {
    case 1: "pseudoranges modulo 1 ms"
    case 2: "phase ranges modulo 1 ms"
    case 3: "pseudoranges and phase ranges modulo 1 ms"
    case 4: "pseudoranges, phase ranges, C/N0"
    case 5: "pseudoranges, phase ranges, rates, C/N0"
    case 6: "pseudoranges, phase ranges, C/N0, extended resolution"
    default: "pseudoranges, phase ranges, rates, C/N0, extended resolution"
    }
  }

  private static func note(_ kind: MSMKind) -> String {
    var notes: [String] = []
    if kind.level <= 3 { notes.append("no recording of this level; it is MSM4 without fields, of one description") }
    if kind.level == 2 { notes.append("pyrtcm fails on MSM2") }
    if kind.system == .beidou { notes.append("reserved signal identifiers: `--dialect`") }
    return notes.joined(separator: "; ")
  }

  private static func note(igs kind: SSRKind) -> String {
    var notes: [String] = []
    if !MessageEvidence.recordedSubtypes.contains(kind.igsSubtype) { notes.append("layout from public decoders (BNC, RTKLIB, pyrtcm)") }
    if kind.content == .orbit { notes.append("pyrtcm has cross-track and radial rate in the wrong order") }
    if kind.content == .phaseBias { notes.append("32 bits a bias, without a standard deviation") }
    if kind.system == .sbas { notes.append("decoders disagree on the offset of the PRN; 119 is taken") }
    return notes.joined(separator: "; ")
  }

  private static let ownerNotes: [UInt16: String] = [
    4050: "some decoders take it for raw QZSS L6", 4062: "one decoder says Geely; contents not public",
    4067: "one decoder says CIPPE; contents not public",
  ]

  /// On what a layout rests where the standard's text or recordings do not settle it.
  private static func note(_ number: UInt16) -> String {
    let decoders = "layout from public decoders that agree"
    switch number {
    case 1014...1017, 1024, 1026, 1027, 1037...1039: return "\(decoders) (pyrtcm, rtcm-rs, gpsd)"
    case 1022: return "\(decoders) (pyrtcm, rtcm-rs, gpsd); what it shares with 1021 is recorded"
    case 1023: return "order of the 16 points from one decoder"
    case 1025: return "one simulator leaves the last four bits out; they are read as zero"
    case 1034, 1035: return "\(decoders) (pyrtcm, rtcm-rs)"
    case 1041: return "both spares at the end: recorded frames fit only so"
    case 1043: return "\(decoders) (BNC, cssrlib, rtcm3torinex); PRN is 120 + identifier"
    case 1230: return "a mask behind three reserved bits: recorded frames fit only so; rtcm-rs leaves these bits out"
    case 1301: return "\(decoders) (BNC, rtcm-rs, pyrtcm)"
    case 1302: return "one sender leaves the lengths of links out; all but the links is then kept"
    case 1303...1305: return "\(decoders) (pyrtcm, cssrlib, rtcm-rs)"
    case 1246...1251: return "layout from public decoders; number of satellites of six bits (four of five decoders)"
    case 1252...1257: return "layout from public decoders; identifier of SBAS satellites is PRN − 120"
    case 1258, 1261: return "issue of data of 10 + 8 bits; identifier is the PRN: recorded frames of 1261 fit only so"
    case 1265...1270:
      let basis = "a proposal that is on air; 32 bits a bias, without a standard deviation"
      return MessageEvidence.recordedNumbers.contains(number) ? basis : "\(basis); layout from public decoders"
    case 1061, 1062, 1067, 1068, 1244, 1245, 1259, 1262, 1263: return "layout from public decoders (BNC, RTKLIB, pyrtcm)"
    default: return ""
    }
  }
}
