import FuzzSupport
import Glibc
import GridFiles

/// A tile of SRTM's: the input as the name of a file and as its bytes. Files have one of two lengths, so that it is names that are tried.
@main enum SRTMTarget {
  static func main() {
    exit(
      fuzz { data, count in
        let bytes = UnsafeRawBufferPointer(start: data, count: count)
        let name = String(decoding: bytes, as: UTF8.self)
        if let place = SRTMTile.southWest(name: name) {
          require((-90..<90).contains(place.latitude) && (-180..<180).contains(place.longitude), "a tile beyond the globe")
        }
        do throws(GridFileError) {
          _ = try SRTMTile.read(bytes.bytes, name: name)
        } catch {
          require(error.offset >= 0 && error.offset <= count, "an error outside the file")
        }
        return 0
      })
  }
}
