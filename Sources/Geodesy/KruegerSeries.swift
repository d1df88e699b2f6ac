/// The coefficients of Krüger's series in the third flattening n, to order 6.
///
/// Source: Karney 2011, "Transverse Mercator with an accuracy of a few nanometers", J. Geodesy 85, 475–485,
/// doi 10.1007/s00190-011-0445-3, eqs. (35) and (36) for α and β; the conversion of conformal to geodetic latitude, δ, is
/// Krüger's, as given by Karney 2023, doi 10.1080/00396265.2023.2217604, eq. (A6) to the same order.
///
/// Truncation: the first omitted term, of order n⁷, is below 1 nm for 1/f ≥ 290 within 3900 km of the central meridian.
struct KruegerSeries: Sendable {
  /// Conformal-sphere to rectified coordinates: ζ = ζ′ + Σ αⱼ sin 2jζ′.
  let alpha: InlineArray<6, Double>
  /// Rectified to conformal-sphere coordinates: ζ′ = ζ − Σ βⱼ sin 2jζ.
  let beta: InlineArray<6, Double>
  /// Conformal to geodetic latitude: φ = χ + Σ δⱼ sin 2jχ.
  let delta: InlineArray<6, Double>

  init(thirdFlattening n: Double) {
    let n2 = n * n
    let n3 = n2 * n
    let n4 = n2 * n2
    let n5 = n4 * n
    let n6 = n3 * n3
    // Split in statements of few terms, for the type checker.
    let a1: Double = n / 2 - 2 / 3 * n2 + 5 / 16 * n3 + 41 / 180 * n4 - 127 / 288 * n5 + 7891 / 37_800 * n6
    let a2: Double = 13 / 48 * n2 - 3 / 5 * n3 + 557 / 1440 * n4 + 281 / 630 * n5 - 1_983_433 / 1_935_360 * n6
    let a3: Double = 61 / 240 * n3 - 103 / 140 * n4 + 15_061 / 26_880 * n5 + 167_603 / 181_440 * n6
    let a4: Double = 49_561 / 161_280 * n4 - 179 / 168 * n5 + 6_601_661 / 7_257_600 * n6
    let a5: Double = 34_729 / 80_640 * n5 - 3_418_889 / 1_995_840 * n6
    let a6: Double = 212_378_941 / 319_334_400 * n6
    alpha = [a1, a2, a3, a4, a5, a6]

    let b1: Double = n / 2 - 2 / 3 * n2 + 37 / 96 * n3 - 1 / 360 * n4 - 81 / 512 * n5 + 96_199 / 604_800 * n6
    let b2: Double = 1 / 48 * n2 + 1 / 15 * n3 - 437 / 1440 * n4 + 46 / 105 * n5 - 1_118_711 / 3_870_720 * n6
    let b3: Double = 17 / 480 * n3 - 37 / 840 * n4 - 209 / 4480 * n5 + 5569 / 90_720 * n6
    let b4: Double = 4397 / 161_280 * n4 - 11 / 504 * n5 - 830_251 / 7_257_600 * n6
    let b5: Double = 4583 / 161_280 * n5 - 108_847 / 3_991_680 * n6
    let b6: Double = 20_648_693 / 638_668_800 * n6
    beta = [b1, b2, b3, b4, b5, b6]

    let d1: Double = 2 * n - 2 / 3 * n2 - 2 * n3 + 116 / 45 * n4 + 26 / 45 * n5 - 2854 / 675 * n6
    let d2: Double = 7 / 3 * n2 - 8 / 5 * n3 - 227 / 45 * n4 + 2704 / 315 * n5 + 2323 / 945 * n6
    let d3: Double = 56 / 15 * n3 - 136 / 35 * n4 - 1262 / 105 * n5 + 73_814 / 2835 * n6
    let d4: Double = 4279 / 630 * n4 - 332 / 35 * n5 - 399_572 / 14_175 * n6
    let d5: Double = 4174 / 315 * n5 - 144_838 / 6237 * n6
    let d6: Double = 601_676 / 22_275 * n6
    delta = [d1, d2, d3, d4, d5, d6]
  }
}
