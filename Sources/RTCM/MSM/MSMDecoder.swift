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
    // The readers hold these pointers only within the closures: `payload` is alive, and so is `scratch`, which nothing else uses.
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
      layOut()
      neededBits += satelliteCount * header.kind.satelliteBits + cellCount * header.kind.cellBits
    }
    guard neededBits <= byteCount * 8 else { throw .truncated(message: number, payloadBytes: byteCount, neededBits: neededBits) }
    // One instance per level, each with constant widths.
    switch header.kind.level {
    case 1: readColumns(from: headerEnd, level: 1)
    case 2: readColumns(from: headerEnd, level: 2)
    case 3: readColumns(from: headerEnd, level: 3)
    case 4: readColumns(from: headerEnd, level: 4)
    case 5: readColumns(from: headerEnd, level: 5)
    case 6: readColumns(from: headerEnd, level: 6)
    default: readColumns(from: headerEnd, level: 7)
    }
  }

  /// Reads all columns at once, one cursor for each, in one pass over the satellites and one over the cells.
  /// The caller has checked that the payload holds them.
  @inline(__always)
  private mutating func readColumns(from start: Int, level: Int) {
    guard let kind = MSMKind(header.kind.system, level: level) else { return }
    let satelliteCount = satelliteCount
    let cellCount = cellCount
    unsafe scratch.span.bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      var position = start
      func column(_ width: Int, _ count: Int) -> ColumnReader {
        let reader = unsafe ColumnReader(base: base, position: position, width: width)
        position &+= width &* count
        return reader
      }
      var roughRange = column(kind.hasRoughRange ? DataField.df397.width : 0, satelliteCount)
      var extended = column(kind.hasRate ? DataField.df419.width : 0, satelliteCount)
      var modulo = column(DataField.df398.width, satelliteCount)
      var roughRate = column(kind.hasRate ? DataField.df399.width : 0, satelliteCount)
      var pseudorange = column(kind.hasPseudorange ? kind.finePseudorange.width : 0, cellCount)
      var phase = column(kind.hasPhase ? kind.finePhaseRange.width : 0, cellCount)
      var lock = column(kind.hasPhase ? kind.lockTime.width : 0, cellCount)
      var halfCycle = column(kind.hasPhase ? 1 : 0, cellCount)
      var cn0 = column(kind.hasCN0 ? kind.cn0.width : 0, cellCount)
      var rate = column(kind.hasRate ? DataField.df404.width : 0, cellCount)

      // Spans, since reading an element of an inline array by its subscript copies the whole array.
      var satellites = satellites.mutableSpan
      var cells = cells.mutableSpan
      for i in 0..<satelliteCount {
        var satellite = satellites[i]
        satellite.roughRange = kind.hasRoughRange ? UInt8(truncatingIfNeeded: roughRange.unsigned()) : 255
        satellite.extendedInformation = kind.hasRate ? UInt8(truncatingIfNeeded: extended.unsigned()) : 15
        satellite.roughRangeModulo = UInt16(truncatingIfNeeded: modulo.unsigned())
        satellite.roughRate = kind.hasRate ? Int16(truncatingIfNeeded: roughRate.signed()) : -8192
        satellites[i] = satellite
      }
      for i in 0..<cellCount {
        var cell = cells[i]
        cell.finePseudorange =
          Int32(truncatingIfNeeded: kind.hasPseudorange ? pseudorange.signed() : kind.finePseudorange.notAvailable ?? 0)
        cell.finePhaseRange = Int32(truncatingIfNeeded: kind.hasPhase ? phase.signed() : kind.finePhaseRange.notAvailable ?? 0)
        cell.lockIndicator = kind.hasPhase ? UInt16(truncatingIfNeeded: lock.unsigned()) : 0
        cell.halfCycleAmbiguity = kind.hasPhase ? halfCycle.unsigned() != 0 : false
        cell.cn0 = kind.hasCN0 ? UInt16(truncatingIfNeeded: cn0.unsigned()) : 0
        cell.fineRate = kind.hasRate ? Int16(truncatingIfNeeded: rate.signed()) : -16384
        cells[i] = cell
      }
    }
  }
}

/// A cursor in one column of equally wide fields.
///
/// Safety: it loads eight bytes at the byte of each field; the column lies within the payload, and eight zero bytes follow the payload.
private struct ColumnReader: BitwiseCopyable {
  let base: UnsafeRawPointer
  var position: Int
  let width: Int

  /// The next 64 bits from `position` on, less the up to seven lowest: enough for 57 bits.
  @inline(__always)
  private mutating func next() -> UInt64 {
    let word = unsafe UInt64(bigEndian: base.loadUnaligned(fromByteOffset: position &>> 3, as: UInt64.self))
    let bits = word &<< UInt64(truncatingIfNeeded: position & 7)
    position &+= width
    return bits
  }

  @inline(__always)
  mutating func unsigned() -> UInt64 { next() &>> UInt64(truncatingIfNeeded: 64 &- width) }

  @inline(__always)
  mutating func signed() -> Int64 { Int64(bitPattern: next()) &>> Int64(truncatingIfNeeded: 64 &- width) }
}
