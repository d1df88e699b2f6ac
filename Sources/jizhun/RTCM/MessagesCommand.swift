import ArgumentParser
import RTCM

/// `jizhun rtcm messages`.
struct MessagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "messages", abstract: text(zh: "列出支持的电文及其检验依据", en: "List the messages known, and what they are tested against"))

  @OptionGroup var common: CommonOptions

  /// Writes docs/rtcm-messages.md.
  @Flag(help: .private)
  var markdown = false

  func run() throws {
    var output = ByteOutput()
    try output.write(markdown ? Self.document() : Self.table())
    try output.flush()
  }

  private static func table() -> String {
    let names = MessageNames()
    var table = TextTable([
      (text(zh: "电文", en: "type"), .left), (text(zh: "内容", en: "contents"), .left), (text(zh: "解码", en: "decode"), .left),
      (text(zh: "编码", en: "encode"), .left), (text(zh: "检验依据", en: "tested against"), .left),
    ])
    for entry in MessageCatalogue().entries {
      table.add([
        number(entry), Language.current == .zh ? names.name(of: entry.number) : entry.name,
        entry.isKept ? text(zh: "保留字节", en: "bytes") : text(zh: "字段", en: "fields"),
        entry.isKept ? text(zh: "由字节", en: "bytes") : text(zh: "由字段", en: "fields"), entry.evidence.text(isKept: entry.isKept),
      ])
    }
    return table.text()
  }

  private static func number(_ entry: MessageCatalogue.Entry) -> String {
    entry.subtype.map { "\(entry.number)/\($0)" } ?? "\(entry.number)"
  }

  private static func document() -> String {
    var text = """
      # RTCM 3 messages · RTCM 3 电文一览

      <!-- Made by `jizhun rtcm messages --markdown`; scripts/lint and a test compare. -->

      Every message number of RTCM 10403 that is assigned in public sources, one row each; 4076 by its sub-types. Numbers that are not here are kept as bytes,
      decoded and encoded as such, and counted.
      此处未列出的电文号按字节保留、原样输出并计数。

      *Decode*: fields — every field by its number, name and unit (`jizhun rtcm dump`); bytes — the payload is kept. *Encode*: from fields or from bytes
      (`jizhun rtcm encode`); either way the bytes are those that were decoded.

      *Tested against*: **random round trip** — random values of every field, 10 000 messages a number, to bytes and back to the same bytes; **recorded frames** — every frame of
      public recordings decodes and gives the same bytes again; **pyrtcm** — 1.2.1, field by field, over random and recorded frames, its deviations listed one by one; **rtcm-rs** — its
      synthetic frames; **RTKLIB** — 2.4.3, every observation, ephemeris and correction of the recordings; **gpsd** — its values beside its recordings.

      | number | message | decode | encode | tested against | notes |
      |---|---|---|---|---|---|

      """
    for entry in MessageCatalogue().entries {
      let way = entry.isKept ? "bytes" : "fields"
      text += "| \(number(entry)) | \(entry.name) | \(way) | \(way) | \(entry.evidence.text(isKept: entry.isKept)) | \(entry.note) |\n"
    }
    return text
  }
}
