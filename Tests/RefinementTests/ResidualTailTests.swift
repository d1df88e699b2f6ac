import Estimation
import Testing

@testable import Refinement

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Tails of residuals")
struct ResidualTailTests {
  private static func normal(_ count: Int, seed: UInt64) -> [Double] {
    var random = InventedNumbers(seed: seed)
    return (0..<count).map { _ in random.normal() }
  }

  /// Student's t with ν degrees of freedom: a normal number over √(χ² ∕ ν).
  private static func student(_ count: Int, freedom: Int, seed: UInt64) -> [Double] {
    var random = InventedNumbers(seed: seed)
    return (0..<count).map { _ in
      let z = random.normal()
      let square = (0..<freedom).reduce(0.0) { sum, _ in
        let x = random.normal()
        return sum + x * x
      }
      return z / (square / Double(freedom)).squareRoot()
    }
  }

  @Test("The limit for normal residuals comes down to the normal one as they grow in number")
  func normalTails() {
    for seed in 0..<3 {
      let some = ResidualTail(Self.normal(150, seed: UInt64(seed))).critical(probability: 1e-4)
      let many = ResidualTail(Self.normal(8000, seed: UInt64(100 + seed))).critical(probability: 1e-4)
      // The normal limit is 3.89; that of Student's distribution with three degrees of freedom, the longest tails there are, 22.
      #expect(some >= 3.89 && some < 17)
      #expect(many >= 3.89 && many < 5)
    }
  }

  @Test("Student's tails are found, and one in twenty errors of 30 σ changes little")
  func studentTails() throws {
    var z = Self.student(1500, freedom: 4, seed: 5)
    let clean = ResidualTail(z)
    let freedom = try #require(clean.freedom)
    #expect((3...6).contains(freedom))
    #expect(abs(clean.scale - 1) < 0.15)
    for i in 0..<45 { z[i] = 30 }
    let spoilt = ResidualTail(z)
    #expect((3...6).contains(try #require(spoilt.freedom)))
    #expect(spoilt.critical(probability: 0.001) < 2 * clean.critical(probability: 0.001))
  }

  @Test("What the stated σ explains is never critical; few residuals have cautious tails")
  func cautious() {
    let small = ResidualTail(Self.normal(400, seed: 9).map { $0 / 5 })
    #expect(small.critical(probability: 0.05) >= 1.9599)
    #expect(ResidualTail(Self.normal(20, seed: 3)).freedom == 5)
    #expect(ResidualTail([]).critical(probability: 0.05) >= 1.9599)
  }
}
