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
    // Once for the row, and not for each of its nodes: which numbers they are.
    switch (number, bigEndian) {
    case (.float32, true):
      try read(bytes, row, columns, &nodes, index) { Double(Float(bitPattern: UInt32(bigEndian: $0.load($1)))) }
    case (.float32, false):
      try read(bytes, row, columns, &nodes, index) { Double(Float(bitPattern: UInt32(littleEndian: $0.load($1)))) }
    case (.float64, true):
      try read(bytes, row, columns, &nodes, index) { Double(bitPattern: UInt64(bigEndian: $0.load($1))) }
    case (.float64, false):
      try read(bytes, row, columns, &nodes, index) { Double(bitPattern: UInt64(littleEndian: $0.load($1))) }
    case (.int16, let isBig):
      try read(bytes, row, columns, &nodes, index) { Double(isBig ? Int16(bigEndian: $0.load($1)) : Int16(littleEndian: $0.load($1))) }
    case (.uint16, let isBig):
      try read(bytes, row, columns, &nodes, index) { Double(isBig ? UInt16(bigEndian: $0.load($1)) : UInt16(littleEndian: $0.load($1))) }
    case (.int32, let isBig):
      try read(bytes, row, columns, &nodes, index) { Double(isBig ? Int32(bigEndian: $0.load($1)) : Int32(littleEndian: $0.load($1))) }
    }
  }

  @inline(__always)
  private func read(
    _ bytes: RawSpan, _ row: Int, _ columns: Range<Int>, _ nodes: inout [Float], _ index: Int, _ number: (RawSpan, Int) -> Double
  ) throws(DamagedNode) {
    let first = start + row * northwards + columns.lowerBound * eastwards
    var nodes = nodes.mutableSpan
    for i in 0..<columns.count {
      let at = first + i * eastwards
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
}

extension RawSpan {
  /// The number at an offset, as the machine has it. Any bytes are a number; the load checks the bounds.
  @inline(__always)
  fileprivate func load<Number: FixedWidthInteger & BitwiseCopyable>(_ at: Int) -> Number {
    unsafeLoadUnaligned(fromByteOffset: at, as: Number.self)
  }
}
