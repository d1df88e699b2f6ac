/// Nodes that lie one after the other as numbers: the place of each follows from its row and column.
struct NodeRecords: NodeLayout {
  /// The kind of number.
  enum Number {
    case float32, float64, int16, uint16, int32

    /// Bytes of one.
    var size: Int {
      switch self {
      case .int16, .uint16: 2
      case .float32, .int32: 4
      case .float64: 8
      }
    }
  }

  /// Which numbers stand for no value; NaN always does.
  enum Missing {
    case none
    /// This one, also as the nearest of 32 bits.
    case value(Double)
    /// To a ten-thousandth.
    case near(Float)
    case atLeast(Double)
    case either(Double, Double)
    case atLeastOrValue(Double, Double)

    @inline(__always)
    func holds(_ raw: Double) -> Bool {
      switch self {
      case .none: false
      case .value(let value): raw == value || Float(raw) == Float(value)
      case .near(let value): abs(Float(raw) - value) < 1e-4
      case .atLeast(let value): raw >= value
      case .either(let first, let second): raw == first || raw == second
      case .atLeastOrValue(let least, let value): raw >= least || raw == value
      }
    }
  }

  /// What makes metres of a number.
  enum Scaling {
    case none
    case times(Double)
    case divided(by: Double)
    case affine(offset: Double, scale: Double)

    @inline(__always)
    func metres(_ raw: Double) -> Double {
      switch self {
      case .none: raw
      case .times(let factor): raw * factor
      case .divided(let divisor): raw / divisor
      case .affine(let offset, let scale): offset + scale * raw
      }
    }
  }

  let format: String
  let number: Number
  let bigEndian: Bool
  /// The byte of the node in the south-west.
  let start: Int
  /// Bytes from a node to its neighbours in the north and in the east; less than 0 where the file goes the other way.
  let northwards: Int
  let eastwards: Int
  var missing = Missing.none
  var scaling = Scaling.none
  /// A node beyond is damage, metres.
  var limit = HeightModel.largestAnomaly

  /// Nodes without anything between them, row by row.
  /// - Parameters:
  ///   - at: The byte of the first.
  ///   - fromNorth: The first row is the northern one.
  init(format: String, _ number: Number, bigEndian: Bool, at: Int, rows: Int, columns: Int, fromNorth: Bool, limit: Double) {
    let row = columns * number.size
    self.init(
      format: format, number, bigEndian: bigEndian, start: fromNorth ? at + (rows - 1) * row : at, northwards: fromNorth ? -row : row,
      eastwards: number.size)
    self.limit = limit
  }

  /// Nodes at places of their own.
  init(format: String, _ number: Number, bigEndian: Bool, start: Int, northwards: Int, eastwards: Int) {
    (self.format, self.number, self.bigEndian) = (format, number, bigEndian)
    (self.start, self.northwards, self.eastwards) = (start, northwards, eastwards)
  }

  func read(_ bytes: RawSpan, row: Int, columns: Range<Int>, into nodes: inout [Float], at index: Int) throws(DamagedNode) {
    let first = start + row * northwards + columns.lowerBound * eastwards
    for i in 0..<columns.count {
      let at = first + i * eastwards
      // Any bytes are a number; the load checks the bounds.
      let raw = number(bytes, at)
      guard !raw.isNaN, !missing.holds(raw) else {
        nodes[index + i] = .nan
        continue
      }
      let metres = scaling.metres(raw)
      guard abs(metres) <= limit else {
        throw DamagedNode(column: columns.lowerBound + i, error: GridFileError(format: format, offset: at, problem: .implausibleNode))
      }
      nodes[index + i] = Float(metres)
    }
  }

  @inline(__always)
  private func number(_ bytes: RawSpan, _ at: Int) -> Double {
    switch number {
    case .float32:
      let raw = bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt32.self)
      return Double(Float(bitPattern: bigEndian ? UInt32(bigEndian: raw) : UInt32(littleEndian: raw)))
    case .float64:
      let raw = bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
      return Double(bitPattern: bigEndian ? UInt64(bigEndian: raw) : UInt64(littleEndian: raw))
    case .int16, .uint16:
      let raw = bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt16.self)
      let ordered = bigEndian ? UInt16(bigEndian: raw) : UInt16(littleEndian: raw)
      return number == .int16 ? Double(Int16(bitPattern: ordered)) : Double(ordered)
    case .int32:
      let raw = bytes.unsafeLoadUnaligned(fromByteOffset: at, as: Int32.self)
      return Double(bigEndian ? Int32(bigEndian: raw) : Int32(littleEndian: raw))
    }
  }
}
