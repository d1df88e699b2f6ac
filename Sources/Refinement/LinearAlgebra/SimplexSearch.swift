/// The minimum of a function of a few variables without derivatives. Source: Nelder and Mead 1965, doi 10.1093/comjnl/7.4.308.
enum SimplexSearch {
  /// Looks for the minimum.
  /// - Parameters:
  ///   - start: The first corner.
  ///   - steps: How far the other corners are from it, one along each variable.
  ///   - tolerance: The search ends when the corners' values are within it …
  ///   - evaluations: … or after this many evaluations.
  static func minimum(
    from start: [Double], steps: [Double], tolerance: Double, evaluations most: Int, _ function: ([Double]) -> Double
  ) -> (point: [Double], value: Double) {
    let n = start.count
    var spent = 0
    func evaluate(_ x: [Double]) -> Double {
      spent += 1
      let value = function(x)
      return value.isNaN ? .infinity : value
    }
    var simplex = [(point: start, value: evaluate(start))]
    for i in 0..<n {
      var x = start
      x[i] += steps[i]
      simplex.append((x, evaluate(x)))
    }
    while spent < most {
      simplex.sort { $0.value < $1.value }
      if simplex[n].value - simplex[0].value <= tolerance { break }
      var centre = [Double](repeating: 0, count: n)
      for corner in simplex[..<n] { for i in 0..<n { centre[i] += corner.point[i] / Double(n) } }
      func along(_ t: Double) -> (point: [Double], value: Double) {
        let x = (0..<n).map { centre[$0] + t * (simplex[n].point[$0] - centre[$0]) }
        return (x, evaluate(x))
      }
      let reflected = along(-1)
      if reflected.value < simplex[0].value {
        let expanded = along(-2)
        simplex[n] = expanded.value < reflected.value ? expanded : reflected
      } else if reflected.value < simplex[n - 1].value {
        simplex[n] = reflected
      } else {
        let contracted = along(reflected.value < simplex[n].value ? -0.5 : 0.5)
        if contracted.value < min(reflected.value, simplex[n].value) {
          simplex[n] = contracted
        } else {
          for k in 1...n {
            let x = (0..<n).map { (simplex[0].point[$0] + simplex[k].point[$0]) / 2 }
            simplex[k] = (x, evaluate(x))
          }
        }
      }
    }
    return simplex.min { $0.value < $1.value } ?? simplex[0]
  }
}
