/// The declaration of one data field of the RTCM 3 standard: the only place that knows its width, encoding, resolution, unit and
/// "not available" value. Decoder, encoder, dump and documentation all read it.
///
/// Declare a field as a computed static property, so that the optimiser folds it into the code that uses it:
///
///     extension DataField {
///       static var df025: DataField { .signed("DF025", "antenna reference point ECEF X", 38, 0.0001, "m") }
///     }
public struct DataField: Sendable {
  /// How the bits stand for a number.
  public enum Encoding: Sendable, BitwiseCopyable {
    /// Unsigned integer.
    case unsigned
    /// Two's complement.
    case signed
    /// One sign bit, then the magnitude. A negative zero is kept as the least value of the storage type, so that it survives a round trip.
    case signMagnitude
    /// One bit, true when set.
    case flag
    /// A bit mask or bits without numeric meaning (reserved bits are kept, too).
    case bits
    /// One byte of text (ISO 8859-1 unless the message says UTF-8).
    case character
  }

  /// The number in the standard, `DF025`; for a field without a number in public sources, the message and a word: `1043 URA`.
  public let id: StaticString
  /// What it is, in a few words.
  public let name: StaticString
  /// The encoding.
  public let encoding: Encoding
  /// Width, bits, 1…64.
  public let width: Int
  /// The value of one unit of the raw integer, in `unit`.
  public let resolution: Double
  /// Added to raw × resolution (nearly always 0).
  public let offset: Double
  /// The unit of the value; empty for a pure number or code.
  public let unit: StaticString
  /// The raw value that means "not available", if the field has one.
  public let notAvailable: Int64?
  /// The raw values that the standard allows, where it is narrower than the width allows.
  public let range: ClosedRange<Int64>?

  /// A declaration; prefer the named factories.
  @inline(__always)
  public init(
    _ id: StaticString, _ name: StaticString, _ encoding: Encoding, _ width: Int, _ resolution: Double = 1, _ unit: StaticString = "",
    offset: Double = 0, notAvailable: Int64? = nil, range: ClosedRange<Int64>? = nil
  ) {
    self.id = id
    self.name = name
    self.encoding = encoding
    self.width = width
    self.resolution = resolution
    self.offset = offset
    self.unit = unit
    self.notAvailable = notAvailable
    self.range = range
  }

  /// An unsigned integer field.
  @inline(__always)
  public static func unsigned(
    _ id: StaticString, _ name: StaticString, _ width: Int, _ resolution: Double = 1, _ unit: StaticString = "", offset: Double = 0,
    notAvailable: Int64? = nil, range: ClosedRange<Int64>? = nil
  ) -> DataField {
    DataField(id, name, .unsigned, width, resolution, unit, offset: offset, notAvailable: notAvailable, range: range)
  }

  /// A two's-complement field.
  @inline(__always)
  public static func signed(
    _ id: StaticString, _ name: StaticString, _ width: Int, _ resolution: Double = 1, _ unit: StaticString = "", offset: Double = 0,
    notAvailable: Int64? = nil, range: ClosedRange<Int64>? = nil
  ) -> DataField {
    DataField(id, name, .signed, width, resolution, unit, offset: offset, notAvailable: notAvailable, range: range)
  }

  /// A sign-magnitude field (GLONASS ephemerides).
  @inline(__always)
  public static func signMagnitude(
    _ id: StaticString, _ name: StaticString, _ width: Int, _ resolution: Double = 1, _ unit: StaticString = "", offset: Double = 0,
    notAvailable: Int64? = nil, range: ClosedRange<Int64>? = nil
  ) -> DataField {
    DataField(id, name, .signMagnitude, width, resolution, unit, offset: offset, notAvailable: notAvailable, range: range)
  }

  /// A one-bit flag.
  @inline(__always)
  public static func flag(_ id: StaticString, _ name: StaticString) -> DataField { DataField(id, name, .flag, 1) }

  /// A bit mask, or reserved bits.
  @inline(__always)
  public static func bits(_ id: StaticString, _ name: StaticString, _ width: Int) -> DataField { DataField(id, name, .bits, width) }

  /// One byte of text.
  @inline(__always)
  public static func character(_ id: StaticString, _ name: StaticString) -> DataField { DataField(id, name, .character, 8) }

  /// The value in `unit` of a raw integer; NaN for the raw value that means "not available".
  ///
  /// A decimal resolution such as 0.0001 is applied as a division by 10 000, so that the result is the double nearest to the decimal value.
  @inline(__always)
  public func value<Raw: FixedWidthInteger>(_ raw: Raw) -> Double {
    if let notAvailable, Int64(truncatingIfNeeded: raw) == notAvailable { return .nan }
    if encoding == .signMagnitude && raw == Raw.min && Raw.isSigned { return -0.0 }
    let divisor = (1 / resolution).rounded()
    let scaled = resolution < 1 && 1 / divisor == resolution ? Double(raw) / divisor : Double(raw) * resolution
    return scaled + offset
  }

  /// The raw integer nearest to a value in `unit`; the "not available" raw value for NaN (0 where the field has none).
  /// The result is clamped to what the width holds and, where possible, kept off the "not available" value.
  @inline(__always)
  public func raw<Raw: FixedWidthInteger>(_ value: Double, as type: Raw.Type = Raw.self) -> Raw {
    guard !value.isNaN else { return Raw(truncatingIfNeeded: notAvailable ?? 0) }
    if encoding == .signMagnitude && value == 0 && value.sign == .minus && Raw.isSigned { return Raw.min }
    let divisor = (1 / resolution).rounded()
    let difference = value - offset
    let scaled = resolution < 1 && 1 / divisor == resolution ? difference * divisor : difference / resolution
    let limits = rawLimits
    let rounded = scaled.rounded(.toNearestOrEven)
    var result =
      rounded >= Double(limits.upperBound) ? limits.upperBound : rounded <= Double(limits.lowerBound) ? limits.lowerBound : Int64(rounded)
    if let notAvailable, result == notAvailable { result += result == limits.upperBound ? -1 : 1 }
    return Raw(truncatingIfNeeded: result)
  }

  /// The raw values that the width holds. A 64-bit unsigned field is given as the range of `Int64`.
  @inline(__always)
  public var rawLimits: ClosedRange<Int64> {
    if width >= 64 { return Int64.min...Int64.max }
    let span = Int64(1) &<< Int64(width - 1)
    switch encoding {
    case .signed: return -span...(span - 1)
    case .signMagnitude: return -(span - 1)...(span - 1)
    default: return 0...(span - 1 + span)
    }
  }
}
