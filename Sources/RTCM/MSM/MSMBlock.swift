/// The raw values of one satellite in a multiple signal message.
public struct MSMSatellite: Sendable, BitwiseCopyable, Equatable {
  /// The position in the satellite mask, 1…64; `MSMKind.satellite(maskPosition:)` names it.
  public var maskPosition: UInt8 = 0
  /// Rough range in milliseconds, 255 not available (DF397; MSM4–7).
  public var roughRange: UInt8 = 255
  /// Rough range modulo 1 ms, 2⁻¹⁰ ms (DF398).
  public var roughRangeModulo: UInt16 = 0
  /// Rough rate, m/s, −8192 not available (DF399; MSM5, 7).
  public var roughRate: Int16 = -8192
  /// Extended information (MSM5, 7): for GLONASS the frequency channel plus 7, 15 unknown (DF419).
  public var extendedInformation: UInt8 = 15

  /// Nothing available.
  public init() {}
}

/// The raw values of one cell, a signal of a satellite, in a multiple signal message. Their resolutions depend on the level.
public struct MSMCell: Sendable, BitwiseCopyable, Equatable {
  /// The satellite: index into the block's satellites.
  public var satelliteIndex: UInt8 = 0
  /// The signal: index into the block's signal identifiers.
  public var signalIndex: UInt8 = 0
  /// Lock-time indicator (DF402, DF407).
  public var lockIndicator: UInt16 = 0
  /// Carrier-to-noise ratio (DF403, DF408); 0 not available.
  public var cn0: UInt16 = 0
  /// Fine phase-range rate, 0.1 mm/s (DF404); −16384 not available.
  public var fineRate: Int16 = -16384
  /// Fine pseudorange (DF400, DF405).
  public var finePseudorange: Int32 = 0
  /// Fine phase range (DF401, DF406).
  public var finePhaseRange: Int32 = 0
  /// The half-cycle ambiguity is not resolved (DF420).
  public var halfCycleAmbiguity = false

  /// All zero, rate not available.
  public init() {}
}

/// One multiple signal message, MSM1…MSM7, as raw values: what was sent, to the last bit.
///
/// The caller owns a block and reuses it for every message; it holds the largest message there can be (64 satellites, 32 signals, 64 cells)
/// and never allocates. `decode` fills it; `FrameBuilder.build` writes it; `appendObservations` gives rows in SI units.
///
/// The masks in the header say what is there. Whoever fills a block by hand sets the header's masks, calls `layOut()`, and then writes the
/// satellites below `satelliteCount` and the cells below `cellCount`.
public struct MSMBlock: ~Copyable {
  /// The header.
  public var header: MSMHeader
  /// The satellites, in the order of the mask.
  public var satellites = InlineArray<64, MSMSatellite>(repeating: MSMSatellite())
  /// The cells, satellite by satellite, in the order of the cell mask.
  public var cells = InlineArray<64, MSMCell>(repeating: MSMCell())
  /// The signal identifiers, 1…32, in the order of the mask.
  public internal(set) var signalIDs = InlineArray<32, UInt8>(repeating: 0)
  /// How many of `satellites` have meaning.
  public internal(set) var satelliteCount = 0
  /// How many of `signalIDs` have meaning.
  public internal(set) var signalCount = 0
  /// How many of `cells` have meaning.
  public internal(set) var cellCount = 0

  /// The payload being decoded, with zero bytes behind, so that every column can be read in words of 64 bits.
  var scratch = InlineArray<1072, UInt8>(repeating: 0)
  static let scratchBytes = 1072
  /// The satellites of the message decoded last that have a cell, as in the satellite mask.
  var observedSatellites: UInt64 = 0
  /// What the masks of the last messages say.
  var layouts = MSMLayouts()
  /// Tables for making observations. Kept, since whoever takes one from where all share it is asked each time whether it was made already.
  let signalEntries = MSMSignals.entries
  let lockRanges402 = LockTime.df402Ranges
  let lockRanges407 = LockTime.df407Ranges
  /// What each signal and each satellite means while observations are made; kept here, since setting up such tables takes longer than filling them.
  var signalTerms = InlineArray<32, SignalTerms>(repeating: SignalTerms())
  var satelliteTerms = InlineArray<64, SatelliteTerms>(repeating: SatelliteTerms())

