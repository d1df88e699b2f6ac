import FuzzSupport
import Glibc
import GridFiles
import GridFormats

/// A Surfer grid of any of the three kinds: see `heights`.
@main enum SurferTarget {
  static func main() { exit(fuzz { heights(.surfer7, $0, $1) }) }
}
