import FuzzSupport
import Glibc
import GridFiles
import GridFormats

/// A BYN file: see `heights`.
@main enum BYNTarget {
  static func main() { exit(fuzz { heights(.byn, $0, $1) }) }
}
