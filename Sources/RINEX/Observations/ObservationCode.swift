public import GNSS

/// What an observation is and of which signal, as RINEX 3 and 4 write it in three characters: `C1C`, `L5P`.
public struct ObservationCode: Hashable, Sendable, BitwiseCopyable {
  /// What was measured.
  public enum Quantity: UInt8, Sendable, BitwiseCopyable {
    /// Pseudorange, m.
    case pseudorange = 0x43
    /// Carrier phase, cycles.
    case phase = 0x4C
    /// Doppler shift, Hz, positive when the satellite approaches.
    case doppler = 0x44
    /// Signal strength, dB-Hz, unless the header says otherwise.
    case strength = 0x53
    /// Ionospheric phase delay, cycles.
    case ionosphere = 0x49
    /// Channel number of the receiver.
    case channel = 0x58
  }

  /// What was measured.
  public var quantity: Quantity
  /// Band and attribute. The attribute is a blank where the file has none.
  public var signal: Signal

  /// A code.
  public init(_ quantity: Quantity, _ signal: Signal) {
    self.quantity = quantity
    self.signal = signal
  }

  /// Reads `C1C`, `L5P`, or `C1` without an attribute; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard (2...3).contains(bytes.count), let quantity = Quantity(rawValue: bytes[0]), (48...57).contains(bytes[1]) else { return nil }
    let attribute = bytes.count == 3 ? bytes[2] : 32
    guard attribute == 32 || (65...90).contains(attribute) else { return nil }
    self.init(quantity, Signal(band: bytes[1], attribute: attribute))
  }
}

extension ObservationCode: CustomStringConvertible {
  /// Three characters: `C1C`.
  public var description: String { String(decoding: ascii, as: UTF8.self) }

  var ascii: [UInt8] { [quantity.rawValue, signal.band &+ 48, signal.attribute] }
}

/// Which observations a file has of each system, in the order of its columns.
public struct ObservationTypes: Equatable, Sendable {
  private var codes = [[ObservationCode]](repeating: [], count: GNSSSystem.allCases.count)

  /// No observations.
  public init() {}

  /// The codes of a system, in the order of the columns.
  public subscript(system: GNSSSystem) -> [ObservationCode] {
    get { codes[Int(system.rawValue)] }
    set { codes[Int(system.rawValue)] = newValue }
  }

  /// The systems that have observations.
  public var systems: [GNSSSystem] { GNSSSystem.allCases.filter { !self[$0].isEmpty } }

  /// Adds a code to a system's columns unless it is there.
  public mutating func insert(_ code: ObservationCode, of system: GNSSSystem) {
    if !self[system].contains(code) { self[system].append(code) }
  }

  /// Puts each system's columns in order: by signal, and for each signal C, L, D, S, as most programs write them.
  public mutating func sort() {
    let order: [ObservationCode.Quantity] = [.pseudorange, .phase, .doppler, .strength, .ionosphere, .channel]
    for i in codes.indices {
      codes[i].sort {
        if $0.signal != $1.signal { return $0.signal < $1.signal }
        return (order.firstIndex(of: $0.quantity) ?? 0) < (order.firstIndex(of: $1.quantity) ?? 0)
      }
    }
  }
}

extension GNSSSystem {
  /// The system with a RINEX letter. Q is read as QZSS, whose letter is J: a simulator of a well-known maker writes it.
  init?(rinex letter: Character) { self.init(letter: letter == "Q" ? "J" : letter) }
}
