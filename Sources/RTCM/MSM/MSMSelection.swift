public import GNSS

extension MSMBlock {
  /// Keeps the cells that `keep` approves of, and takes the others out; satellites and signals without a cell leave the masks.
  ///
  /// When every cell is kept nothing changes at all, not even masks with satellites or signals that had no cell from the start.
  /// - Parameter keep: Gets the satellite, the signal identifier (1…32) and the cell.
  /// - Returns: True when the message changed. Without cells it is then empty, and not worth sending.
  @discardableResult
  public mutating func keepCells(where keep: (_ satellite: Satellite, _ signalID: UInt8, _ cell: MSMCell) -> Bool) -> Bool {
    var kept = 0
    var satelliteMask: UInt64 = 0
    var signalMask: UInt32 = 0
    for i in 0..<cellCount {
      let cell = cells[i]
      let position = satellites[Int(cell.satelliteIndex)].maskPosition
      let signalID = signalIDs[Int(cell.signalIndex)]
      guard keep(header.kind.satellite(maskPosition: Int(position)), signalID, cell) else { continue }
      satelliteMask |= 0x8000_0000_0000_0000 >> UInt64(position &- 1)
      signalMask |= 0x8000_0000 >> UInt32(signalID &- 1)
      cells[kept] = cell
      kept += 1
    }
    guard kept < cellCount else { return false }
    // The kept cells stand in front, in their old order, which is that of the new masks; now their places in the new grid.
    var cellMask: UInt64 = 0
    let signalCount = signalMask.nonzeroBitCount
    for i in 0..<kept {
      let position = satellites[Int(cells[i].satelliteIndex)].maskPosition
      let signalID = signalIDs[Int(cells[i].signalIndex)]
      let row = (satelliteMask >> (UInt64(65) - UInt64(position)) as UInt64).nonzeroBitCount
      let column = (signalMask >> (UInt32(33) - UInt32(signalID)) as UInt32).nonzeroBitCount
      cellMask |= 0x8000_0000_0000_0000 >> UInt64(row * signalCount + column)
    }
    var satellitesKept = 0
    for i in 0..<satelliteCount where satelliteMask & 0x8000_0000_0000_0000 >> UInt64(satellites[i].maskPosition &- 1) != 0 {
      satellites[satellitesKept] = satellites[i]
      satellitesKept += 1
    }
    header.satelliteMask = satelliteMask
    header.signalMask = signalMask
    header.cellMask = cellMask
    layOut()
    return true
  }

  /// Whether any cell has a signal identifier without a meaning.
  public func hasReservedSignals(dialect: MSMDialect = []) -> Bool {
    (0..<signalCount).contains { MSMSignals.signal(Int(signalIDs[$0]), of: header.kind.system, dialect: dialect) == nil }
  }
}
