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
  /// The digest of the file.
  let digest: SHA256Digest
  /// The files that it names: a grid, a network, a deformation model with its grids.
  let grids: [ModelFacts]
  /// The epoch for which a deformation model answers; nil for other models, and where every point brings its own.
  let epoch: Double?

  /// A parameter file has some kilobytes; more is another file.
  private static let largest = 1 << 20

  /// Reads a file. Throws `noInput` (66) when there is no such file, `configuration` (78) when it is no parameter file or a wrong one, `usage` (64) for an epoch that
  /// is of no use.
  /// - Parameters:
  ///   - allowsOutside: The area is not checked.
  ///   - given: `--epoch`.
  ///   - sides: The systems of input and output: an epoch of theirs is that of the model where its file has none.
  init(
    path: String, allowsOutside: Bool, epoch given: Double? = nil, sides: [CoordinateReferenceSystem] = []
  ) throws(CommandError) {
    let file: ParameterFile
    (file, digest) = try Self.readFile(path: path)
    self.file = file
    var found: [ModelFacts] = []
    do {
      var source = try Self.system(file.source, "source", path)
      var target = try Self.system(file.target, "target", path)
      guard file.model == .deformation || given == nil else {
        throw CommandError(
          .usage, text(zh: "--epoch 用于形变模型（model = deformation）", en: "--epoch is for deformation models (model = deformation)"))
      }
      let epoch = file.model == .deformation ? try Self.epoch(given, &source, &target, sides) : nil
      self.epoch = epoch
      let transformation = try file.transformation(from: source.datum.ellipsoid, to: target.datum.ellipsoid, file: path) { name in
        let name = Self.beside(path, name)
        switch file.model {
        case .deformation:
          let (model, facts) = try ShiftGridFile.readDeformation(path: name, ellipsoid: source.datum.ellipsoid)
          found = facts
          guard let epoch else { return model }
          return try Self.shift(model, epoch, name)
        case .geographicTIN:
          let (network, facts) = try ShiftGridFile.readGeographicNetwork(path: name)
          found = [facts]
          return network
        default:
          let (grid, facts) = try ShiftGridFile.read(path: name)
          found = [facts]
          return grid
        }
      } network: { name in
        let (network, facts) = try ShiftGridFile.readNetwork(path: Self.beside(path, name))
        found = [facts]
        return network.shift
      }
      change = DatumChange(transformation, from: source, to: target, area: allowsOutside ? nil : file.area)
      grids = found
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

  private static func shift(_ model: DeformationModel, _ epoch: Double, _ path: String) throws(CommandError) -> any GeodeticShift {
    do throws(CoordinateError) {
      return try model.shift(at: epoch)
    } catch {
      let years = model.file.years
      throw CommandError(
        .usage,
        text(
          zh: "\(path)：历元 \(epoch) 不在模型的年限 \(years.lowerBound)–\(years.upperBound) 之内",
          en: "\(path): the epoch \(epoch) is not within the years of the model, \(years.lowerBound) to \(years.upperBound)"))
    }
  }

  /// The epoch of a deformation model: that given, or that of a side whose system in the file has none. The file's systems take the epochs of the sides.
  private static func epoch(
    _ given: Double?, _ source: inout CoordinateReferenceSystem, _ target: inout CoordinateReferenceSystem,
    _ sides: [CoordinateReferenceSystem]
  ) throws(CommandError) -> Double? {
    var epochs = Set([given].compactMap { $0 })
    for side in sides {
      guard let epoch = side.epoch else { continue }
      func matches(_ system: CoordinateReferenceSystem) -> Bool { system.datum == side.datum && system.effectiveEpoch == nil }
      guard matches(source) || matches(target) else { continue }
      epochs.insert(epoch)
      if matches(target) {
        target = CoordinateReferenceSystem(datum: target.datum, form: target.form, epoch: epoch)
      } else {
        source = CoordinateReferenceSystem(datum: source.datum, form: source.form, epoch: epoch)
      }
    }
    guard epochs.count <= 1 else {
      throw CommandError(
        .usage,
        text(
          zh: "形变模型的历元有几个：--epoch 与坐标系的 @历元 应相同",
          en: "there are several epochs for the deformation model: --epoch and those of the systems should agree"))
    }
    return epochs.first
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
