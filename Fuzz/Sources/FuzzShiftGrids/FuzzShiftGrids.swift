import FuzzSupport
import Geodesy
import Glibc
import GridFiles

/// CTable2, NTv1 and GeoTIFF files of shifts and velocities, triangulation files: a typed error at a byte of the file, or a set that answers with numbers or refuses.
@main enum ShiftGridsTarget {
  static func main() {
    exit(
      fuzz { data, count in
        let bytes = UnsafeRawBufferPointer(start: data, count: count)
        ShiftGridsTarget.check(count) { () throws(GridFileError) in try CTable2.read(bytes.bytes) }
        ShiftGridsTarget.check(count) { () throws(GridFileError) in try NTv1.read(bytes.bytes) }
        do throws(GridFileError) {
          let layer = try CTable2.readVelocities(bytes.bytes)
          let grid = VelocityGrid(name: "fuzz", frame: .itrf2014, layers: [layer])
          _ = try? grid.localVelocity(latitude: layer.south * .pi / 180, longitude: layer.west * .pi / 180)
        } catch {
          require(error.offset >= 0 && error.offset <= count, "an error outside the file")
        }
        do throws(GridFileError) {
          let set = try OffsetGrids.read(bytes.bytes)
          if let there = try? set.forward(GeodeticPosition(latitude: 0.4, longitude: 2)) {
            require((there.latitude + there.longitude).isFinite, "an offset that is no number")
            _ = try? set.inverse(there)
          }
        } catch {
          require(!error.description.isEmpty, "an error without message")
        }
        _ = try? VelocityLayer.read(bytes.bytes)
        if let file = try? TINFile(bytes.bytes) {
          let network = file.shift
          if let geographic = GeographicTIN(file) {
            for p in [GeodeticPosition(latitude: 0.5, longitude: 2), GeodeticPosition(latitudeDegrees: 0.25, longitudeDegrees: 0.5)] {
              if let q = try? geographic.forward(p) { _ = try? geographic.inverse(q) }
            }
          }
          for p in [SIMD3<Double>(0, 0, 0), SIMD3(5e5, 3e6, 0), SIMD3(0.5, 0.25, 1)] {
            if let q = try? network.forward(p) { _ = try? network.inverse(q) }
          }
        }
        return 0
      })
  }

  static func check(_ count: Int, _ read: () throws(GridFileError) -> ShiftGridSet) {
    do throws(GridFileError) {
      let set = try read()
      require(set.grids.reduce(0) { $0 + $1.rows * $1.columns } * 8 <= count, "more nodes than the file holds")
      for grid in set.grids {
        let middle = GeodeticPosition(latitudeDegrees: (grid.south + grid.north) / 2, longitudeDegrees: (grid.west + grid.east) / 2)
        if let there = try? set.forward(middle) {
          require((there.latitude + there.longitude).isFinite, "a shift that is no number")
          _ = try? set.inverse(there)
        }
      }
    } catch {
      require(error.offset >= 0 && error.offset <= count, "an error outside the file")
      require(!error.description.isEmpty && !error.message(chinese: true).isEmpty, "an error without message")
    }
  }
}
