import Foundation
import Geodesy
import Testing

/// Closed forms; coordinates are invented.
@Suite struct PlaneRingsTests {
  private func square(_ x: Double, _ y: Double, _ side: Double) -> [SIMD2<Double>] {
    [SIMD2(x, y), SIMD2(x + side, y), SIMD2(x + side, y + side), SIMD2(x, y + side)]
  }

  @Test func measuresAreGausssFormula() {
    #expect(PlaneRings.measure(square(500_000, 3_100_000, 100)) == (10_000, 400))
    #expect(PlaneRings.measure(square(0, 0, 2).reversed()).area == -4)
    // A 3-4-5 triangle.
    #expect(PlaneRings.measure([SIMD2(0, 0), SIMD2(4, 0), SIMD2(0, 3)]) == (6, 12))
    #expect(PlaneRings.measure([]) == (0, 0))
  }

  @Test func holesInsideAreRight() {
    #expect(PlaneRings([square(0, 0, 100), square(10, 10, 20), Array(square(50, 50, 20).reversed())]).faults().isEmpty)
  }

  @Test func aBowTieCrossesItself() {
    let tie = [SIMD2(0.0, 0), SIMD2(10, 10), SIMD2(10, 0), SIMD2(0, 10)]
    #expect(PlaneRings([tie]).faults() == [.crossing(.init(ring: 0, corner: 0), .init(ring: 0, corner: 2))])
    // The crossing may lie at corners of both: this path goes through (5, 5) twice, from one side of itself to the other.
    let through = [SIMD2(0.0, 0), SIMD2(5, 5), SIMD2(10, 10), SIMD2(10, 0), SIMD2(5, 5), SIMD2(0, 10)]
    #expect(PlaneRings([through]).faults().contains { !$0.isHarmless })
    // And this one comes back to (5, 5) and turns away again.
    let pinched = [SIMD2(0.0, 0), SIMD2(5, 5), SIMD2(10, 0), SIMD2(10, 10), SIMD2(5, 5), SIMD2(0, 10)]
    #expect(PlaneRings([pinched]).faults().map(\.isHarmless) == [true])
  }

  @Test func aCornerOnTheOtherLineTouches() {
    // 0.4 mm over the edge is what rounding to the millimetre does; 40 mm is a mistake.
    for (x, harmless) in [(0.0, true), (-0.0004, true), (-0.04, false)] {
      let faults = PlaneRings([square(0, 0, 100), [SIMD2(x, 50), SIMD2(20, 40), SIMD2(20, 60)]]).faults()
      #expect(faults.count == 1 && faults[0].isHarmless == harmless, "\(x) \(faults)")
    }
  }

  @Test func aHoleBehindACutIsTold() {
    // The way of drawings: in along a cut, around, and out again along it.
    let cut = [
      SIMD2(0.0, 0), SIMD2(100, 0), SIMD2(100, 50), SIMD2(60, 50), SIMD2(60, 40), SIMD2(40, 40), SIMD2(40, 60), SIMD2(60, 60),
      SIMD2(60, 50),
      SIMD2(100, 50), SIMD2(100, 100), SIMD2(0, 100),
    ]
    let faults = PlaneRings([cut]).faults()
    #expect(!faults.isEmpty && faults.allSatisfy(\.isHarmless) && PlaneRings.measure(cut).area == 10_000 - 400)
  }

  @Test func holesOutsideAndWithinHolesAreTold() {
    #expect(PlaneRings([square(0, 0, 100), square(200, 0, 10)]).faults() == [.holeOutside(ring: 1)])
    #expect(PlaneRings([square(0, 0, 100), square(-50, -50, 300)]).faults() == [.holeOutside(ring: 1)])
    #expect(PlaneRings([square(0, 0, 100), square(10, 10, 50), square(20, 20, 5)]).faults() == [.holeInHole(ring: 2, other: 1)])
    let crossing = PlaneRings([square(0, 0, 100), square(10, 10, 50), square(30, 30, 50)]).faults()
    #expect(crossing.count == 1 && !crossing[0].isHarmless)
  }

  @Test func starsAreRightAndCornersExchangedAreAsEveryPairOfEdgesSays() {
    // A star about the origin never crosses itself, wherever its corners are: radii from a fixed sequence.
    var state: UInt64 = 7
    var crossings = 0
    for _ in 0..<200 {
      var ring: [SIMD2<Double>] = []
      for i in 0..<50 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let radius = 10 + Double(state >> 40) / 0x1p24 * 90
        let angle = Double(i) / 50 * 2 * Double.pi
        ring.append(SIMD2(radius * cos(angle), radius * sin(angle)))
      }
      #expect(PlaneRings([ring]).faults().isEmpty)
      ring.swapAt(10, 13)
      let crosses = crossesByPairs(ring)
      #expect(PlaneRings([ring]).faults().contains { !$0.isHarmless } == crosses)
      if crosses { crossings += 1 }
    }
    #expect(crossings > 100)
  }

  /// Every pair of edges by the signs of four triangles. Corners are some 0.1 m and more apart from other edges here, beyond the tolerance of a millimetre.
  private func crossesByPairs(_ ring: [SIMD2<Double>]) -> Bool {
    func turn(_ a: SIMD2<Double>, _ b: SIMD2<Double>, _ c: SIMD2<Double>) -> Double {
      (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)
    }
    for i in ring.indices {
      for j in 0..<i {
        let (a, b, c, d) = (ring[i], ring[(i + 1) % ring.count], ring[j], ring[(j + 1) % ring.count])
        if turn(a, b, c) * turn(a, b, d) < 0, turn(c, d, a) * turn(c, d, b) < 0 { return true }
      }
    }
    return false
  }

  @Test func manyCornersTakeNoTimeToSpeakOf() {
    // 40 000 corners along a comb: long thin teeth, each near the next.
    var ring = [SIMD2(0.0, -1)]
    for i in 0..<10_000 {
      let x = Double(i)
      ring += [SIMD2(x, 0), SIMD2(x, 100), SIMD2(x + 0.5, 100), SIMD2(x + 0.5, 0)]
    }
    ring.append(SIMD2(10_000, -1))
    #expect(PlaneRings([ring]).faults().isEmpty)
  }
}
