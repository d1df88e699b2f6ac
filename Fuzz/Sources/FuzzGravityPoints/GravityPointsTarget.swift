import FuzzSupport
import Glibc
import SurveyFiles

/// A file of gravity points: points within their ranges, and problems on lines that are there.
@main enum GravityPointsTarget {
  static func main() {
    exit(
      fuzz { data, count in
        let bytes = UnsafeRawBufferPointer(start: data, count: count)
        for columns in [GravityColumns.standard, GravityColumns([2, 3, 5, 4, 1]) ?? .standard] {
          let file = GravityPoints(bytes.bytes, columns: columns)
          require(file.problems.count <= 100 && file.problems.count <= file.problemCount, "more problems listed than there are")
          require(file.points.count + file.problemCount <= count + 1, "more lines than bytes")
          for point in file.points {
            require(point.line >= 1, "a point without line")
            require(abs(point.latitudeDegrees) <= 90 && abs(point.longitudeDegrees) <= 360, "a point beyond the Earth")
            require(abs(point.normalHeight) <= 10_000, "a height beyond reason")
            require(abs(point.value) <= 1000 || (970_000...990_000).contains(point.value), "gravity of no place on the Earth")
            require(point.sigma.map { $0 > 0 && $0 <= 1000 } ?? true, "a standard deviation that is none")
          }
        }
        return 0
      })
  }
}
