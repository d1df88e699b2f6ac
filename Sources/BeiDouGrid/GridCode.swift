/// Codes: `N50J47539B825534` in two dimensions; in three, a sign after the first letter and the height characters of each level behind
/// those of the plane, `N036J0093000780B3010010520430140`.
extension GridCell {
  /// The code of the cell, of three dimensions when it has a layer.
  public var code: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    appendCode(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the code as ASCII.
  public func appendCode(to bytes: inout [UInt8]) {
    bytes.append(y < 0 ? UInt8(ascii: "S") : UInt8(ascii: "N"))
    if let layer { bytes.append(digit(layer.isBelow ? 1 : 0)) }
    if isPolar { appendPolar(&bytes) } else { appendRegular(&bytes) }
  }

  /// Below 88°: from the prime meridian and the equator outward, in both directions.
  private func appendRegular(_ bytes: inout [UInt8]) {
    let u = y < 0 ? -y - height : y
    let v = x < 0 ? -x - width : x
    let column = v / GridUnits.widths[1]
    let zone = x < 0 ? 30 - column : 31 + column
    bytes.append(digit(zone / 10))
    bytes.append(digit(zone % 10))
    bytes.append(UInt8(ascii: "A") + UInt8(u / GridUnits.heights[1]))
    appendHeight(1, &bytes)
    var k = 2
    while k <= level.rawValue {
      let a = v % GridUnits.widths[k - 1] / GridUnits.widths[k]
      let b = u % GridUnits.heights[k - 1] / GridUnits.heights[k]
      appendDigits(k, a, b, &bytes)
      k += 1
    }
  }

  /// Beyond 88°: eastward from the prime meridian and from the pole outward.
  private func appendPolar(_ bytes: inout [UInt8]) {
    let p = GridUnits.quarter - (y < 0 ? -y : y + height)
    let east = modulo(x, GridUnits.turn)
    for _ in 0..<3 { bytes.append(digit(0)) }
    appendHeight(1, &bytes)
    var k = 2
    while k <= level.rawValue {
      let outer = GridUnits.polarWidth(p, k - 1)
      let a = east % outer / GridUnits.polarWidth(p, k)
      let b = p % GridUnits.polarHeights[k - 1] / GridUnits.polarHeights[k]
      if k == 2 {
        // Sixteen cells in base 4: the cap, three sectors, twice six.
        let index = b == 0 ? 0 : b == 1 ? 1 + a : b == 2 ? 4 + a : 10 + a
        appendDigits(k, index / 4, index % 4, &bytes)
      } else if (k == 3 || k == 6) && outer == GridUnits.turn {
        appendDigits(k, b == 0 ? 0 : 1 + a, 0, &bytes)
      } else {
        appendDigits(k, a, b, &bytes)
      }
      k += 1
    }
  }

  /// The digits of the plane at level k, and of the height where there is one.
  private func appendDigits(_ k: Int, _ a: Int, _ b: Int, _ bytes: inout [UInt8]) {
    if k == 3 || k == 6 {
      bytes.append(digit(2 * b + a))
    } else {
      bytes.append(digit(a))
      bytes.append(digit(b))
    }
    appendHeight(k, &bytes)
  }

  private func appendHeight(_ k: Int, _ bytes: inout [UInt8]) {
    guard let layer else { return }
    let shift = GridLayer.shifts
    let value = layer.index >> (shift[k] - shift[level.rawValue]) & (1 << (shift[k - 1] - shift[k]) - 1)
    if k == 1 {
      bytes.append(digit(value / 10))
      bytes.append(digit(value % 10))
    } else {
      bytes.append(digit(value))
    }
  }
}

/// 0 … F.
private func digit(_ value: Int) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + UInt8(value) : UInt8(ascii: "A") + UInt8(value - 10)
}

