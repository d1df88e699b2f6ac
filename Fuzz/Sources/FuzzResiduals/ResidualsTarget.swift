import FuzzSupport
import Glibc
import MessageFamilies
import RTCM

private let family: Family = {
  var family = Family()
  family.add(Message1030.self)
  family.add(Message1031.self)
  family.add(Message1303.self)
  family.add(Message1304.self)
  family.add(Message1305.self)
  family.add(Message1230.self)
  return family
}()

/// Residuals of network RTK and biases of GLONASS.
@main enum ResidualsTarget {
  static func main() { exit(fuzz { family.check($0, $1) }) }
}
