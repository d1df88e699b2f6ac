import Foundation
import Geodesy
import Testing

@testable import GravityField

@Suite struct HighPrecisionSynthesisTests {
  /// Truth: TestVectors/gravity-field/kaula-2190.csv, an independent sum with 90 digits, poles included.
  ///
  /// The tolerances are the accuracies that ``FieldSynthesis`` states.
  @Test func agreesWithNinetyDigits() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("TestVectors/gravity-field/kaula-2190.csv")
    let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",").map(String.init)
    }
    let functionals = try lines[0].dropFirst(3).map { try #require(FieldFunctional(rawValue: $0)) }
    let synthesis = try FieldSynthesis(KaulaField(seed: 1).model(degree: 2190), functionals, normalField: .wgs84)
    let rows = try lines.dropFirst().map { try $0.map { try #require(Double($0)) } }
    #expect(rows.count == 10)
    let values = FieldSynthesisTests.values(synthesis, rows.map { ($0[0], $0[1], $0[2]) })
    for (i, row) in rows.enumerated() {
      // On the sphere of radius a the field has the Earth's power. Its poles are 21 km below: there degree 2190 is 1500 times as strong, gravity
      // 16 Gal off, and Legendre functions turn an error of t into n²/2 times as much.
      let isPolar = abs(row[0]) > 1.55
      for (k, functional) in functionals.enumerated() {
        let tolerance: Double =
          switch functional {
          case .heightAnomaly, .heightAnomalyEllipsoid, .heightAnomalySurface, .geoid: isPolar ? 6e-9 : 1e-12  // metres
          case .deflectionNorth, .deflectionEast, .deflectionTotal: isPolar ? 3e-13 : 3e-16  // radians: 6e-11″
          case .potential: 4e-8  // m²/s²: some last places of 6·10⁷
          case .gravity, .gravitation, .gravityAnomaly: isPolar ? 1.2e-11 : 1e-14  // m/s²: 1e-9 mGal, last places of 9.8
          case .secondRadialDerivative: isPolar ? 4e-15 : 1e-19  // s⁻²: 1e-10 E
          default: isPolar ? 1.2e-11 : 3e-16  // m/s²: 3e-11 mGal
          }
        let error = values[i * functionals.count + k] - row[3 + k]
        #expect(abs(error) < tolerance, "\(functional) at \(row[0]): \(error)")
      }
    }
  }
}
