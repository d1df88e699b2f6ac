import GNSS

/// What the two characters of RINEX 2 mean in RINEX 3.
///
/// RINEX 2 does not say which part of a signal was tracked. What is written here is what receivers of its time tracked and other converters
/// write: P on GPS is the semi-codeless P(Y), `W`; C2 is L2C, `X`. A phase, Doppler or strength goes with the more precise range of its
/// band that the file has on L2, and with C/A on L1 where there is C/A.
enum RINEX2Codes {
  /// The codes of a system for all types of a file, in their order.
  static func codes(_ types: [String], of system: GNSSSystem, line: Int) throws(RINEXError) -> [ObservationCode] {
    var codes: [ObservationCode] = []
    for type in types {
      guard let code = code(type, of: system, besides: types) else {
        throw RINEXError(line: line, "observation type \"\(type)\": expected one of RINEX 2, such as C1, P2, L5, D1, S2")
      }
      codes.append(code)
    }
    return codes
  }

  private static func code(_ type: String, of system: GNSSSystem, besides types: [String]) -> ObservationCode? {
    let bytes = Array(type.utf8)
    guard bytes.count == 2, (49...57).contains(bytes[1]) else { return nil }
    let quantity: ObservationCode.Quantity
    switch bytes[0] {
    case UInt8(ascii: "C"), UInt8(ascii: "P"): quantity = .pseudorange
    case UInt8(ascii: "L"): quantity = .phase
    case UInt8(ascii: "D"), UInt8(ascii: "T"): quantity = .doppler
    case UInt8(ascii: "S"): quantity = .strength
    default: return nil
    }
    let digit = type.suffix(1)
    let isP =
      switch bytes[0] {
      case UInt8(ascii: "P"): true
      case UInt8(ascii: "C"): false
      default: bytes[1] == 49 ? !types.contains("C1") && types.contains("P1") : types.contains("P" + digit)
      }
    var band = bytes[1]
    let attribute: Unicode.Scalar
    switch (system, bytes[1] - 48) {
    case (.gps, 1), (.gps, 2): attribute = isP ? "W" : bytes[1] == 49 ? "C" : "X"
    case (.glonass, 1), (.glonass, 2): attribute = isP ? "P" : "C"
    case (.qzss, 1), (.sbas, 1): attribute = "C"
    case (.beidou, 1), (.beidou, 2):
      (band, attribute) = (50, "I")
    case (.beidou, 6), (.beidou, 7): attribute = "I"
    default: attribute = "X"
    }
    // The Transit Doppler has a code of its own, so that it is not taken for one of GNSS.
    if bytes[0] == UInt8(ascii: "T") { return ObservationCode(.doppler, Signal(band: 48, attribute: 32)) }
    return ObservationCode(quantity, Signal(band: band, attribute: UInt8(ascii: attribute)))
  }
}
