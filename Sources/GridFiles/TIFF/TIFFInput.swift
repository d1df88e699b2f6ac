/// The bytes of a TIFF file with their order and the width of their offsets.
///
/// Source: *TIFF Revision 6.0*, Adobe 1992; *BigTIFF*, AWare Systems.
struct TIFFInput: ~Escapable {
  let bytes: RawSpan
  let isBig: Bool
  /// Offsets and counts of eight bytes.
  let isBigTIFF: Bool
  /// The offset of the first directory.
  let firstDirectory: Int

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan) throws(GridFileError) {
    func failure(_ offset: Int, _ problem: GridFileError.Problem) -> GridFileError {
      GridFileError(format: TIFF.format, offset: offset, problem: problem)
    }
    guard bytes.byteCount >= 8 else { throw failure(bytes.byteCount, .headerTruncated(expectedBytes: 8)) }
    // Any bytes are an integer; the load checks the bounds.
    let order = bytes.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt16.self).littleEndian
    guard order == 0x4949 || order == 0x4D4D else { throw failure(0, .headerField(name: "the byte order", expected: "II, MM")) }
    let big = order == 0x4D4D
    let raw = bytes.unsafeLoadUnaligned(fromByteOffset: 2, as: UInt16.self)
    let version = big ? UInt16(bigEndian: raw) : UInt16(littleEndian: raw)
    guard version == 42 || version == 43 else { throw failure(2, .headerField(name: "the version", expected: "42 (TIFF), 43 (BigTIFF)")) }
    self.bytes = bytes
    isBig = big
    isBigTIFF = version == 43
    if isBigTIFF {
      guard bytes.byteCount >= 16 else { throw failure(bytes.byteCount, .headerTruncated(expectedBytes: 16)) }
      let raw = bytes.unsafeLoadUnaligned(fromByteOffset: 8, as: UInt64.self)
      firstDirectory = Int(clamping: big ? UInt64(bigEndian: raw) : UInt64(littleEndian: raw))
    } else {
      let raw = bytes.unsafeLoadUnaligned(fromByteOffset: 4, as: UInt32.self)
      firstDirectory = Int(big ? UInt32(bigEndian: raw) : UInt32(littleEndian: raw))
    }
  }

  func failure(_ offset: Int, _ problem: GridFileError.Problem) -> GridFileError {
    GridFileError(format: TIFF.format, offset: min(max(offset, 0), bytes.byteCount), problem: problem)
  }

  /// Throws unless so many bytes are there from an offset on.
  func require(_ count: Int, at offset: Int) throws(GridFileError) {
    guard offset >= 0, count >= 0, offset <= bytes.byteCount, count <= bytes.byteCount - offset else {
      let (end, overflow) = offset.addingReportingOverflow(count)
      throw failure(bytes.byteCount, .length(expectedBytes: overflow ? Int.max : end, actualBytes: bytes.byteCount))
    }
  }

  func u8(_ offset: Int) -> UInt8 { bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self) }

  func u16(_ offset: Int) -> UInt16 {
    let raw = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self)
    return isBig ? UInt16(bigEndian: raw) : UInt16(littleEndian: raw)
  }

  func u32(_ offset: Int) -> UInt32 {
    let raw = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
    return isBig ? UInt32(bigEndian: raw) : UInt32(littleEndian: raw)
  }

  func u64(_ offset: Int) -> UInt64 {
    let raw = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    return isBig ? UInt64(bigEndian: raw) : UInt64(littleEndian: raw)
  }

  /// An offset or a count, of four or eight bytes.
  func word(_ offset: Int) -> Int { isBigTIFF ? Int(clamping: u64(offset)) : Int(u32(offset)) }
}
