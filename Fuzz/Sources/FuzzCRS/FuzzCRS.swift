import CRS
import FuzzSupport
import Glibc

/// A CRS string: a typed error at a place in the string, or a system whose own strings mean the same and whose operations are finite or refused.
@main enum CRSTarget {
  static func main() {
    exit(
      fuzz { data, count in
        let text = String(decoding: UnsafeRawBufferPointer(start: data, count: count), as: UTF8.self)
        do throws(CRSStringError) {
          let system = try CoordinateReferenceSystem(text)
          require((try? CoordinateReferenceSystem(system.readable)) == system, "the readable form means something else")
          require((try? CoordinateReferenceSystem(system.description)) == system, "the canonical form means something else")
          require(!system.name.isEmpty, "a system without name")
          let geographic = CoordinateReferenceSystem(datum: system.datum, form: .geographic3D, epoch: system.epoch)
          guard let there = try? CoordinateOperation(from: geographic, to: system),
            let back = try? CoordinateOperation(from: system, to: geographic)
          else { fatalError("two systems of one datum without an operation") }
          if let point = try? there.apply(28.2, 112.95, 55) {
            require(point.0.isFinite && point.1.isFinite && point.2.isFinite, "an answer that is no number")
            _ = try? back.apply(point.0, point.1, point.2)
          }
        } catch {
          require(error.position >= 1 && error.position <= text.count + 1, "an error outside the string")
          require(error.description.utf8.count < 2000 && !error.message(chinese: true).isEmpty, "an error of unbounded length")
        }
        return 0
      })
  }
}
