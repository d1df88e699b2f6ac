import FuzzSupport
import Glibc
import GridFiles
import GridFormats

/// Heights in NTv2's records: see `heights`.
@main enum NTv2HeightsTarget {
  static func main() { exit(fuzz { heights(.ntv2, $0, $1) }) }
}
