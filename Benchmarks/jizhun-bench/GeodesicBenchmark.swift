import CPROJ
import Geodesy

/// Geodesics, one pair of points at a time, beside the C library of GeographicLib's author that PROJ carries (`geodesic.h`): the same order of series.
///
/// 2048 invented pairs anywhere on the globe.
enum GeodesicBenchmark: Benchmark {
  static let name = "geodesic"
  static let count = 2048

  static func run() throws -> [Comparison] {
    var state: UInt64 = 7
    func random(_ a: Double, _ b: Double) -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return a + Double(state >> 11) * 0x1p-53 * (b - a)
    }
    let pairs = (0..<count).map { _ in SIMD4(random(-89, 89), random(-180, 180), random(-89, 89), random(-180, 180)) }
    let ours = Geodesic(.wgs84)
    var theirs = geod_geodesic()
    geod_init(&theirs, Ellipsoid.wgs84.semiMajorAxis, Ellipsoid.wgs84.flattening)
    let peer = "geodesic.h of PROJ \(String(cString: proj_info().version))"

    var worst = 0.0
    for p in pairs {
      var (s, a1, a2) = (0.0, 0.0, 0.0)
      geod_inverse(&theirs, p[0], p[1], p[2], p[3], &s, &a1, &a2)
      let line = ours.inverse(latitude1Degrees: p[0], longitude1Degrees: p[1], latitude2Degrees: p[2], longitude2Degrees: p[3])
      worst = max(worst, abs((line?.distance ?? .infinity) - s))
    }
    guard worst < 30e-9 else { throw Disagreement(description: "distances differ by \(worst) m") }

    var sum = (0.0, 0.0)
    let inverse = pairedMedians(items: count) {
      for p in pairs {
        sum.0 +=
          ours.inverse(latitude1Degrees: p[0], longitude1Degrees: p[1], latitude2Degrees: p[2], longitude2Degrees: p[3])?.distance ?? 0
      }
    } theirs: {
      for p in pairs {
        var (s, a1, a2, m, area) = (0.0, 0.0, 0.0, 0.0, 0.0)
        _ = geod_geninverse(&theirs, p[0], p[1], p[2], p[3], &s, &a1, &a2, &m, nil, nil, &area)
        sum.1 += s
      }
    }
    let direct = pairedMedians(items: count) {
      for p in pairs {
        sum.0 +=
          ours.direct(latitudeDegrees: p[0], longitudeDegrees: p[1], azimuthDegrees: p[2] * 2, distance: (p[3] + 180) * 1e4)?
          .latitudeDegrees ?? 0
      }
    } theirs: {
      for p in pairs {
        var (latitude, longitude, azimuth, m, area) = (0.0, 0.0, 0.0, 0.0, 0.0)
        _ = geod_gendirect(
          &theirs, p[0], p[1], p[2] * 2, 0, (p[3] + 180) * 1e4, &latitude, &longitude, &azimuth, nil, &m, nil, nil, &area)
        sum.1 += latitude
      }
    }
    let note = "largest difference of distances \(fixed(worst * 1e9, 1)) nm; sums agree to \(fixed(abs(sum.0 - sum.1), 6))"
    return [
      Comparison(
        name: "geodesic inverse, with m12 and S12", unit: "ns", ours: inverse.ours, peer: peer, theirs: inverse.theirs, notes: [note]),
      Comparison(name: "geodesic direct, with m12 and S12", unit: "ns", ours: direct.ours, peer: peer, theirs: direct.theirs),
    ]
  }
}
