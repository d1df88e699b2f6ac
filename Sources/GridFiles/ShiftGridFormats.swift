extension ShiftGridSet {
  /// Reads a file of shifts in whichever format it begins as: CTable2 or NTv1; any other is read as NTv2.
  /// - Throws: ``GridFileError`` with the byte.
  public static func read(_ bytes: RawSpan) throws(GridFileError) -> ShiftGridSet {
    if CTable2.isCTable2(bytes) { return try CTable2.read(bytes) }
    if NTv1.isNTv1(bytes) { return try NTv1.read(bytes) }
    return try NTv2.read(bytes)
  }
}
