import GNSS

extension MSMBlock {
  /// Reads the payload of a multiple signal message, MSM1…MSM7 of any system. Bytes after the last field are accepted.
  ///
  /// Does not allocate. On an error the block's contents have no meaning.
  public mutating func decode(_ payload: RawSpan) throws(DecodeError) {
    let byteCount = payload.byteCount
    guard byteCount >= 2 else { throw .empty }
    guard byteCount <= RTCMStandard.maximumPayload else {
      throw .invalid(message: header.kind.number, reason: "the payload is longer than a frame can carry, 1023 bytes")
    }
    // The closures hold these pointers only within them.
    unsafe payload.withUnsafeBytes { source in
      var span = scratch.mutableSpan
      unsafe span.withUnsafeMutableBytes { target in
        target.copyMemory(from: source)
        // 1023 + 48 ≤ 1072: what lies behind the payload reads as zero, also to one that ends in its header (30 bytes at most).
        for i in 0..<6 { target.storeBytes(of: 0, toByteOffset: byteCount &+ 8 &* i, as: UInt64.self) }
      }
    }
    var number: UInt16 = 0
    var headerEnd = 0
    var refusal: StaticString?
    var decoded = header
    // A header of at most 233 bits read from a buffer of constant size: so every load has a constant place and needs no check.
    let isMSM = unsafe scratch.span.bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return false }  // never: an inline array has an address
      var decoder = FieldDecoder(BitReader(base, byteCount: Self.scratchBytes))
      decoder.field(.df002, &number)
      guard let kind = MSMKind(number: number) else { return false }
      decoded.kind = kind
      MSMHeader.visit(&decoded, &decoder)
      refusal = decoder.refusal
      headerEnd = decoder.reader.position
      return true
    }
    guard isMSM else { throw .wrongNumber(found: number) }
    header = decoded
    let payloadBits = byteCount &* 8
    var neededBits = headerEnd
    if headerEnd <= payloadBits {
      if let refusal { throw .invalid(message: number, reason: refusal.description) }
      neededBits = readColumns(from: headerEnd, payloadBits, layOutSignals())
    }
    guard neededBits <= payloadBits else { throw .truncated(message: number, payloadBytes: byteCount, neededBits: neededBits) }
  }

  /// Reads the columns when the payload holds them. Returns where they end.
  private mutating func readColumns(from start: Int, _ payloadBits: Int, _ layout: Int) -> Int {
    switch header.kind.level {
    case 1: readColumns(MSMLevel1.self, from: start, payloadBits, layout)
    case 2: readColumns(MSMLevel2.self, from: start, payloadBits, layout)
    case 3: readColumns(MSMLevel3.self, from: start, payloadBits, layout)
    case 4: readColumns(MSMLevel4.self, from: start, payloadBits, layout)
    case 5: readColumns(MSMLevel5.self, from: start, payloadBits, layout)
    case 6: readColumns(MSMLevel6.self, from: start, payloadBits, layout)
    default: readColumns(MSMLevel7.self, from: start, payloadBits, layout)
    }
  }

  /// Reads all columns side by side, one cursor for each, in one pass over the satellites and one over the cells, four at a time. What it writes behind the
  /// last has no meaning; there is room, since 64 is a multiple of four.
  @inline(never)
  private mutating func readColumns<Level: MSMLevel>(_ level: Level.Type, from start: Int, _ payloadBits: Int, _ layout: Int) -> Int {
    // The widths do not depend on the system; with a constant kind they are constants in each instance of this function.
    guard let kind = MSMKind(.gps, level: Level.level) else { return .max }
    let satelliteCount = satelliteCount
    let cellCount = cellCount
    let end = start &+ satelliteCount &* kind.satelliteBits &+ cellCount &* kind.cellBits
    guard end <= payloadBits else { return end }
    let source = scratch.span.bytes
    var position = start
    var roughRange = ColumnReader(source, &position, kind.hasRoughRange ? DataField.df397.width : 0, satelliteCount)
    var extended = ColumnReader(source, &position, kind.hasRate ? DataField.df419.width : 0, satelliteCount)
    var modulo = ColumnReader(source, &position, DataField.df398.width, satelliteCount)
    var roughRate = ColumnReader(source, &position, kind.hasRate ? DataField.df399.width : 0, satelliteCount)
    var pseudorange = ColumnReader(source, &position, kind.hasPseudorange ? kind.finePseudorange.width : 0, cellCount)
    var phase = ColumnReader(source, &position, kind.hasPhase ? kind.finePhaseRange.width : 0, cellCount)
    var lock = ColumnReader(source, &position, kind.hasPhase ? kind.lockTime.width : 0, cellCount)
    var halfCycle = HalfCycleColumn(source, &position, kind.hasPhase ? cellCount : 0)
    var cn0 = ColumnReader(source, &position, kind.hasCN0 ? kind.cn0.width : 0, cellCount)
    var rate = ColumnReader(source, &position, kind.hasRate ? DataField.df404.width : 0, cellCount)

    // Spans, since reading an element of an inline array by its subscript copies the whole array. Without checks of bounds: `i` is a multiple of four below
    // 64, and `k` below four.
    var satellites = satellites.mutableSpan
    let positions = layouts.maskPositions.span
    // There are 14 layouts, with room for 64 satellites and cells each.
    let first = layout &* 64
    var i = 0
    while i < satelliteCount {
      for k in 0..<4 { unsafe satellites[unchecked: i &+ k].maskPosition = positions[unchecked: first &+ i &+ k] }
      if kind.hasRoughRange { roughRange.four { (k, bits) in unsafe satellites[unchecked: i &+ k].roughRange = bits.unsigned() } }
      if kind.hasRate { extended.four { (k, bits) in unsafe satellites[unchecked: i &+ k].extendedInformation = bits.unsigned() } }
      modulo.four { (k, bits) in unsafe satellites[unchecked: i &+ k].roughRangeModulo = bits.unsigned() }
      if kind.hasRate { roughRate.four { (k, bits) in unsafe satellites[unchecked: i &+ k].roughRate = bits.signed() } }
      for k in 0..<4 {
        if !kind.hasRoughRange { unsafe satellites[unchecked: i &+ k].roughRange = 255 }
        if !kind.hasRate {
          unsafe satellites[unchecked: i &+ k].extendedInformation = 15
          unsafe satellites[unchecked: i &+ k].roughRate = -8192
        }
      }
      i &+= 4
    }

    var cells = cells.mutableSpan
    let places = layouts.places.span
    // The declarations of these fields have a "not available" value within 32 bits.
    let noRange = Int32(truncatingIfNeeded: kind.finePseudorange.notAvailable ?? 0)
    let noPhase = Int32(truncatingIfNeeded: kind.finePhaseRange.notAvailable ?? 0)
    i = 0
    while i < cellCount {
      for k in 0..<4 {
        let place = unsafe places[unchecked: first &+ i &+ k]
        unsafe cells[unchecked: i &+ k].satelliteIndex = place.satelliteIndex
        unsafe cells[unchecked: i &+ k].signalIndex = place.signalIndex
        unsafe cells[unchecked: i &+ k].halfCycleAmbiguity = halfCycle.next()
        if !kind.hasPseudorange { unsafe cells[unchecked: i &+ k].finePseudorange = noRange }
        if !kind.hasPhase {
          unsafe cells[unchecked: i &+ k].finePhaseRange = noPhase
          unsafe cells[unchecked: i &+ k].lockIndicator = 0
        }
        if !kind.hasCN0 { unsafe cells[unchecked: i &+ k].cn0 = 0 }
        if !kind.hasRate { unsafe cells[unchecked: i &+ k].fineRate = -16384 }
      }
      if kind.hasPseudorange { pseudorange.four { (k, bits) in unsafe cells[unchecked: i &+ k].finePseudorange = bits.signed() } }
      if kind.hasPhase {
        phase.four { (k, bits) in unsafe cells[unchecked: i &+ k].finePhaseRange = bits.signed() }
        lock.four { (k, bits) in unsafe cells[unchecked: i &+ k].lockIndicator = bits.unsigned() }
      }
      if kind.hasCN0 { cn0.four { (k, bits) in unsafe cells[unchecked: i &+ k].cn0 = bits.unsigned() } }
      if kind.hasRate { rate.four { (k, bits) in unsafe cells[unchecked: i &+ k].fineRate = bits.signed() } }
      i &+= 4
    }
    return end
  }
}

