import FuzzSupport
import Glibc

@main enum Main {
  static func main() { exit(fuzz { data, count in data.map { fuzzNTRIP($0, count) } ?? 0 }) }
}
