import FuzzSupport
import Glibc
import GridFiles

/// A GTX file: a typed error within the file, or a grid that answers everywhere with a finite value or a reason.
@main enum GTXTarget {
  static func main() {
    exit(
      fuzz { data, count in
        let bytes = UnsafeRawBufferPointer(start: data, count: count)
        do throws(GridFileError) {
          let grid = try GTX.read(bytes.bytes)
          require(grid.rows * grid.columns * 4 + 40 == count, "more nodes than the file has")
          for i in -3...12 {
            for j in -3...12 {
              // Edges, nodes, middles and outside.
              let latitude = grid.south + grid.latitudeStep * Double(i) * Double(grid.rows - 1) / 8
              let longitude = grid.west + grid.longitudeStep * Double(j) * Double(grid.columns - 1) / 8
              if let value = try? grid.bilinear(latitudeDegrees: latitude, longitudeDegrees: longitude) {
                // Rounding of the interpolation may pass the largest node by a hair.
                require(abs(value) <= 1000.001, "a value beyond every node")
              }
            }
          }
          for wild in [Double.nan, .infinity, 1e300, -1e300] {
            require((try? grid.bilinear(latitudeDegrees: wild, longitudeDegrees: 0)) == nil, "a value at no place")
            require((try? grid.bilinear(latitudeDegrees: 0, longitudeDegrees: wild)) == nil, "a value at no place")
          }
        } catch {
          require(error.offset >= 0 && error.offset <= count, "an error outside the file")
          require(!error.message(chinese: true).isEmpty && !error.description.isEmpty, "an error without words")
        }
        return 0
      })
  }
}
