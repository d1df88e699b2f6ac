import GNSS

/// Whose a cell is: indices into the satellites and the signals of its message.
struct MSMPlace: BitwiseCopyable {
  var satelliteIndex: UInt8 = 0
  var signalIndex: UInt8 = 0
}

/// What the three masks of a header say: which satellites and signals a message has, and whose each cell is.
///
/// Masks seldom change from one epoch to the next. So the last two layouts of each system are kept (two, since many senders spread a system
/// over two messages), and masks are taken apart only when they are others: that would be an eighth of the decoding.
///
/// Flat tables, since a span of a table within a table cannot be had without copying it.
struct MSMLayouts: BitwiseCopyable {
  /// The masks, and what they count.
  struct Masks: BitwiseCopyable {
    var satellites: UInt64 = 0
    var signals: UInt32 = 0
    /// Left-aligned, as in the header.
    var cells: UInt64 = 0
    /// The satellites with a cell.
    var observed: UInt64 = 0
    var satelliteCount: UInt8 = 0
    var signalCount: UInt8 = 0
    var cellCount: UInt8 = 0

    @inline(__always)
    func areThose(of header: MSMHeader) -> Bool {
      cells == header.cellMask && satellites == header.satelliteMask && signals == header.signalMask
    }
  }

  /// By layout: two for each system. No masks, nothing counted.
  var masks = InlineArray<14, Masks>(repeating: Masks())
  /// By layout, 64 for each: the places of the satellites in the satellite mask, 1…64.
  var maskPositions = InlineArray<896, UInt8>(repeating: 0)
  /// By layout, 32 for each: the signal identifiers, 1…32.
  var signalIDs = InlineArray<448, UInt8>(repeating: 0)
  /// By layout, 64 for each: the cells.
  var places = InlineArray<896, MSMPlace>(repeating: MSMPlace())
  /// By system: which of its two layouts was not the last.
  private var older = InlineArray<7, UInt8>(repeating: 0)

  /// The first bit of a mask.
  private static let first: UInt64 = 0x8000_0000_0000_0000

  /// The layout of a header, 0…13. When satellites × signals is more than 64 it is empty.
  @inline(__always)
  mutating func find(_ header: MSMHeader) -> Int {
    // The raw value of a system is below 7.
    let system = Int(header.kind.system.rawValue)
    let first = system &* 2
    if unsafe masks.span[unchecked: first].areThose(of: header) {
      older[system] = 1
      return first
    }
    if unsafe masks.span[unchecked: first &+ 1].areThose(of: header) {
      older[system] = 0
      return first &+ 1
    }
    return make(header)
  }

  /// Takes the masks apart, in place of the system's older layout.
  @inline(never)
  private mutating func make(_ header: MSMHeader) -> Int {
    let system = Int(header.kind.system.rawValue)
    let layout = system * 2 + Int(older[system])
    older[system] ^= 1
    var made = Masks(satellites: header.satelliteMask, signals: header.signalMask, cells: header.cellMask)
    defer { masks[layout] = made }
    guard header.satelliteCount * header.signalCount <= 64 else { return layout }
    var signals = signalIDs.mutableSpan
    var rest = UInt64(header.signalMask) << 32
    while rest != 0 {
      let position = rest.leadingZeroBitCount
      signals[layout * 32 + Int(made.signalCount)] = UInt8(position + 1)
      made.signalCount += 1
      rest &= ~(Self.first >> UInt64(position))
    }
    var positions = maskPositions.mutableSpan
    var places = places.mutableSpan
    var cells = header.cellMask
    rest = header.satelliteMask
    while rest != 0 {
      let position = rest.leadingZeroBitCount
      positions[layout * 64 + Int(made.satelliteCount)] = UInt8(position + 1)
      for signal in 0..<made.signalCount {
        if cells >> 63 != 0 {
          places[layout * 64 + Int(made.cellCount)] = MSMPlace(satelliteIndex: made.satelliteCount, signalIndex: signal)
          made.cellCount += 1
          made.observed |= Self.first >> UInt64(position)
        }
        cells <<= 1
      }
      made.satelliteCount += 1
      rest &= ~(Self.first >> UInt64(position))
    }
    return layout
  }
}
