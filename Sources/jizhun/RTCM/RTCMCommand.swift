import ArgumentParser

/// `jizhun rtcm …`.
struct RTCMCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rtcm",
    abstract: text(zh: "检查 RTCM 3 数据流", en: "Inspect RTCM 3 streams"),
    subcommands: [ScanCommand.self, DumpCommand.self])
}
