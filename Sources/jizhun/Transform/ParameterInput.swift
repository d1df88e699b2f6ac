import CRS
import Geodesy
import GridFiles
import SurveyFiles

/// A parameter file as the user's path names it.
struct ParameterInput {
  /// The set.
  let file: ParameterFile
  /// Its transformation with direction and area.
  let change: DatumChange
  /// The digest of the file, and of its grid where it has one.
  let digest: SHA256Digest
  private(set) var gridDigest: SHA256Digest?

  /// A parameter file has some kilobytes; more is another file.
  private static let largest = 1 << 20

  /// Reads a file. Throws `noInput` (66) when there is no such file, `configuration` (78) when it is no parameter file or a wrong one.
  /// - Parameter allowsOutside: The area is not checked.
  init(path: String, allowsOutside: Bool) throws(CommandError) {
    let file: ParameterFile
    (file, digest) = try Self.readFile(path: path)
    self.file = file
    var found: SHA256Digest?
    do {
      let source = try Self.system(file.source, "source", path)
      let target = try Self.system(file.target, "target", path)
      let transformation = try file.transformation(from: source.datum.ellipsoid, to: target.datum.ellipsoid, file: path) { name in
        let (grid, digest) = try ShiftGridFile.read(path: Self.beside(path, name))
        found = digest
        return grid
      } network: { name in
        let (network, digest) = try ShiftGridFile.readNetwork(path: Self.beside(path, name))
        found = digest
        return network
      }
      change = DatumChange(transformation, from: source, to: target, area: allowsOutside ? nil : file.area)
      gridDigest = found
    } catch let error as CommandError {
      throw error
    } catch let error as ParameterFileError {
      throw CommandError(.configuration, error.message(chinese: Language.current == .zh))
    } catch {
      // What is left says nothing but the kind of failure.
      throw CommandError(.configuration, text(zh: "\(path)：参数不能构成转换", en: "\(path): the parameters make no transformation"))
    }
  }

  /// The set in a file, whatever its systems are; throws as above.
  static func readFile(path: String) throws(CommandError) -> (ParameterFile, SHA256Digest) {
    var input = try ByteInput(path: path)
    guard let bytes = try input.readAll(atMost: Self.largest) else {
      throw CommandError(
        .configuration,
        text(zh: "\(path)：超过 \(Self.largest) 字节，不是参数文件", en: "\(path): longer than \(Self.largest) bytes, no parameter file"))
    }
    do {
      return (try ParameterFile(bytes.span.bytes, file: path), SHA256Digest(of: bytes.span.bytes))
    } catch {
      throw CommandError(.configuration, error.message(chinese: Language.current == .zh))
    }
  }

  private static func system(_ string: String, _ key: String, _ path: String) throws(CommandError) -> CoordinateReferenceSystem {
    do {
      return try CoordinateReferenceSystem(string)
    } catch {
      throw CommandError(.configuration, "\(path), [transformation] \(key): " + error.message(chinese: Language.current == .zh))
    }
  }

  /// A name relative to the folder of another file.
  static func beside(_ path: String, _ name: String) -> String {
    guard name.first != "/", let slash = path.lastIndex(of: "/") else { return name }
    return path[...slash] + name
  }
}
