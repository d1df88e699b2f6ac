/// The arrival times beside a recorded stream, in a text file of its own (`NAME.times` beside `NAME`).
///
/// ```
/// # jizhun arrival times 1
/// 1400 1763690400.013224310
/// 212 1763690400.981002214
/// ```
///
/// After the first line, one line for each piece as it came from the network: its length in bytes and when it came, in Unix seconds (UTC)
/// with nine decimals. The pieces follow one another in the stream from its first byte. A last line without an end, as a killed recorder
/// leaves it, is ignored, and so are empty lines and lines that begin with `#`. With it a replay gives the pieces and the times of the live
/// run exactly; bytes of the stream beyond the last line have no arrival time.
public enum ArrivalTimes {
  /// The first line, with its end.
  public static let header = "# jizhun arrival times 1\n"

  /// One piece.
  public struct Piece: Sendable, Hashable {
    /// The length in bytes, at least 1.
    public var length: Int
    /// When it came.
    public var arrival: ArrivalTime

    /// A piece.
    public init(length: Int, arrival: ArrivalTime) {
      self.length = length
      self.arrival = arrival
    }

    /// The line in the file, with its end.
    public var line: String { "\(length) \(arrival)\n" }
  }

  /// A line that is none; says which.
  public struct Malformed: Error, Sendable, Hashable, CustomStringConvertible {
    /// The number of the line, from 1.
    public let line: Int
    /// What stands there, made printable.
    public let excerpt: String

    /// Line and content.
    public var description: String { "line \(line): “\(excerpt)” is not “<length> <unix seconds>”" }
  }

  /// The largest piece, in bytes: reads from a socket are smaller, and a replay reads a piece as a whole.
  public static let lengthLimit = 16_777_216

  /// Reads a file line by line, in any pieces.
  public struct Parser: Sendable {
    private var line: [UInt8] = []
    private var number = 0

    /// At the start of a file.
    public init() {}

    /// The pieces whose lines end within these bytes.
    public mutating func take(_ bytes: some Sequence<UInt8>) throws(Malformed) -> [Piece] {
      var pieces: [Piece] = []
      for byte in bytes {
        if byte != 0x0A {
          line.append(byte)
          if line.count > 200 { throw malformed() }
          continue
        }
        number += 1
        if let piece = try read() { pieces.append(piece) }
        line.removeAll(keepingCapacity: true)
      }
      return pieces
    }

    private func malformed() -> Malformed { Malformed(line: max(1, number), excerpt: Excerpt.of(line)) }

    private func read() throws(Malformed) -> Piece? {
      if number == 1 {
        guard line.elementsEqual(ArrivalTimes.header.utf8.dropLast()) else { throw malformed() }
        return nil
      }
      if line.isEmpty || line[0] == 0x23 { return nil }
      let fields = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
      guard fields.count == 2, let length = Int(fields[0]), 1...ArrivalTimes.lengthLimit ~= length, let time = Self.nanoseconds(fields[1])
      else { throw malformed() }
      return Piece(length: length, arrival: ArrivalTime(unixNanoseconds: time))
    }

    /// Unix seconds with up to nine decimals, exactly.
    private static func nanoseconds(_ text: String) -> Int64? {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      guard (1...2).contains(parts.count), let seconds = Int64(parts[0]), (-9_000_000_000...9_000_000_000).contains(seconds) else {
        return nil
      }
      var fraction: Int64 = 0
      if parts.count == 2 {
        guard 1...9 ~= parts[1].utf8.count, parts[1].utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let digits = Int64(parts[1]) else {
          return nil
        }
        fraction = digits
        for _ in parts[1].utf8.count..<9 { fraction *= 10 }
      }
      return seconds * 1_000_000_000 + (text.hasPrefix("-") ? -fraction : fraction)
    }
  }
}
