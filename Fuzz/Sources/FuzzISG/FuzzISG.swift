import FuzzSupport
import Glibc
import GridFiles
import GridFormats

/// An ISG file: see `heights`.
@main enum ISGTarget {
  static func main() { exit(fuzz { heights(.isg, $0, $1) }) }
}
