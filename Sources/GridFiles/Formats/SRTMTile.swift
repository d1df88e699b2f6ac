/// A tile of heights as the Shuttle Radar Topography Mission's were given out, `.hgt`: one degree by one, 16-bit integers in metres, the most significant byte
/// first, rows from the north; 1201 × 1201 nodes of 3″ or 3601 × 3601 of 1″, the outer ones on the edges of the tile. No height: −32768.
///
/// The name of the file says where its south-west node lies, `N27E110.hgt`; nothing in the file does.
///
/// Source: T. G. Farr et al., *The Shuttle Radar Topography Mission*, Rev. Geophys. 45 (2007) RG2004, doi 10.1029/2005RG000183; NASA, *SRTM topography*,
/// SRTM_Topo.txt, section 2.1.
public enum SRTMTile {
  private static let format = "SRTM (.hgt)"
  private static let void = -32768

  /// Where the tile of a name lies, degrees; nil for a name that says nothing. Folders, and what follows the place in the name, do not matter.
  public static func southWest(name: String) -> (latitude: Int, longitude: Int)? {
    let base = Array((name.split(separator: "/").last ?? "").utf8)
    guard base.count >= 7 else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in base[range] {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    let letters = (base[0] & 0xDF, base[3] & 0xDF)
    guard letters.0 == UInt8(ascii: "N") || letters.0 == UInt8(ascii: "S"),
      letters.1 == UInt8(ascii: "E") || letters.1 == UInt8(ascii: "W"),
      let b = number(1..<3), let l = number(4..<7)
    else { return nil }
    let (latitude, longitude) = (letters.0 == UInt8(ascii: "N") ? b : -b, letters.1 == UInt8(ascii: "E") ? l : -l)
    return (-90..<90).contains(latitude) && (-180..<180).contains(longitude) ? (latitude, longitude) : nil
  }

  /// Reads a tile.
  /// - Parameter name: The name of the file.
  /// - Throws: ``GridFileError`` with the byte.
  public static func read(_ bytes: RawSpan, name: String) throws(GridFileError) -> HeightGrid {
    let input = ByteReader(bytes, format: format, bigEndian: true)
    guard let place = southWest(name: name) else {
      throw input.failure(0, .headerField(name: "the name of the file", expected: "that of a tile, such as N27E110.hgt"))
    }
    let size: Int
    switch bytes.byteCount {
    case 2 * 1201 * 1201: size = 1201
    case 2 * 3601 * 3601: size = 3601
    default:
      throw input.failure(
        bytes.byteCount,
        .length(expectedBytes: 2 * (bytes.byteCount > 2 * 1201 * 1201 ? 3601 * 3601 : 1201 * 1201), actualBytes: bytes.byteCount))
    }
    var nodes = [Float](repeating: .nan, count: size * size)
    for row in 0..<size {
      let (source, target) = ((size - 1 - row) * size, row * size)
      for column in 0..<size {
        let height = input.i16(2 * (source + column))
        if height != void { nodes[target + column] = Float(height) }
      }
    }
    let step = 1 / Double(size - 1)
    return try input.grid(
      south: Double(place.latitude), west: Double(place.longitude), latitudeStep: step, longitudeStep: step, rows: size, columns: size,
      nodes: nodes)
  }
}
