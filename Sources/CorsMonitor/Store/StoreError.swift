import ServiceConfiguration
import Bilingual
import GRDB

/// Why the record cannot be opened, read or written.
public enum StoreError: Error, Sendable, Equatable {
  /// The file cannot be made or opened for writing.
  case cannotCreate(path: String, reason: String)
  /// The file is no database of ours, or its contents are damaged.
  case corrupt(path: String, reason: String)
  /// The file was written by a newer version.
  case newer(path: String)
  /// The disk is full.
  case full(path: String)
  /// Reading or writing failed.
  case inputOutput(path: String, reason: String)

  /// A database error, sorted by what an operator can do about it.
  init(_ error: any Error, path: String, opening: Bool) {
    if let store = error as? StoreError {
      self = store
      return
    }
    guard let database = error as? DatabaseError else {
      let reason = systemReason(error)
      self = opening ? .cannotCreate(path: path, reason: reason) : .inputOutput(path: path, reason: reason)
      return
    }
    let reason = database.message ?? "\(database.resultCode)"
    switch database.resultCode {
    case .SQLITE_FULL: self = .full(path: path)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(path: path, reason: reason)
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: self = .cannotCreate(path: path, reason: reason)
    default: self = opening ? .cannotCreate(path: path, reason: reason) : .inputOutput(path: path, reason: reason)
    }
  }

  /// The exit code after sysexits: 73 cannot create, 74 input or output, damaged and newer files included.
  public var exitCode: Int32 {
    switch self {
    case .cannotCreate: 73
    case .corrupt, .newer, .full, .inputOutput: 74
    }
  }

  /// What was tried, and what to do.
  public var text: BilingualText {
    switch self {
    case .cannotCreate(let path, let reason):
      BilingualText(
        zh: "无法创建或打开数据库 \(path)(\(reason))。请检查目录是否存在、是否可写,或修改配置中的 store.path。",
        en: "cannot create or open the store \(path) (\(reason)). Check that its folder exists and is writable, or change store.path.")
    case .corrupt(let path, let reason):
      BilingualText(
        zh: "\(path) 不是本程序的数据库,或已损坏(\(reason))。请移走该文件(保留备份)后重新启动。",
        en: "\(path) is not a database of this program, or it is damaged (\(reason)). Move the file away (keep it) and start again.")
    case .newer(let path):
      BilingualText(
        zh: "\(path) 由更新版本的程序写成。请升级本程序,或使用另一个 store.path。",
        en: "\(path) was written by a newer version of this program. Upgrade, or use another store.path.")
    case .full(let path):
      BilingualText(
        zh: "磁盘已满,无法写入 \(path)。请释放空间,或缩短 store 中的保留时间。",
        en: "the disk is full, \(path) cannot be written. Free some space, or shorten the retention under store.")
    case .inputOutput(let path, let reason):
      BilingualText(zh: "读写数据库 \(path) 失败:\(reason)。", en: "reading or writing the store \(path) failed: \(reason).")
    }
  }
}
