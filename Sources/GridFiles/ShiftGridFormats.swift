extension ShiftGridSet {
  /// Reads a file of shifts in whichever format it begins as: CTable2 or NTv1; any other is read as NTv2.
  /// - Throws: ``GridFileError`` with the byte.
  public static func read(_ bytes: RawSpan) throws(GridFileError) -> ShiftGridSet {
    if CTable2.isCTable2(bytes) { return try CTable2.read(bytes) }
    if NTv1.isNTv1(bytes) { return try NTv1.read(bytes) }
    return try NTv2.read(bytes)
  }
}

extension TIFF {
  /// True where bytes begin as a TIFF or BigTIFF file does.
  public static func isTIFF(_ bytes: RawSpan) -> Bool {
    guard bytes.byteCount >= 4 else { return false }
    let start = (0..<4).map { bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
    return [[0x49, 0x49, 42, 0], [0x49, 0x49, 43, 0], [0x4d, 0x4d, 0, 42], [0x4d, 0x4d, 0, 43]].contains(start)
  }
}
