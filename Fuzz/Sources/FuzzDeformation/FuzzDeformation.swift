import FuzzSupport
import Geodesy
import Glibc
import GridFiles

/// A deformation model's master file, and the grids of one: a typed error at a byte of the file, or a model that answers with numbers or refuses.
@main enum DeformationTarget {
  /// A grid of 3 × 3 nodes that takes the place of all that a model names, in each unit.
  static let grids = ["metre", "degree"].map { unit in
    TIFF.write([
      TIFF.Content(
        width: 3, height: 3, bands: [Float(0.1), -0.2, 0.3].map { Array(repeating: unit == "metre" ? $0 : $0 * 1e-5, count: 9) },
        origin: SIMD2(110, 22), step: SIMD2(1, 1),
        bandNames: [("east_offset", unit), ("north_offset", unit), ("vertical_offset", "metre")])
    ]) ?? []
  }

  static func main() {
    exit(
      fuzz { data, count in
        let bytes = UnsafeRawBufferPointer(start: data, count: count)
        DeformationTarget.check(bytes, count)
        for unit in [DeformationModelFile.Unit.metre, .degree] { _ = try? DeformationGrid(bytes.bytes, .all, unit: unit) }
        return 0
      })
  }

  static func check(_ bytes: UnsafeRawBufferPointer, _ count: Int) {
    let file: DeformationModelFile
    do throws(GridFileError) {
      file = try DeformationModelFile(bytes.bytes)
    } catch {
      require(error.offset >= 0 && error.offset <= count, "an error outside the file")
      require(!error.description.isEmpty && !error.message(chinese: true).isEmpty, "an error without message")
      return
    }
    require(file.components.count <= count, "more components than the file holds")
    guard file.components.count < 100 else { return }
    guard
      let model = try? DeformationModel(
        file, ellipsoid: .cgcs2000,
        grid: { component, unit throws(GridFileError) in
          let bytes = grids[unit == .metre ? 0 : 1]
          return try DeformationGrid(bytes.span.bytes, component.displacement, unit: unit)
        })
    else { return }
    for epoch in [file.years.lowerBound, (file.years.lowerBound + file.years.upperBound) / 2, 2010.5] {
      for (latitude, longitude) in [(21.0, 111.0), (20.0, 110.0), ((file.extent.low.y + file.extent.high.y) / 2, file.extent.low.x)] {
        let p = GeodeticPosition(latitudeDegrees: latitude, longitudeDegrees: longitude, ellipsoidalHeight: 0)
        guard let q = try? model.forward(p, epoch: epoch) else { continue }
        require(!(q.latitude + q.longitude + q.ellipsoidalHeight).isNaN, "a place that is no number")
        _ = try? model.inverse(q, epoch: epoch)
      }
    }
  }
}
