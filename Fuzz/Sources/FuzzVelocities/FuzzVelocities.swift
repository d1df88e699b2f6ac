import FuzzSupport
import Geodesy
import Glibc
import SurveyFiles

/// Tables of station velocities: a typed error with its line, or stations that answer with numbers or refuse.
@main enum VelocitiesTarget {
  static func main() {
    exit(
      fuzz { data, count in
        let bytes = UnsafeRawBufferPointer(start: data, count: count)
        do throws(StationVelocityFileError) {
          let table = try StationVelocityFile.read(bytes.bytes, name: "table")
          require(!table.stations.isEmpty && table.stations.count <= count, "more stations than the file holds")
          let first = table.stations[0]
          if let v = try? table.localVelocity(latitude: first.latitude + 0.001, longitude: first.longitude) {
            require((v.east + v.north + v.up).isFinite, "a velocity that is no number")
          }
        } catch {
          require(error.line >= 0 && error.line <= count + 1, "an error outside the file")
          require(!error.description.isEmpty && !error.message(chinese: true).isEmpty, "an error without message")
        }
        return 0
      })
  }
}
