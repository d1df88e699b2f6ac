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
        // 1023 + 8 ≤ 1032: eight zero bytes follow the payload, so a word can be loaded at any of its bytes.
        target.storeBytes(of: 0, toByteOffset: byteCount, as: UInt64.self)
      }
    }
    var number: UInt16 = 0
    var neededBits = 0
    var refusal: StaticString?
    let isMSM = unsafe payload.withUnsafeBytes { bytes in
      var decoder = unsafe FieldDecoder(bytes)
      decoder.field(.df002, &number)
      guard let kind = MSMKind(number: number) else { return false }
      header.kind = kind
      MSMHeader.visit(&header, &decoder)
      refusal = decoder.refusal
      neededBits = decoder.reader.position
      return true
    }
    guard isMSM else { throw .wrongNumber(found: number) }
    let headerEnd = neededBits
    if headerEnd <= byteCount * 8 {
      if let refusal { throw .invalid(message: number, reason: refusal.description) }
      layOutSatellitesAndSignals()
      cellCount = header.cellMask.nonzeroBitCount
      neededBits += satelliteCount * header.kind.satelliteBits + cellCount * header.kind.cellBits
    }
    guard neededBits <= byteCount * 8 else { throw .truncated(message: number, payloadBytes: byteCount, neededBits: neededBits) }
    switch header.kind.level {
    case 1: readColumns(MSMLevel1.self, from: headerEnd)
    case 2: readColumns(MSMLevel2.self, from: headerEnd)
    case 3: readColumns(MSMLevel3.self, from: headerEnd)
    case 4: readColumns(MSMLevel4.self, from: headerEnd)
    case 5: readColumns(MSMLevel5.self, from: headerEnd)
    case 6: readColumns(MSMLevel6.self, from: headerEnd)
    default: readColumns(MSMLevel7.self, from: headerEnd)
    }
  }

  /// Reads all columns at once, one cursor for each, in one pass over the satellites and one over the cells.
  /// The caller has checked that the payload holds them.
  @inline(__always)
  private mutating func readColumns<Level: MSMLevel>(_ level: Level.Type, from start: Int) {
    // The widths do not depend on the system; with a constant kind they are constants in each instance of this function.
    guard let kind = MSMKind(.gps, level: Level.level) else { return }
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

    // Spans, since reading an element of an inline array by its subscript copies the whole array.
    var satellites = satellites.mutableSpan
    for i in 0..<satelliteCount {
      var satellite = satellites[i]
      satellite.roughRange = kind.hasRoughRange ? UInt8(truncatingIfNeeded: roughRange.unsigned()) : 255
      satellite.extendedInformation = kind.hasRate ? UInt8(truncatingIfNeeded: extended.unsigned()) : 15
      satellite.roughRangeModulo = UInt16(truncatingIfNeeded: modulo.unsigned())
      satellite.roughRate = kind.hasRate ? Int16(truncatingIfNeeded: roughRate.signed()) : -8192
      satellites[i] = satellite
    }
    var cells = cells.mutableSpan
    var index = 0
    var rest = header.cellMask
    for satellite in 0..<satelliteCount {
      for signal in 0..<signalCount {
        let isThere = rest &>> 63 != 0
        rest &<<= 1
        guard isThere else { continue }
        var cell = MSMCell()
        cell.satelliteIndex = UInt8(truncatingIfNeeded: satellite)
        cell.signalIndex = UInt8(truncatingIfNeeded: signal)
        cell.finePseudorange = Int32(truncatingIfNeeded: kind.finePseudorange.notAvailable ?? 0)
        cell.finePhaseRange = Int32(truncatingIfNeeded: kind.finePhaseRange.notAvailable ?? 0)
        cell.halfCycleAmbiguity = halfCycle.next()
        // As many as there are bits in a mask of 64; so is `index` in the loops below.
        unsafe cells[unchecked: index] = cell
        index &+= 1
      }
    }
    // Column by column, so that a cursor and what it has read ahead stay in registers.
    if kind.hasPseudorange {
      pseudorange.forEach(index) { (i, bits) in unsafe cells[unchecked: i].finePseudorange = Int32(truncatingIfNeeded: bits.signed) }
    }
    if kind.hasPhase {
      phase.forEach(index) { (i, bits) in unsafe cells[unchecked: i].finePhaseRange = Int32(truncatingIfNeeded: bits.signed) }
      lock.forEach(index) { (i, bits) in unsafe cells[unchecked: i].lockIndicator = UInt16(truncatingIfNeeded: bits.unsigned) }
    }
    if kind.hasCN0 { cn0.forEach(index) { (i, bits) in unsafe cells[unchecked: i].cn0 = UInt16(truncatingIfNeeded: bits.unsigned) } }
    if kind.hasRate { rate.forEach(index) { (i, bits) in unsafe cells[unchecked: i].fineRate = Int16(truncatingIfNeeded: bits.signed) } }
  }
}

/// A cursor in one column of equally wide fields.
///
/// Safety: it loads eight bytes at the byte of each field; the column lies within the payload, and eight zero bytes follow the payload
/// in the span, so a load without bounds check stays within it.
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

  /// The next 64 bits from `position` on, less the up to seven lowest: enough for 57 bits.
  @inline(__always) @_lifetime(self: copy self)
  private mutating func next() -> UInt64 {
    let word = unsafe UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position &>> 3, as: UInt64.self))
    let bits = word &<< UInt64(truncatingIfNeeded: position & 7)
    position &+= width
    return bits
  }

  /// One field, at the top of a word.
  struct Bits {
    let word: UInt64
    let width: Int
    @inline(__always) var unsigned: UInt64 { word &>> UInt64(truncatingIfNeeded: 64 &- width) }
    @inline(__always) var signed: Int64 { Int64(bitPattern: word) &>> Int64(truncatingIfNeeded: 64 &- width) }
  }

  /// The next `count` fields in order. One load serves as many fields as fit 57 bits.
  @inline(__always) @_lifetime(self: copy self)
  mutating func forEach(_ count: Int, _ body: (Int, Bits) -> Void) {
    let atOnce = 57 / width
    var i = 0
    while i &+ atOnce <= count {
      let word = unsafe UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position &>> 3, as: UInt64.self))
      var bits = word &<< UInt64(truncatingIfNeeded: position & 7)
      position &+= width &* atOnce
      for k in 0..<atOnce {
        body(i &+ k, Bits(word: bits, width: width))
        bits &<<= UInt64(truncatingIfNeeded: width)
      }
      i &+= atOnce
    }
    while i < count {
      body(i, Bits(word: next(), width: width))
      i &+= 1
    }
  }

  @inline(__always) @_lifetime(self: copy self)
  mutating func unsigned() -> UInt64 { next() &>> UInt64(truncatingIfNeeded: 64 &- width) }

  @inline(__always) @_lifetime(self: copy self)
  mutating func signed() -> Int64 { Int64(bitPattern: next()) &>> Int64(truncatingIfNeeded: 64 &- width) }
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
