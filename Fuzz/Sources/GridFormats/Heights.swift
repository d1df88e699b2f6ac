import FuzzSupport
import Geodesy
import GridFiles

/// One input of a fuzz target of a grid format: a typed error within the file, or a model that answers everywhere with a number or a reason, and that
/// comes back through every format that can hold it.
public func heights(_ format: HeightModelFormat, _ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let bytes = UnsafeRawBufferPointer(start: data, count: count)
  do throws(GridFileError) {
    let model = try format.read(bytes.bytes)
    let nodes = model.parts.reduce(0) { $0 + $1.anomaly.nodes.count }
    // Deflate and LZW pack up to 3000 times; of the rest no node takes less than a bit more than a byte.
    require(nodes <= 3000 * max(count, 64), "more nodes than the file can hold")
    guard nodes < 1 << 16 else { return 0 }
    for method in GridInterpolation.allCases {
      let sampler = HeightSampler(model, method: method)
      let grid = model.main.anomaly
      for i in -1...6 {
        for j in -1...6 {
          let latitude = grid.south + (grid.north - grid.south) * Double(i) / 5
          let longitude = grid.west + (grid.east - grid.west) * Double(j) / 5
          // A cubic may pass its nodes, but not by more than they differ.
          if let value = try? sampler.anomaly(latitudeDegrees: latitude, longitudeDegrees: longitude) {
            require(abs(value) <= 1e7, "a value far beyond every node")
          }
        }
      }
    }
    if let written = try? format.write(model) {
      require((try? format.read(written.span.bytes)) != nil, "what is written cannot be read")
    }
  } catch {
    require(error.offset >= 0 && error.offset <= count, "an error outside the file")
    require(!error.message(chinese: true).isEmpty && !error.description.isEmpty, "an error without words")
  }
  return 0
}
