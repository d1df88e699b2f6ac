import FuzzSupport
import Glibc
import JSONText

/// JSON texts: what is read has finite numbers, is not deeper than allowed, and no text makes the parser stop.
@main enum JSONTarget {
  static func main() {
    exit(
      fuzz { data, count in
        guard let data else { return 0 }
        let bytes = Array(UnsafeBufferPointer(start: data, count: count))
        if let value = try? JSONParser.parse(bytes) {
          require(depth(of: value) <= JSONParser.depthLimit, "deeper than allowed")
        }
        return 0
      })
  }
}

/// Levels of arrays and objects. A function of its own, since the fuzzer takes no closure that captures a type.
private func depth(of value: JSONValue) -> Int {
  switch value {
  case .number(let number):
    require(number.isFinite, "a number that is none")
    return 0
  case .array(let values): return 1 + (values.map(depth).max() ?? 0)
  case .object(let object): return 1 + (object.keys.indices.map { depth(of: object[place: $0]) }.max() ?? 0)
  default: return 0
  }
}
