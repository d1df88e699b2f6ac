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
    onDemand(format, Array(bytes), model)
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
    // What has no whole model may open, if a node is what is wrong; then no place crashes.
    onDemand(format, Array(bytes), nil)
    require(error.offset >= 0 && error.offset <= count, "an error outside the file")
    require(!error.message(chinese: true).isEmpty && !error.description.isEmpty, "an error without words")
  }
  return 0
}

/// The same input with its nodes read as places need them: wherever the whole model has a value, the same one.
private func onDemand(_ format: HeightModelFormat, _ bytes: [UInt8], _ model: HeightModel?) {
  guard let file = try? format.open(HeldArray(name: "input", bytes), wholeUpTo: 0) else {
    return require(model == nil, "a model that is read whole cannot be opened")
  }
  for method in [GridInterpolation.bilinear, .spline] {
    let sampler = HeightSampler(file, method: method)
    let whole = model.map { HeightSampler($0, method: method) }
    for i in 0..<40 {
      // A Weyl sequence over the globe.
      let (x, y) = (Double(i) * 0.754877666, Double(i) * 0.569840291)
      let (latitude, longitude) = ((x - x.rounded(.down)) * 180 - 90, (y - y.rounded(.down)) * 360)
      let value = try? sampler.anomaly(latitudeDegrees: latitude, longitudeDegrees: longitude)
      guard let whole else { continue }
      let expected = try? whole.anomaly(latitudeDegrees: latitude, longitudeDegrees: longitude)
      require((value == nil) == (expected == nil), "a value by one way of reading only")
      // Nodes are within 10⁴ m, and the spline through any of them within some times that: its rounding is below a nanometre.
      if let value, let expected {
        require(method == .spline ? abs(value - expected) < 1e-9 : value == expected, "another value on demand")
      }
    }
  }
}
