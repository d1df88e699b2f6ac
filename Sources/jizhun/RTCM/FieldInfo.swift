import RTCM

/// What the dump needs to know of a data field beyond its declaration, worked out once per field.
final class FieldInfo {
  /// Where a field stands in a multiple signal message.
  enum MSMPlace { case header, mask, satellite, cell }

  /// The key in JSON: number, name and unit, `DF025_antenna_reference_point_ECEF_X_m`.
  let key: String
  /// The key in quotes with its colon.
  let preparedKey: [UInt8]
  let id: String
  let name: String
  let unit: String
  let place: MSMPlace
  /// DF140 is UTF-8, every other text of the standard ISO 8859-1.
  var isUTF8: Bool { id == "DF140" }

  init(_ field: DataField) {
    id = field.id.description
    name = field.name.description
    unit = field.unit.description
    key = Self.key(of: field)
    preparedKey = JSONWriter.preparedKey(key)
    switch id {
    case "DF394", "DF395", "DF396": place = .mask
    case "DF397", "DF398", "DF399", "DF419", "MSM extended satellite information": place = .satellite
    case "DF400", "DF401", "DF402", "DF403", "DF404", "DF405", "DF406", "DF407", "DF408", "DF420": place = .cell
    default: place = .header
    }
  }

  /// Number, name up to a comma or bracket, and unit, joined by underscores.
  static func key(of field: DataField) -> String {
    let name = field.name.description.prefix { $0 != "," && $0 != "(" }.filter { $0 != "/" }
    let unit = field.unit.description.replacing("/", with: "_per_").replacing("^", with: "")
    let words = [field.id.description, String(name), unit].joined(separator: " ")
    return words.split { $0 == " " || $0 == "-" || $0 == "_" }.joined(separator: "_")
  }
}

/// The fields met so far. A field is known by where its id and name lie in memory: both are literals of its one declaration.
final class FieldTable {
  private struct Identity: Hashable {
    var id: UInt, name: UInt
  }

  private var infos: [Identity: FieldInfo] = [:]

  subscript(field: DataField) -> FieldInfo {
    // Ids and names are strings of several characters, which have an address; the pointers are compared, never followed.
    let identity = unsafe Identity(id: UInt(bitPattern: field.id.utf8Start), name: UInt(bitPattern: field.name.utf8Start))
    if let info = infos[identity] { return info }
    let info = FieldInfo(field)
    infos[identity] = info
    return info
  }
}

extension DataField {
  /// True where the raw integer is the value: codes, numbers and masks.
  var isInteger: Bool { encoding == .bits || (resolution == 1 && offset == 0) }
}
