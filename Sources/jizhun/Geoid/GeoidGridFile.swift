import Geodesy
import GridFiles
import Refinement
import SurveyFiles

extension GridLayout {
  /// Values at the nodes as a grid of heights.
  func grid(_ nodes: [Float]) -> HeightGrid? {
    HeightGrid(
      south: south, west: west, latitudeStep: latitudeMinutes / 60, longitudeStep: longitudeMinutes / 60, rows: rows, columns: columns,
      nodes: nodes)
  }

  /// Values at the nodes as a model of their own.
  func model(_ nodes: [Float]) -> HeightModel? { grid(nodes).flatMap { HeightModel(anomaly: $0) } }
}

extension RefinedGrid {
  /// Writes the model and its σ where they are asked for.
  func write(_ outputs: GeoidOutputOptions, base: GeoidBase) throws(CommandError) {
    guard let model = model(label: outputs.name ?? base.properties?.label ?? "", basedOn: base.properties), let sigma = layout.model(sigma)
    else {
      throw CommandError(.usage, text(zh: "格网范围不对；请用 --area", en: "the area makes no grid; say --area"))
    }
    guard anomaly.allSatisfy({ !(abs($0) > Float(HeightModel.largestAnomaly)) }) else {
      throw CommandError(
        .data,
        text(
          zh: "拟合面在格网内超过 ±1000 m，不是高程异常，未写出：请检查各列和单位，或用参数较少的方法、较小的 --reach",
          en:
            "the surface goes beyond ±1000 m within the grid, which is no height anomaly; nothing was written: check columns and units, or take a "
            + "method with fewer parameters or a shorter --reach"))
    }
    if let output = outputs.output { try GeoidModelFile.write(model, to: output, classification: outputs.classification) }
    if let sigmaOutput = outputs.sigmaOutput { try GeoidModelFile.write(sigma, to: sigmaOutput, classification: outputs.classification) }
  }

  /// ζ with σ and the height term.
  private func model(label: String, basedOn properties: HeightModelProperties?) -> HeightModel? {
    guard let anomaly = layout.grid(anomaly), let sigma = layout.grid(sigma) else { return nil }
    var model = HeightModel(
      anomaly: anomaly, sigma: sigma, heightGradient: heightGradient.flatMap(layout.grid), referenceHeight: referenceHeight,
      interpolation: .spline)
    if let properties {
      model?.properties.surface = properties.surface
      model?.properties.geographicCRS = properties.geographicCRS
    }
    model?.properties.label = label
    return model
  }
}
