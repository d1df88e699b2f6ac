/// Numbers as bytes in one order.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []
  private let bigEndian: Bool

  init(bigEndian: Bool, capacity: Int = 0) {
    self.bigEndian = bigEndian
    bytes.reserveCapacity(capacity)
  }

  mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: bigEndian ? value.bigEndian : value.littleEndian) { bytes += $0 }
  }

  mutating func append(_ value: Float) { append(value.bitPattern) }
  mutating func append(_ value: Double) { append(value.bitPattern) }

  /// ASCII, cut or filled with a byte to a width; what is not ASCII becomes `?`.
  mutating func append(_ text: String, width: Int, fill: UInt8 = 0x20) {
    let characters = text.unicodeScalars.map { $0.isASCII && $0.value >= 0x20 ? UInt8($0.value) : 0x3F }.prefix(width)
    bytes += characters
    bytes += Array(repeating: fill, count: width - characters.count)
  }
}