/// A cursor in one column of equally wide fields.
///
/// Safety: it loads eight bytes at the byte of a field. The column lies within the payload; the last of four fields may begin up to three fields of 24 bits
/// behind it, and 48 zero bytes follow the payload in the span. So a load without bounds check stays within it.
private struct ColumnReader: ~Escapable, BitwiseCopyable {
  let bytes: RawSpan
  var position: Int
  let width: Int

  /// A cursor at `position`, which it moves beyond the `count` fields.
  @inline(__always) @_lifetime(copy bytes)
  init(_ bytes: RawSpan, _ position: inout Int, _ width: Int, _ count: Int) {
    self.bytes = bytes
    self.position = position
    self.width = width
    position &+= width &* count
  }

  /// One field, at the top of a word.
  struct Bits {
    let word: UInt64
    let width: Int

    @inline(__always)
    func unsigned<Raw: FixedWidthInteger>() -> Raw { Raw(truncatingIfNeeded: word &>> UInt64(truncatingIfNeeded: 64 &- width)) }
    @inline(__always)
    func signed<Raw: FixedWidthInteger>() -> Raw {
      Raw(truncatingIfNeeded: Int64(bitPattern: word) &>> Int64(truncatingIfNeeded: 64 &- width))
    }
  }

  /// The next four fields in order. One load, of which 57 bits are sure to be of use, serves four narrow fields or two wide ones.
  @inline(__always) @_lifetime(self: copy self)
  mutating func four(_ body: (Int, Bits) -> Void) {
    let atOnce = width <= 14 ? 4 : 2
    for first in stride(from: 0, to: 4, by: atOnce) {
      let word = unsafe UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position &>> 3, as: UInt64.self))
      var bits = word &<< UInt64(truncatingIfNeeded: position & 7)
      for k in 0..<atOnce {
        body(first &+ k, Bits(word: bits, width: width))
        bits &<<= UInt64(truncatingIfNeeded: width)
      }
      position &+= width &* atOnce
    }
  }
}

/// The column of half-cycle flags (DF420): at most 64 bits, taken at once.
private struct HalfCycleColumn: BitwiseCopyable {
  private var flags: UInt64 = 0

  /// The flags at `position`, which it moves beyond them. Safety: eight bytes, which lie within the payload and the eight zero bytes behind it,
  /// and a ninth only where the flags reach it.
  @inline(__always)
  init(_ bytes: RawSpan, _ position: inout Int, _ count: Int) {
    let byte = position &>> 3
    let shift = UInt64(truncatingIfNeeded: position & 7)
    let word = unsafe UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: byte, as: UInt64.self))
    flags = word &<< shift
    // The flags that begin in the ninth byte; there are such only when the payload goes on that far.
    if count &+ Int(shift) > 64 {
      let next = unsafe bytes.unsafeLoad(fromUncheckedByteOffset: byte &+ 8, as: UInt8.self)
      flags |= UInt64(next) &>> (8 &- shift)
    }
    if count == 0 { flags = 0 }
    position &+= count
  }

  @inline(__always)
  mutating func next() -> Bool {
    let flag = flags &>> 63 != 0
    flags &<<= 1
    return flag
  }
}
