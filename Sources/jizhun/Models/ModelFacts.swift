import ArgumentParser
import GridFiles
import SurveyFiles

/// What headers and reports say of a model file: which file it was, its label, its classification, its digest. Never a value of it.
struct ModelFacts {
  /// The name of the file, without its folder.
  let file: String
  /// The label, else the name, from the file beside the model or from the model's own header; empty where neither has one.
  let label: String
  /// Nil where nothing states one.
  let classification: ParameterFile.Classification?
  let digest: SHA256Digest

  /// A label file is a few lines.
  private static let largestLabel = 1 << 16

  /// The facts of a file.
  /// - Parameter ownLabel: What the model's own header says.
  /// Throws `configuration` (78) where the file beside it is wrong, or speaks of another model.
  init(path: String, ownLabel: String, digest: SHA256Digest) throws(CommandError) {
    file = path.split(separator: "/").last.map(String.init) ?? path
    self.digest = digest
    let beside = path + ModelLabel.ending
    guard path != "-", FileIdentity(path: beside) != nil else {
      (label, classification) = (printable(ownLabel), nil)
      return
    }
    var input = try ByteInput(path: beside)
    let bytes = try input.readAll(atMost: Self.largestLabel) ?? []
    let known: ModelLabel
    do throws(ParameterFileError) {
      known = try ModelLabel(bytes.span.bytes, file: beside)
    } catch {
      throw CommandError(.configuration, error.message(chinese: Language.current == .zh))
    }
    guard known.sha256 == nil || known.sha256 == digest.description else {
      throw CommandError(
        .configuration,
        text(
          zh: "\(beside)：其中的 SHA-256 不是 \(path) 的：模型已变，或标记属于另一文件",
          en: "\(beside): its SHA-256 is not that of \(path): the model has changed, or the label belongs to another"))
    }
    label = printable(known.label ?? known.name ?? ownLabel)
    classification = known.classification
  }

  /// Throws `configuration` (78) for a model without a label or classification.
  func requireLabel(path: String) throws(CommandError) {
    guard label.isEmpty || classification == nil else { return }
    throw CommandError(
      .configuration,
      text(
        zh: "\(path)：模型没有\(label.isEmpty ? "标记" : "密级")；请在旁边建立 \(file)\(ModelLabel.ending)，内容为 [model] 和 label = …、classification = …"
          + "（--require-label 要求二者）",
        en:
          "\(path): the model has no \(label.isEmpty ? "label" : "classification"); put a file \(file)\(ModelLabel.ending) beside it, with [model] and "
          + "label = …, classification = … (--require-label asks for both)"))
  }

  /// `FILE, label L, classification C, SHA-256 D`.
  var line: String {
    "\(file), \(label.isEmpty ? "no label" : "label \(label)"), "
      + "\(classification.map { "classification \($0.rawValue)" } ?? "classification not stated"), SHA-256 \(digest)"
  }

  /// As members of an object: `file`, `label`, `classification` (null where not known), `sha256`.
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.key("file")
    json.string(file)
    for (key, value) in [("label", label.isEmpty ? nil : label), ("classification", classification?.rawValue)] {
      json.key(key)
      if let value { json.string(value) } else { json.null() }
    }
    json.key("sha256")
    json.string(digest.description)
    json.endObject()
  }
}
