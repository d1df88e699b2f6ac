import FuzzSupport
import Glibc
import MessageFamilies
import RTCM

private let family: Family = {
  var family = Family()
  family.add(Message1021.self)
  family.add(Message1022.self)
  family.add(Message1023.self)
  family.add(Message1024.self)
  family.add(Message1025.self)
  family.add(Message1026.self)
  family.add(Message1027.self)
  family.add(Message1300.self)
  family.add(Message1301.self)
  family.add(Message1302.self)
  return family
}()

/// Coordinate transformations and reference systems.
@main enum TransformationsTarget {
  static func main() { exit(fuzz { family.check($0, $1) }) }
}
