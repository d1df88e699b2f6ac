import ArgumentParser
import RTCM

/// `--dialect NAME`: meanings of reserved signal identifiers. May be given more than once.
struct DialectOption: ParsableArguments {
  @Option(
    name: .customLong("dialect"),
    help: ArgumentHelp(
      text(
        zh: "厂商对保留信号编号的用法：bds-b1c-b2a（5–7 为 B1C，17–19 为 B2a）、bds-b2b（26、27 为 B2b）；从不自动猜测",
        en: "A vendor's use of reserved signal identifiers: bds-b1c-b2a (5–7 are B1C, 17–19 B2a), bds-b2b (26, 27 are B2b); never guessed"),
      valueName: "name"))
  var names: [DialectName] = []

  /// All that were named.
  var value: MSMDialect { names.reduce(into: []) { $0.formUnion($1.dialect) } }
}

/// The names of dialects on the command line.
enum DialectName: String, ExpressibleByArgument, CaseIterable {
  case beidouB1CB2a = "bds-b1c-b2a"
  case beidouB2b = "bds-b2b"

  var dialect: MSMDialect {
    switch self {
    case .beidouB1CB2a: .beidouB1CB2a
    case .beidouB2b: .beidouB2b
    }
  }
}
