import Geodesy
import Glibc
import GravityField

/// Writes a gravity model in GeographicLib's format, so that its `GravityModel` reads what ours does: `NAME.egm`, keywords and values, and
/// `NAME.egm.cof`, the coefficients. Format: geographiclib.sourceforge.io/C++/doc/gravity.html, section "The format of the gravity model files".
enum GeographicLibModel {
  /// Writes both files into a folder.
  static func write(_ model: GravityModel, name: String, normalField: NormalField, folder: String) throws {
    let keywords = """
      EGMF-1
      # Invented: follows Kaula's rule and nothing else.
      Name \(name)
      Description An invented field for benchmarks
      ReleaseDate 2000-01-01
      ModelRadius \(model.radius)
      ModelMass \(model.gravitationalParameter)
      AngularVelocity \(normalField.angularVelocity)
      ReferenceRadius \(normalField.ellipsoid.semiMajorAxis)
      ReferenceMass \(normalField.gravitationalParameter)
      Flattening 1/\(normalField.ellipsoid.inverseFlattening)
      HeightOffset 0
      CorrectionMultiplier 1
      Normalization full
      ByteOrder little
      ID INVENTED

      """
    try write(Array(keywords.utf8), to: "\(folder)/\(name).egm")
    let degree = model.coefficients.degree
    var bytes = Array("INVENTED".utf8)
    func append(_ value: some FixedWidthInteger) { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }
    append(Int32(degree))
    append(Int32(degree))
    // Order after order; degree 0 is the mass and must be 0 here. Sines begin with order 1.
    for (part, first) in [(0, 0), (1, 1)] {
      for m in first...degree {
        for n in m...degree { append(n == 0 ? 0 : model.coefficients[degree: n, order: m][part].bitPattern) }
      }
    }
    // No second series (for the difference between geoid and quasi-geoid).
    append(Int32(-1))
    append(Int32(-1))
    try write(bytes, to: "\(folder)/\(name).egm.cof")
  }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    guard let file = fopen(path, "wb") else { throw Disagreement(description: "cannot create \(path)") }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Disagreement(description: "cannot write \(path)") }
  }
}
