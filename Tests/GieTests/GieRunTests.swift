import Foundation
import RecordedData
import Testing

/// PROJ's own test files on our operators. Printed: how many checks are in scope, pass, fail, are skipped, and why.
@Suite("gie files") struct GieRunTests {
  struct Tally {
    var passed = 0
    var failed: [String] = []
    var skipped: [String: Int] = [:]
    var outOfScope = 0
  }

  static func run(_ files: [String]) throws -> Tally {
    var tally = Tally()
    for file in files {
      let checks = GieFile(try RecordedData.text(file)).checks
      var operations: [String: Result<GieOperation, any Error>] = [:]
      for check in checks {
        guard GieOperation.isInScope(check.operation) else {
          tally.outOfScope += 1
          continue
        }
        let made = operations[check.operation] ?? Result { try GieOperation(check.operation) }
        operations[check.operation] = made
        let place = "\(file.split(separator: "/").last ?? ""):\(check.line)"
        do {
          if case .failure(let problem) = made, case GieProblem.skip(let reason) = problem { throw GieProblem.skip(reason) }
          let (good, what) = try judge(check, made)
          if good { tally.passed += 1 } else { tally.failed.append("\(place) \(what) | \(check.operation)") }
        } catch GieProblem.skip(let reason) {
          tally.skipped[reason, default: 0] += 1
        } catch {
          tally.failed.append("\(place) refused: \(error) | \(check.operation)")
        }
      }
    }
    return tally
  }

  static func judge(_ check: GieCheck, _ made: Result<GieOperation, any Error>) throws -> (Bool, String) {
    if case .failure = check.kind {
      guard case .success(let operation) = made else { return (true, "") }
      do {
        _ = try operation.apply(check.accept ?? .zero, inverse: check.inverse)
        return (false, "accepted what should be refused")
      } catch GieProblem.skip(let reason) { throw GieProblem.skip(reason) } catch { return (true, "") }
    }
    let operation = try made.get()
    let accept = check.accept ?? .zero
    switch check.kind {
    case .expect(let expected, let count):
      var result = try operation.apply(accept, inverse: check.inverse)
      if count < 3 { result.z = expected.z }
      let distance = operation.distance(result, expected, inverse: check.inverse)
      return (distance <= check.tolerance, "off by \(distance) m, tolerance \(check.tolerance) m")
    case .roundtrip(let count):
      var p = accept
      for _ in 0..<min(count, 100) {
        p = try operation.apply(p, inverse: check.inverse)
        p = try operation.apply(p, inverse: !check.inverse)
      }
      let distance = operation.distance(p, accept, inverse: !check.inverse)
      return (distance <= check.tolerance, "round trip off by \(distance) m, tolerance \(check.tolerance) m")
    case .failure: return (false, "")
    }
  }

  static func report(_ tally: Tally, _ title: String) {
    let skipped = tally.skipped.values.reduce(0, +)
    let inScope = tally.passed + tally.failed.count + skipped
    print(
      "gie \(title): \(inScope) in scope, \(tally.passed) passed, \(tally.failed.count) failed, \(skipped) skipped; \(tally.outOfScope) out of scope"
    )
    for (reason, count) in tally.skipped.sorted(by: { $0.value > $1.value }) { print("gie skipped \(count): \(reason)") }
    for line in tally.failed { print("gie failed: \(line)") }
  }

  /// Counts that may only get better. Of the failures all but a handful are refusals by design: transverse Mercator farther than 3820 km from its
  /// meridian, Mercator within 0.1° of a pole, geocentric positions at the centre of the Earth. The run prints each, and each reason to skip.
  @Test(.recordedData("data/proj/PROJ/test/gie")) func projFiles() throws {
    let files = RecordedData.files(below: "data/proj/PROJ/test").filter { $0.hasSuffix(".gie") }
    let tally = try Self.run(files)
    Self.report(tally, "PROJ")
    #expect(tally.passed >= 410 && tally.failed.count <= 49)
    // What is computed and differs, rather than refused: one point of lcc between 0.5° and 2°, by 0.11 mm where 0.1 mm are allowed, and two far
    // from the meridian where the file holds the truncated series of `+algo=evenden_snyder` (0.2 and 0.9 mm).
    #expect(tally.failed.count { $0.contains(" off by ") } <= 3)
  }

  /// The reader itself, on a file of our own.
  @Test func reader() throws {
    let file = GieFile(
      "no\n<gie>\n# c\noperation +proj=utm +zone=32 \\\n  +ellps=GRS80\ntolerance 1 mm\naccept 12 55\nexpect 691875.632 6098907.825\nroundtrip 10\ndirection inverse\naccept 1e400x 2\nexpect failure\n</gie>\naccept 1 2"
    )
    #expect(file.checks.count == 3 && file.unreadable.count == 1 && file.checks[0].tolerance == 0.001)
    let operation = try GieOperation(file.checks[0].operation)
    #expect(try Self.judge(file.checks[0], .success(operation)).0 && Self.judge(file.checks[1], .success(operation)).0)
  }
}
