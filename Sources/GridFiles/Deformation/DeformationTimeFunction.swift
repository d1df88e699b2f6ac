#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// By which factor the displacements of a component of a deformation model hold at an epoch. Epochs are decimal years.
///
/// Source: *Deformation model master file*, PROJ documentation of `defmodel`, and its JSON schema.
public enum DeformationTimeFunction: Sendable, Equatable {
  /// How a piecewise function goes on beyond its points.
  public enum Continuation: String, Sendable, CaseIterable {
    /// With 0.
    case zero
    /// With the value of the outermost point.
    case constant
    /// Along the line through the two outermost points.
    case linear
  }

  /// 1 at all times.
  case constant
  /// The years since an epoch: displacements are velocities.
  case velocity(reference: Double)
  /// 0 before an epoch, 1 from it on: an earthquake behind the reference epoch.
  case step(epoch: Double)
  /// −1 before an epoch, 0 from it on: an earthquake before the reference epoch. The description in the schema says 1 before it; every implementation has −1, as
  /// the rule asks that the displacement at the step is what is given.
  case reverseStep(epoch: Double)
  /// Lines between points; two points of one epoch are a step.
  case piecewise(points: [SIMD2<Double>], before: Continuation, after: Continuation)
  /// One value before an epoch, then from `initial` towards `final` with a relaxation time in years, up to an end if there is one.
  case exponential(reference: Double, end: Double?, relaxation: Double, before: Double, initial: Double, final: Double)

  /// The factor at an epoch.
  public func value(at epoch: Double) -> Double {
    switch self {
    case .constant: 1
    case .velocity(let reference): epoch - reference
    case .step(let start): epoch < start ? 0 : 1
    case .reverseStep(let start): epoch < start ? -1 : 0
    case .piecewise(let points, let before, let after): Self.piecewise(points, before, after, epoch)
    case .exponential(let reference, let end, let relaxation, let before, let initial, let final):
      epoch < reference
        ? before
        : initial + (final - initial) * -expm1(-(min(epoch, end ?? epoch) - reference) / relaxation)
    }
  }

  private static func piecewise(_ points: [SIMD2<Double>], _ before: Continuation, _ after: Continuation, _ epoch: Double) -> Double {
    guard let first = points.first, let last = points.last else { return 0 }
    func line(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double { a.y + (b.y - a.y) * ((epoch - a.x) / (b.x - a.x)) }
    if epoch < first.x {
      guard before == .linear, points.count > 1, points[1].x > first.x else { return before == .zero ? 0 : first.y }
      return line(first, points[1])
    }
    // At a step the value behind it holds: the first point beyond the epoch ends the piece.
    if let next = points.firstIndex(where: { epoch < $0.x }) { return line(points[next - 1], points[next]) }
    guard after == .linear, points.count > 1, points[points.count - 2].x < last.x else { return after == .zero ? 0 : last.y }
    return line(points[points.count - 2], last)
  }

  /// A date of ISO 8601, `2011-03-11T05:46:24Z`, as a decimal year: the part of the year that has gone by, leap years counted, leap seconds not.
  public static func decimalYear(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    let marks: [Int: UInt8] = [
      4: UInt8(ascii: "-"), 7: UInt8(ascii: "-"), 10: UInt8(ascii: "T"), 13: UInt8(ascii: ":"), 16: UInt8(ascii: ":"),
      19: UInt8(ascii: "Z"),
    ]
    guard bytes.count == 20 else { return nil }
    for (place, mark) in marks where bytes[place] != mark { return nil }
    func number(_ from: Int, _ count: Int) -> Int? {
      var value = 0
      for byte in bytes[from..<(from + count)] {
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
      return value
    }
    guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2), let minute = number(14, 2),
      let second = number(17, 2), year >= 1583, (1...12).contains(month), hour < 24, minute < 60, second < 61
    else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...days[month - 1]).contains(day) else { return nil }
    let before = days[..<(month - 1)].reduce(day - 1, +)
    return Double(year) + Double(before * 86_400 + hour * 3600 + minute * 60 + second) / (isLeap ? 86_400 * 366 : 86_400 * 365)
  }
}
