/// The realisations of the International Terrestrial Reference System.
public enum TerrestrialFrame: String, Sendable, Hashable, CaseIterable {
  /// ITRF88.
  case itrf88
  /// ITRF89.
  case itrf89
  /// ITRF90.
  case itrf90
  /// ITRF91.
  case itrf91
  /// ITRF92.
  case itrf92
  /// ITRF93.
  case itrf93
  /// ITRF94.
  case itrf94
  /// ITRF96.
  case itrf96
  /// ITRF97, the frame of CGCS2000.
  case itrf97
  /// ITRF2000.
  case itrf2000
  /// ITRF2005.
  case itrf2005
  /// ITRF2008.
  case itrf2008
  /// ITRF2014.
  case itrf2014
  /// ITRF2020.
  case itrf2020

  /// The name as the IERS writes it.
  public var name: String { rawValue.uppercased() }

  /// The transformation from ITRF2020 to this frame at epoch 2015.0.
  ///
  /// Source: IGN, *Transformation parameters from ITRF2020 to past ITRFs* (itrf.ign.fr, Transfo-ITRF2020_TRFs.txt), Table 1; the same numbers are
  /// EPSG operations 9991 … 10003. The tables published with earlier frames follow from it: its differences at 2010.0 are the rows published
  /// with ITRF2014, to the last digit. (PROJ up to 9.5 ships a damaged row ITRF2014 → ITRF97.)
  var fromITRF2020: FrameParameters {
    // mm, ppb, mas; then per year. ITRF97, 96 and 94 have the rows in common; so have all frames before the rates of ITRF97 but ITRF93.
    switch self {
    case .itrf2020: FrameParameters(t: [0, 0, 0], d: 0, r: [0, 0, 0], dt: [0, 0, 0], dd: 0, dr: [0, 0, 0])
    case .itrf2014: FrameParameters(t: [-1.4, -0.9, 1.4], d: -0.42, r: [0, 0, 0], dt: [0, -0.1, 0.2], dd: 0, dr: [0, 0, 0])
    case .itrf2008: FrameParameters(t: [0.2, 1.0, 3.3], d: -0.29, r: [0, 0, 0], dt: [0, -0.1, 0.1], dd: 0.03, dr: [0, 0, 0])
    case .itrf2005: FrameParameters(t: [2.7, 0.1, -1.4], d: 0.65, r: [0, 0, 0], dt: [0.3, -0.1, 0.1], dd: 0.03, dr: [0, 0, 0])
    case .itrf2000: FrameParameters(t: [-0.2, 0.8, -34.2], d: 2.25, r: [0, 0, 0], dt: [0.1, 0, -1.7], dd: 0.11, dr: [0, 0, 0])
    case .itrf97, .itrf96, .itrf94: .old(t: [6.5, -3.9, -77.9], d: 3.98)
    case .itrf93:
      FrameParameters(
        t: [-65.8, 1.9, -71.3], d: 4.47, r: [-3.36, -4.33, 0.75], dt: [-2.8, -0.2, -2.3], dd: 0.12, dr: [-0.11, -0.19, 0.07])
    case .itrf92: .old(t: [14.5, -1.9, -85.9], d: 3.27)
    case .itrf91: .old(t: [26.5, 12.1, -91.9], d: 4.67)
    case .itrf90: .old(t: [24.5, 8.1, -107.9], d: 4.97)
    case .itrf89: .old(t: [29.5, 32.1, -145.9], d: 8.37)
    case .itrf88: .old(t: [24.5, -3.9, -169.9], d: 11.47, rx: 0.1)
    }
  }
}

/// Fourteen parameters at epoch 2015.0 in the units of the tables: millimetres, parts per billion, milliarcseconds, and per year.
struct FrameParameters: Sendable {
  var t: SIMD3<Double>
  var d: Double
  var r: SIMD3<Double>
  var dt: SIMD3<Double>
  var dd: Double
  var dr: SIMD3<Double>

  static let epoch = 2015.0

  /// The rows that share Rz and all rates.
  static func old(t: SIMD3<Double>, d: Double, rx: Double = 0) -> FrameParameters {
    FrameParameters(t: t, d: d, r: [rx, 0, 0.36], dt: [0.1, -0.6, -3.1], dd: 0.12, dr: [0, 0, 0.02])
  }

  static func - (a: FrameParameters, b: FrameParameters) -> FrameParameters {
    FrameParameters(t: a.t - b.t, d: a.d - b.d, r: a.r - b.r, dt: a.dt - b.dt, dd: a.dd - b.dd, dr: a.dr - b.dr)
  }
}
