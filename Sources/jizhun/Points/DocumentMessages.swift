import SurveyFiles

// What is said of documents, by every command that reads them.

extension DocumentError.Reason {
  /// In the user's language.
  var message: String {
    switch self {
    case .expected(let what): text(zh: "应为 \(what)", en: "expected \(what)")
    case .tooDeep: text(zh: "括号嵌套过深", en: "brackets nest too deep")
    case .cutOff: text(zh: "文件不完整，在中途结束", en: "the file is cut off here")
    case .binary: text(zh: "这是二进制 DXF；请另存为文本 DXF", en: "this is a binary DXF; save it as text")
    case .noPoints: text(zh: "没有找到点", en: "there is no point in it")
    }
  }
}

extension DocumentRemark.Content {
  /// In the user's language.
  var message: String {
    switch self {
    case .notANumber(let field): text(zh: "第 \(field) 项不是数字", en: "field \(field) is not a number")
    case .missingField(let field): text(zh: "缺少第 \(field) 项", en: "field \(field) is missing")
    case .pointCount(let declared, let found):
      text(zh: "注意：地块声明 \(declared) 个界址点，实有 \(found) 个", en: "note: the parcel declares \(declared) points and has \(found)")
    case .entityNotConverted(let name): text(zh: "实体 \(name) 不能换算", en: "entities \(name) are not converted")
    case .leftAsItWas(let name):
      text(zh: "注意：\(name) 保持原样，请自行更改", en: "note: \(name) stays as it was; change it by hand where it matters")
    }
  }
}