/// Why a text is no code: what stands where, and what belongs there.
public struct GridCodeError: Error, Sendable, Equatable {
  /// What was expected.
  public enum Expected: Sendable, Equatable {
    /// `N` or `S`.
    case hemisphere
    /// `0` above the ellipsoid, `1` below it.
    case heightSign
    /// A zone `01` … `60`, or `000` for a polar region.
    case zone
    /// A letter `A` … `V`.
    case band
    /// A digit from 0 to this one, of the given level.
    case digit(upTo: Character, level: Int)
    /// The height digits of level 1, `00` … `56`.
    case heightDigits
    /// One of the lengths that codes have.
    case length(threeDimensional: Bool)
    /// A code of two dimensions, but this one looks like three.
    case twoDimensions
    /// A layer: below the ellipsoid the magnitude of level 10 begins with 1, and the grid has 256 · 7 372 800 layers.
    case layer
  }

  /// The code as it was given, cut after 40 characters.
  public let text: String
  /// The position of the first character that is wrong, from 1.
  public let position: Int
  /// What is wrong with it.
  public let expected: Expected
}

extension GridCell {
  /// Reads a code of two or three dimensions; letters may be small.
  public init(code: some StringProtocol, threeDimensional: Bool) throws(GridCodeError) {
    try self.init(utf8: Array(code.utf8.prefix(64)), threeDimensional: threeDimensional)
  }

  /// Reads a code from ASCII.
  public init(utf8 bytes: [UInt8], threeDimensional: Bool) throws(GridCodeError) {
    var reader = CodeReader(bytes: bytes, threeDimensional: threeDimensional)
    self = try reader.cell()
  }
}

/// Reads a code from left to right.
private struct CodeReader {
  let bytes: [UInt8]
  let threeDimensional: Bool
  private var next = 0
  private var level = 0
  private var below = false
  private var heightIndex = 0

  init(bytes: [UInt8], threeDimensional: Bool) { (self.bytes, self.threeDimensional) = (bytes, threeDimensional) }

  private func failure(_ expected: GridCodeError.Expected, at position: Int) -> GridCodeError {
    GridCodeError(text: String(decoding: bytes.prefix(40), as: UTF8.self), position: position + 1, expected: expected)
  }

  /// The value of the next hexadecimal digit, up to a largest one.
  private mutating func digit(upTo largest: Int, _ expected: GridCodeError.Expected? = nil) throws(GridCodeError) -> Int {
    let value: Int
    switch next < bytes.count ? bytes[next] : 0 {
    case let b where b >= UInt8(ascii: "0") && b <= UInt8(ascii: "9"): value = Int(b - UInt8(ascii: "0"))
    case let b where b | 0x20 >= UInt8(ascii: "a") && b | 0x20 <= UInt8(ascii: "f"): value = Int((b | 0x20) - UInt8(ascii: "a")) + 10
    default: value = 99
    }
    guard value <= largest else {
      let last = Character(Unicode.Scalar(Array("0123456789ABCDEF".utf8)[largest]))
      throw failure(expected ?? .digit(upTo: last, level: level), at: next)
    }
    next += 1
    return value
  }

  /// The level that a length belongs to; nil for the other lengths.
  private var levelOfLength: Int? {
    GridLevel.allCases.first { (threeDimensional ? $0.codeLength3D : $0.codeLength) == bytes.count }?.rawValue
  }

  mutating func cell() throws(GridCodeError) -> GridCell {
    let southern: Bool
    switch bytes.first.map({ $0 | 0x20 }) {
    case UInt8(ascii: "n"): southern = false
    case UInt8(ascii: "s"): southern = true
    default: throw failure(.hemisphere, at: 0)
    }
    next = 1
    level = 1
    if threeDimensional { below = try digit(upTo: 1, .heightSign) == 1 }
    let start = next
    let zone = try digit(upTo: 9, .zone) * 10 + digit(upTo: 9, .zone)
    if !threeDimensional, bytes.count > 4, isLetter(4), !isLetter(3) { throw failure(.twoDimensions, at: 3) }
    let polar = zone == 0
    guard zone <= 60 else { throw failure(.zone, at: start) }
    guard let last = levelOfLength else { throw failure(.length(threeDimensional: threeDimensional), at: bytes.count) }
    let rectangle = polar ? try polarRectangle(last) : try regularRectangle(zone, last)
    var layer: GridLayer?
    if threeDimensional {
      let made = GridLayer(isBelow: below, index: heightIndex, level: GridLevel(rawValue: last) ?? .ten)
      guard heightIndex << GridLayer.shifts[last] <= GridHeight.layerCount, !(below && made.layers.isEmpty),
        made.layers.lowerBound < GridHeight.layerCount
      else { throw failure(.layer, at: bytes.count - 1) }
      layer = made
    }
    let (x, u, width, height) = rectangle
    return GridCell(
      level: GridLevel(rawValue: last) ?? .ten, layer: layer, x: x, y: southern ? -u - height : u, width: width, height: height)
  }

