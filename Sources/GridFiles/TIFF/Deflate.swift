import CZlib

/// zlib streams (RFC 1950), the compression 8 and 32946 of TIFF.
enum Deflate {
  /// Unpacks a whole stream into exactly the bytes of the buffer; false when it is damaged or of another length.
  static func unpack(_ bytes: RawSpan, into buffer: inout [UInt8]) -> Bool {
    guard bytes.byteCount > 0, bytes.byteCount <= UInt32.max, !buffer.isEmpty, buffer.count <= UInt32.max else { return false }
    // Both pointers are valid for the closures and not empty; zlib reads at most avail_in and writes at most avail_out bytes.
    return unsafe bytes.withUnsafeBytes { source in
      unsafe buffer.withUnsafeMutableBytes { target in
        var stream = z_stream()
        unsafe stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress!.assumingMemoryBound(to: UInt8.self))
        unsafe stream.avail_in = UInt32(source.count)
        unsafe stream.next_out = target.baseAddress!.assumingMemoryBound(to: UInt8.self)
        unsafe stream.avail_out = UInt32(target.count)
        guard unsafe inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return false }
        let status = unsafe inflate(&stream, Z_FINISH)
        let left = unsafe stream.avail_out
        unsafe inflateEnd(&stream)
        // A stream longer than its tile stops with Z_BUF_ERROR; GDAL reads such files, and so does this.
        return left == 0 && (status == Z_STREAM_END || status == Z_BUF_ERROR || status == Z_OK)
      }
    }
  }

  /// Packs bytes as densely as zlib can.
  static func pack(_ bytes: [UInt8]) -> [UInt8] {
    var length = compressBound(UInt(bytes.count))
    var packed = [UInt8](repeating: 0, count: Int(length))
    // The buffer has the size that zlib asked for, so that it cannot run out of space.
    let status = unsafe compress2(&packed, &length, bytes, UInt(bytes.count), 9)
    precondition(status == Z_OK, "zlib has no memory")
    packed.removeLast(packed.count - Int(length))
    return packed
  }
}
