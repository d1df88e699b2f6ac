import PROJOnDemand

extension RegistryOperation {
  /// A grid that an operation reads.
  public struct Grid: Sendable, Hashable {
    /// The name of the file.
    public let name: String
    /// Whether the file is on this machine.
    public let isAvailable: Bool
  }

  /// What is known of an operation.
  public struct Description: Sendable, Hashable {
    /// EPSG's name, or those of its steps.
    public let name: String
    /// The codes of the operation, or of the transformations among its steps; empty for conversions.
    public let codes: [String]
    /// Accuracy as published, metres; nil where nothing is said.
    public let accuracy: Double?
    /// Where the operation holds.
    public let area: RegistryArea?
    /// The grids that it reads.
    public let grids: [Grid]
    /// Whether it depends on the epoch of the coordinates.
    public let isTimeDependent: Bool

    /// The grids that are not on this machine.
    public var missingGrids: [Grid] { grids.filter { !$0.isAvailable } }

    /// Code, name and accuracy in a line.
    public func summary(chinese zh: Bool) -> String {
      let accuracy =
        self.accuracy.map { $0 == 0 ? (zh ? "同基准换算" : "same datum") : "\(Self.plain($0)) m" } ?? (zh ? "精度不详" : "accuracy unknown")
      let missing = missingGrids.isEmpty ? "" : (zh ? "，缺 " : ", needs ") + missingGrids.map(\.name).joined(separator: ", ")
      return (codes.isEmpty ? "" : codes.joined(separator: "+") + " ") + "\(name) (\(accuracy)\(missing))"
    }

    static func plain(_ value: Double) -> String { value == value.rounded() && abs(value) < 1e9 ? "\(Int(value))" : "\(value)" }

    init(_ object: PROJObject) {
      let context = object.context
      name = object.name
      codes = Self.codes(object)
      let accuracy = context.proj.coordoperation_get_accuracy(context.handle, object.handle)
      // A conversion on one datum is as exact as its arithmetic; PROJ says nothing of it where it stands alone.
      self.accuracy = accuracy >= 0 ? accuracy : object.type == PJ_TYPE_CONVERSION ? 0 : nil
      area = object.areaOfUse
      grids = (0..<max(context.proj.coordoperation_get_grid_used_count(context.handle, object.handle), 0)).compactMap { index in
        var shortName: UnsafePointer<CChar>?
        var available: Int32 = 0
        // PROJ writes into the two variables; the name belongs to the operation.
        guard
          unsafe context.proj.coordoperation_get_grid_used(
            context.handle, object.handle, index, &shortName, nil, nil, nil, nil, nil, &available) == 1
        else { return nil }
        return unsafe Grid(name: PROJObject.string(shortName) ?? "?", isAvailable: available == 1)
      }
      let pipeline = PROJObject.string(context.proj.as_proj_string(context.handle, object.handle, PJ_PROJ_5, nil)) ?? ""
      isTimeDependent = ["+t_epoch", "+proj=deformation", "+proj=defmodel"].contains { pipeline.contains($0) }
    }

    /// The code of a transformation, or of those among the steps of a chain; conversions have none that matter.
    private static func codes(_ object: PROJObject) -> [String] {
      if object.type == PJ_TYPE_TRANSFORMATION || object.type == PJ_TYPE_CONCATENATED_OPERATION, let code = object.code {
        // With another name for the same grid PROJ says that the operation is derived from EPSG's.
        return [
          code.replacing("DERIVED_FROM(EPSG)", with: "EPSG").replacing("INVERSE(EPSG)", with: "EPSG")
            .replacing("INVERSE(DERIVED_FROM(EPSG))", with: "EPSG")
        ]
      }
      let context = object.context
      let steps = context.proj.concatoperation_get_step_count(context.handle, object.handle)
      guard object.type == PJ_TYPE_CONCATENATED_OPERATION, steps > 0 else { return [] }
      return (0..<steps).compactMap { context.own(context.proj.concatoperation_get_step(context.handle, object.handle, $0)) }.flatMap(codes)
    }
  }
}
