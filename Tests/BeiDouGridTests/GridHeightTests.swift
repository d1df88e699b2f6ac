import Testing

@testable import BeiDouGrid

/// The height layers against the figures of GB/T 39409-2020 and logarithms to 40 digits.
@Suite("BeiDou grid heights")
struct GridHeightTests {
  @Test("the heights that the standard prints")
  func standard() throws {
    // Table of section 6: H₂₅₅ = 519 501.834158 km, H₂₅₆ = 528 680.171125 km, and 76.030 277 km from the centre at the bottom.
    #expect(abs(GridHeight.lowerHeight(ofLayer: 255 * 7_372_800) - 519_501_834.158) < 0.001)
    #expect(abs(GridHeight.lowerHeight(ofLayer: 256 * 7_372_800) - 528_680_171.125) < 0.001)
    #expect(abs(GridHeight.lowerHeight(ofLayer: -256 * 7_372_800) + GridHeight.radius - 76_030.277_397_817_14) < 1e-8)
  }

  @Test("layers either side of borders, decided with more digits than the logarithm has")
  func borders() throws {
    // Each double is the one just below or just above a border, chosen with mpmath at 60 digits:
    //   [n, below, above] for n in ns: x = mpf(r0)*expm1(n*log(1+pi/180)/7372800)
    for (n, below, above) in borderHeights {
      #expect(try GridHeight.layer(ofHeight: below) == n - 1 && GridHeight.layer(ofHeight: above) == n)
    }
    #expect(try GridHeight.layer(ofHeight: 0) == 0 && GridHeight.layer(ofHeight: -0.0) == 0)
    #expect(try GridHeight.layer(ofHeight: -.leastNonzeroMagnitude) == -1 && GridHeight.layer(ofHeight: .leastNonzeroMagnitude) == 0)
    for height in [Double.nan, .infinity, -.infinity, -6_378_137, -6_302_107, 528_680_172, 1e300] {
      #expect(throws: GridPositionError.self) { try GridHeight.layer(ofHeight: height) }
    }
  }

  @Test("lower borders and layers agree over the whole range")
  func roundTrip() throws {
    var random = SplitMix(state: 1)
    for _ in 0..<20_000 {
      let n = Int.random(in: -256 * 7_372_800..<256 * 7_372_800, using: &random)
      // The border to 4 units of the last place of H, r₀ at least: half a layer is far more.
      let (a, b) = (GridHeight.lowerHeight(ofLayer: n), GridHeight.lowerHeight(ofLayer: n + 1))
      #expect(try GridHeight.layer(ofHeight: (a + b) / 2) == n)
    }
  }
}

private let borderHeights: [(Int, Double, Double)] = [
  (1, 0x1.ea7c3f8619ebfp-7, 0x1.ea7c3f8619ec0p-7),
  (2, 0x1.ea7c3f8fc1dcfp-6, 0x1.ea7c3f8fc1dd0p-6),
  (-1, -0x1.ea7c3f72ca0a1p-7, -0x1.ea7c3f72ca0a0p-7),
  (-2, -0x1.ea7c3f6922191p-6, -0x1.ea7c3f6922190p-6),
  (66000, 0x1.edff0be22348bp+9, 0x1.edff0be22348cp+9),
  (-335, -0x1.40ec43456d410p+2, -0x1.40ec43456d40fp+2),
  (98979, 0x1.726ed5e44db06p+10, 0x1.726ed5e44db07p+10),
  (787905605, 0x1.0488451c84311p+25, 0x1.0488451c84312p+25),
  (-790308807, -0x1.485e39556c2d4p+22, -0x1.485e39556c2d3p+22),
  (1298514073, 0x1.e8156add3d489p+26, 0x1.e8156add3d48ap+26),
  (-347538500, -0x1.b22992ae5a257p+21, -0x1.b22992ae5a256p+21),
  (1527893559, 0x1.aabf776243cd6p+27, 0x1.aabf776243cd7p+27),
  (1078009822, 0x1.1913a86915379p+26, 0x1.1913a8691537ap+26),
  (1726825264, 0x1.57f2189e10bbfp+28, 0x1.57f2189e10bc0p+28),
  (1290403369, 0x1.de6c203c454e8p+26, 0x1.de6c203c454e9p+26),
  (913018014, 0x1.6e0d1eb69041ap+25, 0x1.6e0d1eb69041bp+25),
  (389067045, 0x1.2267e8944b13bp+23, 0x1.2267e8944b13cp+23),
  (-1762860305, -0x1.7f12ffc16cebap+22, -0x1.7f12ffc16ceb9p+22),
  (1721830911, 0x1.53ddf2c3cb1cep+28, 0x1.53ddf2c3cb1cfp+28),
  (112397275, 0x1.d6030cd5b76e5p+20, 0x1.d6030cd5b76e6p+20),
  (1445279863, 0x1.5d6467c8ce654p+27, 0x1.5d6467c8ce655p+27),
  (-817763786, -0x1.4c2b6e3d44b52p+22, -0x1.4c2b6e3d44b51p+22),
  (899887701, 0x1.6177877c07abap+25, 0x1.6177877c07abbp+25),
  (-1664728776, -0x1.7d76de151cf6ep+22, -0x1.7d76de151cf6dp+22),
  (-1213765491, -0x1.6ebd189f9b60bp+22, -0x1.6ebd189f9b60ap+22),
  (-1401220874, -0x1.76c3e7d6d747cp+22, -0x1.76c3e7d6d747bp+22),
  (-290596481, -0x1.80eb674982ad6p+21, -0x1.80eb674982ad5p+21),
  (127199394, 0x1.0ed5b32a47258p+21, 0x1.0ed5b32a47259p+21),
  (1842508032, 0x1.c51ffa1ece2aep+28, 0x1.c51ffa1ece2afp+28),
  (-828414552, -0x1.4d9468df30eddp+22, -0x1.4d9468df30edcp+22),
  (-252094002, -0x1.5bb12ef979532p+21, -0x1.5bb12ef979531p+21),
  (447998312, 0x1.6a598747f9401p+23, 0x1.6a598747f9402p+23),
]
