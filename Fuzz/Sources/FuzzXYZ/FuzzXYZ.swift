import FuzzSupport
import Glibc
import GridFiles
import GridFormats

/// Lines of nodes: see `heights`.
@main enum XYZTarget {
  static func main() { exit(fuzz { heights(.xyz, $0, $1) }) }
}
