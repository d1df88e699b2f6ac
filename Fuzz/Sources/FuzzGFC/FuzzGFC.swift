import FuzzSupport
import Glibc
import GravityField

/// A .gfc file: a typed error within the file, or a model that synthesises to finite numbers; the same whether it comes at once or in pieces.
@main enum GFCTarget {
  static func main() {
    exit(
      fuzz { data, count in
        let bytes = UnsafeRawBufferPointer(start: data, count: count)
        do throws(GFCError) {
          let whole = try GFCReader.read(bytes.bytes, epoch: 2015.5)
          var reader = GFCReader(epoch: 2015.5)
          for start in stride(from: 0, to: count, by: 7) {
            try reader.read(UnsafeRawBufferPointer(rebasing: bytes[start..<min(count, start + 7)]).bytes)
          }
          let pieces = try reader.finish()
          require(pieces.model.coefficients == whole.model.coefficients, "another model in pieces")
          let degree = whole.model.coefficients.degree
          require(degree <= whole.header.maximumDegree, "a degree beyond the header's")
          // A whole synthesis of a high degree takes too long for a fuzzer.
          guard degree <= 60 else { return 0 }
          let synthesis: FieldSynthesis
          do throws(FieldSynthesisError) {
            synthesis = try FieldSynthesis(whole.model, [.heightAnomalyEllipsoid, .gravityDisturbanceSpherical, .secondRadialDerivative])
          } catch {
            require(!error.description.isEmpty, "an error without words")
            return 0
          }
          var workspace = synthesis.workspace()
          // At twice the radius, which need not be the Earth's, and at the ellipsoid, which may be deep below it: numbers or NaN, no crash.
          let latitudes = [0.0, 1.5, -1.5707963267948966], longitudes = [0.0, 3, -6], heights = [whole.model.radius, 0, 1e5]
          var values = [Double](repeating: 0, count: 9)
          var span = values.mutableSpan
          synthesis.points(
            latitudes: latitudes.span, longitudes: longitudes.span, heights: heights.span, values: &span, workspace: &workspace)
        } catch {
          require(error.line >= 0 && error.line <= count + 1, "an error outside the file")
          require(!error.message(chinese: true).isEmpty && !error.description.isEmpty, "an error without words")
        }
        return 0
      })
  }
}
