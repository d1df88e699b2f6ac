import FuzzSupport
import Glibc
import SurveyFiles

/// A file of GNSS/levelling points: points within their ranges, and problems on lines that are there.
@main enum LevellingTarget {
  static func main() {
    exit(
      fuzz { data, count in
        let bytes = UnsafeRawBufferPointer(start: data, count: count)
        for columns in [LevellingColumns.standard, LevellingColumns([2, 3, 4, 6, 5, 1]) ?? .standard] {
          let file = LevellingPoints(bytes.bytes, columns: columns)
          require(file.problems.count <= 100 && file.problems.count <= file.problemCount, "more problems listed than there are")
          require(file.points.count + file.problemCount <= count + 1, "more lines than bytes")
          for point in file.points {
            require(!point.name.isEmpty && point.line >= 1, "a point without name or line")
            require(abs(point.latitudeDegrees) <= 90 && abs(point.longitudeDegrees) <= 360, "a point beyond the Earth")
            require(abs(point.ellipsoidalHeight) <= 10_000 && abs(point.normalHeight) <= 10_000, "a height beyond reason")
            require(point.sigma.map { $0 > 0 && $0 <= 10 } ?? true, "a standard deviation that is none")
          }
        }
        return 0
      })
  }
}