  private func isLetter(_ position: Int) -> Bool {
    let byte = bytes[position] | 0x20
    return byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "v")
  }

  private mutating func regularRectangle(_ zone: Int, _ last: Int) throws(GridCodeError) -> (x: Int, u: Int, width: Int, height: Int) {
    let letter = next < bytes.count ? (bytes[next] & 0xdf) : 0
    guard letter >= UInt8(ascii: "A"), letter <= UInt8(ascii: "V"), bytes[next] > 0x40 else { throw failure(.band, at: next) }
    next += 1
    var u = Int(letter - UInt8(ascii: "A")) * GridUnits.heights[1]
    var v = (zone > 30 ? zone - 31 : 30 - zone) * GridUnits.widths[1]
    try height()
    while level < last {
      level += 1
      let columns = GridUnits.widths[level - 1] / GridUnits.widths[level]
      let rows = GridUnits.heights[level - 1] / GridUnits.heights[level]
      let (a, b) = try plane(columns, rows)
      v += a * GridUnits.widths[level]
      u += b * GridUnits.heights[level]
      try height()
    }
    let width = GridUnits.widths[last]
    return (zone > 30 ? v : -v - width, u, width, GridUnits.heights[last])
  }

  private mutating func polarRectangle(_ last: Int) throws(GridCodeError) -> (x: Int, u: Int, width: Int, height: Int) {
    _ = try digit(upTo: 0, .zone)
    try height()
    var (p, east, outer) = (0, 0, GridUnits.turn)
    while level < last {
      level += 1
      let step = GridUnits.polarHeights[level]
      if level == 2 {
        let index = try digit(upTo: 3) * 4 + digit(upTo: 3)
        let (row, first) = index == 0 ? (0, 0) : index < 4 ? (1, 1) : index < 10 ? (2, 4) : (3, 10)
        p = row * step
        outer = GridUnits.polarWidth(p, 2)
        east = (index - first) * outer
      } else if (level == 3 || level == 6) && outer == GridUnits.turn {
        let index = try digit(upTo: 3)
        p += index == 0 ? 0 : step
        outer = GridUnits.polarWidth(p, level)
        east = index == 0 ? 0 : (index - 1) * outer
      } else {
        let divided = GridUnits.polarColumns[level]
        let start = next
        let (a, b) = try plane(divided, divided)
        p += b * step
        let width = GridUnits.polarWidth(p, level)
        // The cap at the pole is one cell: its columns do not exist.
        guard width < GridUnits.turn || a == 0 else { throw failure(.digit(upTo: "0", level: level), at: start) }
        outer = width
        east += a * width
      }
      try height()
    }
    let half = GridUnits.turn / 2
    let x = east >= half ? east - GridUnits.turn : east
    let height = GridUnits.polarHeights[last]
    return (x, GridUnits.quarter - p - height, outer, height)
  }

  /// The digits of the plane.
  private mutating func plane(_ columns: Int, _ rows: Int) throws(GridCodeError) -> (Int, Int) {
    if level == 3 || level == 6 {
      let value = try digit(upTo: 2 * rows - 1)
      return (value % 2, value / 2)
    }
    return (try digit(upTo: columns - 1), try digit(upTo: rows - 1))
  }

  private mutating func height() throws(GridCodeError) {
    guard threeDimensional else { return }
    let bits = GridLayer.shifts[level - 1] - GridLayer.shifts[level]
    if level == 1 {
      let start = next
      heightIndex = try digit(upTo: 9, .heightDigits) * 10 + digit(upTo: 9, .heightDigits)
      guard heightIndex <= 56 else { throw failure(.heightDigits, at: start) }
    } else {
      heightIndex = heightIndex << bits | (try digit(upTo: 1 << bits - 1))
    }
  }
}
