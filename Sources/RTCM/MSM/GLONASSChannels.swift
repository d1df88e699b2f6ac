/// The frequency channels of the GLONASS satellites, −7…+6, as far as they are known. One per stream, owned by the caller.
///
/// MSM5 and MSM7 fill it while observations are made from them; MSM4 and MSM6 carry no channel and use it. The caller may add what it knows from
/// ephemerides (1020), legacy observations (1009–1012) or configuration.
public struct GLONASSChannels: Sendable, BitwiseCopyable {
  private var channels = InlineArray<64, Int8>(repeating: .min)

  /// Nothing known.
  public init() {}

  /// The channel of a slot, 1…63; nil where not known. Setting a channel out of −7…+6 or of a slot out of range changes nothing.
  public subscript(slot: Int) -> Int? {
    get {
      // A span, since reading an element of an inline array by its subscript copies the whole array.
      guard (1...63).contains(slot) else { return nil }
      let channel = channels.span[slot]
      return channel == .min ? nil : Int(channel)
    }
    set {
      guard (1...63).contains(slot) else { return }
      if let newValue {
        if (-7...6).contains(newValue) { channels[slot] = Int8(newValue) }
      } else {
        channels[slot] = .min
      }
    }
  }

  /// The channel of a slot, after noting what a message tells of it; NaN where not known. What it does is what the subscript does, without a copy
  /// of the table.
  /// - Parameter told: The channel plus 7 (DF419); other than 0…13 tells nothing.
  @inline(__always)
  mutating func channel(slot: UInt8, told: UInt8) -> Double {
    guard slot >= 1, slot <= 63 else { return told <= 13 ? Double(Int(told) &- 7) : .nan }
    var channels = channels.mutableSpan
    // Checked just before.
    if told <= 13 { unsafe channels[unchecked: Int(slot)] = Int8(truncatingIfNeeded: Int(told) &- 7) }
    let known = unsafe channels[unchecked: Int(slot)]
    return known == .min ? .nan : Double(known)
  }
}
