import FuzzSupport
import Glibc
import GridFiles
import GridFormats

/// A GeoTIFF of heights: see `heights`.
@main enum TIFFTarget {
  static func main() { exit(fuzz { heights(.geoTIFF, $0, $1) }) }
}
