import FuzzSupport
import Glibc
import MessageFamilies
import RTCM

private let family: Family = {
  var family = Family()
  family.add(corrections: SSROrbits.self)
  family.add(corrections: SSRClocks.self)
  family.add(corrections: SSRCodeBiases.self)
  family.add(corrections: SSROrbitsAndClocks.self)
  family.add(corrections: SSRAccuracies.self)
  family.add(corrections: SSRHighRateClocks.self)
  family.add(corrections: SSRPhaseBiases.self)
  family.add(corrections: SSRIonosphere.self)
  return family
}()

/// State-space representation: RTCM and IGS.
@main enum SSRTarget {
  static func main() { exit(fuzz { family.check($0, $1) }) }
}
