import FuzzSupport
import Glibc
import GridFiles
import GridFormats

/// A PGM of GeographicLib's: see `heights`.
@main enum PGMTarget {
  static func main() { exit(fuzz { heights(.pgm, $0, $1) }) }
}
