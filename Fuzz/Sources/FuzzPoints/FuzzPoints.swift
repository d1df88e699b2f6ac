import FuzzSupport
import Glibc
import SurveyFiles

/// Lines of points: every line ends, numbers are finite and as `strtod` reads them, and lines written without change are the bytes they were.
@main enum PointsTarget {
  static func main() {
    exit(
      fuzz { data, count in
        guard count > 0, let data else { return 0 }
        // The first byte chooses columns and what is done with the third; the rest are lines.
        let choice = Int(data[0])
        let bytes = UnsafeRawBufferPointer(start: data + 1, count: count - 1)
        let all = [PointColumns.standard, PointColumns(first: 2, second: 3, third: 4), PointColumns(first: 3, second: 1, third: 2)]
        guard let columns = all[choice % 3] else { fatalError("constant columns are good") }
        let third: PointLineParser.Third = [.ignored, .optional, .required][choice / 3 % 3]
        let parser = PointLineParser(columns: columns, third: third, readsAngles: choice & 64 == 0)
        let decimals = PointDecimals(plane: choice % 16, third: 4)
        let same = PointLineWriter(columns: columns, decimals: decimals, replacesPlane: false, replacesThird: false)
        let new = PointLineWriter(columns: columns, decimals: decimals, replacesPlane: true, replacesThird: true)
        var copy = TextBuffer(capacity: 256)
        var position = 0
        while position < bytes.count {
          let line = parser.parse(bytes.bytes, from: position, to: bytes.count)
          require(line.start == position && line.end > position, "a line without end")
          if line.kind == .point {
            require((0..<3).allSatisfy { line.values[$0].isFinite }, "a coordinate that is no number")
            var text = TextBuffer(capacity: 256)
            new.append(line, of: bytes.bytes, to: &text)
            require(text.bytes.byteCount > 0, "a point without text")
          }
          same.append(line, of: bytes.bytes, to: &copy)
          position = line.end
        }
        let written = copy.bytes
        require(written.byteCount == bytes.count, "bytes were lost")
        for i in 0..<bytes.count { require(written.unsafeLoad(fromByteOffset: i, as: UInt8.self) == bytes[i], "a byte was changed") }

        let text = String(decoding: bytes, as: UTF8.self)
        if bytes.count < 60, let value = DecimalText.parse(text) {
          require(value.bitPattern == strtod(text, nil).bitPattern, "not as strtod reads it")
        }
        return 0
      })
  }
}
