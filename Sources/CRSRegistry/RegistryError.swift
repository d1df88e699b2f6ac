/// Why the registry has no system or no operation.
public enum RegistryError: Error, Sendable, Equatable {
  /// Neither a code of a known authority, nor WKT, nor PROJJSON; the first 80 characters.
  case unknown(String)
  /// A code that the database does not have, and the version of its EPSG dataset.
  case unknownCode(String, version: String)
  /// WKT, PROJJSON or a PROJ string that PROJ does not read, with the first thing it says.
  case unreadable(String?)
  /// What stands behind the `@` is no epoch.
  case badEpoch(String)
  /// A system of another kind than points have: vertical, compound, engineering …
  case otherKind(name: String, kind: String)
  /// No published operation joins the two: all that PROJ would offer is a null shift. `ensembleWouldDo`: within 2 m there is one.
  case noOperation(from: String, to: String, ensembleWouldDo: Bool)
  /// The operation needs grids that are not on this machine.
  case gridMissing(RegistryOperation.Description, others: [RegistryOperation.Description])
  /// No operation, or several, by the name or code that was asked for.
  case noSuchOperation(String, known: [RegistryOperation.Description])
  /// The operation depends on time and the coordinates have no epoch.
  case epochNeeded(system: String, operation: String)
  /// The epochs of the two sides differ, and no velocity model joins them here.
  case epochsDiffer(from: String, to: String)
  /// PROJ's library is not installed or is another version, in the words of the system.
  case noLibrary(String)
  /// PROJ's database, `proj.db`, is not found.
  case noDatabase
  /// PROJ fails in this function.
  case failed(String)
}

extension RegistryError {
  /// True where PROJ or its database is missing, whatever was asked for.
  public var isOfInstallation: Bool {
    switch self {
    case .noLibrary, .noDatabase: true
    default: false
    }
  }
}

extension RegistryError: CustomStringConvertible {
  /// The message in English.
  public var description: String { message(chinese: false) }

  /// The message in Chinese or English.
  public func message(chinese zh: Bool) -> String {
    switch self {
    case .unknown(let text):
      return zh
        ? "“\(text)”不是坐标系；应为 EPSG:25832 之类的代号、WKT 或 PROJJSON"
        : "“\(text)” is no coordinate reference system; expected a code such as EPSG:25832, WKT or PROJJSON"
    case .unknownCode(let code, let version):
      return zh
        ? "PROJ 的数据库（EPSG \(version)）中没有坐标系 \(code)" : "PROJ's database (EPSG \(version)) has no coordinate reference system \(code)"
    case .unreadable(let reason):
      let detail = reason.map { (zh ? "：" : ": ") + $0 } ?? ""
      return zh ? "WKT、PROJJSON 或 PROJ 字符串不能解析\(detail)" : "the WKT, PROJJSON or PROJ string cannot be read\(detail)"
    case .badEpoch(let text):
      return zh
        ? "“\(text)”：@ 后应为历元（十进制年，1900–2200），如 EPSG:7912@2020.5"
        : "“\(text)”: an epoch follows the @, a decimal year, 1900 to 2200, as in EPSG:7912@2020.5"
    case .otherKind(let name, let kind):
      return zh
        ? "\(name) 不是平面、大地或空间直角坐标系（\(kind)）；高程换算请用 jizhun height"
        : "\(name) is no projected, geographic or geocentric system (\(kind)); heights are the business of jizhun height"
    case .noOperation(let from, let to, ensembleWouldDo: true):
      return zh
        ? "\(from) 到 \(to)：没有公布的转换；绝不按零平移处理。只需 2 m 精度时，--accept-ensemble 把 CGCS2000 或 ITRF 当作 WGS 84 集合"
        : "\(from) to \(to): no published operation joins them, and a null shift is never assumed. Where 2 m are enough, --accept-ensemble takes "
          + "CGCS2000 or an ITRF for the WGS 84 ensemble"
    case .noOperation(let from, let to, _):
      return zh
        ? "\(from) 到 \(to)：没有公布的转换，只能按零平移处理，那可能差几百米，故不换算。缺少转换参数文件（布尔莎七参数、三参数或格网改正文件）；"
          + "中国基准之间用 --parameters，其他基准可用带 BOUNDCRS 或 +towgs84 的定义给出参数"
        : "\(from) to \(to): no published operation joins them, and a null shift, which may be wrong by hundreds of metres, is never assumed. A "
          + "transformation parameter file is missing (7- or 3-parameter, or a correction grid): --parameters between Chinese datums; others take a "
          + "definition with parameters of its own (BOUNDCRS, +towgs84)"
    case .gridMissing(let operation, let others):
      let names = operation.missingGrids.map(\.name).joined(separator: ", ")
      let choices = others.prefix(4).map { $0.summary(chinese: zh) }.joined(separator: zh ? "；" : "; ")
      let more =
        others.isEmpty
        ? "" : (zh ? "。可用 --operation 指定其他转换：\(choices)" : ". Other operations can be named with --operation: \(choices)")
      return zh
        ? "转换“\(operation.name)”缺少格网文件 \(names)：请把它放入 PROJ 的数据目录（proj-data 或 cdn.proj.org），本程序不联网下载\(more)"
        : "the operation “\(operation.name)” needs the grid \(names), which is not on this machine: put it into PROJ's data folder (from proj-data or "
          + "cdn.proj.org); nothing is downloaded\(more)"
    case .noSuchOperation(let wanted, let known):
      if wanted.isEmpty {
        let choices = known.prefix(8).map { $0.summary(chinese: zh) }.joined(separator: zh ? "；" : "; ")
        return zh
          ? "EPSG 中此基准的公布参数只用于个别油气田和海区，须用 --operation 指明，否则请用自己的参数文件（--parameters）转到 CGCS2000：\(choices)"
          : "what EPSG publishes for this datum are parameters of single oil fields and seas: name one with --operation, or go to CGCS2000 with a "
            + "parameter file of your own (--parameters): \(choices)"
      }
      let choices = known.prefix(6).map { $0.summary(chinese: zh) }.joined(separator: zh ? "；" : "; ")
      return zh
        ? "--operation “\(wanted)”：没有这个转换，或不止一个；可用：\(choices)"
        : "--operation “\(wanted)”: there is no such operation, or more than one; there are: \(choices)"
    case .epochNeeded(let system, let operation):
      return zh
        ? "转换“\(operation)”随时间变化：请写明 \(system) 的坐标历元，如 \(system)@2025.3"
        : "the operation “\(operation)” depends on time: give the epoch of the coordinates, such as \(system)@2025.3"
    case .epochsDiffer(let from, let to):
      return zh
        ? "\(from) 到 \(to)：历元不同，缺少速度场模型；框架和历元请用 itrf2020@… 一类的写法和 --velocity"
        : "\(from) to \(to): the epochs differ and a velocity model is missing; frames and epochs go by itrf2020@… and --velocity"
    case .noLibrary(let reason):
      return zh
        ? "无法加载 PROJ 9 的库，国外坐标系由它换算；请安装 libproj25（\(reason)）"
        : "PROJ 9's library, which converts foreign systems, cannot be loaded; install libproj25 (\(reason))"
    case .noDatabase:
      return zh
        ? "找不到 PROJ 的数据库 proj.db；请安装 proj-data，或检查 PROJ_LIB" : "PROJ's database proj.db is not found; install proj-data, or check PROJ_LIB"
    case .failed(let function):
      return zh ? "PROJ 的 \(function) 失败" : "PROJ's \(function) failed"
    }
  }
}
