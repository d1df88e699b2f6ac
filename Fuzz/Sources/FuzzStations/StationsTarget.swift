import FuzzSupport
import Glibc
import MessageFamilies
import RTCM

private let family: Family = {
  var family = Family()
  family.add(Message1005.self)
  family.add(Message1006.self)
  family.add(Message1007.self)
  family.add(Message1008.self)
  family.add(Message1013.self)
  family.add(Message1029.self)
  family.add(Message1032.self)
  family.add(Message1033.self)
  return family
}()

/// Stations, antennas, receivers, texts.
@main enum StationsTarget {
  static func main() { exit(fuzz { family.check($0, $1) }) }
}
