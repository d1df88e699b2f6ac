public import Geodesy

extension ParameterFile {
  /// The transformation that the file describes.
  ///
  /// - Parameters:
  ///   - source: The ellipsoid of the source system.
  ///   - target: The ellipsoid of the target system.
  ///   - grid: For the models `grid`, `tin-geographic` and `deformation`: makes a shift of the file's name.
  ///   - network: For the model `tin`: makes a network of the file's name.
  ///   - file: The name for messages.
  /// - Throws: ``ParameterFileError`` where the set is incomplete.
  public func transformation(
    from source: Ellipsoid, to target: Ellipsoid, file: String, grid: (String) throws -> any GeodeticShift,
    network: (String) throws -> TriangulatedShift
  ) throws -> DatumTransformation {
    try check(file: file)
    // `check` has found every key of the model.
    func value(_ key: ParameterKey) -> Double { values[key] ?? .nan }
    let translation = GeocentricPosition(x: value(.tx), y: value(.ty), z: value(.tz))
    let none = GeocentricPosition(x: 0, y: 0, z: 0)
    func similarity(rotations: Bool, scale: Bool) -> Helmert {
      Helmert(
        translation: translation,
        rotationArcSeconds: rotations ? GeocentricPosition(x: value(.rx), y: value(.ry), z: value(.rz)) : none,
        scalePPM: scale ? value(.scale) : 0, convention: convention == .positionVector ? .positionVector : .coordinateFrame,
        form: rotationForm == .exact ? .exact : .smallAngle)
    }
    switch model {
    case .translation3: return .helmert(similarity(rotations: false, scale: false))
    case .translationScale4: return .helmert(similarity(rotations: false, scale: true))
    case .helmert7: return .helmert(similarity(rotations: true, scale: true))
    case .molodenskyBadekas:
      let pivot = GeocentricPosition(x: value(.px), y: value(.py), z: value(.pz))
      return .molodenskyBadekas(MolodenskyBadekas(similarity(rotations: true, scale: true), pivot: pivot))
    case .molodensky, .abridgedMolodensky:
      return .molodensky(Molodensky(translation: translation, from: source, to: target, abridged: model == .abridgedMolodensky))
    case .geodetic7:
      return .geodeticSeven(
        GeodeticSevenParameters(
          translation: translation, rotationArcSeconds: GeocentricPosition(x: value(.rx), y: value(.ry), z: value(.rz)),
          scalePPM: value(.scale), from: source, to: target))
    case .geodetic4:
      return .normalRotation(
        NormalRotation(
          translation: translation, rotationArcSeconds: value(.rotation), originLatitudeDegrees: value(.originLatitude),
          originLongitudeDegrees: value(.originLongitude)))
    case .plane4:
      return .planeSimilarity(
        PlaneFourParameters(
          northTranslation: value(.tNorth), eastTranslation: value(.tEast), rotationArcSeconds: value(.rotation),
          scalePPM: value(.scale)))
    case .polynomial:
      let terms = ParameterModel.terms(degree: polynomialDegree)
      return .planePolynomial(
        try PlanePolynomialShift(
          degree: polynomialDegree, origin: PlanePosition(northing: value(.originNorth), easting: value(.originEast)),
          unit: value(.unit), north: terms.map { value(.north($0.i, $0.j)) }, east: terms.map { value(.east($0.i, $0.j)) }))
    case .grid, .geographicTIN, .deformation: return .shiftGrid(try grid(gridFile ?? ""))
    case .tin: return .triangulation(try network(gridFile ?? ""))
    }
  }
}
