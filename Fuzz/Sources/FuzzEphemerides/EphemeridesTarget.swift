import FuzzSupport
import Glibc
import MessageFamilies
import RTCM

private let family: Family = {
  var family = Family()
  family.add(Message1019.self)
  family.add(Message1020.self)
  family.add(Message1041.self)
  family.add(Message1042.self)
  family.add(Message1043.self)
  family.add(Message1044.self)
  family.add(Message1045.self)
  family.add(Message1046.self)
  return family
}()

/// Broadcast ephemerides.
@main enum EphemeridesTarget {
  static func main() { exit(fuzz { family.check($0, $1) }) }
}
