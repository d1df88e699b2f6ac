import FuzzSupport
import Glibc
import SurveyFiles

/// A table of accuracy classes, the other file of sections: a typed error, or classes with limits.
private func readTable(_ bytes: RawSpan, _ count: Int) {
  do throws(ParameterFileError) {
    let table = try AccuracyTable(bytes, file: "f")
    require(!table.classes.isEmpty && table.classes.allSatisfy { !$0.limits.isEmpty && !$0.key.isEmpty }, "a class without limits")
  } catch {
    require(error.file == "f" && error.line >= 0 && error.line <= count + 1, "a line outside the file")
    require(error.description.utf8.count < 4000, "an error of unbounded length")
  }
}

/// A parameter file: a typed error that names a line of the file, or a set that is written and read back the same.
@main enum ParametersTarget {
  static func main() {
    exit(
      fuzz { data, count in
        let bytes = UnsafeRawBufferPointer(start: data, count: count)
        readTable(bytes.bytes, count)
        do throws(ParameterFileError) {
          let label = try ModelLabel(bytes.bytes, file: "f")
          let text = Array(label.text.utf8)
          require((try? ModelLabel(text.span.bytes, file: "g")) == label, "another label after writing")
        } catch {
          require(error.line >= 0 && error.line <= count + 1 && !error.description.isEmpty, "an error outside the label")
        }
        do throws(ParameterFileError) {
          let file = try ParameterFile(bytes.bytes, file: "f")
          let text = Array(try file.text().utf8)
          let again = try ParameterFile(text.span.bytes, file: "g")
          require(again == file, "another set after writing")
        } catch {
          require(error.file == "f", "a set that was read cannot be written or read again")
          require(error.line >= 0 && error.line <= count + 1, "a line outside the file")
          require(error.description.utf8.count < 4000 && !error.message(chinese: true).isEmpty, "an error of unbounded length")
        }
        return 0
      })
  }
}
