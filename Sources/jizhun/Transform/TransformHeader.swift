import CRS
import Geodesy
import SurveyFiles

/// The comment lines of `--header`: what was done, in order, and never a parameter.
enum TransformHeader {
  static func lines(_ operation: CoordinateOperation, parameters: ParameterFile?) -> [String] {
    var lines = [
      "# jizhun transform",
      "# from: \(operation.source) (\(operation.source.name)\(epoch(operation.source)))",
      "# to: \(operation.target) (\(operation.target.name)\(epoch(operation.target)))",
    ]
    switch operation.change {
    case .parameters(_, let inverse):
      if let parameters {
        lines.append(
          "# parameters: \(parameters.name), \(parameters.model.rawValue), \(inverse ? "inverse" : "forward"), "
            + "classification \(parameters.classification.rawValue)" + (parameters.label.map { ", label \($0)" } ?? ""))
        if let horizontal = parameters.accuracy?.horizontal { lines.append("# accuracy of the parameters: \(horizontal) m") }
      }
    case .frames(let change, let from, let to):
      let frames = "frame \(change.transformation.source.name) to \(change.transformation.target.name), 14 parameters (IGN, ITRF2020 table)"
      let motion = change.motion.map { "propagation \(from) to \(to), velocity \($0.name)" } ?? "no change of epoch"
      let first = change.order == .propagateFirst
      lines.append("# step 1: " + (first ? motion : frames + " at \(from)"))
      lines.append("# step 2: " + (first ? frames + " at \(to)" : motion))
    case nil:
      lines.append(operation.isEnsembleAccepted ? "# WGS 84 ensemble accepted: accuracy 2 m" : "# same datum: conversion only")
    }
    return lines
  }

  private static func epoch(_ system: CoordinateReferenceSystem) -> String { system.effectiveEpoch.map { ", epoch \($0)" } ?? "" }
}
