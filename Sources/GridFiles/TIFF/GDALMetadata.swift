/// The text of GDAL's metadata tag (42112): `<GDALMetadata>` with `<Item name="…" sample="…" role="…">text</Item>`.
///
/// GDAL escapes the text of an item twice, once as text and once as XML, and takes both off again; so it is done here.
enum GDALMetadata {
  /// An item with its role (`description`, `scale`, `offset`, `unittype`), empty without one.
  struct Entry: Equatable {
    let item: TIFFImage.MetadataItem
    let role: String
  }

  /// The items in order. What is no item is passed over: the tag is a description, and a file whose description is damaged still has its grid.
  static func parse(_ text: String) -> [Entry] {
    var entries: [Entry] = []
    var rest = Substring(text)
    while let start = find("<Item ", in: rest) {
      rest = start
      guard let close = rest.firstIndex(of: ">") else { break }
      let attributes = rest[..<close]
      guard let end = find("</Item>", in: rest[rest.index(after: close)...], before: true) else { break }
      let value = unescape(Substring(unescape(rest[rest.index(after: close)..<end.startIndex])))
      rest = end
      guard let name = attribute("name", attributes) else { continue }
      entries.append(
        Entry(
          item: TIFFImage.MetadataItem(unescape(name), band: attribute("sample", attributes).flatMap { Int($0) }, value),
          role: attribute("role", attributes).map(String.init) ?? ""))
      if entries.count >= 10_000 { break }
    }
    return entries
  }

  /// The text of the tag.
  static func text(_ entries: [Entry]) -> String {
    var text = "<GDALMetadata>\n"
    for entry in entries {
      text += "  <Item name=\"\(escape(entry.item.name))\""
      if let band = entry.item.band { text += " sample=\"\(band)\"" }
      if !entry.role.isEmpty { text += " role=\"\(escape(entry.role))\"" }
      text += ">\(escape(escape(entry.item.value)))</Item>\n"
    }
    return text + "</GDALMetadata>\n"
  }

  /// What follows a text, or starts with it; nil where it does not occur.
  private static func find(_ wanted: String, in text: Substring, before: Bool = false) -> Substring? {
    let pattern = Array(wanted.utf8)
    let bytes = text.utf8
    var index = bytes.startIndex
    while index != bytes.endIndex {
      guard let candidate = bytes[index...].firstIndex(of: pattern[0]) else { return nil }
      if bytes[candidate...].starts(with: pattern) {
        return text[(before ? candidate : bytes.index(candidate, offsetBy: pattern.count))...]
      }
      index = bytes.index(after: candidate)
    }
    return nil
  }

  private static func attribute(_ name: String, _ attributes: Substring) -> Substring? {
    // ` name="`: an attribute whose name ends like this one does not count; the first has no blank left before it.
    guard let start = attributes.starts(with: name + "=\"") ? attributes.dropFirst(name.count + 2) : find(" \(name)=\"", in: attributes),
      let end = start.firstIndex(of: "\"")
    else { return nil }
    return start[..<end]
  }

  private static let entities: [(character: String, entity: String)] = [
    ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"),
  ]

  private static func escape(_ text: String) -> String {
    var escaped = ""
    for character in text { escaped += entities.first { $0.character == String(character) }?.entity ?? String(character) }
    return escaped
  }

  private static func unescape(_ text: Substring) -> String {
    var result = ""
    var rest = text
    while let at = rest.firstIndex(of: "&") {
      result += rest[..<at]
      rest = rest[at...]
      if let found = entities.first(where: { rest.starts(with: $0.entity) }) {
        result += found.character
        rest = rest.dropFirst(found.entity.count)
      } else {
        result += "&"
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }
}
