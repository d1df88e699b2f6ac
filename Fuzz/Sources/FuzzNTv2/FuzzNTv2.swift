import FuzzSupport
import Geodesy
import Glibc
import GridFiles

/// An NTv2 file: a typed error at a byte of the file, or a set that answers with numbers or refuses, and is written and read back.
@main enum NTv2Target {
  static func main() {
    exit(
      fuzz { data, count in
        let bytes = UnsafeRawBufferPointer(start: data, count: count)
        do throws(GridFileError) {
          let set = try NTv2.read(bytes.bytes)
          require(set.grids.reduce(0) { $0 + $1.rows * $1.columns } * 16 <= count, "more nodes than the file holds")
          for grid in set.grids {
            let middle = GeodeticPosition(
              latitudeDegrees: (grid.south + grid.north) / 2, longitudeDegrees: (grid.west + grid.east) / 2)
            if let there = try? set.forward(middle) {
              require((there.latitude + there.longitude).isFinite, "a shift that is no number")
              _ = try? set.inverse(there)
            }
          }
          require(!NTv2.write(set).isEmpty, "nothing written")
        } catch {
          require(error.offset >= 0 && error.offset <= count, "an error outside the file")
          require(!error.description.isEmpty && !error.message(chinese: true).isEmpty, "an error without message")
        }
        return 0
      })
  }
}
