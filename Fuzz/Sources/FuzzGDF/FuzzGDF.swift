import FuzzSupport
import Glibc
import GridFiles
import GridFormats

/// A GDF of ICGEM's: see `heights`.
@main enum GDFTarget {
  static func main() { exit(fuzz { heights(.gdf, $0, $1) }) }
}
