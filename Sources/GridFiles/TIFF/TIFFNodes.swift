import Geodesy
import Synchronization

/// One band of an image as the nodes of a grid: a node's strip or tile is read when the node is asked for.
struct TIFFNodes: NodeLayout {
  let chunks: TIFFChunks
  let band: Int
  /// The sample that stands for no value.
  let noData: Double?
  /// Scale and offset of the band.
  let scale: Double
  let shift: Double
  /// Metres, or whatever the node is in, of what then results.
  let unit: Float
  /// Whether the first row of the image is the northern one.
  let southwards: Bool
  /// A node beyond is damage.
  let limit: Float

  func read(_ bytes: RawSpan, row: Int, columns: Range<Int>, into nodes: inout [Float], at index: Int) throws(DamagedNode) {
    let layout = chunks.layout
    let imageRow = southwards ? layout.height - 1 - row : row
    var column = columns.lowerBound
    while column < columns.upperBound {
      let end = min(columns.upperBound, (column / layout.chunkWidth + 1) * layout.chunkWidth)
      let part = column..<end
      do throws(GridFileError) {
        try chunks.read(bytes, band: band, row: imageRow, columns: part, noData, into: &nodes, at: index + column - columns.lowerBound)
      } catch {
        throw DamagedNode(column: column, error: error)
      }
      for column in part {
        let i = index + column - columns.lowerBound
        if scale != 1 || shift != 0 { nodes[i] = Float(Double(nodes[i]) * scale + shift) }
        nodes[i] *= unit
        guard nodes[i].isNaN || abs(nodes[i]) <= limit else {
          let error = GridFileError(
            format: TIFF.format, offset: chunks.place(bytes, band: band, row: imageRow, column), problem: .implausibleNode)
          throw DamagedNode(column: column, error: error)
        }
      }
      column = end
    }
  }
}

/// What all images of a file may still unpack to, for threads together.
final class TIFFSharedBudget: Sendable {
  private let budget: Mutex<TIFFBudget>

  init(_ budget: TIFFBudget) { self.budget = Mutex(budget) }

  func take(_ bytes: Int) -> Bool { budget.withLock { $0.take(bytes) } }
}

/// The strips or tiles of an image. What is packed is unpacked once and stays in memory; what is not is read where it lies. Safe to share between
/// threads: two may unpack the same chunk, which gives the same bytes, and the first of them stays.
final class TIFFChunks: @unchecked Sendable {
  // The table is written by nobody but its atomic entries, and freed with this object.
  private let table: UnsafeMutablePointer<AtomicLazyReference<Unpacked>>
  private let count: Int
  private let budget: TIFFSharedBudget
  let layout: TIFFLayout

  /// The bytes of a chunk, as ``TIFFSamples/unpack(_:_:_:rows:_:_:_:)`` gives them; none for one that the file leaves out.
  private final class Unpacked: Sendable {
    let bytes: [UInt8]
    init(_ bytes: [UInt8]) { self.bytes = bytes }
  }

  init(_ layout: TIFFLayout, _ budget: TIFFSharedBudget) {
    self.layout = layout
    self.budget = budget
    // The directory has so many offsets and counts.
    count = layout.isDirect ? 0 : layout.chunks
    table = .allocate(capacity: max(count, 1))
    for i in 0..<count { (table + i).initialize(to: AtomicLazyReference()) }
  }

  deinit {
    table.deinitialize(count: count)
    table.deallocate()
  }

  /// Samples of one row, of columns in one chunk, as numbers.
  func read(
    _ bytes: RawSpan, band: Int, row: Int, columns: Range<Int>, _ noData: Double?, into nodes: inout [Float], at index: Int
  ) throws(GridFileError) {
    let input = try TIFFInput(bytes)
    let (chunk, first) = position(band: band, row: row, columns.lowerBound)
    let stride = layout.chunkBands * layout.sampleBytes
    if layout.isDirect {
      guard let place = try TIFFSamples.place(input, layout, chunk) else { return Self.leaveOut(columns.count, &nodes, index) }
      let size = layout.rowBytes * layout.rows(ofChunk: chunk)
      guard place.count >= size else { throw input.failure(place.offset, .length(expectedBytes: size, actualBytes: place.count)) }
      return TIFFSamples.convert(
        bytes, from: place.offset + first, stride: stride, layout, bigEndian: input.isBig, noData, into: &nodes, at: index,
        count: columns.count)
    }
    let unpacked = try unpacked(input, chunk)
    guard !unpacked.isEmpty else { return Self.leaveOut(columns.count, &nodes, index) }
    TIFFSamples.convert(
      unpacked.span.bytes, from: first, stride: stride, layout, bigEndian: false, noData, into: &nodes, at: index, count: columns.count)
  }

  private static func leaveOut(_ count: Int, _ nodes: inout [Float], _ index: Int) { for i in 0..<count { nodes[index + i] = .nan } }

  private func unpacked(_ input: borrowing TIFFInput, _ chunk: Int) throws(GridFileError) -> [UInt8] {
    precondition(chunk < count)
    if let known = table[chunk].load() { return known.bytes }
    var (bytes, scratch): ([UInt8], [UInt8]) = ([], [])
    let size = layout.rowBytes.multipliedReportingOverflow(by: layout.rows(ofChunk: chunk))
    // A file whose chunks share their bytes must not unpack to more than the file could hold.
    guard !size.overflow, budget.take(size.partialValue) else {
      throw input.failure(layout.directory.place(layout.offsets), .tooLarge)
    }
    var allowance = TIFFBudget(bytes: size.partialValue)
    if try !TIFFSamples.unpack(input, layout, chunk, rows: layout.rows(ofChunk: chunk), &bytes, &scratch, &allowance) { bytes = [] }
    return table[chunk].storeIfNil(Unpacked(bytes)).bytes
  }

  /// The chunk of a sample, and where the sample lies in the chunk.
  private func position(band: Int, row: Int, _ column: Int) -> (chunk: Int, byte: Int) {
    let (x, y) = (column / layout.chunkWidth, row / layout.chunkHeight)
    let (plane, inside) = layout.bandsApart ? (band, 0) : (0, band)
    let pixel = (row - y * layout.chunkHeight) * layout.chunkWidth + column - x * layout.chunkWidth
    return ((plane * layout.down + y) * layout.across + x, (pixel * layout.chunkBands + inside) * layout.sampleBytes)
  }

  /// The byte of a sample in the file; of one that is packed, that of its chunk.
  func place(_ bytes: RawSpan, band: Int, row: Int, _ column: Int) -> Int {
    let (chunk, byte) = position(band: band, row: row, column)
    guard let input = try? TIFFInput(bytes), let place = try? TIFFSamples.place(input, layout, chunk) else { return 0 }
    return place.offset + (layout.isDirect ? byte : 0)
  }
}
