import FuzzSupport
import Glibc
import SurveyFiles

/// Documents of surveyors: any text ends in an error or in places that lie in it, hold the numbers that were read, and do not overlap; written with
/// no point replaced it is the text that it was, and written with new numbers it has as many points in the same order.
@main enum DocumentsTarget {
  static func main() {
    exit(
      fuzz { data, count in
        guard count > 0, let data else { return 0 }
        // The first byte chooses the format.
        let format = SurveyFormat.allCases[Int(data[0]) % SurveyFormat.allCases.count]
        let bytes = UnsafeRawBufferPointer(start: data + 1, count: count - 1)
        guard let document = try? SurveyDocument(bytes.bytes, format: format) else { return 0 }
        var pieces: [PointLine.Piece] = []
        for place in document.places {
          require(place.values.x.isFinite && place.values.y.isFinite && place.values.z.isFinite, "a coordinate that is no number")
          pieces += [place.first, place.second] + (place.third.map { [$0] } ?? [])
        }
        pieces.sort { $0.start < $1.start }
        for (i, piece) in pieces.enumerated() {
          require(piece.start < piece.end && piece.end <= bytes.count, "a place outside the text")
          require(i == 0 || pieces[i - 1].end <= piece.start, "places overlap")
        }
        var ring = 0
        for parcel in document.parcels {
          for range in parcel.rings {
            require(
              !range.isEmpty && range.lowerBound >= 0 && range.upperBound <= document.places.count, "a ring of points that are not there")
            require(format != .parcels || range.lowerBound == ring, "rings do not follow each other")
            ring = range.upperBound
          }
          if let name = parcel.name { require(name.start <= name.end && name.end <= bytes.count, "a name outside the text") }
        }
        let decimals = PointDecimals(plane: 3, third: 3)
        var same = TextBuffer(capacity: 256)
        let none = [SIMD3<Double>](repeating: SIMD3(repeating: .nan), count: document.places.count)
        document.append(bytes.bytes, with: none, decimals: decimals, replacesThird: true, to: &same)
        require(same.count == bytes.count, "bytes were lost")
        for i in 0..<bytes.count { require(same.bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self) == bytes[i], "a byte was changed") }
        let new = document.places.indices.map { SIMD3(Double($0) + 0.5, Double($0) + 1000, 7) }
        var text = TextBuffer(capacity: 256)
        document.append(bytes.bytes, with: new, decimals: decimals, replacesThird: true, to: &text)
        guard let again = try? SurveyDocument(text.bytes, format: format) else { fatalError("the converted document cannot be read") }
        require(again.places.count == document.places.count, "points came or went")
        for (place, value) in zip(again.places, new) {
          require(place.values.x == value.x && place.values.y == value.y, "a coordinate in the wrong place")
        }
        return 0
      })
  }
}
