import FuzzSupport
import Glibc
import GridFiles
import GridFormats

/// An ASCII grid of ESRI's: see `heights`.
@main enum ESRIGridTarget {
  static func main() { exit(fuzz { heights(.esri, $0, $1) }) }
}
