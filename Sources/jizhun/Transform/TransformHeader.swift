import CRS
import Geodesy
import SurveyFiles

/// What `--header` writes before the points: what was done, in order, and never a parameter. Comment lines, or an object `{"header":{…}}`.
struct TransformHeader {
  private enum Value {
    case text(String)
    case number(Double)
    case list([String])
    case models([ModelFacts])
  }

  private var lines: [String] = []
  private var members: [(key: String, value: Value)] = []

  /// The lines to write, without line feeds.
  func lines(json: Bool, of command: String = "transform") -> [String] {
    guard json else { return ["# jizhun " + command] + lines.map { "# " + $0 } }
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("header")
    writer.beginObject()
    for (key, value) in members {
      writer.key(key)
      switch value {
      case .text(let text): writer.string(text)
      case .number(let number): writer.number(number)
      case .list(let items):
        writer.beginArray()
        for item in items { writer.string(item) }
        writer.endArray()
      case .models(let models):
        writer.beginArray()
        for model in models { model.write(to: &writer) }
        writer.endArray()
      }
    }
    writer.endObject()
    writer.endObject()
    return [String(decoding: writer.bytes, as: UTF8.self)]
  }

  /// A fact: its line, and its member in JSON.
  mutating func add(_ key: String, _ text: String, line: String? = nil) {
    members.append((key, .text(text)))
    lines.append(line ?? "\(key): \(text)")
  }

  /// A number with its line.
  mutating func add(_ key: String, _ number: Double, line: String) {
    members.append((key, .number(number)))
    lines.append(line)
  }

  /// Facts of their own lines that are a list in JSON.
  mutating func add(_ key: String, _ items: [String]) {
    members.append((key, .list(items)))
    lines += items
  }

  /// Files of models, a line each, which begins with a word.
  mutating func add(_ key: String, _ models: [ModelFacts], _ word: String) {
    members.append((key, .models(models)))
    lines += models.map { "\(word): \($0.line)" }
  }

  /// A list without lines.
  mutating func addList(_ key: String, _ items: [String]) { members.append((key, .list(items))) }

  /// The two systems.
  mutating func addSystems(from: (label: String, name: String, epoch: Double?), to: (label: String, name: String, epoch: Double?)) {
    for (key, system) in [("from", from), ("to", to)] {
      let epoch = system.epoch.map { ", epoch \($0)" } ?? ""
      add(key, system.label, line: "\(key): \(system.label) (\(system.name)\(epoch))")
    }
  }

  /// The set of parameters in use, without a parameter.
  mutating func addParameters(_ input: ParameterInput, inverse: Bool) {
    let file = input.file
    add(
      "parameters", file.name,
      line: "parameters: \(file.name), \(file.model.rawValue), \(inverse ? "inverse" : "forward"), "
        + "classification \(file.classification.rawValue)" + (file.label.map { ", label \($0)" } ?? ""))
    members.append(("classification", .text(file.classification.rawValue)))
    if let label = file.label { members.append(("label", .text(label))) }
    add("sha256", input.digest.description, line: "SHA-256 of the parameter file: \(input.digest)")
    if let epoch = input.epoch { add("epoch", epoch, line: "epoch of the deformation model: \(epoch)") }
    if let first = input.grids.first {
      members.append(("gridSha256", .text(first.digest.description)))
      add("grids", input.grids, "grid")
    }
    if let horizontal = file.accuracy?.horizontal {
      add("accuracy", horizontal, line: "accuracy of the parameters: \(horizontal) m")
    }
  }
}

extension TransformHeader {
  /// The header of an operation without a registry.
  init(_ operation: CoordinateOperation, parameters: ParameterInput?, velocities: [ModelFacts]) {
    addSystems(
      from: (operation.source.description, operation.source.name, operation.source.effectiveEpoch),
      to: (operation.target.description, operation.target.name, operation.target.effectiveEpoch))
    switch operation.change {
    case .parameters(_, let inverse):
      if let parameters { addParameters(parameters, inverse: inverse) }
    case .frames(let change, let from, let to):
      let frames = "frame \(change.transformation.source.name) to \(change.transformation.target.name), 14 parameters (IGN, ITRF2020 table)"
      let own = "each point's epoch"
      let (start, end) = (from.map { "\($0)" } ?? own, to.map { "\($0)" } ?? own)
      let motion =
        change.motion.map {
          start == end ? "no change of epoch" : "propagation \(start) to \(end), velocity \($0.name) in \($0.frame.name)"
        }
        ?? "no change of epoch"
      let first = change.order == .propagateFirst
      add(
        "steps", ["step 1: " + (first ? motion : frames + " at \(start)"), "step 2: " + (first ? frames + " at \(end)" : motion)])
      if !velocities.isEmpty { add("velocityFiles", velocities, "velocities") }
    case nil:
      if operation.isEnsembleAccepted {
        add("accuracy", 2, line: "WGS 84 ensemble accepted: accuracy 2 m")
      } else {
        add("steps", ["same datum: conversion only"])
      }
    }
  }
}
