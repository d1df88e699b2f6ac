import FuzzSupport
import Glibc
import GridFiles
import GridFormats

/// A GGF file: see `heights`.
@main enum GGFTarget {
  static func main() { exit(fuzz { heights(.ggf, $0, $1) }) }
}
