import Geodesy
import RecordedData
import Testing

@testable import CRS

/// The choice of operation and its numbers: control values computed with PROJ 9.1.1 (`cs2cs -d 6 EPSG:4490 EPSG:4547` and so on) and
/// 40-digit projections.
@Suite("Coordinate operations")
struct CoordinateOperationTests {
  func operation(_ from: String, _ to: String) throws -> CoordinateOperation {
    try CoordinateOperation(from: CoordinateReferenceSystem(from), to: CoordinateReferenceSystem(to))
  }

  @Test(
    "an invented point near Changsha, as PROJ projects it",
    arguments: [
      ("EPSG:4547", 3121052.377641, 396908.137690), ("EPSG:4526", 3121052.377641, 38396908.137690),
      ("EPSG:4508", 3122146.034456, 691470.945274), ("cgcs2000:gk6:zone=19", 3122146.034456, 691470.945274),
    ])
  func controlPoint(_ target: String, _ northing: Double, _ easting: Double) throws {
    let operation = try operation("EPSG:4490", target)
    let (n, e, h) = try operation.apply(28.2, 112.95, 12.5)
    // The control values are given to 1 µm.
    #expect(abs(n - northing) < 6e-7 && abs(e - easting) < 6e-7 && h == 12.5)
    let back = try CoordinateOperation(from: operation.target, to: operation.source).apply(n, e, h)
    // 1e-13° is 10 nm: two conversions of 5 nm.
    #expect(abs(back.0 - 28.2) < 1e-13 && abs(back.1 - 112.95) < 1e-13)
  }

  @Test("the 40-digit vectors through strings, on all four ellipsoids", .recordedData("vectors/gk_exact_vectors.csv"))
  func vectors() throws {
    let datums = ["CGCS2000": "cgcs2000", "Krassovsky1940": "bj54", "IAG1975": "xian80", "WGS84": "wgs84"]
    var tested = 0
    for line in try RecordedData.text("vectors/gk_exact_vectors.csv").split(whereSeparator: \.isNewline).dropFirst() {
      let fields = line.split(separator: ",")
      guard let datum = datums.first(where: { fields[0] == $0.key })?.value, let latitude = Double(fields[1]),
        let difference = Double(fields[2]), let easting = Double(fields[3]), let northing = Double(fields[4])
      else { continue }
      // On the meridian of Greenwich degrees carry the finest grain.
      let (n, e, _) = try operation(datum, datum + ":gk:cm=0,fe=0").apply(latitude, difference)
      #expect(abs(n - northing) < 5e-9 && abs(e - easting) < 5e-9)
      tested += 1
    }
    #expect(tested == 420)
  }

  @Test("batches give what single points give, within 10 nm, and NaN where those throw")
  func batches() throws {
    let pairs = [
      ("EPSG:4490", "EPSG:4547"), ("EPSG:4547", "EPSG:4490"), ("EPSG:4547", "EPSG:4525"), ("EPSG:4480", "EPSG:4479"),
      ("EPSG:4479", "EPSG:4480"), ("EPSG:4479", "EPSG:4547"), ("EPSG:4547", "EPSG:4479"), ("EPSG:4490", "EPSG:4480"),
      ("EPSG:4326", "EPSG:32649"), ("EPSG:32649", "EPSG:32650"),
    ]
    for (from, to) in pairs {
      let operation = try operation(from, to)
      var batch = CoordinateBatch(capacity: 100)
      batch.count = 77
      let entry = try self.operation(operation.source.datum == .wgs84 ? "wgs84" : "cgcs2000", from)
      for i in 0..<77 {
        // Invented: a spiral over central China, heights up to 1 km.
        let point = try entry.apply(24 + Double(i) * 0.08, 109 + Double(i * 37 % 77) * 0.09, Double(i * 13 % 1000))
        (batch.first[i], batch.second[i], batch.third[i]) = point
      }
      for (i, bad) in [(5, Double.nan), (20, .infinity), (70, 1e300)] { batch.first[i] = bad }
      let original = batch
      operation.apply(&batch)
      for i in 0..<77 {
        let expected = try? operation.apply(original.first[i], original.second[i], original.third[i])
        if let expected {
          let grain = operation.target.isGeographic ? 1e-13 : 1e-8  // degrees, metres: 10 nm
          #expect(abs(batch.first[i] - expected.0) < grain && abs(batch.second[i] - expected.1) < grain, "\(from) \(to) \(i)")
          #expect(abs(batch.third[i] - expected.2) < 1e-8)
        } else {
          #expect(batch.first[i].isNaN, "\(from) \(to) \(i)")
        }
      }
      #expect([5, 20, 70].allSatisfy { batch.first[$0].isNaN })
    }
  }

  @Test("out and back is the same point, for every kind of coordinates")
  func roundTrips() throws {
    for form in ["3d", "xyz", "gk3:zone=38", "gk6:zone=19,prefix=yes", "gk:cm=112.5,fe=400000,fn=-2000000,k0=0.99999", "utm:zone=49N"] {
      for datum in GeodeticDatum.allCases {
        let out = try operation(datum.rawValue, datum.rawValue + ":" + form)
        let back = try CoordinateOperation(from: out.target, to: out.source)
        let there = try out.apply(28.2, 112.95, 55)
        let here = try back.apply(there.0, there.1, there.2)
        #expect(abs(here.0 - 28.2) < 1e-13 && abs(here.1 - 112.95) < 1e-13 && abs(here.2 - 55) < 1e-8)
      }
    }
  }

  @Test("between datums there is no answer without parameters")
  func refusals() throws {
    for (from, to) in [("EPSG:4214", "EPSG:4490"), ("EPSG:4610", "EPSG:4547"), ("EPSG:4555", "EPSG:4214"), ("EPSG:4326", "EPSG:4214")] {
      let error = #expect(throws: CoordinateOperationError.self) { try operation(from, to) }
      let message = try #require(error).description
      #expect(message.contains("parameter file") && message.contains(from) && message.contains(to))
      #expect(try #require(error).message(chinese: true).contains("参数文件"))
    }
    for (from, to) in [("EPSG:4490", "EPSG:4326"), ("EPSG:32649", "EPSG:4547")] {
      let error = #expect(throws: CoordinateOperationError.self) { try operation(from, to) }
      #expect(try #require(error).description.contains("ensemble"))
    }
  }

  @Test("a point outside the domain is refused with its reason")
  func domain() throws {
    #expect(throws: CoordinateError.self) { try operation("EPSG:4490", "EPSG:4547").apply(91, 112) }
    #expect(throws: CoordinateError.self) { try operation("EPSG:4490", "EPSG:4547").apply(28, -60) }
    #expect(throws: CoordinateError.self) { try operation("EPSG:4490", "EPSG:4480").apply(112, 28) }
    #expect(throws: CoordinateError.self) { try operation("EPSG:4547", "EPSG:4490").apply(3121052, 38396908) }
    #expect(throws: CoordinateError.self) { try operation("EPSG:4479", "EPSG:4490").apply(0, 0, 0) }
  }
}
