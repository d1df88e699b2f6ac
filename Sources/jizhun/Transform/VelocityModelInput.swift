import Geodesy
import GridFiles
import SurveyFiles

/// A velocity model as `--velocity` names it: a published plate, an Euler vector, or files.
enum VelocityModelInput {
  /// The largest file that is read into memory, bytes.
  private static let largest = 1_000_000_000

  /// The model. Throws `usage` (64) for a word that is none, `noInput` (66) when there is no such file, `configuration` (78) when it is none.
  /// - Parameters:
  ///   - word: What the user wrote.
  ///   - frame: `--velocity-frame`, for grids, which do not say theirs.
  ///   - source: The frame of the input, in which an Euler vector is taken.
  static func model(
    _ word: String, frame: TerrestrialFrame?, source: TerrestrialFrame?
  ) throws(CommandError) -> (any VelocityField, [ModelFacts]) {
    if let published = PlateMotion.published(word) {
      guard frame == nil else { throw needlessFrame }
      return (published, [])
    }
    if word.lowercased().hasPrefix("euler:"), let source {
      let parts = word.dropFirst(6).split(separator: ",", omittingEmptySubsequences: false).map { Double($0) ?? .nan }
      // The fastest plates turn by 3 mas a year.
      if parts.count == 3, parts.allSatisfy({ abs($0) <= 20 }) {
        guard frame == nil else { throw needlessFrame }
        let rotation = GeocentricPosition(x: parts[0], y: parts[1], z: parts[2])
        return (PlateMotion(name: word, frame: source, rotation_masPerYear: rotation), [])
      }
    }
    // A model's name has a colon and no dot, a file's the other way round.
    if word.contains(".") || word.contains("/"), !word.lowercased().hasPrefix("euler:") { return try files(word, frame: frame) }
    let names = PlateMotion.published.map(\.name).joined(separator: ", ")
    throw CommandError(
      .usage,
      text(
        zh: "--velocity “\(word)”：应为 \(names)，或 euler:wx,wy,wz（毫角秒/年，绝对值不超过 20，输入须为 ITRF 或 CGCS2000），或速度场文件（.tif、.ct2,.gtx、.txt）",
        en:
          "--velocity “\(word)”: expected one of \(names), or euler:wx,wy,wz in mas/yr, at most 20 each, for input in an ITRF or CGCS2000, "
          + "or files of velocities (.tif, .ct2 with .gtx, .txt)"
      ))
  }

  private static var needlessFrame: CommandError {
    CommandError(
      .usage,
      text(
        zh: "--velocity-frame 只用于速度格网文件：板块模型、欧拉矢量和测站速度表的框架是已知的",
        en: "--velocity-frame is for velocity grids: plate models, Euler vectors and station tables have a frame of their own"))
  }

  /// Grids separated by commas, the finer or the horizontal first, or one table of stations.
  private static func files(_ word: String, frame: TerrestrialFrame?) throws(CommandError) -> (any VelocityField, [ModelFacts]) {
    var layers: [VelocityLayer] = []
    var facts: [ModelFacts] = []
    let paths = word.split(separator: ",").map(String.init)
    for path in paths {
      var input = try ByteInput(path: path)
      guard let bytes = try input.readAll(atMost: largest) else {
        throw CommandError(.configuration, text(zh: "\(path)：超过 \(largest) 字节", en: "\(path): longer than \(largest) bytes"))
      }
      facts.append(try ModelFacts(path: path, ownLabel: "", digest: SHA256Digest(of: bytes.span.bytes)))
      do {
        if TIFF.isTIFF(bytes.span.bytes) {
          layers += try VelocityLayer.read(bytes.span.bytes)
        } else if CTable2.isCTable2(bytes.span.bytes) {
          layers.append(try CTable2.readVelocities(bytes.span.bytes))
        } else if path.lowercased().hasSuffix(".gtx") {
          let grid = try GTX.read(bytes.span.bytes)
          if let layer = VelocityLayer(vertical: grid) { layers.append(layer) }
        } else if paths.count == 1 {
          guard frame == nil else { throw needlessFrame }
          return (try StationVelocityFile.read(bytes.span.bytes, name: name(of: path)), facts)
        } else {
          throw CommandError(
            .configuration,
            text(
              zh: "\(path)：不是速度格网（GeoTIFF、CTable2，或竖向速度的 .gtx）",
              en: "\(path): no velocity grid (GeoTIFF, CTable2, or .gtx of vertical velocities)"))
        }
      } catch let error as CommandError {
        throw error
      } catch let error as GridFileError {
        throw CommandError(.configuration, "\(path): " + error.message(chinese: Language.current == .zh))
      } catch let error as StationVelocityFileError {
        throw CommandError(.configuration, error.message(chinese: Language.current == .zh))
      } catch {
        throw CommandError(.configuration, text(zh: "\(path)：不能读作速度场", en: "\(path): cannot be read as velocities"))
      }
    }
    guard let frame else {
      throw CommandError(
        .usage,
        text(
          zh: "\(word)：速度格网文件不说明框架，请加 --velocity-frame itrf2014 等",
          en: "\(word): velocity grids do not say their frame; add --velocity-frame itrf2014 or such"))
    }
    return (VelocityGrid(name: paths.map(name(of:)).joined(separator: "+"), frame: frame, layers: layers), facts)
  }

  private static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
