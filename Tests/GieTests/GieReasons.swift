/// Why a check that is run does not pass. A failure without one of these reasons fails the test.
struct GieReason: Sendable {
  /// What stands in the table.
  let text: String
  /// Whether it is the reason of a failure: the file, its operation, what was found.
  let applies: @Sendable (_ file: String, _ operation: String, _ found: String) -> Bool

  static let known: [GieReason] = [
    GieReason(text: "a northing of 10¹⁰ m, which no latitude has: refused, where PROJ answers with the pole") {
      $1.contains("proj=merc") && $2.contains("10000000000.0 m")
    },
    GieReason(text: "the centre of the Earth, where latitude and height are not unique: refused by design") {
      $1.contains("proj=cart") && $2.contains("refused")
    },
    GieReason(
      text:
        "a node without value beside the point: PROJ interpolates from the other three, we refuse (or pass on to the next grid of the list)"
    ) { _, operation, _ in operation.contains("test_nodata") || operation.contains("test_vgrid_nodata") },
    GieReason(
      text:
        "`+algo=evenden_snyder`, 30° and more from the meridian: the file holds that truncated series, 0.2 and 0.9 mm from the exact projection"
    ) { $1.contains("evenden_snyder") && $2.contains("off by 0.000") },
  ]
}

/// What a run found, and the tables of docs/gie.md.
struct GieTally {
  var expects = 0
  var roundtrips = 0
  var passed = 0
  /// Passed in the direction in which GIGS computed the point, and not in the other.
  var passedBackwards = 0
  var failed: [(file: String, line: Int, operation: String, found: String)] = []
  var skipped: [String: (count: Int, files: Set<String>)] = [:]
  var outOfScope: [String: Int] = [:]
  var files: [String: (inScope: Int, passed: Int)] = [:]

  var inScope: Int { expects + roundtrips }
  var skippedCount: Int { skipped.values.reduce(0) { $0 + $1.count } }

  func reason(_ failure: (file: String, line: Int, operation: String, found: String)) -> GieReason? {
    GieReason.known.first { $0.applies(failure.file, failure.operation, failure.found) }
  }

  /// Failures and skips, a row for each reason.
  var reasons: String {
    var rows = "| checks | where | why |\n|---|---|---|\n"
    for reason in GieReason.known {
      let these = failed.filter { self.reason($0)?.text == reason.text }
      guard !these.isEmpty else { continue }
      rows += "| \(these.count) failed | \(these.map { "\($0.file):\($0.line)" }.joined(separator: ", ")) | \(reason.text) |\n"
    }
    for (why, what) in skipped.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
      rows += "| \(what.count) skipped | \(what.files.sorted().joined(separator: ", ")) | \(why) |\n"
    }
    return rows
  }

  /// The files with what is in scope of each.
  var scope: String {
    var rows = "| file | in scope | passed | out of scope |\n|---|---|---|---|\n"
    for file in Set(files.keys).union(outOfScope.keys).sorted() {
      let own = files[file] ?? (0, 0)
      rows += "| \(file) | \(own.inScope) | \(own.passed) | \(outOfScope[file] ?? 0) |\n"
    }
    return rows
  }

  var summary: String {
    "\(inScope) checks in scope (\(expects) expects, \(roundtrips) round trips): \(passed) passed, \(failed.count) failed, \(skippedCount) skipped; "
      + "\(outOfScope.values.reduce(0, +)) out of scope"
  }
}
