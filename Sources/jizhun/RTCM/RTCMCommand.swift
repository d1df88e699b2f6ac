import ArgumentParser

/// `jizhun rtcm …`.
struct RTCMCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rtcm",
    abstract: text(zh: "检查、编码、筛选 RTCM 3 数据流", en: "Inspect, make and filter RTCM 3 streams"),
    subcommands: [
      ScanCommand.self, DumpCommand.self, EncodeCommand.self, FilterCommand.self, ThinCommand.self, MessagesCommand.self,
      RecordCommand.self, RTCMToRINEXCommand.self,
    ])
}
