import Refinement
import SurveyFiles

/// The points that an old model was made with: what the same marks said before, and whether an update leaves the others where they were.
struct GeoidOldMarks {
  /// Closer than this two lines are one mark, metres.
  static let sameMark = 25.0

  /// All points of the file within the model, held out or not: they are marks.
  let points: [GeoidPoints.Point]
  private let places: [SpherePlace]

  init(_ points: GeoidPoints) {
    self.points = points.fitted + points.checks
    places = self.points.map(\.control.place)
  }

  /// The nearest old mark at a place; nil where there is none.
  func mark(at place: SpherePlace) -> Int? {
    let found = places.indices.min { places[$0].distance(to: place) < places[$1].distance(to: place) }
    return found.flatMap { places[$0].distance(to: place) <= Self.sameMark ? $0 : nil }
  }

  /// What an update does to marks that it did not see.
  struct Effect {
    /// Marks of the old file that are not in the new one, outside areas that have changed.
    let count: Int
    /// What the old and the updated model leave at them.
    let before: ErrorStatistics?
    let after: ErrorStatistics?
    /// How far they are moved.
    let shift: ErrorStatistics?
    /// How many are moved by more than 1.96 σ of the old model.
    let beyond: Int
  }

  func effect(_ update: ModelUpdate, seen: Set<Int>, sigma: GeoidModelSigma) -> Effect {
    let areas = update.search?.areas.map(\.area) ?? []
    let kept = places.indices.filter { i in !seen.contains(i) && !areas.contains { $0.weight(places[i]) > 0 } }
    let predicted = update.predictions(
      kept.map { i in
        let c = points[i].control
        return (places[i], sigma.value(c.latitudeDegrees, c.longitudeDegrees))
      })
    let before = kept.map { points[$0].control.discrepancy }
    return Effect(
      count: kept.count, before: ErrorStatistics(before), after: ErrorStatistics(zip(before, predicted).map { $0 - $1.value }),
      shift: ErrorStatistics(predicted.map { $0.value }), beyond: predicted.count { abs($0.value) > 1.96 * $0.prior })
  }
}
