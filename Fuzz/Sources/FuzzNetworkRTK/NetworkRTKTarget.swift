import FuzzSupport
import Glibc
import MessageFamilies
import RTCM

private let family: Family = {
  var family = Family()
  family.add(Message1014.self)
  family.add(Message1015.self)
  family.add(Message1016.self)
  family.add(Message1017.self)
  family.add(Message1034.self)
  family.add(Message1035.self)
  family.add(Message1037.self)
  family.add(Message1038.self)
  family.add(Message1039.self)
  return family
}()

/// Network RTK: auxiliary stations, correction differences, gradients.
@main enum NetworkRTKTarget {
  static func main() { exit(fuzz { family.check($0, $1) }) }
}
