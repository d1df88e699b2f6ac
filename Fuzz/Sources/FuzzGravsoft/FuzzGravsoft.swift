import FuzzSupport
import Glibc
import GridFiles
import GridFormats

/// A GRAVSOFT grid: see `heights`.
@main enum GravsoftTarget {
  static func main() { exit(fuzz { heights(.gravsoft, $0, $1) }) }
}
