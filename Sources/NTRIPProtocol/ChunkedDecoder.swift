/// Takes the chunked transfer coding (RFC 9112, 7.1) off a body, in any pieces, without copying the data.
///
/// Extensions and trailers are read over, within a limit. A bare line feed ends a line too. Anything else that is not the coding is an
/// error: handing the framing on as data would show as a storm of CRC failures, far from its cause.
public struct ChunkedDecoder: Sendable {
  private enum Phase: Sendable {
    case size(digits: Int)
    case extensions
    case data
    case dataEnd(sawCR: Bool)
    case trailer(lineLength: Int)
    case ended
  }

  /// The longest line of extensions and the largest trailer, in bytes. They carry nothing that we use.
  static let lineLimit = 1024
  /// A chunk of a GNSS stream is a few kilobytes. Eight hexadecimal digits hold any that a caster can mean.
  static let sizeDigits = 8

  private var phase = Phase.size(digits: 0)
  private var left = 0
  private var lineBytes = 0
  private var sawCarriageReturn = false
  /// How many bytes of the body, framing included, were taken.
  public private(set) var offset = 0

  /// At the start of a body.
  public init() {}

  /// The last chunk and its trailer were read.
  public var isEnded: Bool { if case .ended = phase { true } else { false } }

  /// How many bytes of the chunk at hand are missing; 0 between chunks.
  public var missing: Int { left }

  /// What the decoder found.
  public enum Piece: Sendable, Hashable {
    /// Data of the body.
    case data(ArraySlice<UInt8>)
    /// The body has ended; what follows belongs to no body.
    case end
  }

  /// The next piece, taken from the front of `bytes`; `nil` when all of `bytes` was taken without one.
  public mutating func next(_ bytes: inout ArraySlice<UInt8>) throws(StreamFailure) -> Piece? {
    while !bytes.isEmpty {
      switch phase {
      case .data:
        let piece = bytes.prefix(left)
        bytes = bytes.dropFirst(piece.count)
        offset += piece.count
        left -= piece.count
        if left == 0 { phase = .dataEnd(sawCR: false) }
        return .data(piece)
      case .ended: return .end
      default:
        let byte = bytes[bytes.startIndex]
        do throws(Broken) { try step(byte) } catch {
          throw .malformedChunk(offset: offset, byte: byte)
        }
        bytes = bytes.dropFirst()
        offset += 1
        if isEnded { return .end }
      }
    }
    return nil
  }

  private struct Broken: Error {}

  /// One byte of framing.
  private mutating func step(_ byte: UInt8) throws(Broken) {
    switch phase {
    case .size(let digits):
      if let value = Self.hexadecimal(byte), !sawCarriageReturn, lineBytes == 0 {
        guard digits < Self.sizeDigits else { throw Broken() }
        left = left << 4 | value
        phase = .size(digits: digits + 1)
      } else if digits == 0 {
        throw Broken()
      } else if byte == 0x0A {
        endSizeLine()
      } else if sawCarriageReturn {
        throw Broken()
      } else if byte == 0x0D {
        sawCarriageReturn = true
      } else if byte == 0x3B {
        phase = .extensions
      } else if byte == 0x20 || byte == 0x09 {
        // Some servers pad the size with blanks to a fixed width.
        try count()
      } else {
        throw Broken()
      }
    case .extensions:
      if byte == 0x0A { endSizeLine() } else { try count() }
    case .dataEnd(let sawCR):
      if byte == 0x0A {
        startSizeLine()
      } else if byte == 0x0D, !sawCR {
        phase = .dataEnd(sawCR: true)
      } else {
        throw Broken()
      }
    case .trailer(let length):
      if byte == 0x0A {
        phase = length == 0 ? .ended : .trailer(lineLength: 0)
      } else {
        try count()
        if byte != 0x0D { phase = .trailer(lineLength: length + 1) }
      }
    case .data, .ended: break
    }
  }

  private mutating func count() throws(Broken) {
    lineBytes += 1
    if lineBytes > Self.lineLimit { throw Broken() }
  }

  private mutating func startSizeLine() {
    left = 0
    lineBytes = 0
    sawCarriageReturn = false
    phase = .size(digits: 0)
  }

  private mutating func endSizeLine() {
    lineBytes = 0
    phase = left == 0 ? .trailer(lineLength: 0) : .data
  }

  private static func hexadecimal(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte - 0x30)
    case 0x41...0x46: Int(byte - 0x37)
    case 0x61...0x66: Int(byte - 0x57)
    default: nil
    }
  }

  /// One chunk around `bytes`; for servers. An empty chunk would end the body, so empty bytes give nothing.
  public static func encode(_ bytes: [UInt8]) -> [UInt8] {
    bytes.isEmpty ? [] : Array((String(bytes.count, radix: 16) + "\r\n").utf8) + bytes + [0x0D, 0x0A]
  }

  /// The end of a body without a trailer; for servers.
  public static let end: [UInt8] = Array("0\r\n\r\n".utf8)
}
