import BeiDouGrid
import FuzzSupport
import Glibc
import SurveyFiles

/// Grid codes and angles: a code is refused at a place inside it, or is the code of its cell; an angle in whole units is the angle as a double, to
/// rounding, in every format.
@main enum GridTarget {
  static func main() {
    exit(
      fuzz { data, count in
        let bytes = Array(UnsafeRawBufferPointer(start: data, count: count))
        for solid in [false, true] {
          do throws(GridCodeError) {
            let cell = try GridCell(utf8: bytes, threeDimensional: solid)
            let code = cell.code
            require(code.utf8.elementsEqual(bytes.map { $0 >= 0x61 && $0 <= 0x7a ? $0 - 32 : $0 }), "another code")
            require((try? GridCell(code: code, threeDimensional: solid)) == cell, "a code that does not come back")
            let neighbours = cell.neighbours
            require(!neighbours.isEmpty && neighbours.allSatisfy { $0.cell.level == cell.level && $0.cell != cell }, "neighbours")
            if let parent = cell.parent { require(code.hasPrefix(parent.code), "not below its parent") }
            if let layer = cell.layer { require(layer.heights.lower <= layer.heights.upper, "a layer upside down") }
          } catch {
            require(error.position >= 1 && error.position <= count + 1 && error.text.utf8.count <= 120, "an error outside the code")
          }
        }
        let units = AngleUnits.parse(bytes.span.bytes, from: 0, to: bytes.count, perDegree: GridAngle.unitsPerDegree)
        if let units, let angle = AngleFormat.degrees.read(bytes.span.bytes, from: 0, to: bytes.count) {
          require(abs(Double(units.units) / Double(GridAngle.unitsPerDegree) - abs(angle.degrees)) < 2e-7, "units and degrees differ")
          require(units.hemisphere == angle.hemisphere, "another hemisphere")
        }
        if let packed = AngleFormat.packed.read(bytes.span.bytes, from: 0, to: bytes.count) {
          require(packed.degrees.isFinite, "an angle that is no number")
          for format in AngleFormat.allCases {
            var text = TextBuffer(capacity: 64)
            text.append(angle: packed.degrees, as: format, decimals: 8)
            require(text.count > 0, "an angle without text")
          }
        }
        return 0
      })
  }
}
