import Testing

@testable import Estimation

/// Expected numbers: scipy 1.17.1, `scipy.stats.{chi2,t,f,norm}.{ppf,isf}`, printed with repr.
@Suite("Estimation: distributions")
struct DistributionsTests {
  @Test("quantiles equal scipy's")
  func quantiles() {
    // The functions are good to 10⁻¹³, quantiles where the function is flat to less.
    func close(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-10 * abs(b) }
    #expect(close(Distributions.chiSquareQuantile(0.95, freedom: 7), 14.067140449340169))
    #expect(close(Distributions.chiSquareQuantile(0.025, freedom: 1), 0.0009820691171752555))
    #expect(close(Distributions.chiSquareQuantile(0.975, freedom: 29), 45.72228580417452))
    #expect(close(Distributions.chiSquareQuantile(0.5, freedom: 300), 299.33359734921805))
    #expect(close(Distributions.studentTwoSided(probability: 0.05, freedom: 1), 12.706204736174705))
    #expect(close(Distributions.studentTwoSided(probability: 0.001, freedom: 3), 12.923978636687481))
    #expect(close(Distributions.studentTwoSided(probability: 0.0005, freedom: 16), 4.346348583960575))
    #expect(close(Distributions.studentTwoSided(probability: 0.0021, freedom: 250), 3.1081955711885145))
    #expect(close(Distributions.fisherQuantile(0.95, first: 7, second: 17), 2.614299045133299))
    #expect(close(Distributions.fisherQuantile(0.95, first: 4, second: 1), 224.5832406262502))
    #expect(close(Distributions.fisherQuantile(0.99, first: 30, second: 200), 1.79408361453932))
    #expect(close(Distributions.normalTwoSided(probability: 0.05), 1.9599639845400545))
    #expect(close(Distributions.normalTwoSided(probability: 0.001), 3.2905267314918945))
    #expect(close(Distributions.normalTwoSided(probability: 1e-08), 5.73072886823629))
  }
}
