import FuzzSupport
import Glibc
import MessageFamilies
import RTCM

private let family: Family = {
  var family = Family()
  family.add(Message1001.self)
  family.add(Message1002.self)
  family.add(Message1003.self)
  family.add(Message1004.self)
  family.add(Message1009.self)
  family.add(Message1010.self)
  family.add(Message1011.self)
  family.add(Message1012.self)
  return family
}()

/// Observations before MSM.
@main enum LegacyTarget {
  static func main() { exit(fuzz { family.check($0, $1) }) }
}
