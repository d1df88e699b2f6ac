import Geodesy

/// The bytes of a binary file with their order and the name of the format for errors.
struct ByteReader: ~Escapable {
  let bytes: RawSpan
  let format: String
  let isBig: Bool

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan, format: String, bigEndian: Bool) {
    self.bytes = bytes
    self.format = format
    isBig = bigEndian
  }

  func failure(_ offset: Int, _ problem: GridFileError.Problem) -> GridFileError {
    GridFileError(format: format, offset: min(max(offset, 0), bytes.byteCount), problem: problem)
  }

  /// Throws unless the file has so many bytes.
  func requireHeader(_ count: Int) throws(GridFileError) {
    guard bytes.byteCount >= count else { throw failure(bytes.byteCount, .headerTruncated(expectedBytes: count)) }
  }

  /// Throws unless the file has, from an offset on, so many nodes of so many bytes and no more; `slack` more may follow. Nothing is reserved on the word
  /// of a header that the file does not bear out. Counts must not be negative.
  func requireNodes(at offset: Int, rows: Int, columns: Int, bytes size: Int, slack: Int = 0) throws(GridFileError) {
    let count = rows.multipliedReportingOverflow(by: columns)
    let length = count.partialValue.multipliedReportingOverflow(by: size)
    let end = length.partialValue.addingReportingOverflow(offset)
    let overflow = count.overflow || length.overflow || end.overflow
    guard !overflow, bytes.byteCount >= end.partialValue, bytes.byteCount - end.partialValue <= slack else {
      let expected = overflow ? Int.max : end.partialValue
      throw failure(min(bytes.byteCount, expected), .length(expectedBytes: expected, actualBytes: bytes.byteCount))
    }
  }

  // Any bytes are an integer, and every load checks the bounds.

  func u8(_ offset: Int) -> UInt8 { bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self) }

  func i16(_ offset: Int) -> Int {
    let raw = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Int16.self)
    return Int(isBig ? Int16(bigEndian: raw) : Int16(littleEndian: raw))
  }

  func i32(_ offset: Int) -> Int {
    let raw = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Int32.self)
    return Int(isBig ? Int32(bigEndian: raw) : Int32(littleEndian: raw))
  }

  func float(_ offset: Int) -> Float {
    let raw = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
    return Float(bitPattern: isBig ? UInt32(bigEndian: raw) : UInt32(littleEndian: raw))
  }

  func double(_ offset: Int) -> Double {
    let raw = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    return Double(bitPattern: isBig ? UInt64(bigEndian: raw) : UInt64(littleEndian: raw))
  }

  /// A double within a range; NaN is in none.
  func double(_ offset: Int, _ name: String, in range: ClosedRange<Double>) throws(GridFileError) -> Double {
    let value = double(offset)
    guard range.contains(value) else {
      throw failure(offset, .headerField(name: name, expected: "\(range.lowerBound)…\(range.upperBound)"))
    }
    return value
  }

  /// ASCII without the blanks and zeros behind it; what is not ASCII shows as `?`.
  func text(_ offset: Int, _ count: Int) -> String {
    var text = ""
    for i in offset..<(offset + count) {
      let byte = u8(i)
      if byte == 0 { break }
      text.unicodeScalars.append((0x20...0x7e).contains(byte) ? Unicode.Scalar(byte) : "?")
    }
    while text.last == " " { text.removeLast() }
    return text
  }

  /// Where the nodes of a grid lie, or an error at the header.
  func places(
    south: Double, west: Double, latitudeStep: Double, longitudeStep: Double, rows: Int, columns: Int, at offset: Int = 0
  ) throws(GridFileError) -> RegularGrid {
    guard
      let places = HeightGrid.places(
        south: south, west: west, latitudeStep: latitudeStep, longitudeStep: longitudeStep, rows: rows, columns: columns)
    else { throw failure(offset, .headerField(name: "limits, steps, counts", expected: "a grid on the globe, at least 2 × 2")) }
    return places
  }

  /// The grid of nodes, or an error at the header.
  func grid(
    south: Double, west: Double, latitudeStep: Double, longitudeStep: Double, rows: Int, columns: Int, nodes: [Float]
  ) throws(GridFileError) -> HeightGrid {
    HeightGrid(
      places: try places(
        south: south, west: west, latitudeStep: latitudeStep, longitudeStep: longitudeStep, rows: rows, columns: columns), nodes: nodes)
  }
}
