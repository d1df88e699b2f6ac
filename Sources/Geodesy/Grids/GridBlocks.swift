import Synchronization

/// Values at the nodes of a grid, in blocks that are made when a place first needs one.
///
/// The block (i, j) serves the cells from i · `side` and j · `side` on, `side` each way. It holds whatever a stencil of four by four in one of them
/// touches, from one node before its first cell to two behind its last: neighbours share these borders. Row by row, `stride` values each, and
/// behind them one that is not 0 where a node of the block has no value.
///
/// Safe to share between threads without a lock, and without one in the kernels:
/// - An entry of the table holds the address of a block, at first that of one full of NaN. It changes once, from that to the block made.
/// - A block is written by the thread that makes it before anybody else knows its address. The exchange that makes it known releases these
///   writes, and every load of an entry acquires them; nothing is written afterwards.
/// - Two threads may make the same block. They make the same values, for a block depends on the nodes alone; one address comes into the table, and
///   the thread that comes second frees its own.
/// - Blocks are freed together with this object, which whoever reads them holds.
final class GridBlocks<Value: BinaryFloatingPoint & Sendable>: @unchecked Sendable {
  /// Cells in a block, each way; a power of two, so that the kernels' division by it is exact.
  let side: Int
  /// Values in a row of a block.
  let stride: Int
  /// Blocks side by side.
  let across: Int
  private let count: Int
  private let table: UnsafeMutablePointer<Atomic<UInt>>
  private let empty: UnsafeMutablePointer<Value>
  /// What is wrong with the blocks that cannot be made.
  private let failures = Mutex<[Int: UnreadableNodes]>([:])

  init(_ grid: RegularGrid, side: Int) {
    self.side = side
    stride = side + 3
    across = (grid.columnCells - 1) / side + 1
    count = across * ((grid.rows - 2) / side + 1)
    empty = .allocate(capacity: stride * stride + 1)
    empty.initialize(repeating: .nan, count: stride * stride + 1)
    table = .allocate(capacity: count)
    for i in 0..<count { (table + i).initialize(to: Atomic(UInt(bitPattern: empty))) }
  }

  deinit {
    for i in 0..<count {
      let address = table[i].load(ordering: .acquiring)
      // Whatever is in the table is `empty` or was allocated by `publish`.
      if address != UInt(bitPattern: empty) { UnsafeMutablePointer<Value>(bitPattern: address)?.deallocate() }
    }
    table.deinitialize(count: count)
    table.deallocate()
    empty.deallocate()
  }

  /// Which block serves a cell.
  func index(row: Int, column: Int) -> Int { row / side * across + column / side }

  /// The first cell of a block.
  func firstCell(_ index: Int) -> (row: Int, column: Int) { (index / across * side, index % across * side) }

  /// A block, made by `make` where it is not there yet.
  func block(_ index: Int, make: () throws(UnreadableNodes) -> [Value]) throws(UnreadableNodes) -> BlockValues<Value> {
    let cell = firstCell(index)
    let values: UnsafePointer<Value>
    if let known = known(index) { values = known } else { values = publish(index, try made(index, make)) }
    return BlockValues(values, stride: stride, firstRow: cell.row - 1, firstColumn: cell.column - 1)
  }

  private func known(_ index: Int) -> UnsafePointer<Value>? {
    precondition(index >= 0 && index < count)
    let address = table[index].load(ordering: .acquiring)
    return address == UInt(bitPattern: empty) ? nil : UnsafePointer(bitPattern: address)
  }

  private func made(_ index: Int, _ make: () throws(UnreadableNodes) -> [Value]) throws(UnreadableNodes) -> [Value] {
    if let failure = failures.withLock({ $0[index] }) { throw failure }
    do throws(UnreadableNodes) {
      return try make()
    } catch {
      failures.withLock { $0[index] = error }
      throw error
    }
  }

  private func publish(_ index: Int, _ values: [Value]) -> UnsafePointer<Value> {
    precondition(values.count == stride * stride + 1)
    let fresh = UnsafeMutablePointer<Value>.allocate(capacity: values.count)
    for i in values.indices { (fresh + i).initialize(to: values[i]) }
    let (exchanged, original) = table[index].compareExchange(
      expected: UInt(bitPattern: empty), desired: UInt(bitPattern: fresh), ordering: .acquiringAndReleasing)
    if exchanged { return UnsafePointer(fresh) }
    fresh.deallocate()
    // Somebody else's, which is never 0.
    return UnsafePointer(bitPattern: original)!
  }

  /// Lets a kernel read the table; it must load its entries acquiring.
  func withTable(_ body: (UnsafePointer<Atomic<UInt>>) -> Void) {
    body(UnsafePointer(table))
    withExtendedLifetime(self) {}
  }
}
