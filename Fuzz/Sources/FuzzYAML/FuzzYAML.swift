import Bilingual
import FuzzSupport
import Glibc
import ServiceConfiguration

/// A configuration file: a configuration that keeps what the rest of the service relies on, or faults with a place within the file and words
/// in both languages.
@main enum YAMLTarget {
  static func main() {
    exit(
      fuzz { data, count in
        let text = String(decoding: UnsafeRawBufferPointer(start: data, count: count), as: UTF8.self)
        do throws(ConfigurationError) {
          let configuration = try MonitorConfiguration(yaml: text, file: "fuzz.yaml")
          require((1...65535).contains(configuration.server.port) && !configuration.server.host.isEmpty, "no address to listen on")
          require(configuration.retention.sampleSeconds >= 3600, "no room for a minute's samples")
          require(!configuration.stations.isEmpty, "no station")
          require(Set(configuration.stations.map(\.id)).count == configuration.stations.count, "an id twice")
          for station in configuration.stations {
            require(!station.id.isEmpty && station.id.utf8.count <= 64, "an id out of bounds")
            guard let position = station.position else { fatalError("a station without position") }
            require(abs(position.latitudeDegrees) <= 90 && abs(position.longitudeDegrees) <= 180, "a position out of bounds")
            require(abs(position.ellipsoidalHeight) <= 10_000, "a height out of bounds")
            switch station.source {
            case .ntrip(let source): require(!source.host.contains("@") && (1...65535).contains(source.port), "a user in the host")
            case .tcp(let host, let port): require(!host.contains("@") && (1...65535).contains(port), "a user in the host")
            case .file(let path, let speed): require(!path.isEmpty && speed > 0, "no file")
            case .inProcess: require(false, "a source that no file can name")
            }
          }
        } catch {
          require((1...ConfigurationError.maximumProblems).contains(error.problems.count), "no fault, or too many to read")
          // A file ends before the line after its last one.
          let lines = 2 + text.unicodeScalars.count { $0.properties.isWhitespace && $0 != " " && $0 != "\t" }
          for problem in error.problems {
            require((0...lines).contains(problem.line) && problem.column >= 0, "a place outside the file")
            require(!problem.message.zh.isEmpty && !problem.message.en.isEmpty, "a fault without words")
          }
          require(error.text(in: .en).utf8.count < 400_000, "an error of unbounded length")
        }
        return 0
      })
  }
}