  /// An empty message.
  public init(kind: MSMKind) { header = MSMHeader(kind: kind) }

  /// Sets counts, satellite positions, signal identifiers and the cells' indices from the masks in the header. The cells get the order of
  /// the cell mask; their values stay. Does nothing but empty the block when satellites × signals is more than 64.
  public mutating func layOut() {
    let layout = layOutSignals()
    for i in 0..<satelliteCount { satellites[i].maskPosition = layouts.maskPositions[layout * 64 + i] }
    for i in 0..<cellCount {
      cells[i].satelliteIndex = layouts.places[layout * 64 + i].satelliteIndex
      cells[i].signalIndex = layouts.places[layout * 64 + i].signalIndex
    }
  }

  /// The part of `layOut` before satellites and cells: counts and signal identifiers. Returns the layout.
  @inline(__always)
  mutating func layOutSignals() -> Int {
    let layout = layouts.find(header)
    // Without checks of bounds: there are 14 layouts, with 32 identifiers each.
    let masks = layouts.masks.span
    satelliteCount = unsafe Int(masks[unchecked: layout].satelliteCount)
    signalCount = unsafe Int(masks[unchecked: layout].signalCount)
    cellCount = unsafe Int(masks[unchecked: layout].cellCount)
    observedSatellites = unsafe masks[unchecked: layout].observed
    let known = layouts.signalIDs.span
    var signalIDs = signalIDs.mutableSpan
    for i in 0..<32 { unsafe signalIDs[unchecked: i] = known[unchecked: layout &* 32 &+ i] }
    return layout
  }

  /// The fields of the message in the order of transmission, after the message number: the one description, for every visitor.
  /// (`decode` reads the columns side by side instead; a test holds the two together.)
  public static func visit<V: FieldVisitor>(_ block: inout MSMBlock, _ v: inout V) {
    let kind = block.header.kind
    MSMHeader.visit(&block.header, &v)
    block.layOut()
    let satellites = 0..<block.satelliteCount
    let cells = 0..<block.cellCount
    if kind.hasRoughRange { for i in satellites { v.field(.df397, &block.satellites[i].roughRange) } }
    if kind.hasRate { for i in satellites { v.field(kind.extendedInformation, &block.satellites[i].extendedInformation) } }
    for i in satellites { v.field(.df398, &block.satellites[i].roughRangeModulo) }
    if kind.hasRate { for i in satellites { v.field(.df399, &block.satellites[i].roughRate) } }
    if kind.hasPseudorange { for i in cells { v.field(kind.finePseudorange, &block.cells[i].finePseudorange) } }
    if kind.hasPhase {
      for i in cells { v.field(kind.finePhaseRange, &block.cells[i].finePhaseRange) }
      for i in cells { v.field(kind.lockTime, &block.cells[i].lockIndicator) }
      for i in cells { v.flag(.df420, &block.cells[i].halfCycleAmbiguity) }
    }
    if kind.hasCN0 { for i in cells { v.field(kind.cn0, &block.cells[i].cn0) } }
    if kind.hasRate { for i in cells { v.field(.df404, &block.cells[i].fineRate) } }
  }
}

extension FrameBuilder {
  /// Encodes a multiple signal message from its raw values. The block's counts and indices are set anew from its masks.
  /// - Parameter minimumPayload: Zero bytes are added up to this payload length.
  public mutating func build(_ block: inout MSMBlock, minimumPayload: Int = 0) throws(EncodeError) {
    try build(number: block.header.kind.number, minimumPayload: minimumPayload) { encoder in MSMBlock.visit(&block, &encoder) }
  }
}
